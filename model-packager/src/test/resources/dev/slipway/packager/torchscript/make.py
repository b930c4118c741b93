"""Makes the archives beside it: what PyTorch 2.7.1 writes for small models, good ones and such as are refused."""

from pathlib import Path

import torch
from torch import Tensor, nn

HERE = Path(__file__).parent


class Sums(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.weigh = nn.Linear(4, 3)

    def forward(self, left: Tensor, right: Tensor) -> dict[str, Tensor]:
        return {"sum": self.weigh(left + right), "larger": left > right}


class Three(nn.Module):
    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        return x, x + 1, x.half()


class Listed(nn.Module):
    def forward(self, x: list[Tensor], count: int = 3) -> int:
        return len(x) + count


class Writing(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        torch.save(x, "written")
        return x


def main() -> None:
    torch.manual_seed(0)
    example = torch.zeros(2, 4)
    torch.jit.script(Sums()).save(HERE / "named.pt")
    torch.jit.script(Three()).save(HERE / "three.pt")
    torch.jit.script(Listed()).save(HERE / "listed.pt")
    torch.jit.script(Writing()).save(HERE / "writing.pt")
    torch.jit.trace(nn.Linear(4, 3).half().eval(), example.half()).save(HERE / "traced.pt")
    torch.jit.freeze(torch.jit.script(nn.Linear(4, 3).eval())).save(HERE / "frozen.pt")
    torch.save(nn.Linear(4, 3), HERE / "checkpoint.pt")
    torch.save(nn.Linear(4, 3).state_dict(), HERE / "legacy.pt", _use_new_zipfile_serialization=False)
    torch.export.save(torch.export.export(nn.Linear(4, 3), (example,)), HERE / "exported.pt")


if __name__ == "__main__":
    main()
