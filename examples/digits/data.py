"""The UCI handwritten digits, split the same way for every model of the family."""

import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

SIDE = 8
PIXELS = SIDE * SIDE
FEATURES = [f"p{pixel:02d}" for pixel in range(PIXELS)]


def split(shuffle=True):
    """Two thirds to train on, one third held out.

    Returns (train images, held-out images, train labels, held-out labels). Without `shuffle` the last third of
    the file is held out: pages that no training image comes from, so a harder and more honest question.
    """
    images, labels = load_digits(return_X_y=True)
    return train_test_split(
        images.astype(np.float32),
        labels.astype(np.int64),
        test_size=1 / 3,
        shuffle=shuffle,
        stratify=labels if shuffle else None,
        random_state=0 if shuffle else None,
    )


def ink(images):
    """How much was written: the sum of an image's pixels."""
    return images.sum(axis=1)


def with_neighbours(images, labels):
    """The images and each of them moved by one pixel left, right, up and down.

    A digit stays the same digit when the pen started one pixel further on; a network has to be shown that.
    """
    pages = images.reshape(-1, SIDE, SIDE)
    padded = np.pad(pages, ((0, 0), (1, 1), (1, 1)))
    corners = [(1, 1), (0, 1), (2, 1), (1, 0), (1, 2)]
    moved = [padded[:, top : top + SIDE, left : left + SIDE] for top, left in corners]
    return np.concatenate(moved).reshape(-1, PIXELS), np.tile(labels, len(corners))
