"""Says where the processor's time of a request goes in the JVMs of "slipway serve" and "slipway up", by JFR's CPU-time samples.

usage: profile.py --work DIR --java EXE [--seconds S] [--warm S] [--methods N]

A sample counts for the first frame from its top that belongs to somebody named in PARTS; what is of the JDK alone counts for who
called it. JVMs of a stage: the gateway, and the functions, together.
"""

import argparse
import collections
import json
import pathlib
import re
import subprocess

import load
import processes
import servers

PARTS = [
    ("sockets: the system's reads, writes and waits", r"sun\.nio\.ch\.|java\.net\.Socket|sun\.net\."),
    ("the line a call leaves", r"dev\.slipway\.functions\.telemetry\."),
    ("ONNX Runtime and its Java side", r"ai\.onnxruntime\.|dev\.slipway\.functions\.(engine|tensor)\."),
    ("JSON of the V2 protocol, in and out", r"dev\.slipway\.functions\.(v2|json)\."),
    ("events of Lambda, in and out", r"dev\.slipway\.functions\.lambda\."),
    ("AWS's runtime client", r"com\.amazonaws\."),
    ("the gateway: events, answers, weights", r"dev\.slipway\.local\.(gateway|http|function)\."),
    ("the Runtime API, and who gets which call", r"dev\.slipway\.local\.runtime\."),
    ("counting what clients met", r"dev\.slipway\.local\.metric\.|io\.prometheus\."),
    ("limits, queue and watch over connections", r"dev\.slipway\.(web|serve)\."),
    ("the HTTP server (Helidon)", r"io\.helidon\."),
    ("virtual threads: switching and waking", r"java\.lang\.(VirtualThread|ThreadContinuation)|jdk\.internal\.vm\.|java\.util\.concurrent\.ForkJoin"),
]  # fmt: skip
PARTS = [(name, re.compile(pattern)) for name, pattern in PARTS]
REST = "else"


def frame_name(frame):
    method = frame["method"]
    return method["type"]["name"].replace("/", ".") + "." + method["name"]


def part(frames):
    for frame in frames:
        for name, pattern in PARTS:
            if pattern.match(frame):
                return name
    return REST


def samples(java, recording):
    """The stacks of a recording, each its frames from the top."""
    jfr = pathlib.Path(java).with_name("jfr")
    done = subprocess.run(
        [jfr, "print", "--json", "--stack-depth", "64", "--events", "jdk.CPUTimeSample", recording],
        capture_output=True,
        text=True,
        check=True,
    )
    for event in json.loads(done.stdout)["recording"]["events"]:
        trace = event["values"].get("stackTrace")
        if trace:
            yield [frame_name(frame) for frame in trace["frames"]]


def threads(pid):
    """Seconds of the processor by a JVM's kind of thread."""
    seconds = collections.Counter()
    for task in pathlib.Path("/proc/%d/task" % pid).iterdir():
        try:
            name, rest = (task / "stat").read_text().split("(", 1)[1].rsplit(")", 1)
        except OSError:
            continue
        kind = "compiler" if re.match(r"C[12] Comp", name) else "collector" if re.match(r"GC |G1 ", name) else "code"
        seconds[kind] += sum(int(field) for field in rest.split()[11:13]) / processes.TICKS
    return seconds


def command(pid):
    return pathlib.Path("/proc/%d/cmdline" % pid).read_text().replace("\0", " ")


def kind_of(pid):
    words = command(pid)
    return "function" if "AWSLambda" in words else "serve" if "dev.slipway.serve.Main" in words else "gateway"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", required=True, type=pathlib.Path)
    parser.add_argument("--java", required=True, type=pathlib.Path)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--warm", type=int, default=8)
    parser.add_argument("--methods", type=int, default=0, help="name so many methods by their own time, too")
    options = parser.parse_args()
    work = options.work.resolve()
    jcmd = options.java.with_name("jcmd")
    for server in servers.all_servers(work, options.java)[:2]:
        running = load.Running(server, work, {})
        try:
            running.await_ready()
            running.load(8, options.warm)
            jvms = [pid for pid in processes.of_server(running.process.pid) if "/java" in command(pid).split(" ")[0]]
            before = {pid: threads(pid) for pid in jvms}
            for pid in jvms:
                subprocess.run([jcmd, str(pid), "JFR.start", "name=cpu", "settings=" + str(load.HERE / "cpu.jfc")], check=True, capture_output=True)
            seen = running.load(8, options.seconds)
            by = collections.defaultdict(collections.Counter)
            own = collections.defaultdict(collections.Counter)
            used = collections.defaultdict(collections.Counter)
            for pid in jvms:
                recording = work / ("cpu-%d.jfr" % pid)
                subprocess.run([jcmd, str(pid), "JFR.stop", "name=cpu", "filename=" + str(recording)], check=True, capture_output=True)
                kind = kind_of(pid)
                used[kind].update(threads(pid) - before[pid])
                for stack in samples(options.java, recording):
                    by[kind][part(stack)] += 1
                    own[kind][stack[0]] += 1
                recording.unlink()
            print("%s: %d answers a second" % (server.name, seen["per_second"]))
            for kind, parts in by.items():
                total = sum(parts.values())
                times = ", ".join("%s %.0f us" % (what, time / seen["requests"] * 1e6) for what, time in used[kind].items())
                print("  %s, an answer: %s; %d samples" % (kind, times, total))
                for name, count in parts.most_common():
                    print("    %5.1f %%  %s" % (100 * count / total, name))
                for name, count in own[kind].most_common(options.methods):
                    print("      %5.1f %%  %s" % (100 * count / total, name))
        finally:
            processes.stop(running.process)


if __name__ == "__main__":
    main()
