"""Luma, chroma and low frequencies of crops: what makes a pasted face belong to its photo.

Luma and chroma are those of BT.601 without offset: grey has chroma (0, 0) exactly.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.imaging.align import FloatImage

Plane = NDArray[np.float32]

LUMA = np.array([0.299, 0.587, 0.114], dtype=np.float32)
TO_CB, TO_CR = 0.564, 0.713
FROM_CB, FROM_CR = 1 / TO_CB, 1 / TO_CR

TINT_BINS = 17
"""Luma levels between which a print's tint is interpolated."""

MONOCHROME_SIDE = 24
"""Crops are judged at this size: noise and JPEG's colour blocks average out, colours stay."""

MONOCHROME_RESIDUAL = 2.7
"""Root mean square of chroma that luma does not explain, up to which a crop is monochrome.

Measured on degraded face crops: grey prints reach 1.8, unevenly faded and noisy sepia 2.6, and of
colour photos 2 % lie below 2.7 (they hardly have any colour).
"""


@dataclass(frozen=True)
class Tint:
    """Chroma of a monochrome or tinted print as a function of its luma."""

    levels: Plane
    """(TINT_BINS,) luma."""
    chroma: FloatImage
    """(TINT_BINS, 2) mean Cb and Cr there."""

    def at(self, luma: Plane) -> FloatImage:
        """(H, W, 2) chroma for luma (H, W)."""
        planes = [np.interp(luma, self.levels, self.chroma[:, index]) for index in (0, 1)]
        return np.stack(planes, axis=-1).astype(np.float32)


def luma_of(image: FloatImage) -> Plane:
    """(H, W) luma of RGB (H, W, 3); exact for grey."""
    green = image[..., 1]
    return np.asarray(green + (image - green[..., None]) @ LUMA, dtype=np.float32)


def chroma_of(image: FloatImage) -> FloatImage:
    """(H, W, 2): Cb and Cr of RGB (H, W, 3)."""
    luma = luma_of(image)
    return np.stack([(image[..., 2] - luma) * TO_CB, (image[..., 0] - luma) * TO_CR], axis=-1)


def merged(luma: Plane, chroma: FloatImage) -> FloatImage:
    """RGB (H, W, 3) from luma and chroma; equal channels where chroma is zero."""
    blue, red = chroma[..., 0] * FROM_CB, chroma[..., 1] * FROM_CR
    green = -(LUMA[2] * blue + LUMA[0] * red) / LUMA[1]
    return np.asarray(luma[..., None] + np.stack([red, green, blue], axis=-1), dtype=np.float32)


def fit_tint(image: FloatImage, weight: Plane) -> Tint:
    """The tint of a crop (H, W, 3), each pixel counted by `weight` (H, W)."""
    luma, chroma = luma_of(image), chroma_of(image)
    levels = np.linspace(0, 255, TINT_BINS, dtype=np.float32)
    position = np.clip(luma / 255 * (TINT_BINS - 1), 0, TINT_BINS - 1)
    lower = np.minimum(position.astype(int), TINT_BINS - 2)
    share = position - lower
    total = np.zeros(TINT_BINS)
    sums = np.zeros((TINT_BINS, 2))
    for index, part in ((lower, 1 - share), (lower + 1, share)):
        amount = (part * weight).ravel()
        total += np.bincount(index.ravel(), amount, TINT_BINS)
        for plane in (0, 1):
            sums[:, plane] += np.bincount(index.ravel(), amount * chroma[..., plane].ravel(), TINT_BINS)
    # Luma that hardly occurs takes the tint of its neighbours.
    seen = total > max(total.sum() * 1e-3, 1e-9)
    if not seen.any():
        return Tint(levels, np.zeros((TINT_BINS, 2), dtype=np.float32))
    means = sums[seen] / total[seen, None]
    filled = [np.interp(levels, levels[seen], means[:, plane]) for plane in (0, 1)]
    return Tint(levels, np.stack(filled, axis=-1).astype(np.float32))


def colour_residual(crop: NDArray[np.uint8], valid: NDArray[np.bool_] | None = None) -> float:
    """How much chroma of a crop its luma does not explain, in levels (0 for grey and sepia)."""
    weight = np.ones(crop.shape[:2], dtype=np.float32) if valid is None else valid.astype(np.float32)
    small = shrunk(crop.astype(np.float32), MONOCHROME_SIDE)
    counted = shrunk(weight[..., None], MONOCHROME_SIDE)[..., 0]
    if counted.sum() <= 0:
        return 0.0
    unexplained = chroma_of(small) - fit_tint(small, counted).at(luma_of(small))
    power = (unexplained**2).sum(axis=-1)
    return float(np.sqrt((power * counted).sum() / counted.sum()))


def is_monochrome(crop: NDArray[np.uint8], valid: NDArray[np.bool_] | None = None) -> bool:
    """Whether a crop (S, S, 3) is of a black-and-white or evenly tinted (sepia) print.

    In such a print the colour of a pixel follows from its brightness alone. `valid` (S, S) is
    False where the crop lies beyond the photo.
    """
    return colour_residual(crop, valid) <= MONOCHROME_RESIDUAL


def shrunk(image: FloatImage, side: int) -> FloatImage:
    """Area-averaged to `side` x `side` pixels."""
    planes = [
        Image.fromarray(np.ascontiguousarray(image[..., plane])).resize((side, side), Image.Resampling.BOX)
        for plane in range(image.shape[2])
    ]
    return np.stack([np.asarray(plane, dtype=np.float32) for plane in planes], axis=-1)


def grown(image: FloatImage, side: int) -> FloatImage:
    """Smoothly enlarged to `side` x `side` pixels."""
    planes = [
        Image.fromarray(np.ascontiguousarray(image[..., plane])).resize(
            (side, side), Image.Resampling.BICUBIC
        )
        for plane in range(image.shape[2])
    ]
    return np.stack([np.asarray(plane, dtype=np.float32) for plane in planes], axis=-1)


def blurred(image: FloatImage, sigma: float) -> FloatImage:
    """Gaussian blur of (H, W, C) with zeros beyond the edge: divide by a weight blurred alike."""
    radius = max(int(np.ceil(3 * sigma)), 1)
    kernel = np.exp(-0.5 * (np.arange(-radius, radius + 1) / sigma) ** 2)
    kernel /= kernel.sum()
    for axis in (0, 1):
        length = image.shape[axis]
        band = np.zeros((length, length), dtype=np.float32)
        for tap, share in enumerate(kernel):
            offset = tap - radius
            band += np.eye(length, k=offset, dtype=np.float32) * np.float32(share)
        image = np.moveaxis(np.tensordot(band, image, axes=(1, axis)), 0, axis)
    return np.asarray(image, dtype=np.float32)


def low_frequency_offset(wanted: FloatImage, given: FloatImage, weight: Plane, sigma: float) -> FloatImage:
    """What to add to `given` (S, S, C) so that its low frequencies are those of `wanted`.

    Args:
        wanted: the photo's crop.
        given: the restored crop.
        weight: (S, S) how much each pixel counts; 0 beyond the photo.
        sigma: what counts as low frequency, in pixels.
    """
    side = wanted.shape[0]
    small = min(side, max(int(np.ceil(side * 4 / sigma)), 16))
    counted = shrunk(weight[..., None], small)
    difference = shrunk((wanted - given) * weight[..., None], small)
    reach = sigma * small / side
    offset = blurred(difference, reach) / np.maximum(blurred(counted, reach), 1e-3)
    return grown(offset.astype(np.float32), side)
