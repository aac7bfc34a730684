from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from core.restoration.ridfr.folding import FOLD, PixelFolding


def face() -> Tensor:
    """A smooth picture (1, 3, 128, 128) with one hard edge."""
    rough = torch.randn(1, 3, 5, 5, generator=torch.Generator().manual_seed(1))
    picture = 0.3 * functional.interpolate(rough, (128, 128), mode="bicubic")
    picture[..., 61:] += 0.3
    return picture.clamp(-1, 1)


def grid(height: float) -> Tensor:
    """The same 4 x 4 pixels at every place."""
    tile = torch.randn(1, 3, FOLD, FOLD, generator=torch.Generator().manual_seed(2))
    tile = height * (tile - tile.mean(dim=(2, 3), keepdim=True))
    return tile.repeat(1, 1, 32, 32)


def finished(picture: Tensor) -> Tensor:
    folding = PixelFolding()
    return folding.decode(folding.without_grid(folding.encode(picture)))


def test_a_faint_grid_is_taken_out() -> None:
    left = finished(face() + grid(0.01)) - face()
    inside = left[..., 8:-8, 8:-8]
    assert inside.abs().mean() < 0.4 * grid(0.01).abs().mean()


def test_a_picture_without_a_grid_keeps_its_detail() -> None:
    changed = (finished(face()) - face()).abs()
    assert changed.mean() * 127.5 < 0.5, "grey levels"
