"""Makes files that run code when they are loaded, as their libraries write them: python make.py, with scikit-learn 1.9.1,
joblib 1.6.0, skops 0.16.0 and xgboost 3.2.0. archive.keras and weights.h5 hold what stands first in such files, and no model."""

import pickle
import zipfile
from pathlib import Path

import joblib
import numpy as np
import skops.io
import xgboost
from sklearn.linear_model import LogisticRegression

HERE = Path(__file__).parent
rows = np.arange(12.0).reshape(6, 2)
model = LogisticRegression().fit(rows, [0, 0, 0, 1, 1, 1])
booster = xgboost.train({"objective": "reg:squarederror"}, xgboost.DMatrix(rows, rows.sum(axis=1)), 1)

for protocol, name in ((0, "old.pkl"), (5, "model.pkl")):
    (HERE / name).write_bytes(pickle.dumps(model, protocol=protocol))
(HERE / "booster.pkl").write_bytes(pickle.dumps(booster))
joblib.dump(model, HERE / "model.joblib")
for method in ("zlib", "gzip", "bz2", "xz", "lzma"):
    joblib.dump(model, HERE / f"model.joblib.{method}", compress=(method, 3))
skops.io.dump(model, HERE / "model.skops")
with zipfile.ZipFile(HERE / "archive.keras", "w") as archive:  # keras/src/saving/saving_lib.py
    archive.writestr("metadata.json", '{"keras_version": "3.12.0"}')
    archive.writestr("config.json", '{"module": "keras", "class_name": "Sequential"}')
    archive.writestr("model.weights.h5", b"\x89HDF\r\n\x1a\n")
(HERE / "weights.h5").write_bytes(b"\x89HDF\r\n\x1a\n" + bytes(56))
