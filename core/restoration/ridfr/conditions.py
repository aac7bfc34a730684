"""What of the low-quality picture the content module is given.

RIDFR joins the picture's pixels, brought to the latents' size, to the noisy latents: 4 + 3 channels
(section 3.2); its ablation joins the picture's latents, 4 + 4 (Table 3).  `lite` diffuses folded
pixels, so that its latents are both at once.  ControlNet-Tile has a condition encoder of its own and
takes the picture whole.
"""

from __future__ import annotations

from typing import Protocol

from torch import Tensor
from torch.nn import functional


class ContentCondition(Protocol):
    """Low-quality picture -> input of the content module."""

    @property
    def reads_latents(self) -> bool:
        """Whether the low-quality latents are needed."""
        ...

    def __call__(self, picture: Tensor, latents: Tensor) -> Tensor:
        """Condition from the picture (B, 3, S, S) in [-1, 1] and its latents (B, C, H, W).

        Where `reads_latents` is false only the latents' size counts.
        """
        ...


class LatentCondition:
    """The low-quality latents themselves: `lite`, and the paper's ablation with 8 channels."""

    reads_latents = True

    def __call__(self, picture: Tensor, latents: Tensor) -> Tensor:
        del picture
        return latents


class PixelCondition:
    """The paper's: RGB in [-1, 1] at the size of the latents, bicubic.

    Without antialiasing a reduction by eight would show every eighth pixel and alias.
    """

    reads_latents = False

    def __call__(self, picture: Tensor, latents: Tensor) -> Tensor:
        return functional.interpolate(
            picture, size=latents.shape[-2:], mode="bicubic", antialias=True, align_corners=False
        )


class PictureCondition:
    """The whole picture in [0, 1], for the condition encoder of a published ControlNet."""

    reads_latents = False

    def __call__(self, picture: Tensor, latents: Tensor) -> Tensor:
        del latents
        return (picture + 1) / 2


CONDITIONS: dict[str, type[LatentCondition] | type[PixelCondition] | type[PictureCondition]] = {
    "latents": LatentCondition,
    "pixels": PixelCondition,
    "picture": PictureCondition,
}
"""Name in a restorer's configuration -> its condition."""

CONDITION_CHANNELS = {"latents": 4, "pixels": 3}
"""Channels that the condition adds to those of SD1.5's latents."""
