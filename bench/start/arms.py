"""Writes the arms that measure.py runs, and the event they get: our function in its ways to start, and its peers.

usage: arms.py --java HOME --bundle DIR --client DIR --store DIR --digest sha256:... --request FILE --into DIR
    [--python EXE --model FILE]
"""

import argparse
import json
import os
import platform

HANDLER = "dev.slipway.functions.lambda.InferenceHandler"
CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda"


def event(request):
    """A prediction as API Gateway's HTTP API hands it to a function, payload format 2.0."""
    path = "/v2/models/digits/infer"
    return {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": "",
        "headers": {"content-type": "application/json", "content-length": str(len(request)), "host": "bench"},
        "requestContext": {
            "accountId": "000000000000",
            "apiId": "bench",
            "domainName": "bench",
            "http": {"method": "POST", "path": path, "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1", "userAgent": "bench"},
            "requestId": "bench",
            "routeKey": "$default",
            "stage": "$default",
            "time": "26/Nov/2026:00:00:00 +0000",
            "timeEpoch": 1795651200000,
        },
        "body": request,
        "isBase64Encoded": False,
    }


def lambda_environment(handler, root, kind):
    return {
        "AWS_EXECUTION_ENV": "AWS_Lambda_bench",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "1024",
        "AWS_LAMBDA_FUNCTION_NAME": "digits",
        "AWS_LAMBDA_FUNCTION_VERSION": "1",
        "AWS_LAMBDA_INITIALIZATION_TYPE": kind,
        "AWS_LAMBDA_LOG_FORMAT": "Text",
        "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/digits",
        "AWS_LAMBDA_LOG_STREAM_NAME": "bench",
        "AWS_REGION": "local",
        "LAMBDA_TASK_ROOT": root,
        "LANG": "en_US.UTF-8",
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "TZ": ":UTC",
        "_HANDLER": handler,
    }


def ours(options, kind, priming, flags):
    library = "libaws-lambda-jni.linux-%s.so" % ("aarch_64" if platform.machine() == "aarch64" else "x86_64")
    jars = os.path.join(options.client, "lib")
    command = [
        os.path.join(options.java, "bin", "java"),
        "-XX:+UseSerialGC",
        *flags,
        "-XX:MaxHeapSize=870m",
        "-XX:-UsePerfData",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
        "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI="
        + os.path.join(options.client, "native", library),
        "-Dai.djl.offline=true",
        "-cp",
        ":".join(sorted(os.path.join(jars, jar) for jar in os.listdir(jars))),
        CLIENT,
        HANDLER,
    ]
    environment = lambda_environment(HANDLER, options.bundle, kind)
    environment.update(
        {
            "LD_LIBRARY_PATH": os.path.join(options.bundle, "lib") + ":" + os.path.join(options.bundle, "native"),
            "OPT_OUT_TRACKING": "true",
            "SLIPWAY_MODEL": options.digest,
            "SLIPWAY_PRIMING": priming,
            "SLIPWAY_STORE": options.store,
        }
    )
    return {"command": command, "environment": environment, "directory": options.bundle}


def python(options, kind):
    """AWS's runtime client for Python with the handler in peer/, its byte code compiled ahead as AWS does for packages."""
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "peer")
    environment = lambda_environment("handler.handle", folder, kind)
    environment.update({"MODEL_FILE": os.path.abspath(options.model), "PYTHONPATH": folder})
    return {
        "command": [options.python, "-m", "awslambdaric", "handler.handle"],
        "environment": environment,
        "directory": folder,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("java", "bundle", "client", "store", "digest", "request", "into"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--python", help="a Python with peer/requirements.txt installed")
    parser.add_argument("--model", help="the ONNX file that the peer serves")
    options = parser.parse_args()
    for name in ("bundle", "client", "store", "into"):
        setattr(options, name, os.path.abspath(getattr(options, name)))
    os.makedirs(options.into, exist_ok=True)
    with open(options.request) as file:
        request = json.dumps(event(file.read()))
    with open(os.path.join(options.into, "event"), "w") as file:
        file.write(request)
    arms = {
        "on demand": ours(options, "on-demand", "PT0.25S", ["-XX:TieredStopAtLevel=1"]),
        "SnapStart": ours(options, "snap-start", "PT10S", []),
    }
    if options.python:
        arms["Python on demand"] = python(options, "on-demand")
        arms["Python SnapStart"] = python(options, "snap-start")
    for name, arm in arms.items():
        with open(os.path.join(options.into, name.replace(" ", "-") + ".json"), "w") as file:
            json.dump(dict(arm, name=name), file, indent=2)


if __name__ == "__main__":
    main()
