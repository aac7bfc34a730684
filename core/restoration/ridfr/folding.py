"""Pixels folded into channels: what `lite` has in the place of a VAE.

The full-size restorer diffuses VAE latents; `lite` diffuses the picture itself, 4 x 4 pixels
to a place, so that the convolutions run at 32 x 32.  The pixels of a place are nearly equal, and a
network given them as they are learns for hours to tell detail and noise from light.  So each place
is written in the cosine basis and in opponent colours, both orthonormal, and every coefficient is
scaled to the same range.  Nothing is lost.
"""

from __future__ import annotations

import math

import torch
from diffusers import ConfigMixin, ModelMixin
from diffusers.configuration_utils import register_to_config
from torch import Tensor
from torch.nn import functional

FOLD = 4

SPREADS = (
    (
        (3.35, 0.53, 0.19, 0.076),
        (0.53, 0.21, 0.10, 0.048),
        (0.19, 0.10, 0.06, 0.032),
        (0.076, 0.048, 0.032, 0.02),
    ),
    (
        (0.94, 0.084, 0.02, 0.008),
        (0.084, 0.02, 0.008, 0.005),
        (0.02, 0.008, 0.005, 0.004),
        (0.008, 0.005, 0.004, 0.003),
    ),
    (
        (0.38, 0.044, 0.013, 0.006),
        (0.044, 0.014, 0.007, 0.004),
        (0.013, 0.007, 0.004, 0.004),
        (0.006, 0.004, 0.004, 0.003),
    ),
)
"""Standard deviation of each coefficient over sharp faces in [-1, 1]: light, red-blue, green."""

GRID_HEIGHT = 0.06
"""Half the largest difference between neighbouring pixels, in [-1, 1], that may belong to the grid."""
GRID_WINDOW = 9
"""Side of the window, in places, over which a grid repeats itself."""

FLOOR = 0.1
"""Added to the spreads in quadrature: the noise of a poor photo lies in every coefficient alike, and
would be all that the finest hold if these were scaled to what sharp faces have in them."""


class PixelFolding(ModelMixin, ConfigMixin):  # type: ignore[misc]
    """Picture (B, 3, S, S) in [-1, 1] <-> latents (B, 48, S/4, S/4) of about unit variance."""

    config_name = "config.json"

    @register_to_config  # type: ignore[untyped-decorator]
    def __init__(self) -> None:
        super().__init__()
        analysis, synthesis = _bases()
        self.register_buffer("analysis", analysis, persistent=False)
        self.register_buffer("synthesis", synthesis, persistent=False)

    def latent_shape(self, side: int) -> tuple[int, int, int]:
        """(C, H, W) of the latents of a picture of `side` pixels."""
        return 3 * FOLD**2, side // FOLD, side // FOLD

    def tile(self, tiled: bool) -> None:
        """Nothing to save: folding needs no memory beside the picture."""

    def encode(self, picture: Tensor) -> Tensor:
        """Fold a picture into latents."""
        return functional.conv2d(picture, self.analysis, stride=FOLD)

    def decode(self, latents: Tensor) -> Tensor:
        """Unfold latents into a picture; values may lie outside [-1, 1]."""
        return functional.conv_transpose2d(latents, self.synthesis, stride=FOLD)

    def without_grid(self, latents: Tensor) -> Tensor:
        """Latents (B, 48, h, w) without the faint grid of places that predictions leave in smooth skin.

        The grid is what repeats itself from place to place: the mean over a window of all that is low
        and finer than a place.  A face repeats nothing every 4 px, so its detail averages out and stays.
        """
        picture = self.decode(latents)
        smooth = _place_mean(_place_mean(picture, 1), 2)
        fine = self.encode((picture - smooth).clamp(-GRID_HEIGHT, GRID_HEIGHT))
        grid = functional.avg_pool2d(fine, GRID_WINDOW, 1, GRID_WINDOW // 2, count_include_pad=False)
        return latents - grid


def _place_mean(picture: Tensor, before: int) -> Tensor:
    """Mean of FOLD x FOLD pixels around each, `before` of them to its left and above: holds no grid."""
    after = FOLD - 1 - before
    return functional.avg_pool2d(functional.pad(picture, (before, after) * 2, mode="replicate"), FOLD, 1)


def _bases() -> tuple[Tensor, Tensor]:
    """Kernels (48, 3, 4, 4) that take a place apart and put it together again."""
    place = torch.arange(FOLD, dtype=torch.float64)
    frequency = place[:, None]
    cosine = torch.cos(math.pi * (2 * place + 1) * frequency / (2 * FOLD)) * math.sqrt(2 / FOLD)
    cosine[0] /= math.sqrt(2)
    colours = torch.tensor([[1, 1, 1], [1, 0, -1], [-1, 2, -1]], dtype=torch.float64)
    colours = colours / colours.norm(dim=1, keepdim=True)
    basis = torch.einsum("cr,ui,vj->cuvrij", colours, cosine, cosine).reshape(3 * FOLD**2, 3, FOLD, FOLD)
    spread = (torch.tensor(SPREADS, dtype=torch.float64).square() + FLOOR**2).sqrt().reshape(-1, 1, 1, 1)
    return (basis / spread).float(), (basis * spread).float()
