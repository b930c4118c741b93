"""The UCI handwritten digits, split as for examples/digits: 1,198 images to train on, 599 held out."""

import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

SIDE = 8


def split():
    """(train images, held-out images, train labels, held-out labels)"""
    images, labels = load_digits(return_X_y=True)
    return train_test_split(
        images.astype(np.float32), labels.astype(np.int64), test_size=1 / 3, stratify=labels, random_state=0
    )


def with_neighbours(images, labels):
    """The images and each of them moved by one pixel left, right, up and down."""
    padded = np.pad(images.reshape(-1, SIDE, SIDE), ((0, 0), (1, 1), (1, 1)))
    corners = [(1, 1), (0, 1), (2, 1), (1, 0), (1, 2)]
    moved = [padded[:, top : top + SIDE, left : left + SIDE] for top, left in corners]
    return np.concatenate(moved).reshape(-1, SIDE * SIDE), np.tile(labels, len(corners))
