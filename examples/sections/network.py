"""The network: the mean of the tokens' vectors, one hidden layer, one score a section. Trained with plain numpy."""

from dataclasses import dataclass

import numpy as np

WIDTH = 64
HIDDEN = 64
EPOCHS = 12
BATCH = 64
RATE = 2e-3
DECAY = 2e-2
DROPOUT = 0.4


@dataclass
class Network:
    """`vectors` [vocabulary, WIDTH], then two dense layers."""

    vectors: np.ndarray
    hidden: np.ndarray
    hidden_bias: np.ndarray
    scores: np.ndarray
    scores_bias: np.ndarray

    def parameters(self):
        return [self.vectors, self.hidden, self.hidden_bias, self.scores, self.scores_bias]


def new(vocabulary, classes, random):
    """A network that knows nothing."""
    return Network(
        random.normal(0, 0.1, (vocabulary, WIDTH)).astype(np.float32),
        random.normal(0, (2 / WIDTH) ** 0.5, (WIDTH, HIDDEN)).astype(np.float32),
        np.zeros(HIDDEN, np.float32),
        random.normal(0, HIDDEN**-0.5, (HIDDEN, classes)).astype(np.float32),
        np.zeros(classes, np.float32),
    )


def fit(texts, labels, classes, weights):
    """Trains on sparse token shares with Adam; `weights` has one number a class."""
    random = np.random.default_rng(0)
    network = new(texts.shape[1], classes, random)
    adam = Adam(network.parameters())
    steps = EPOCHS * -(-len(labels) // BATCH)
    step = 0
    for _ in range(EPOCHS):
        order = random.permutation(len(labels))
        for start in range(0, len(order), BATCH):
            rows = order[start : start + BATCH]
            gradients = backward(network, texts[rows], labels[rows], weights, random)
            adam.step(gradients, RATE * (1 - step / steps))
            step += 1
    return network


def backward(network, texts, labels, weights, random):
    """The gradients of the weighted cross-entropy, with dropout on the mean vector and on the hidden layer."""
    kept_mean = (random.random((len(labels), WIDTH)) > DROPOUT).astype(np.float32) / (1 - DROPOUT)
    kept = (random.random((len(labels), HIDDEN)) > DROPOUT).astype(np.float32) / (1 - DROPOUT)
    mean = (texts @ network.vectors) * kept_mean
    linear = mean @ network.hidden + network.hidden_bias
    hidden = np.maximum(linear, 0) * kept
    error = softmax(hidden @ network.scores + network.scores_bias)
    error[np.arange(len(labels)), labels] -= 1
    error *= (weights[labels] / len(labels))[:, None]
    back = (error @ network.scores.T) * kept * (linear > 0)
    return [
        np.asarray(texts.T @ ((back @ network.hidden.T) * kept_mean)),
        mean.T @ back,
        back.sum(axis=0),
        hidden.T @ error,
        error.sum(axis=0),
    ]


def softmax(scores):
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    return shifted / shifted.sum(axis=1, keepdims=True)


class Adam:
    """Adam with decoupled weight decay (Loshchilov and Hutter, arXiv:1711.05101), on the parameters themselves."""

    def __init__(self, parameters, first=0.9, second=0.999):
        self.parameters, self.first, self.second, self.steps = parameters, first, second, 0
        self.means = [np.zeros_like(parameter) for parameter in parameters]
        self.squares = [np.zeros_like(parameter) for parameter in parameters]

    def step(self, gradients, rate):
        self.steps += 1
        for parameter, gradient, mean, square in zip(
            self.parameters, gradients, self.means, self.squares, strict=True
        ):
            mean += (1 - self.first) * (gradient - mean)
            square += (1 - self.second) * (gradient**2 - square)
            right = (1 - self.second**self.steps) ** 0.5 / (1 - self.first**self.steps)
            parameter -= rate * (right * mean / (np.sqrt(square) + 1e-8) + DECAY * parameter * (parameter.ndim > 1))
