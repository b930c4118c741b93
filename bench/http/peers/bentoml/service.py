"""The digits model as a service of BentoML, in its own form: a numpy array in, as its documents type it."""

import os
from typing import Annotated

import bentoml
import numpy
import onnxruntime
from bentoml.validators import DType, Shape

CORES = os.cpu_count() or 1


@bentoml.service(
    workers=CORES,
    metrics={"enabled": False},
    logging={"access": {"enabled": False}},
    traffic={"timeout": 30},
)
class Digits:
    def __init__(self) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # there is a worker process a core
        self.session = onnxruntime.InferenceSession(
            os.environ["MODEL_FILE"], options, providers=["CPUExecutionProvider"]
        )

    @bentoml.api
    async def predict(self, x: Annotated[numpy.ndarray, DType("float32"), Shape((1, 64))]) -> dict:
        label, probabilities = self.session.run(None, {"x": x})
        return {"label": label.ravel().tolist(), "probabilities": probabilities.ravel().tolist()}
