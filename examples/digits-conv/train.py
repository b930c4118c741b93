"""Trains the network and writes what v1 is made of: model.pt, samples.jsonl, baseline.csv; and expected.jsonl.gz.

    python train.py

slipway.yaml and the model card are written by hand.
"""

import gzip
import io
import json
import zipfile
from pathlib import Path

import numpy as np
import torch

import data
from network import Digits, Served

HERE = Path(__file__).parent
MODEL = "digits-conv"
EPOCHS = 30
BATCH = 64
TOLERANCE = {"absolute": 1e-5, "relative": 1e-4}
EXPECTED = 1000
ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def fit(images, labels):
    """Adam with a rate that falls to nothing, on the images and their neighbours."""
    torch.manual_seed(0)
    network = Digits()
    images, labels = (torch.from_numpy(array) for array in data.with_neighbours(images, labels))
    adam = torch.optim.Adam(network.parameters(), 2e-3, weight_decay=1e-4)
    batches = -(-len(labels) // BATCH)
    falling = torch.optim.lr_scheduler.CosineAnnealingLR(adam, EPOCHS * batches)
    for _ in range(EPOCHS):
        for rows in torch.randperm(len(labels)).split(BATCH):
            adam.zero_grad()
            torch.nn.functional.cross_entropy(network(images[rows]), labels[rows]).backward()
            adam.step()
            falling.step()
    return network.eval()


def scripted(network):
    """The network as TorchScript. Python's line numbers and paths are left out, so that they are in no digest."""
    script = torch.jit.freeze(torch.jit.script(Served(network).eval()))
    written = io.BytesIO()
    torch.jit.save(script, written)
    return without_sources(written.getvalue())


def without_sources(archive):
    """The archive without `*.debug_pkl`, which hold paths of the machine that trained, and without the hash over them."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_STORED) as new:
        for entry in old.infolist():
            if not entry.filename.endswith((".debug_pkl", "/serialization_id")):
                new.writestr(zipfile.ZipInfo(entry.filename, ZIP_TIME), old.read(entry))
    return kept.getvalue()


def answer(script, images):
    """Label and probabilities as numpy arrays."""
    with torch.inference_mode():
        labels, probabilities = script(torch.from_numpy(images))
    return labels.numpy(), probabilities.numpy()


def tensor(name, datatype, values):
    """A tensor of a V2 answer; numbers with the fewest digits that read back the same."""
    number = int if datatype == "INT64" else lambda value: float(str(value))
    return {"name": name, "shape": list(values.shape), "datatype": datatype, "data": [number(v) for v in values.ravel()]}


def sample(script, images):
    """One golden sample: a request and the model's own answer to it."""
    labels, probabilities = answer(script, images)
    pixels = [int(pixel) for pixel in images.ravel()]
    return {
        "request": {"inputs": [{"name": "x", "shape": list(images.shape), "datatype": "FP32", "data": pixels}]},
        "response": {
            "model_name": MODEL,
            "outputs": [tensor("label", "INT64", labels), tensor("probabilities", "FP32", probabilities)],
        },
        "tolerance": TOLERANCE,
    }


def choose(labels):
    """Which images the golden samples ask: each digit twice alone, then two small batches."""
    alone = [[row] for digit in range(10) for row in np.flatnonzero(labels == digit)[:2]]
    return alone + [list(range(100, 103)), list(range(200, 208))]


def expected(script, images):
    """Images of all kinds with what torch answers: real ones first, then noise that looks like none."""
    noise = np.random.default_rng(1).integers(0, 17, (EXPECTED - len(images), 64)).astype(np.float32)
    for image in np.concatenate([images, noise]):
        label, probabilities = answer(script, image[None])
        yield {
            "x": [int(pixel) for pixel in image],
            "label": int(label[0]),
            "probabilities": [float(str(value)) for value in probabilities[0]],
        }


def lines(documents):
    return "".join(json.dumps(document, separators=(",", ":")) + "\n" for document in documents).encode()


def main():
    torch.set_num_threads(1)  # sums taken by several threads end in different last bits
    torch.use_deterministic_algorithms(True)
    images, held_out, labels, held_out_labels = data.split()
    archive = scripted(fit(images, labels))
    script = torch.jit.load(io.BytesIO(archive))
    folder = HERE / "v1"
    folder.mkdir(exist_ok=True)
    (folder / "model.pt").write_bytes(archive)
    (folder / "samples.jsonl").write_bytes(lines(sample(script, held_out[rows]) for rows in choose(held_out_labels)))
    baseline = [",".join(f"p{pixel:02d}" for pixel in range(64))]
    baseline += [",".join(map(str, image)) for image in images.astype(int)]
    (folder / "baseline.csv").write_text("\n".join(baseline) + "\n")
    (HERE / "expected.jsonl.gz").write_bytes(gzip.compress(lines(expected(script, held_out)), 9, mtime=0))
    named, probabilities = answer(script, held_out)
    right = named == held_out_labels
    print(f"{right.sum()} of {len(right)} held-out images right: {right.mean():.1%}")
    print(f"mean confidence {probabilities.max(1).mean():.3f}")
    print({digit: round(float(right[held_out_labels == digit].mean()), 3) for digit in range(10)})
    print(f"{sum(p.numel() for p in Digits().parameters())} parameters, {len(archive)} bytes")


if __name__ == "__main__":
    main()
