"""The digits model behind FastAPI, twice: as its tutorial teaches, with typed bodies; and as lean as it goes, with the
request's bytes and a Response of its own, which its documents call advanced and which is faster."""

import os

import numpy
import onnxruntime
import orjson
from fastapi import FastAPI, Request, Response
from pydantic import BaseModel

options = onnxruntime.SessionOptions()
options.intra_op_num_threads = 1  # there is a worker process a core
session = onnxruntime.InferenceSession(os.environ["MODEL_FILE"], options, providers=["CPUExecutionProvider"])
app = FastAPI()


class Input(BaseModel):
    name: str
    shape: list[int]
    datatype: str
    data: list[float]


class InferRequest(BaseModel):
    id: str | None = None
    inputs: list[Input]


class Output(BaseModel):
    name: str
    shape: list[int]
    datatype: str
    data: list[int] | list[float]


class InferResponse(BaseModel):
    model_name: str
    model_version: str
    outputs: list[Output]


@app.post("/v2/models/digits/infer")
async def infer(request: InferRequest) -> InferResponse:
    asked = request.inputs[0]
    x = numpy.array(asked.data, numpy.float32).reshape(asked.shape)
    label, probabilities = session.run(None, {asked.name: x})
    return InferResponse(
        model_name="digits",
        model_version="1",
        outputs=[
            Output(name="label", shape=list(label.shape), datatype="INT64", data=label.ravel().tolist()),
            Output(
                name="probabilities",
                shape=list(probabilities.shape),
                datatype="FP32",
                data=probabilities.ravel().tolist(),
            ),
        ],
    )


@app.post("/lean/v2/models/digits/infer")
async def lean(request: Request) -> Response:
    asked = orjson.loads(await request.body())["inputs"][0]
    x = numpy.array(asked["data"], numpy.float32).reshape(asked["shape"])
    label, probabilities = session.run(None, {asked["name"]: x})
    answer = {
        "model_name": "digits",
        "model_version": "1",
        "outputs": [
            {"name": "label", "shape": label.shape, "datatype": "INT64", "data": label.ravel()},
            {"name": "probabilities", "shape": probabilities.shape, "datatype": "FP32", "data": probabilities.ravel()},
        ],
    }
    return Response(orjson.dumps(answer, option=orjson.OPT_SERIALIZE_NUMPY), media_type="application/json")
