"""Compares what "mlserver infer" wrote with the golden samples. Usage: compare.py ANSWERS."""

import json
import pathlib
import sys

samples = (pathlib.Path(__file__).parents[2] / "examples" / "digits" / "v1" / "samples.jsonl").read_text().splitlines()
answers = pathlib.Path(sys.argv[1]).read_text().splitlines()
assert len(answers) == len(samples), f"{len(answers)} answers to {len(samples)} requests"
# it sends several at a time: each answer says which request it is to
for line in answers:
    answer = json.loads(line)
    index = answer["parameters"]["batch_index"]
    wanted = json.loads(samples[int(index)])["response"]["outputs"]
    for output in wanted:
        found = next(each for each in answer["outputs"] if each["name"] == output["name"])["data"]
        assert len(found) == len(output["data"]), line
        assert all(abs(a - b) <= 1e-5 + 1e-4 * abs(b) for a, b in zip(found, output["data"])), line
print(f"  mlserver infer: {len(answers)} predictions as expected")
