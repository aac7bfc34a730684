"""Colours of a restored face brought back to those of a guide, the low-quality picture or its cleaned form.

Two known corrections for diffusion restorers: the wavelet one of StableSR keeps the result's detail
over the guide's low frequencies; AdaIN sets mean and standard deviation of each channel.  The low
band also holds shading and whatever noise the guide has there, so a cleaned guide is better.  Both
work on floats before anything is rounded.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional

LEVELS = 5
"""Dilations 1, 2, 4, 8, 16: what is coarser than about 32 px is taken from the guide."""
EPSILON = 1e-5


def match_wavelet(result: Tensor, guide: Tensor) -> Tensor:
    """High frequencies of the result over the low ones of the guide, both (B, 3, H, W)."""
    return result - low_frequencies(result) + low_frequencies(guide)


def match_adain(result: Tensor, guide: Tensor) -> Tensor:
    """The result with mean and standard deviation of each channel as in the guide (Huang and Belongie)."""
    mean, deviation = _statistics(result)
    wanted_mean, wanted_deviation = _statistics(guide)
    return (result - mean) / deviation * wanted_deviation + wanted_mean


def low_frequencies(picture: Tensor, levels: int = LEVELS) -> Tensor:
    """What is left of (B, C, H, W) after blurring by (1 2 1)/4 both ways at dilations 1, 2, 4 ..."""
    channels = picture.shape[1]
    line = torch.tensor([1.0, 2.0, 1.0], device=picture.device, dtype=picture.dtype) / 4
    kernel = (line[:, None] * line[None]).expand(channels, 1, 3, 3)
    for level in range(levels):
        reach = 2**level
        padded = functional.pad(picture, (reach,) * 4, mode="replicate")
        picture = functional.conv2d(padded, kernel, dilation=reach, groups=channels)
    return picture


def _statistics(picture: Tensor) -> tuple[Tensor, Tensor]:
    places = picture.flatten(2)
    mean = places.mean(dim=2)[:, :, None, None]
    deviation = (places.var(dim=2) + EPSILON).sqrt()[:, :, None, None]
    return mean, deviation


COLOUR_MATCHES: dict[str, Callable[[Tensor, Tensor], Tensor]] = {
    "none": lambda result, guide: result,
    "wavelet": match_wavelet,
    "adain": match_adain,
}
"""Name in a restorer's configuration -> (result, guide) -> result."""
