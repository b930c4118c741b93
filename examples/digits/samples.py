"""V2 inference requests and the answers ONNX Runtime gives to them, as the lines of samples.jsonl."""

import json

import numpy as np
import onnxruntime

MODEL = "digits"
TOLERANCE = {"absolute": 1e-5, "relative": 1e-4}
DATATYPES = {np.dtype(np.float32): "FP32", np.dtype(np.int64): "INT64"}
SINGLES = 16
BATCHES = (2, 3, 2, 3)


def session(model):
    """A session on the exported bytes. One thread, so that sums are always taken in the same order."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 4  # a failing request raises; it need not be printed as well
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def request(images):
    """A V2 request for the images, pixels as whole numbers."""
    pixels = [int(value) for value in np.ravel(images)]
    return {"inputs": [{"name": "x", "shape": list(images.shape), "datatype": "FP32", "data": pixels}]}


def response(model, images):
    """What the model answers, as a V2 response without what only a server knows (id, version)."""
    names = [output.name for output in model.get_outputs()]
    values = model.run(names, {"x": images})
    return {"model_name": MODEL, "outputs": [_tensor(name, value) for name, value in zip(names, values, strict=True)]}


def _tensor(name, value):
    return {
        "name": name,
        "shape": list(value.shape),
        "datatype": DATATYPES[value.dtype],
        "data": [_number(element) for element in value.ravel()],
    }


def _number(element):
    """The shortest decimal that reads back as the same number; an FP32 widened to FP64 would have 17 digits."""
    return int(element) if isinstance(element, np.integer) else float(str(element))


def choose(labels, allowed):
    """Which rows the golden samples ask: one of each digit first, then more single images, then small batches."""
    rows = np.flatnonzero(allowed)
    firsts = [rows[labels[rows] == digit][0] for digit in range(10)]
    others = [row for row in rows if row not in firsts]
    singles = [[row] for row in [*firsts, *others[: SINGLES - len(firsts)]]]
    remaining = iter(others[SINGLES - len(firsts) :])
    return singles + [[next(remaining) for _ in range(size)] for size in BATCHES]


def lines(model, images, groups):
    """The samples as JSON lines: each request, the model's own answer, and how far another may be from it."""
    for rows in groups:
        batch = images[rows]
        sample = {"request": request(batch), "response": response(model, batch), "tolerance": TOLERANCE}
        yield json.dumps(sample, separators=(",", ":"))
