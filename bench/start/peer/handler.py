"""The same model behind the same protocol as a Python function: what a careful author would write by hand."""

import json
import os

import numpy
import onnxruntime

options = onnxruntime.SessionOptions()
options.intra_op_num_threads = 1
options.inter_op_num_threads = 1
session = onnxruntime.InferenceSession(os.environ["MODEL_FILE"], options, providers=["CPUExecutionProvider"])
NAMES = [output.name for output in session.get_outputs()]
NUMPY = {"FP32": numpy.float32, "INT64": numpy.int64}
V2 = {"float32": "FP32", "int64": "INT64"}


def handle(event, context):
    request = json.loads(event["body"])
    inputs = {
        tensor["name"]: numpy.array(tensor["data"], dtype=NUMPY[tensor["datatype"]]).reshape(tensor["shape"])
        for tensor in request["inputs"]
    }
    outputs = [
        {"name": name, "shape": list(value.shape), "datatype": V2[str(value.dtype)], "data": value.ravel().tolist()}
        for name, value in zip(NAMES, session.run(NAMES, inputs))
    ]
    return {
        "statusCode": 200,
        "headers": {"content-type": "application/json"},
        "body": json.dumps({"model_name": "digits", "model_version": "1", "outputs": outputs}),
    }
