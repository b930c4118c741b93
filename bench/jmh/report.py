"""Says what JMH's result means: each time beside the model's own in the same run.

usage: report.py RESULT.json
"""

import json
import sys


def main():
    with open(sys.argv[1]) as file:
        results = json.load(file)
    times = {}
    for result in results:
        name = result["benchmark"].rsplit(".", 1)[1]
        metric = result["primaryMetric"]
        times[(result["params"]["request"], name)] = (metric["score"], metric["scoreError"])
    print()
    print("%-10s %-8s %12s %10s %12s %8s" % ("request", "what", "us", "+- 99.9 %", "model + us", "ratio"))
    for (request, name), (score, error) in times.items():
        base = times.get((request, "model"))
        share = "%12.1f %8.2f" % (score - base[0], score / base[0]) if base and name == "handler" else ""
        print("%-10s %-8s %12.2f %10.2f %s" % (request, name, score, float(error) if error != "NaN" else 0, share))


if __name__ == "__main__":
    main()
