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


def jars(folder):
    return sorted(os.path.join(folder, jar) for jar in os.listdir(folder) if jar.endswith(".jar"))


def java(options, flags, class_path, main, arguments, environment, cache=None, spelled=None):
    """A JVM as the local stage starts one: with a start-up cache its flags and class path are in a file."""
    options_of_one = [
        "-XX:MaxHeapSize=870m",
        "-XX:InitialHeapSize=16m",  # what a JVM that sees 1,024 MB begins with
        "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI="
        + os.path.join(options.client, "native", library()),
    ]
    exe = os.path.join(options.java, "bin", "java")
    arm = {"environment": environment, "directory": options.bundle}
    if cache is None:
        arm["command"] = [exe, *flags, *options_of_one, "-cp", ":".join(spelled or class_path), main, *arguments]
        return arm
    flags = flags + CACHED
    words = os.path.join(options.into, cache + ".words")
    with open(words, "w") as file:
        file.write("\n".join('"%s"' % word for word in [*flags, "-cp", ":".join(class_path)]) + "\n")
    aot = os.path.join(options.into, cache + ".aot")
    rest = [*options_of_one, main, *arguments]
    arm["command"] = [exe, "@" + words, "-XX:AOTCache=" + aot, *rest]
    arm["training"] = {"command": [exe, "@" + words, "-XX:AOTCacheOutput=" + aot, *rest], "makes": aot}
    return arm


def library():
    return "libaws-lambda-jni.linux-%s.so" % ("aarch_64" if platform.machine() == "aarch64" else "x86_64")


def flags(*more):
    """What the local stage tells the JVMs of functions (dev.slipway.local.runtime.Launch)."""
    return [
        "-XX:+UseSerialGC",
        *more,
        "-XX:-UsePerfData",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
        "-Dai.djl.offline=true",
    ]


ON_DEMAND = "-XX:TieredStopAtLevel=1"

# What the stage adds where there is a cache, for functions without a snapshot.
CACHED = ["-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0", "-XX:-AOTAdapterCaching", "-XX:-AOTReplayTraining"]


def ours(options, kind, priming, told, cache=None, plain=False):
    environment = lambda_environment(HANDLER, options.bundle, kind)
    environment.update(
        {
            "LD_LIBRARY_PATH": os.path.join(options.bundle, "lib") + ":" + os.path.join(options.bundle, "native"),
            "OPT_OUT_TRACKING": "true",
            "ORT_DISABLE_TELEMETRY": "1",
            "SLIPWAY_MODEL": options.digest,
            "SLIPWAY_PRIMING": priming,
            "SLIPWAY_STORE": options.store,
        }
    )
    client = jars(os.path.join(options.client, "lib"))
    if plain:
        client = jars(options.plain) + client
    # As the stage: what reads packages out of S3 is not on the class path.
    own = [jar for jar in jars(os.path.join(options.bundle, "lib")) if not os.path.basename(jar).startswith("software.amazon.")]
    class_path = client + own
    return java(options, told, class_path, CLIENT, [HANDLER], environment, cache, spelled=client)


def empty(options, cache=None):
    """A handler that does nothing, under the same client."""
    environment = lambda_environment("EmptyHandler", options.bundle, "on-demand")
    class_path = jars(os.path.join(options.client, "lib")) + [os.path.join(options.classes, "empty.jar")]
    return java(options, flags(ON_DEMAND), class_path, CLIENT, ["EmptyHandler"], environment, cache)


def floor(options, cache=None):
    """ONNX Runtime and a main that is as small as can be: no client, no framework, no JSON."""
    environment = lambda_environment("Floor", options.bundle, "on-demand")
    environment["MODEL_FILE"] = os.path.abspath(options.model)
    class_path = [os.path.join(options.classes, "floor.jar"), os.path.join(options.bundle, "lib", "onnxruntime-java.jar")]
    told = [*flags(ON_DEMAND), "-Donnxruntime.native.path=" + os.path.join(options.bundle, "native")]
    return java(options, told, class_path, "Floor", [], environment, cache)


def python(options, kind, packages=None):
    """AWS's runtime client for Python with the handler in peer/. Byte code of packages is compiled ahead, as AWS advises, or,
    where `packages` names a copy of them without it, at each start."""
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "peer")
    environment = lambda_environment("handler.handle", folder, kind)
    environment.update({"MODEL_FILE": os.path.abspath(options.model), "PYTHONPATH": folder})
    if packages:
        environment.update({"PYTHONPATH": os.path.abspath(packages) + ":" + folder, "PYTHONDONTWRITEBYTECODE": "1"})
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
    parser.add_argument("--sources", help="a copy of that Python's packages without compiled byte code")
    parser.add_argument("--model", help="the ONNX file that the peers serve")
    parser.add_argument("--classes", help="the folder of empty.jar and floor.jar")
    parser.add_argument("--plain", help="the folder of the plain runtime client's jar")
    options = parser.parse_args()
    for name in ("bundle", "client", "store", "into", "classes", "plain"):
        setattr(options, name, os.path.abspath(getattr(options, name) or "."))
    os.makedirs(options.into, exist_ok=True)
    with open(options.request) as file:
        request = json.dumps(event(file.read()))
    with open(os.path.join(options.into, "event"), "w") as file:
        file.write(request)
    on_demand = flags(ON_DEMAND)
    arms = {
        "on demand": ours(options, "on-demand", "PT0.25S", on_demand),
        "on demand, cache": ours(options, "on-demand", "PT0.25S", on_demand, "on-demand"),
        "on demand, cache, plain client": ours(options, "on-demand", "PT0.25S", on_demand, "plain", plain=True),
        "empty handler": empty(options),
        "empty handler, cache": empty(options, "empty"),
        "floor, cache": floor(options, "floor"),
        "SnapStart": ours(options, "snap-start", "PT10S", flags()),
    }
    if options.python:
        arms["Python on demand"] = python(options, "on-demand")
        arms["Python SnapStart"] = python(options, "snap-start")
        if options.sources:
            arms["Python on demand, no .pyc"] = python(options, "on-demand", options.sources)
    for name, arm in arms.items():
        with open(os.path.join(options.into, name.replace(",", "").replace(".", "").replace(" ", "-") + ".json"), "w") as file:
            json.dump(dict(arm, name=name), file, indent=2)


if __name__ == "__main__":
    main()
