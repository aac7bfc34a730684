"""Octaves of light, and how far two pictures agree in them, place by place."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

OCTAVES = 4
FLAT = 1e-6
"""Product of variances under which a place shows nothing that could agree."""


def light_octaves(picture: Tensor) -> list[Tensor]:
    """Laplacian pyramid (Burt & Adelson 1983) of the light of pictures (B, 3, S, S).

    Octave k is (B, 1, S / 2^k, S / 2^k), the finest first.
    """
    light = picture.mean(dim=1, keepdim=True)
    octaves = []
    for _ in range(OCTAVES):
        reduced = _reduce(light)
        octaves.append(light - resize(reduced, light))
        light = reduced
    return octaves


def coarse_light(picture: Tensor) -> Tensor:
    """Light (B, 1, S/4, S/4) of pictures (B, 3, S, S)."""
    return _reduce(_reduce(picture.mean(dim=1, keepdim=True)))


def correlation(ours: Tensor, theirs: Tensor, window: int) -> Tensor:
    """Of the coarse light of two pictures (B, 3, S, S) in windows of so many places: (B, 1, S/4, S/4)."""
    ours, theirs = coarse_light(ours), coarse_light(theirs)
    ours, theirs = ours - window_mean(ours, window), theirs - window_mean(theirs, window)
    spread = window_mean(ours.square(), window) * window_mean(theirs.square(), window)
    return window_mean(ours * theirs, window) / (spread + FLAT).sqrt()


def window_mean(x: Tensor, window: int) -> Tensor:
    """Mean around each place of maps (B, C, h, w); at the border, of what is there."""
    return functional.avg_pool2d(x, window, 1, window // 2, count_include_pad=False)


def resize(x: Tensor, like: Tensor) -> Tensor:
    """Bring maps (B, C, h, w) to the size of others."""
    return functional.interpolate(x, like.shape[-2:], mode="bilinear", align_corners=False)


def _reduce(light: Tensor) -> Tensor:
    """Half the size, after the binomial filter 1 4 6 4 1."""
    row = torch.tensor([1.0, 4.0, 6.0, 4.0, 1.0], device=light.device, dtype=light.dtype) / 16
    kernel = (row[:, None] * row)[None, None]
    return functional.conv2d(functional.pad(light, (2, 2, 2, 2), mode="reflect"), kernel, stride=2)
