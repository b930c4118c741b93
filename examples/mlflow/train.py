"""Trains three models on real data and lets MLflow save each as its users do: one folder a model, accepted as it is.

    python train.py

tumours-onnx (scikit-learn, exported to ONNX) and tumours-xgboost: whether a tumour is malignant, from measures of its cells.
cultivars (LightGBM): which of three cultivars a wine is of, from its chemistry. expected/ has what MLflow itself answers.
"""

import json
import shutil
from pathlib import Path

import lightgbm
import mlflow
import numpy as np
import xgboost
from mlflow.models import infer_signature
from skl2onnx import to_onnx
from sklearn.datasets import load_breast_cancer, load_wine
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

HERE = Path(__file__).parent
SEED = 20260101
EXAMPLES = 3  # rows of an input example


def fresh(name):
    shutil.rmtree(HERE / name, ignore_errors=True)
    return HERE / name


def tumours():
    data = load_breast_cancer(as_frame=True)
    malignant = (data.target == 0).astype(int)
    return train_test_split(data.data, malignant, test_size=0.25, random_state=SEED, stratify=malignant)


def train_onnx():
    learnt, held_out, truth, expected = tumours()
    learnt, held_out = learnt.to_numpy(np.float32), held_out.to_numpy(np.float32)
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)).fit(learnt, truth)
    print(f"tumours-onnx: {roc_auc_score(expected, model.predict_proba(held_out)[:, 1]):.4f} area under the curve on"
          f" {len(expected)} held out")
    onnx_model = to_onnx(model, learnt[:1], options={"zipmap": False}, target_opset=21)
    answers = {"label": model.predict(held_out).astype(np.int64),
               "probabilities": model.predict_proba(held_out).astype(np.float32)}
    path = fresh("tumours-onnx")
    mlflow.onnx.save_model(
        onnx_model,
        path,
        signature=infer_signature(learnt, answers),
        input_example=held_out[:EXAMPLES],
        pip_requirements=["onnx==1.23.2", "onnxruntime==1.29.0"],
    )
    write_expected("tumours-onnx", held_out, mlflow.pyfunc.load_model(path).predict(held_out)["probabilities"])


def train_xgboost():
    learnt, held_out, truth, expected = tumours()
    settings = {"objective": "binary:logistic", "max_depth": 3, "eta": 0.3, "nthread": 1, "seed": 0}
    model = xgboost.train(settings, xgboost.DMatrix(learnt, truth), 25)
    found = model.predict(xgboost.DMatrix(held_out))
    print(f"tumours-xgboost: {roc_auc_score(expected, found):.4f} area under the curve on {len(expected)} held out")
    path = fresh("tumours-xgboost")
    mlflow.xgboost.save_model(
        model,
        path,
        model_format="ubj",
        signature=infer_signature(learnt, found),
        input_example=held_out.head(EXAMPLES),
        pip_requirements=["xgboost==3.2.0"],
    )
    write_expected("tumours-xgboost", held_out, mlflow.pyfunc.load_model(path).predict(held_out))


def train_lightgbm():
    data = load_wine(as_frame=True)
    learnt, held_out, truth, expected = train_test_split(
        data.data.to_numpy(), data.target, test_size=0.25, random_state=SEED, stratify=data.target
    )
    settings = {"objective": "multiclass", "num_class": 3, "num_leaves": 7, "num_threads": 1, "deterministic": True,
                "seed": 0, "verbosity": -1, "min_data_in_leaf": 10}
    model = lightgbm.train(settings, lightgbm.Dataset(learnt, truth, feature_name=list(data.data.columns)), 15)
    found = model.predict(held_out)
    print(f"cultivars: {accuracy_score(expected, found.argmax(axis=1)):.3f} right on {len(expected)} held out")
    path = fresh("cultivars")
    mlflow.lightgbm.save_model(
        model,
        path,
        signature=infer_signature(learnt, found),
        input_example=held_out[:EXAMPLES],
        pip_requirements=["lightgbm==4.7.0"],
    )
    write_expected("cultivars", held_out, mlflow.pyfunc.load_model(path).predict(held_out))


def write_expected(name, rows, answers):
    """The held-out rows and MLflow's answers to them, one JSON object."""
    text = json.dumps({"rows": np.asarray(rows).tolist(), "answers": np.asarray(answers).tolist()},
                      separators=(",", ":"))
    (HERE / "expected").mkdir(exist_ok=True)
    (HERE / "expected" / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def main():
    train_onnx()
    train_xgboost()
    train_lightgbm()


if __name__ == "__main__":
    main()
