"""The network: two convolutions, one hidden layer. Raw pixels go in; label and probabilities come out."""

from typing import Final

import torch
from torch import Tensor, nn

SIDE = 8
INK = 16.0


class Digits(nn.Module):
    """Scores of the ten digits for pictures [n, 64] with pixels from 0 to 16."""

    side: Final[int] = SIDE
    ink: Final[float] = INK

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(1, 16, 3, padding=1)
        self.second = nn.Conv2d(16, 32, 3, padding=1)
        self.hidden = nn.Linear(32 * 4 * 4, 64)
        self.scores = nn.Linear(64, 10)
        self.dropout = nn.Dropout(0.3)

    def forward(self, x: Tensor) -> Tensor:
        pages = (x / self.ink).view(-1, 1, self.side, self.side)
        drawn = torch.relu(self.second(torch.relu(self.first(pages))))
        halved = torch.max_pool2d(drawn, 2).flatten(1)
        return self.scores(self.dropout(torch.relu(self.hidden(self.dropout(halved)))))


class Served(nn.Module):
    """What clients ask: the digit, and a probability for each of the ten."""

    def __init__(self, digits: Digits) -> None:
        super().__init__()
        self.digits = digits

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        scores = self.digits(x)
        return scores.argmax(1), torch.softmax(scores, 1)
