"""Asks a running server with Triton's and KServe's clients, as their users do, and checks every answer.

Usage: ask.py URL. The server serves examples/digits/v1 as "digits".
"""

import asyncio
import json
import pathlib
import sys

import numpy
import tritonclient.http as triton
from kserve import InferenceRESTClient, InferInput, InferRequest, RESTConfig
from tritonclient.utils import InferenceServerException

DIGITS = pathlib.Path(__file__).parents[2] / "examples" / "digits"
SAMPLES = [json.loads(line) for line in (DIGITS / "v1" / "samples.jsonl").read_text().splitlines()]


def tensor(tensors, name):
    return next(tensor for tensor in tensors if tensor["name"] == name)


def pixels(sample):
    x = sample["request"]["inputs"][0]
    return numpy.array(x["data"], dtype=numpy.float32).reshape(x["shape"])


def check(what, sample, label, probabilities):
    wanted = sample["response"]["outputs"]
    assert numpy.array_equal(numpy.ravel(label), numpy.ravel(tensor(wanted, "label")["data"])), what
    numpy.testing.assert_allclose(
        numpy.ravel(probabilities), numpy.ravel(tensor(wanted, "probabilities")["data"]), 1e-4, 1e-5, err_msg=what
    )


def triton_asks(url):
    client = triton.InferenceServerClient(url.removeprefix("http://"))
    assert client.is_server_live() and client.is_server_ready() and client.is_model_ready("digits")
    assert "binary_tensor_data" in client.get_server_metadata()["extensions"]
    metadata = client.get_model_metadata("digits")
    version = metadata["versions"][0]
    assert [each["name"] for each in metadata["outputs"]] == ["label", "probabilities"], metadata
    assert client.is_model_ready("digits", version)
    config = client.get_model_config("digits")
    assert config["name"] == "digits" and config["input"][0]["data_type"] == "TYPE_FP32", config
    index = client.get_model_repository_index()
    assert [each["name"] for each in index] == ["digits"], index
    asked = 0
    for binary_in in (True, False):
        for binary_out in (True, False):
            for zipped in (None, "gzip", "deflate"):
                for sample in SAMPLES:
                    x = pixels(sample)
                    given = triton.InferInput("x", x.shape, "FP32")
                    given.set_data_from_numpy(x, binary_data=binary_in)
                    wanted = [
                        triton.InferRequestedOutput(name, binary_data=binary_out) for name in ("label", "probabilities")
                    ]
                    answer = client.infer(
                        "digits",
                        [given],
                        outputs=wanted,
                        request_id=str(asked),
                        request_compression_algorithm=zipped,
                        response_compression_algorithm=zipped,
                    )
                    what = f"binary in {binary_in}, out {binary_out}, {zipped}"
                    check(what, sample, answer.as_numpy("label"), answer.as_numpy("probabilities"))
                    assert answer.get_response()["id"] == str(asked), what
                    assert answer.get_response()["model_version"] == version, what
                    asked += 1
    # its defaults: binary both ways, no outputs named
    x = pixels(SAMPLES[0])
    given = triton.InferInput("x", x.shape, "FP32")
    given.set_data_from_numpy(x)
    answer = client.infer("digits", [given], model_version=version)
    check("defaults", SAMPLES[0], answer.as_numpy("label"), answer.as_numpy("probabilities"))
    wrong = triton.InferInput("x", [1, 8], "FP32")
    wrong.set_data_from_numpy(numpy.zeros([1, 8], numpy.float32))
    try:
        client.infer("digits", [wrong])
        raise AssertionError("a wrong shape was answered")
    except InferenceServerException as refused:
        assert refused.status() == "400" and 'input "x" has shape [1,8]' in refused.message(), refused
    client.close()
    return asked + 1


async def kserve_asks(url):
    client = InferenceRESTClient(RESTConfig(protocol="v2"))
    assert await client.is_server_live(url) and await client.is_server_ready(url)
    assert await client.is_model_ready(url, "digits")
    asked = 0
    for binary in (False, True):
        for sample in SAMPLES:
            x = pixels(sample)
            given = InferInput("x", list(x.shape), "FP32")
            given.set_data_from_numpy(x, binary_data=binary)
            request = InferRequest(model_name="digits", infer_inputs=[given], request_id=f"k{asked}")
            answer = await client.infer(url, request, model_name="digits")
            named = {output.name: output.as_numpy() for output in answer.outputs}
            check(f"kserve, binary {binary}", sample, named["label"], named["probabilities"])
            assert answer.id == f"k{asked}"
            asked += 1
    await client.close()
    return asked


url = sys.argv[1]
print(f"  Triton's client: {triton_asks(url)} predictions as expected")
print(f"  KServe's client: {asyncio.run(kserve_asks(url))} predictions as expected")
