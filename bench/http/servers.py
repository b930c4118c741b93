"""Who is asked: how each server is started, where its answer comes from, and how it is read. Peers run as their documents advise
for speed: one worker process a core where Python is in the way, access logs and metrics off where there is a setting, uvloop
and httptools, one thread of ONNX Runtime a worker."""

import dataclasses
import json
import os
import pathlib
import shutil
import socket

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
EXAMPLE = ROOT / "examples" / "digits" / "v1"
CORES = os.cpu_count() or 1


@dataclasses.dataclass
class Server:
    """One process tree, and what is asked of it."""

    name: str
    command: list
    path: str
    body: bytes
    environment: dict = dataclasses.field(default_factory=dict)
    folder: pathlib.Path = ROOT
    port: int = 0  # 0: it says itself where it listens, in a line "ready URL"
    read: callable = None  # answer's JSON -> (labels, probabilities)
    shares: str = ""  # the name of the server whose process tree it is, where it is another path of the same


def sample():
    """The first golden sample: a request of one row, and what Python's onnxruntime answered to it."""
    with open(EXAMPLE / "samples.jsonl") as lines:
        return json.loads(next(lines))


def v2(answer):
    outputs = {output["name"]: output["data"] for output in answer["outputs"]}
    return outputs["label"], outputs["probabilities"]


def flat(value):
    return [number for part in value for number in flat(part)] if isinstance(value, list) else [value]


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def all_servers(work, java):
    body = json.dumps(sample()["request"]).encode()
    row = sample()["request"]["inputs"][0]["data"]
    model = str(EXAMPLE / "model.onnx")
    infer = "/v2/models/digits/infer"
    return [
        *ours(work, infer, body),
        mlserver(work, model, infer, body),
        *fastapi(work, model, infer, body),
        bentoml(work, model, json.dumps({"x": [row]}).encode()),
        *djl(work, java, model, json.dumps({"inputs": [row]}).encode()),
    ]


def ours(work, infer, body):
    slipway = str(ROOT / "slipway")
    home = ["--port", "0", "--home"]
    return [
        Server("slipway serve", [slipway, "serve", str(EXAMPLE), *home, str(work / "home-serve")], infer, body, read=v2),
        Server("slipway up", [slipway, "up", str(EXAMPLE), *home, str(work / "home-up")], infer, body, read=v2),
    ]


def mlserver(work, model, infer, body):
    folder = work / "mlserver"
    folder.mkdir(exist_ok=True)
    port = free_port()
    # Workers of MLServer are for models that keep the interpreter busy; this one is done before it is handed over.
    workers = int(os.environ.get("MLSERVER_WORKERS", "0"))
    shutil.copy(HERE / "peers" / "mlserver" / "runtime.py", folder)
    settings = {
        "debug": False,
        "host": "127.0.0.1",
        "http_port": port,
        "grpc_port": free_port(),
        "metrics_port": free_port(),
        "metrics_endpoint": None,
        "parallel_workers": workers,
        "root_path": "",
    }
    (folder / "settings.json").write_text(json.dumps(settings, indent=2))
    (folder / "model-settings.json").write_text(
        json.dumps({"name": "digits", "implementation": "runtime.Digits", "parameters": {"uri": model, "version": "1"}}, indent=2)
    )
    command = [str(work / "mlserver-venv" / "bin" / "mlserver"), "start", "."]
    return Server("MLServer", command, infer, body, folder=folder, port=port, read=v2)


def fastapi(work, model, infer, body):
    port = free_port()
    command = [
        str(work / "fastapi-venv" / "bin" / "uvicorn"), "app:app", "--port", str(port), "--workers", str(CORES),
        "--loop", "uvloop", "--http", "httptools", "--no-access-log", "--log-level", "warning",
    ]  # fmt: skip
    folder = HERE / "peers" / "fastapi"
    environment = {"MODEL_FILE": model}
    name = "FastAPI + onnxruntime"
    return [
        Server(name, command, infer, body, environment, folder, port, v2),
        Server(name + ", lean", command, "/lean" + infer, body, environment, folder, port, v2, shares=name),
    ]


def bentoml(work, model, body):
    port = free_port()
    command = [str(work / "bentoml-venv" / "bin" / "bentoml"), "serve", "service:Digits", "--host", "127.0.0.1", "--port", str(port)]
    environment = {"MODEL_FILE": model, "BENTOML_DO_NOT_TRACK": "True", "BENTOML_HOME": str(work / "bentoml-home")}
    folder = HERE / "peers" / "bentoml"
    read = lambda answer: (answer["label"], answer["probabilities"])  # noqa: E731
    return Server("BentoML", command, "/predict", body, environment, folder, port, read)


def djl(work, java, model, body):
    """Its own form: its plug-in for V2 reads "dataType" for "datatype", and puts a float's value into one byte."""
    folder = work / "djl"
    class_path = folder / "class-path"
    if not class_path.exists():
        return []
    shutil.copytree(HERE / "peers" / "djl" / "model", folder / "model", dirs_exist_ok=True)
    shutil.copy(model, folder / "model" / "model.onnx")
    port = free_port()
    settings = {
        "inference_address": "http://127.0.0.1:%d" % port,
        "management_address": "http://127.0.0.1:%d" % port,
        "load_models": "digits::OnnxRuntime=" + (folder / "model").as_uri(),
    }
    (folder / "config.properties").write_text("".join("%s=%s\n" % entry for entry in settings.items()))
    command = [
        str(java), "-Xms1g", "-Xmx1g", "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow", "-Dai.djl.offline=true",
        "-Dlog4j.configurationFile=" + str(HERE / "peers" / "djl" / "log4j2.xml"),
        "-cp", class_path.read_text().strip(), "ai.djl.serving.ModelServer",
        "-f", str(folder / "config.properties"),
    ]  # fmt: skip
    environment = {"OPT_OUT_TRACKING": "true", "OMP_NUM_THREADS": "1", "MODEL_SERVER_HOME": str(folder)}

    def read(answer):
        label, probabilities = (flat(part["value"] if isinstance(part, dict) else part) for part in answer["predictions"])
        return label, probabilities

    return [Server("DJL Serving", command, "/predictions/digits", body, environment, folder, port, read)]
