"""Measures the model folders as they lie here: the figures of the model cards come from this script.

    python measure.py

Every check that the cards promise is an assertion, so a folder that no longer keeps its promise stops the script.
"""

import json
import time
from pathlib import Path

import numpy as np
from onnxruntime.capi.onnxruntime_pybind11_state import InvalidArgument
from sklearn.datasets import load_digits

import samples

HERE = Path(__file__).parent
NAMES = ["v1", "v2", "worse", "slow", "faulty"]
ROUNDS = 60
SECONDS_A_TURN = 0.05
HEADINGS = ["model", "right", "accuracy", "confidence", "fails, held-out", "fails, all", "us a call", "x v1", "bytes"]


def held_out():
    lines = [json.loads(line) for line in (HERE / "images.jsonl").read_text("utf-8").splitlines()]
    images = np.array([line["x"] for line in lines], np.float32)
    return images, np.array([line["label"] for line in lines])


def answers(model, images):
    """Label and probabilities row by row; label -1 where the model raises."""
    named = np.full(len(images), -1)
    probabilities = np.full((len(images), 10), np.nan, np.float32)
    for row in range(len(images)):
        try:
            label, probability = model.run(["label", "probabilities"], {"x": images[row : row + 1]})
            named[row], probabilities[row] = label[0], probability[0]
        except InvalidArgument:
            pass  # stays -1: only faulty may do so, and assert_faulty looks
    return named, probabilities


def microseconds(models, image):
    """The time of one call for one row, by model: the best round's mean, as other work on the machine only adds.

    The models take turns within a round, so that a busy minute does not fall on one of them alone.
    """
    best = dict.fromkeys(models, np.inf)
    for _ in range(ROUNDS):
        for name, model in models.items():
            calls, start = 0, time.perf_counter()
            while time.perf_counter() - start < SECONDS_A_TURN:
                model.run(None, {"x": image})
                calls += 1
            best[name] = min(best[name], (time.perf_counter() - start) / calls * 1e6)
    return best


def assert_samples(name, model):
    """The golden samples are answered within their tolerance."""
    for line in (HERE / name / "samples.jsonl").read_text("utf-8").splitlines():
        sample = json.loads(line)
        asked = sample["request"]["inputs"][0]
        outputs = model.run(None, {"x": np.array(asked["data"], np.float32).reshape(asked["shape"])})
        for expected, value in zip(sample["response"]["outputs"], outputs, strict=True):
            wanted = np.array(expected["data"]).reshape(expected["shape"])
            np.testing.assert_allclose(value, wanted, rtol=1e-4, atol=1e-5)


def assert_slow(answered):
    """slow answers as v1 does, to the last bit."""
    for ours, theirs in zip(answered["slow"], answered["v1"], strict=True):
        np.testing.assert_array_equal(ours, theirs)


def assert_faulty(model, answered, images):
    """faulty raises or answers as v1 does; a row that raises alone takes its whole batch with it."""
    failing = answered["faulty"][0] < 0
    for ours, theirs in zip(answered["faulty"], answered["v1"], strict=True):
        np.testing.assert_array_equal(ours[~failing], theirs[~failing])
    bad, good = np.flatnonzero(failing)[0], np.flatnonzero(~failing)[:2]
    try:
        model.run(None, {"x": images[[good[0], bad, good[1]]]})
    except InvalidArgument as error:
        print(f"a batch of 3 with one bad row: {error}\n")
    else:
        raise AssertionError("faulty answered a batch with an image it has no gain for")


def main():
    images, labels = held_out()
    everything = load_digits().data.astype(np.float32)
    models = {name: samples.session((HERE / name / "model.onnx").read_bytes()) for name in NAMES}
    answered = {name: answers(model, everything) for name, model in models.items()}
    for name, model in models.items():
        assert_samples(name, model)
        assert name == "faulty" or (answered[name][0] >= 0).all(), f"{name} failed"
    assert_slow(answered)
    assert_faulty(models["faulty"], answered, everything)
    print_table(models, answered, images, labels)


def print_table(models, answered, images, labels):
    """The figures of the cards as a Markdown table."""
    took = microseconds(models, images[:1])
    print(f"| {' | '.join(HEADINGS)} |\n{'|---' * len(HEADINGS)}|")
    for name, model in models.items():
        named, probabilities = answers(model, images)
        failed = answered[name][0] < 0
        cells = [
            name,
            f"{(named == labels).sum()} of {len(labels)}",
            f"{(named == labels).mean():.1%}",
            f"{np.nanmean(probabilities.max(axis=1)):.2f}",
            f"{(named < 0).sum()} of {len(labels)}, {(named < 0).mean():.1%}",
            f"{failed.sum()} of {len(failed)}, {failed.mean():.1%}",
            f"{took[name]:.0f}",
            f"{took[name] / took['v1']:.1f}",
            f"{(HERE / name / 'model.onnx').stat().st_size}",
        ]
        print(f"| {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
