"""Makes the report of what load.py saw: a page of Markdown.

usage: report.py SEEN.json [NOTES.md] > REPORT.md

NOTES.md is put at the end as it is: what no program can say of a run.
"""

import json
import pathlib
import statistics
import sys

SERVE, STAGE, FASTAPI = "slipway serve", "slipway up", "FastAPI + onnxruntime"

# (what, over what, by how much at least)
GOALS = (
    (SERVE, "MLServer", 5),
    (SERVE, FASTAPI, 3),
    (SERVE, FASTAPI + ", lean", 3),
    (SERVE, "DJL Serving", 1.5),
    (STAGE, FASTAPI, 1),
    (STAGE, FASTAPI + ", lean", 1),
)


def of(server, connections, figure):
    return [seen[figure] for seen in server["rounds"] if seen["connections"] == connections]


def spread(values, form):
    """The median, and the least and the most."""
    return "%s (%s to %s)" % tuple(form.format(value) for value in (statistics.median(values), min(values), max(values)))


def milliseconds(values):
    return [value / 1000 for value in values]


def table(head, rows):
    return "\n".join(["| " + " | ".join(line) + " |" for line in (head, ["---"] * len(head), *rows)])


def throughput(servers, connections):
    rows = []
    for name, server in servers.items():
        rows.append(
            [
                name,
                spread(of(server, connections, "per_second"), "{:,.0f}"),
                spread(milliseconds(of(server, connections, "p50_us")), "{:.2f}"),
                spread(milliseconds(of(server, connections, "p99_us")), "{:.2f}"),
                "{:.0f}".format(statistics.median(of(server, connections, "cpu_us"))),
                "{:.0f}".format(statistics.median(of(server, connections, "load_cpu_us"))),
            ]
        )
    head = ["", "answers a second", "p50, ms", "p99, ms", "CPU an answer, µs", "of wrk, µs"]
    return table(head, rows)


def goals(servers):
    rows = []
    for ours, peer, factor in GOALS:
        if ours in servers and peer in servers:
            rate = {name: statistics.median(of(servers[name], 8, "per_second")) for name in (ours, peer)}
            late = {name: statistics.median(of(servers[name], 8, "p99_us")) for name in (ours, peer)}
            lower = late[ours] < late[peer]
            met = rate[ours] >= factor * rate[peer] and (lower or ours == STAGE)
            rows.append(
                [
                    "`%s`" % ours,
                    peer,
                    "at least {:g} x".format(factor),
                    "**{:.2f} x**".format(rate[ours] / rate[peer]),
                    "{:.2f} of {:.2f} ms".format(late[ours] / 1000, late[peer] / 1000),
                    "yes" if met else "**no**",
                ]
            )
    return table(["", "over", "goal", "seen", "its p99 of theirs", "met"], rows)


def memory(servers):
    rows = []
    for name, server in servers.items():
        if not name.endswith(", lean"):
            cells = [server["started_rss_mb"], max(of(server, 8, "rss_mb")), max(of(server, 8, "pss_mb"))]
            rows.append([name, *("{:,.0f}".format(cell) for cell in cells)])
    return table(["", "RSS when it started, MB", "RSS under load, MB", "of it, shared pages once (PSS), MB"], rows)


def machine_lines(seen):
    machine, versions = seen["machine"], seen["versions"]
    lines = [
        "{processor}, {cores} cores, {memory_gb} GB; {system}, kernel {kernel}; {jdk}; Python {python}; Slipway at {commit}.".format(
            **machine
        ),
        "",
    ]
    for name, found in versions.items():
        if isinstance(found, dict):
            found = ", ".join("%s %s" % entry for entry in found.items())
        lines.append("- %s: %s" % (name, found))
    return "\n".join(lines)


def main():
    seen = json.loads(pathlib.Path(sys.argv[1]).read_text())
    servers = seen["servers"]
    template = (pathlib.Path(__file__).resolve().parent / "report.md").read_text()
    print(
        template.format(
            machine=machine_lines(seen),
            goals=goals(servers),
            eight=throughput(servers, 8),
            one=throughput(servers, 1),
            memory=memory(servers),
            rounds=seen["rounds"],
            seconds=seen["seconds"],
            alone=seen["alone_seconds"],
            warm=seen["warm"],
            load=seen["machine"]["load_before"],
            cores=seen["machine"]["cores"],
            failed=sum(round["errors"] for server in servers.values() for round in server["rounds"]),
            calls=sum(round["requests"] for server in servers.values() for round in server["rounds"]),
        ).rstrip()
    )
    for notes in sys.argv[2:]:
        print("\n" + pathlib.Path(notes).read_text().rstrip())


if __name__ == "__main__":
    main()
