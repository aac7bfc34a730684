"""Pixels folded into channels: what `lite` has in the place of a VAE.

The full-size restorer diffuses VAE latents; `lite` diffuses the picture itself, 4 x 4 pixels
to a place, so that the convolutions run at 32 x 32.  The folding loses nothing.
"""

from __future__ import annotations

from diffusers import ConfigMixin, ModelMixin
from diffusers.configuration_utils import register_to_config
from torch import Tensor
from torch.nn import functional


class PixelFolding(ModelMixin, ConfigMixin):  # type: ignore[misc]
    """Picture (B, 3, S, S) in [-1, 1] <-> latents (B, 3 f^2, S/f, S/f)."""

    config_name = "config.json"

    @register_to_config  # type: ignore[untyped-decorator]
    def __init__(self, factor: int = 4) -> None:
        super().__init__()
        self.factor = factor

    def encode(self, picture: Tensor) -> Tensor:
        """Fold a picture into latents."""
        return functional.pixel_unshuffle(picture, self.factor)

    def decode(self, latents: Tensor) -> Tensor:
        """Unfold latents into a picture; values may lie outside [-1, 1]."""
        return functional.pixel_shuffle(latents, self.factor)
