"""Trains the digits family and writes what its model folders are made of.

    python train.py                 writes v1, v2, worse, slow, faulty, images.jsonl, request.json
    python train.py --file-order    writes nothing; prints the accuracy on pages no training image comes from

The same versions on the same machine write the same bytes. slipway.yaml and the model cards are written by hand.
"""

import argparse
import json
from pathlib import Path

import numpy as np
from sklearn.compose import ColumnTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler
from threadpoolctl import threadpool_limits

import data
import graphs
import samples

HERE = Path(__file__).parent
TOP_ROWS = slice(0, 3 * data.SIDE)


def fit_v1(images, labels):
    """Multinomial logistic regression on scaled pixels."""
    return make_pipeline(MinMaxScaler(), LogisticRegression(max_iter=2000)).fit(images, labels)


def fit_v2(images, labels):
    """A network of one hidden layer that was also shown every image moved by one pixel."""
    network = MLPClassifier((256,), alpha=0.1, max_iter=300, random_state=0)
    return make_pipeline(MinMaxScaler(), network).fit(*data.with_neighbours(images, labels))


def fit_worse(images, labels):
    """v1's recipe on the top three rows of pixels: what a wrong crop before training leaves."""
    crop = ColumnTransformer([("top", "passthrough", TOP_ROWS)])
    return make_pipeline(crop, MinMaxScaler(), LogisticRegression(max_iter=2000)).fit(images, labels)


RECIPES = {"v1": fit_v1, "v2": fit_v2, "worse": fit_worse}


def train(images, labels):
    """The family as ONNX models by folder name."""
    family = {name: graphs.export(fit(images, labels), f"digits_{name}") for name, fit in RECIPES.items()}
    return family | {"slow": graphs.slow(family["v1"]), "faulty": graphs.faulty(family["v1"])}


def write_folder(folder, model, baseline, images, groups):
    """One model folder: weights, golden samples answered by those very weights, and the training features."""
    folder.mkdir(exist_ok=True)
    weights = model.SerializeToString(deterministic=True)
    (folder / "model.onnx").write_bytes(weights)
    write_lines(folder / "samples.jsonl", samples.lines(samples.session(weights), images, groups))
    write_lines(folder / "baseline.csv", baseline)


def baseline_lines(images):
    """The training features as CSV; whole numbers, as the pixels are."""
    yield ",".join(data.FEATURES)
    for image in images.astype(int):
        yield ",".join(map(str, image))


def image_lines(images, labels):
    """The held-out images with the digit each of them shows."""
    for image, label in zip(images.astype(int).tolist(), labels.tolist(), strict=True):
        yield json.dumps({"label": label, "x": image}, separators=(",", ":"))


def right(model, images, labels):
    """Which images the model names rightly."""
    named, _ = samples.session(model.SerializeToString()).run(["label", "probabilities"], {"x": images})
    return named == labels


def request_text(image):
    """The request for one image with its pixels laid out as the image is, so that a reader sees the digit."""
    rows = image.astype(int).reshape(data.SIDE, data.SIDE)
    drawn = ",\n".join("      " + ", ".join(f"{pixel:2d}" for pixel in row) for row in rows)
    head = f'{{"inputs": [{{"name": "x", "shape": [1, {data.PIXELS}], "datatype": "FP32", "data": [\n'
    return head + drawn + "\n]}]}\n"


def write_lines(path, lines):
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")


def write_all():
    """Trains on two thirds and writes everything into this folder."""
    train_images, images, train_labels, labels = data.split()
    family = train(train_images, train_labels)
    passes = ~graphs.fails_on(data.ink(images))
    groups = samples.choose(labels, passes)
    baseline = list(baseline_lines(train_images))
    for name, model in family.items():
        write_folder(HERE / name, model, baseline, images, groups)
    write_lines(HERE / "images.jsonl", image_lines(images, labels))
    shown = passes & right(family["v1"], images, labels) & right(family["v2"], images, labels)
    shown[np.concatenate(groups)] = False
    chosen = np.flatnonzero(shown)[0]
    (HERE / "request.json").write_text(request_text(images[chosen]), encoding="utf-8", newline="\n")
    print(f"request.json shows a {labels[chosen]}")


def print_file_order():
    """The accuracy of each recipe when the last third of the file is held out."""
    train_images, images, train_labels, labels = data.split(shuffle=False)
    for name, fit in RECIPES.items():
        print(f"{name}: {fit(train_images, train_labels).score(images, labels):.1%} of {len(labels)} images")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--file-order", action="store_true", help="hold out the last third of the file instead")
    arguments = parser.parse_args()
    with threadpool_limits(1):  # sums taken by several threads end in different last bits
        print_file_order() if arguments.file_order else write_all()


if __name__ == "__main__":
    main()
