"""Trains the text classifier and writes what v1 is made of: tokenizer.json, model.onnx, samples.jsonl; and expected.jsonl.gz.

    apt-get -o Acquire::Languages=en update     as root; then
    python train.py                             or, with lists from elsewhere: python train.py FOLDER

The same lists and the same versions write the same bytes. slipway.yaml and the model card are written by hand.
"""

import sys
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

import answers
import data
import graph
import network
import words

HERE = Path(__file__).parent


def main(lists):
    packages = data.read(lists)
    known = [package for package in packages if not package.held_out]
    held_out = [package for package in packages if package.held_out]
    print(f"{len(known)} packages to train on, {len(held_out)} held out")
    tokenizer = words.train([package.text for package in known])
    # Clients ask with a line or with paragraphs: it learns from both.
    texts = [package.text for package in known] + [package.synopsis for package in known]
    labels = np.concatenate([data.labels(known)] * 2)
    counts = np.bincount(labels)
    weights = np.sqrt(counts.mean() / counts).astype(np.float32)
    fitted = network.fit(words.shares(tokenizer, texts), labels, len(data.SECTIONS), weights)

    folder = HERE / "v1"
    folder.mkdir(exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    (folder / "model.onnx").write_bytes(graph.export(fitted, data.SECTIONS))
    model = answers.Model(folder)
    (folder / "samples.jsonl").write_bytes(answers.samples(model, held_out))
    (HERE / "expected.jsonl.gz").write_bytes(answers.expected(model, held_out))
    measure(model, held_out)


def measure(model, held_out):
    """What the model card says, from the files as they were written."""
    for what, texts in (
        ("the whole description", [package.text for package in held_out]),
        ("its first line alone", [package.synopsis for package in held_out]),
    ):
        named, probabilities = model.answer_all(texts)
        right = np.array([data.SECTIONS[package.section] for package in held_out]) == named
        print(f"{what}: {right.sum()} of {len(right)} right, {right.mean():.1%}; confidence {probabilities.max(1).mean():.2f}")
        for number, section in enumerate(data.SECTIONS):
            of_it = np.array([package.section == number for package in held_out])
            print(f"  {section}: {right[of_it].sum()} of {of_it.sum()}, {right[of_it].mean():.0%}; named {(named == section).sum()} times")


if __name__ == "__main__":
    with threadpool_limits(1):  # sums taken by several threads end in different last bits
        main(Path(sys.argv[1]) if len(sys.argv) > 1 else data.LISTS)
