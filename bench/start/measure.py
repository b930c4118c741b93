"""Starts processes that speak the Lambda Runtime API, side by side, and says how long their first answer takes.

usage: measure.py --event FILE [--runs N] [--calls N] [--json FILE] [--only WORD] ARM [ARM ...]

An arm is a JSON file: {"name", "command": [...], "environment": {...}, "directory"}. Arms are run in turn, N times, so that
what else the machine does meets all of them. For an arm whose environment says AWS_LAMBDA_INITIALIZATION_TYPE=snap-start,
the time from the restore to the first answer is told too.
"""

import argparse
import json
import os
import signal
import statistics
import subprocess
import time

from runtime_api import RuntimeApi

TICKS = os.sysconf("SC_CLK_TCK")
SETTLE_SECONDS = 0.2
TRAINING_CALLS = 300

WALL, CPU, MEMORY = "start to first answer ms", "CPU to first answer s", "memory MB"

# What the goals compare: ours, with whom, by which figure, and what it may be at most.
GOALS = [
    ("on demand, cache", "Python on demand", WALL, 1.0),
    ("on demand, cache", "Python on demand", CPU, 0.6),
    ("on demand, cache", "floor, cache", WALL, 1.25),
    ("on demand, cache", "floor, cache", CPU, 1.25),
    ("on demand, cache", "floor, cache", MEMORY, 1.3),
]


def cpu_seconds(pid):
    """User and system time of a process, its dead children left out."""
    with open("/proc/%d/stat" % pid) as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def megabytes(pid, key):
    with open("/proc/%d/status" % pid) as file:
        for line in file:
            if line.startswith(key + ":"):
                return int(line.split()[1]) / 1024
    return float("nan")


def train(arm, event, calls):
    """Makes the start-up cache of an arm: the same process, asked some calls, and ended by SIGTERM. As the stage does it."""
    api = RuntimeApi()
    api.restored.set()
    process = subprocess.Popen(
        arm["training"]["command"],
        env=dict(arm["environment"], AWS_LAMBDA_RUNTIME_API=api.address),
        cwd=arm["directory"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(calls):
            api.call(event)
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=120)
    finally:
        api.close()
        process.kill()
        process.wait()
    if not os.path.isfile(arm["training"]["makes"]):
        raise ValueError("no start-up cache was made for " + arm["name"])


def run(arm, event, calls):
    """One start: its figures by name."""
    api = RuntimeApi()
    environment = dict(arm["environment"], AWS_LAMBDA_RUNTIME_API=api.address)
    snapshot = environment.get("AWS_LAMBDA_INITIALIZATION_TYPE") == "snap-start"
    begun = time.perf_counter()
    process = subprocess.Popen(
        arm["command"],
        env=environment,
        cwd=arm["directory"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE if arm.get("errors") else subprocess.DEVNULL,
    )
    try:
        figures = {}
        if snapshot:
            if not api.snapshot.wait(timeout=120):
                raise TimeoutError(arm["name"] + " never came to its snapshot")
            time.sleep(SETTLE_SECONDS)
            restore = time.perf_counter()
            api.restored.set()
            body, _ = api.call(event)
            figures["restore to first answer ms"] = (time.perf_counter() - restore) * 1000
        else:
            body, _ = api.call(event)
            figures["start to first answer ms"] = (time.perf_counter() - begun) * 1000
            figures["CPU to first answer s"] = cpu_seconds(process.pid)
        if json.loads(body).get("statusCode") != 200:
            raise ValueError("%s answered %s" % (arm["name"], body[:400]))
        figures["memory MB"] = megabytes(process.pid, "VmRSS")
        if calls > 0:
            times = [api.call(event)[1] * 1e6 for _ in range(calls)]
            figures["warm p50 us"] = statistics.median(times[calls // 2 :])
        return figures
    finally:
        api.close()
        process.send_signal(signal.SIGKILL)
        process.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--event", required=True)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--calls", type=int, default=0)
    parser.add_argument("--json")
    parser.add_argument("--only", help="a word that an arm's name must have, such as SnapStart")
    parser.add_argument("arms", nargs="+")
    options = parser.parse_args()
    with open(options.event, "rb") as file:
        event = file.read()
    arms = []
    for path in options.arms:
        with open(path) as file:
            arm = json.load(file)
        if options.only is None or options.only in arm["name"]:
            arms.append(arm)
    results = {arm["name"]: [] for arm in arms}
    for arm in arms:
        if "training" in arm:
            train(arm, event, TRAINING_CALLS)
        run(arm, event, 0)  # what is read from disk for the first time is nobody's figure
    for _ in range(options.runs):
        for arm in arms:
            results[arm["name"]].append(run(arm, event, options.calls))
    report = {}
    for name, runs in results.items():
        report[name] = {
            key: {
                "median": statistics.median(values),
                "min": min(values),
                "max": max(values),
            }
            for key in runs[0]
            for values in [[each[key] for each in runs]]
        }
        for key, spread in report[name].items():
            print("%-28s %-28s %9.2f  (%.2f to %.2f)" % (name, key, spread["median"], spread["min"], spread["max"]))
    for mine, theirs, key, goal in GOALS:
        if mine in report and theirs in report:
            ratio = report[mine][key]["median"] / report[theirs][key]["median"]
            print("%-28s %.2f x %s (goal: at most %.2f)" % (key, ratio, theirs, goal))
    if options.json:
        with open(options.json, "w") as file:
            json.dump(report, file, indent=2)


if __name__ == "__main__":
    main()
