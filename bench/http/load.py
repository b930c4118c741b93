"""Loads servers side by side and writes what was seen as JSON.

usage: load.py --work DIR --java EXE --json FILE [--only NAME,...] [--rounds N] [--seconds S] [--alone-seconds S] [--warm S]

All servers are up all the time, and each is loaded in turn, round after round, so that what else the machine does meets all of
them. A round is --seconds with 8 connections and --alone-seconds with 1. Each server is checked for a right answer before and
after. Ends with 1 where a call failed.
"""

import argparse
import json
import os
import pathlib
import subprocess
import time
import urllib.error
import urllib.request

import machine
import processes
import servers

READY_SECONDS = 120
HERE = pathlib.Path(__file__).resolve().parent


class Running:
    """A server that is up."""

    def __init__(self, server, work, others):
        name = server.name.replace(" ", "-")
        self.server = server
        self.body = work / (name + ".body")
        self.shared = others.get(server.shares)
        if self.shared:
            self.process, self.url, self.err = self.shared.process, self.shared.url, self.shared.err
            return
        self.out, self.err = work / (name + ".out"), work / (name + ".err")
        with open(self.out, "wb") as out, open(self.err, "wb") as err:
            self.process = processes.start(server.command, server.environment, server.folder, out, err)
        self.url = "http://127.0.0.1:%d" % server.port if server.port else None

    def await_ready(self):
        until = time.monotonic() + READY_SECONDS
        while time.monotonic() < until:
            if self.process.poll() is not None:
                break
            if self.url is None:
                for line in self.out.read_text(errors="replace").splitlines():
                    if line.startswith("ready "):
                        self.url = line.split()[1]
            if self.url is not None:
                try:
                    return self.ask()
                except (urllib.error.URLError, ConnectionError, TimeoutError):
                    pass
            time.sleep(0.1)
        raise SystemExit("%s did not become ready; see %s and %s" % (self.server.name, self.out, self.err))

    def ask(self):
        request = urllib.request.Request(
            self.url + self.server.path, self.server.body, {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def check(self):
        """Whether it answers the golden sample rightly."""
        expected = servers.sample()
        label, probabilities = self.server.read(self.ask())
        outputs = {output["name"]: output["data"] for output in expected["response"]["outputs"]}
        tolerance = expected["tolerance"]
        near = all(
            abs(found - wanted) <= tolerance["absolute"] + tolerance["relative"] * abs(wanted)
            for found, wanted in zip(probabilities, outputs["probabilities"], strict=True)
        )
        if list(label) != outputs["label"] or not near:
            raise SystemExit("%s answers wrongly: %s, %s" % (self.server.name, label, probabilities))

    def load(self, connections, seconds):
        """What wrk saw, and what the server's processes used meanwhile."""
        self.body.write_bytes(self.server.body)
        before = processes.cpu_seconds(self.process.pid)
        ours = os.times()
        done = subprocess.run(
            [
                "wrk", "-t1", "-c%d" % connections, "-d%ds" % seconds, "--timeout", "10s",
                "-s", HERE / "request.lua", self.url + self.server.path,
            ],  # fmt: skip
            env={**os.environ, "BODY": str(self.body)},
            capture_output=True,
            text=True,
        )
        if done.returncode:
            ended = self.process.poll()
            state = "is still there" if ended is None else "ended with %d; see %s" % (ended, self.err)
            raise SystemExit("%s: wrk ended with %d (%s); the server %s" % (self.server.name, done.returncode, done.stderr.strip(), state))
        after = os.times()
        seen = json.loads(done.stdout.strip().splitlines()[-1])
        if not seen["requests"]:
            raise SystemExit("%s answers nothing: %s" % (self.server.name, seen))
        used = processes.cpu_seconds(self.process.pid) - before
        load = (after.children_user + after.children_system) - (ours.children_user + ours.children_system)
        rss, pss = processes.memory(self.process.pid)
        return {
            "connections": connections,
            "requests": seen["requests"],
            "errors": seen["errors"],
            "per_second": seen["requests"] / seen["microseconds"] * 1e6,
            "p50_us": seen["p50"],
            "p99_us": seen["p99"],
            "max_us": seen["max"],
            "cpu_us": used / seen["requests"] * 1e6,
            "load_cpu_us": load / seen["requests"] * 1e6,
            "rss_mb": rss,
            "pss_mb": pss,
        }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", required=True, type=pathlib.Path)
    parser.add_argument("--java", required=True, type=pathlib.Path)
    parser.add_argument("--json", required=True, type=pathlib.Path)
    parser.add_argument("--only", default="", help="names with commas between, each by its beginning")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=6)
    parser.add_argument("--alone-seconds", type=int, default=3)
    parser.add_argument("--warm", type=int, default=5)
    options = parser.parse_args()
    work = options.work.resolve()
    chosen = [
        server
        for server in servers.all_servers(work, options.java)
        if not options.only or any(server.name.startswith(name) for name in options.only.split(","))
    ]
    up = {}
    try:
        for server in chosen:
            up[server.name] = Running(server, work, up)
        for running in up.values():
            running.await_ready()
            running.check()
        idle = {name: processes.memory(running.process.pid) for name, running in up.items()}
        for running in up.values():
            running.load(8, options.warm)
        rounds = {name: [] for name in up}
        order = list(up)
        for _ in range(options.rounds):
            for connections, seconds in ((8, options.seconds), (1, options.alone_seconds)):
                for name in order if seconds else []:
                    rounds[name].append(up[name].load(connections, seconds))
                    print("%-28s %d  %s" % (name, connections, rounds[name][-1]), flush=True)
            order = order[1:] + order[:1]
        for running in up.values():
            running.check()
    finally:
        for running in up.values():
            if running.shared is None:
                processes.stop(running.process)
    options.json.write_text(
        json.dumps(
            {
                "machine": machine.machine(options.java),
                "versions": machine.versions(work),
                "rounds": options.rounds,
                "seconds": options.seconds,
                "alone_seconds": options.alone_seconds,
                "warm": options.warm,
                "servers": {name: {"rounds": rounds[name], "started_rss_mb": idle[name][0]} for name in rounds},
            },
            indent=1,
        )
        + "\n"
    )

    failed = {name: sum(seen["errors"] for seen in rounds[name]) for name in rounds}
    if any(failed.values()):
        raise SystemExit("calls failed: %s" % failed)


if __name__ == "__main__":
    main()
