"""General features of a reference's face, place by place: the second half of the composite context.

RefID (section 3.1) joins the identity vector, which says who a face is, with the token sequence of
a general face representation, which says what it looks like.  RefID takes FaRL's; `lite` has this
small network, trained with the restorer.  Reference and face are aligned to one template, so a
token says where it lies and the attention starts from looking at the same place.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from core.restoration.ridfr.folding import FOLD, PixelFolding

REDUCTION = 2 * FOLD
"""Pixels per token along a side."""


class FaceFeatures(nn.Module):
    """Reference crop (B, 3, S, S) in [-1, 1] -> tokens (B, (S/8)^2, D), row by row."""

    def __init__(self, width: int, hidden: int) -> None:
        super().__init__()
        self.folding = PixelFolding()
        self.enter = nn.Conv2d(3 * FOLD**2, hidden, 3, padding=1)
        self.reduce = nn.Conv2d(hidden, width, 3, stride=2, padding=1)
        self.refine = nn.Sequential(
            nn.SiLU(),
            nn.Conv2d(width, width, 3, padding=1),
            nn.SiLU(),
            nn.Conv2d(width, width, 3, padding=1),
        )
        self.norm = nn.LayerNorm(width)

    def forward(self, crop: Tensor) -> Tensor:
        """Tokens of the places of a face."""
        x = self.reduce(functional.silu(self.enter(self.folding.encode(crop))))
        x = x + self.refine(x)
        tokens: Tensor = self.norm(x.flatten(2).transpose(1, 2))
        return tokens


def face_places(side: int) -> Tensor:
    """Centres (side^2, 2) of a square grid over a face, row by row, in shares of its side."""
    centres = (torch.arange(side) + 0.5) / side
    y, x = torch.meshgrid(centres, centres, indexing="ij")
    return torch.stack([x, y], dim=-1).reshape(-1, 2)
