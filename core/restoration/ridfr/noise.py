"""Strong noise is taken out of a picture before a small prior sees it.

Film grain and sensor noise are told from a face by repetition: patches of skin, brows and background
have their like nearby, noise has not.  Non-local means (Buades, Coll & Morel 2005, OpenCV's) averages such
patches.  It is used where the noise is strong alone: a prior of 16 M parameters was taught little of it,
while of faint noise it knows better what lies under it.
"""

from __future__ import annotations

import cv2
import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from core.restoration.ridfr.detail import light_octaves

BLOCK = 8
"""Side, in pixels, of the blocks in which roughness is measured; the flattest show noise and no detail."""
FLAT_SHARE = 0.25
"""The block at this share from the flattest on is taken for flat."""
WHITE_NOISE = (0.883, 0.198)
"""What the measure says of the two finest octaves of white noise of deviation 1."""
STRONG = 6.5
"""Deviation in grey levels above which noise is taken out; 60 faces of the dev split that no figure is
reported of, moderate: PSNR +0.2 dB, IDS unchanged; IDS falls when fainter noise is taken out."""
FILTER_STRENGTH = 0.65
"""Non-local means' h in shares of the deviation."""
PATCH, SEARCH = 5, 15
"""Sides of its patches and of the area in which it looks for their like, in pixels."""


def noise_level(picture: Tensor) -> Tensor:
    """Deviation (B,) of the noise of pictures (B, 3, S, S) in [-1, 1], in grey levels of 255."""
    measured = []
    for octave, light in enumerate(light_octaves(picture)[: len(WHITE_NOISE)]):
        roughness = functional.avg_pool2d(light.square(), BLOCK >> octave).flatten(1).sqrt()
        measured.append(roughness.quantile(FLAT_SHARE, dim=1))
    power = torch.stack(measured).square().sum(dim=0)
    unit = sum(each**2 for each in WHITE_NOISE)
    return (power / unit).sqrt() * 127.5


def without_strong_noise(picture: Tensor) -> Tensor:
    """Pictures (B, 3, S, S) in [-1, 1] without their noise where it is strong; the others as they are."""
    levels = noise_level(picture).tolist()
    quiet = [
        _non_local_means(face, level) if level > STRONG else face
        for face, level in zip(picture, levels, strict=True)
    ]
    return torch.stack(quiet)


def _non_local_means(face: Tensor, level: float) -> Tensor:
    pixels = ((face.clamp(-1, 1) + 1) * 127.5).round().to(torch.uint8).permute(1, 2, 0).cpu().numpy()
    strength = FILTER_STRENGTH * level
    # OpenCV wants its own order of the channels, for it averages light and colour apart.
    bgr = np.ascontiguousarray(pixels[..., ::-1])
    quiet = cv2.fastNlMeansDenoisingColored(bgr, None, strength, strength, PATCH, SEARCH)[..., ::-1]
    return torch.from_numpy(np.ascontiguousarray(quiet)).permute(2, 0, 1).to(face) / 127.5 - 1
