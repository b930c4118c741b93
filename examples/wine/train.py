"""Trains the wine model and writes wine.onnx and expected.jsonl: a model whose shape is not ours.

    python train.py

One tensor a column, three datatypes in, words out: what comes from a table rather than from a picture. The same
versions on the same machine write the same bytes.
"""

import json
from pathlib import Path

import numpy as np
import onnxruntime
import pandas
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType, Int64TensorType, StringTensorType
from sklearn.compose import ColumnTransformer
from sklearn.datasets import load_wine
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from threadpoolctl import threadpool_limits

HERE = Path(__file__).parent
MEASURES = ["malic_acid", "ash", "flavanoids", "color_intensity", "hue"]
COUNTS = ["magnesium", "proline"]
BAND = "alcohol_band"
BANDS = {"low": 12.5, "medium": 13.5, "high": np.inf}  # the alcohol, in percent, that each band ends below
OPSET = {"": 17, "ai.onnx.ml": 3}  # old enough for every ONNX Runtime since 1.12
TOLERANCE = {"absolute": 1e-5, "relative": 1e-4}
REQUESTS = 50
BATCH_SIZES = [1, 1, 1, 1, 3]  # over and over: every fifth request is a batch


def wines():
    """The wines as a table of typed columns, and the name of each one's cultivar."""
    loaded = load_wine(as_frame=True)
    frame = loaded.data
    table = frame[MEASURES].astype(np.float32).join(frame[COUNTS].astype(np.int64))
    table[BAND] = pandas.cut(frame["alcohol"], [0, *BANDS.values()], right=False, labels=list(BANDS)).astype(str)
    return table, loaded.target_names[loaded.target]


def fit(table, cultivars):
    """Logistic regression on scaled numbers and the one-hot alcohol band; an unknown band counts as none."""
    columns = ColumnTransformer(
        [
            ("numbers", StandardScaler(), MEASURES + COUNTS),
            ("band", OneHotEncoder(handle_unknown="ignore"), [BAND]),
        ]
    )
    return make_pipeline(columns, LogisticRegression(max_iter=2000)).fit(table, cultivars)


def export(pipeline):
    """The pipeline as ONNX bytes, with one input a column and probabilities as a tensor instead of a list of maps.

    The name and the order of the operator sets are fixed: the converter's own change from run to run.
    """
    inputs = [(name, FloatTensorType([None, 1])) for name in MEASURES]
    inputs += [(name, Int64TensorType([None, 1])) for name in COUNTS]
    inputs += [(BAND, StringTensorType([None, 1]))]
    model = to_onnx(pipeline, name="wine", initial_types=inputs, options={"zipmap": False}, target_opset=OPSET)
    model.opset_import.sort(key=lambda opset: opset.domain)
    return model.SerializeToString(deterministic=True)


def feeds(table):
    """The table as ONNX Runtime takes it: one column, one tensor. Words are objects there."""
    return {name: table[[name]].to_numpy(object if name == BAND else None) for name in table.columns}


def datatype(value):
    """The V2 word for an array's type."""
    known = {np.dtype(np.float32): "FP32", np.dtype(np.int64): "INT64", np.dtype(object): "BYTES"}
    return known[value.dtype]


def tensor(name, value):
    """A V2 tensor. An FP32 is written as the shortest decimal that reads back as the same FP32."""
    flat = value.ravel()
    elements = [float(str(element)) for element in flat] if value.dtype == np.float32 else flat.tolist()
    return {"name": name, "shape": list(value.shape), "datatype": datatype(value), "data": elements}


def expected_lines(session, table):
    """Requests over the table's rows, each with the answer Python's ONNX Runtime gives."""
    names = [output.name for output in session.get_outputs()]
    start = 0
    for number in range(REQUESTS):
        size = BATCH_SIZES[number % len(BATCH_SIZES)]
        rows = table.iloc[np.arange(start, start + size) % len(table)]
        start += size
        asked = feeds(rows)
        answered = zip(names, session.run(names, asked), strict=True)
        yield json.dumps(
            {
                "request": {"inputs": [tensor(name, value) for name, value in asked.items()]},
                "response": {"model_name": "wine", "outputs": [tensor(name, value) for name, value in answered]},
                "tolerance": TOLERANCE,
            },
            separators=(",", ":"),
        )


def main():
    table, cultivars = wines()
    parts = train_test_split(table, cultivars, test_size=1 / 3, stratify=cultivars, random_state=0)
    train_table, held_out, train_cultivars, held_out_cultivars = parts
    with threadpool_limits(1):  # sums taken by several threads end in different last bits
        weights = export(fit(train_table, train_cultivars))
    (HERE / "wine.onnx").write_bytes(weights)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
    lines = "".join(f"{line}\n" for line in expected_lines(session, held_out))
    (HERE / "expected.jsonl").write_text(lines, encoding="utf-8", newline="\n")
    named = session.run(["label"], feeds(held_out))[0]
    print(f"right: {(named == held_out_cultivars).sum()} of {len(held_out)} held-out wines")


if __name__ == "__main__":
    main()
