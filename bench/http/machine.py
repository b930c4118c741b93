"""What machine it is, and which versions run on it."""

import json
import os
import pathlib
import platform
import re
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def first(command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return ((done.stdout + done.stderr).strip().splitlines() or [""])[0]


def named(file, key):
    for line in pathlib.Path(file).read_text().splitlines():
        if line.startswith(key):
            return line.split(":", 1)[1].strip()
    return "?"


def machine(java):
    jdk = subprocess.run([str(java), "-version"], capture_output=True, text=True, check=True).stderr.splitlines()
    return {
        "processor": named("/proc/cpuinfo", "model name"),
        "cores": os.cpu_count(),
        "memory_gb": round(int(named("/proc/meminfo", "MemTotal").split()[0]) / 1024**2, 1),
        "system": platform.freedesktop_os_release().get("PRETTY_NAME", "?"),
        "kernel": platform.release(),
        "jdk": jdk[1].strip(),
        "python": platform.python_version(),
        "load_before": round(os.getloadavg()[0], 2),
        "commit": first(["git", "-C", str(ROOT), "describe", "--always", "--dirty"]),
    }


def versions(work):
    """The versions that matter, by what they belong to."""
    found = {"wrk": re.sub(r"^wrk\s+|\s+Copyright.*$", "", first(["wrk", "-v"]))}
    for peer, packages in {
        "mlserver": ["mlserver", "fastapi", "uvicorn", "uvloop", "orjson", "onnxruntime", "numpy"],
        "fastapi": ["fastapi", "uvicorn", "uvloop", "httptools", "pydantic", "orjson", "onnxruntime", "numpy"],
        "bentoml": ["bentoml", "starlette", "uvicorn", "onnxruntime", "numpy"],
    }.items():
        python = work / (peer + "-venv") / "bin" / "python"
        if python.exists():
            script = "import importlib.metadata as m, json; print(json.dumps({p: m.version(p) for p in %r}))" % packages
            done = subprocess.run([python, "-c", script], capture_output=True, text=True, check=True)
            found[peer] = json.loads(done.stdout)
    class_path = work / "djl" / "class-path"
    if class_path.exists():
        jars = [pathlib.Path(jar).stem for jar in class_path.read_text().strip().split(":")]
        found["djl"] = {"serving": "0.36.0"} | {
            match.group(1): match.group(2)
            for match in (re.match(r"(api|onnxruntime|onnxruntime-engine|netty-codec-http)-(\d.*)$", jar) for jar in jars)
            if match
        }
    pom = (ROOT / "pom.xml").read_text()
    found["slipway"] = {
        name: match.group(1)
        for name, match in (
            (name, re.search(r"<version\.%s>([^<]*)<" % name, pom)) for name in ("djl", "onnxruntime", "helidon")
        )
        if match
    }
    return found
