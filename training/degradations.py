"""How a clean face becomes a poor one: Eq. 7 of RIDFR, seeded and independent of workers.

    x_LQ = { [ (x_HQ * k_sigma) down r + n_delta ] JPEG_q } up r                       (Eq. 7)

A preset of Eq. 7 gives sigma and r for a crop of 512 px; both shrink with the crop
(``decisions.md``: sigma and r scaled by S/512, noise and JPEG as given).  What family archives
add (grain, sepia, greyscale) is a second, optional damage after Eq. 7.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from training.second_order import REAL_ESRGAN

Crop = NDArray[np.uint8]
Range = tuple[float, float]
Damage = Callable[[Crop, Generator], Crop]
"""Crop (S, S, 3) -> a poorer one of the same size."""

SEPIA = np.array([[0.393, 0.769, 0.189], [0.349, 0.686, 0.168], [0.272, 0.534, 0.131]])
"""The usual sepia matrix, RGB rows; applied in part, as prints fade in part."""


@dataclass(frozen=True)
class Degradation:
    """Ranges of Eq. 7, uniform; sigma and r in pixels of a 512-px crop."""

    blur_sigma: Range
    reduction: Range
    noise: Range
    """Standard deviation in grey levels of 255."""
    jpeg_quality: Range

    def __call__(self, crop: Crop, rng: Generator) -> Crop:
        """Apply Eq. 7 to a crop (S, S, 3)."""
        size = crop.shape[0]
        share = size / 512
        blurred = _blur(crop, rng.uniform(*self.blur_sigma) * share, rng)
        # r below 1 would enlarge: the picture is then kept at its size.
        reduction = max(1.0, rng.uniform(*self.reduction) * share)
        small_side = max(4, round(size / reduction))
        small = cv2.resize(blurred, (small_side, small_side), interpolation=cv2.INTER_LINEAR)
        noise = rng.standard_normal(small.shape, dtype=np.float32) * rng.uniform(*self.noise)
        noisy = np.clip(small + noise, 0, 255).astype(np.uint8)
        compressed = _jpeg(noisy, round(rng.uniform(*self.jpeg_quality)))
        enlarged = cv2.resize(compressed, (size, size), interpolation=cv2.INTER_LINEAR)
        return np.asarray(enlarged, dtype=np.uint8)


PRESETS: dict[str, Damage] = {
    "light": Degradation((0.0, 4.0), (1.0, 4.0), (0.0, 8.0), (75, 100)),
    "moderate": Degradation((0.0, 8.0), (1.0, 8.0), (0.0, 15.0), (60, 100)),
    "severe": Degradation((8.0, 16.0), (8.0, 32.0), (0.0, 20.0), (30, 100)),
    "paper-like": Degradation((0.1, 15.0), (0.8, 32.0), (0.0, 20.0), (30, 100)),
    "real-esrgan": REAL_ESRGAN,
}
"""``moderate`` and ``severe`` are ReF-LDM's test sets; ``light`` keeps what is nearly good.  RIDFR gives
no ranges: ``paper-like`` has those of DifFace's training, which reach "identity obscure"."""


@dataclass(frozen=True)
class ArchiveDamage:
    """Probabilities of what old prints and scans add."""

    gray: float = 0.15
    sepia: float = 0.06
    grain: float = 0.4
    grain_levels: Range = (2.0, 30.0)
    """Standard deviation in grey levels of 255, log-uniform: one grain for all colours."""
    grain_size: Range = (0.0, 1.0)
    """Softness (sigma, pixels of the crop): a small face is enlarged with its grain."""


DEFAULT_DAMAGE = ArchiveDamage()
NO_DAMAGE = ArchiveDamage(gray=0.0, sepia=0.0, grain=0.0)


def generator_of(name: str, *salt: int) -> Generator:
    """Random generator of a crop: the same on every machine, in every worker and order."""
    digest = hashlib.sha256(name.encode()).digest()
    return np.random.default_rng([int.from_bytes(digest[:8], "little"), *salt])


def degrade(crop: Crop, damage: Damage, rng: Generator) -> Crop:
    """Degrade a crop (S, S, 3); the result has the same size."""
    return damage(crop, rng)


def age_print(clean: Crop, damaged: Crop, damage: ArchiveDamage, rng: Generator) -> tuple[Crop, Crop]:
    """Add archive damage to a (clean, damaged) pair.

    Lost colour is lost in both: a monochrome print is restored as a monochrome print, so the
    restorer is never asked to invent colour.
    """
    kind = rng.uniform()
    if kind < damage.gray + damage.sepia:
        clean, damaged = _gray(clean), _gray(damaged)
    if damage.gray <= kind < damage.gray + damage.sepia:
        amount = rng.uniform(0.3, 1.0)
        clean, damaged = _sepia(clean, amount), _sepia(damaged, amount)
    if rng.uniform() < damage.grain:
        damaged = np.clip(damaged + _grain(damaged.shape[:2], damage, rng), 0, 255).astype(np.uint8)
    return clean, damaged


def _grain(shape: tuple[int, int], damage: ArchiveDamage, rng: Generator) -> NDArray[np.float32]:
    """Grain (H, W, 1) of a strength and softness drawn from the ranges of `damage`."""
    low, high = np.log(damage.grain_levels)
    level, sigma = np.exp(rng.uniform(low, high)), rng.uniform(*damage.grain_size)
    noise = rng.standard_normal(shape, dtype=np.float32)
    if sigma > 0.2:
        noise = np.asarray(cv2.GaussianBlur(noise, (0, 0), sigma), dtype=np.float32)
    return np.asarray(noise * np.float32(level / max(float(noise.std()), 1e-6)), dtype=np.float32)[..., None]


def _blur(crop: Crop, sigma: float, rng: Generator) -> Crop:
    """Gaussian blur, isotropic or turned and stretched, half of the time each."""
    if sigma < 0.1:
        return crop
    across = sigma if rng.uniform() < 0.5 else sigma * rng.uniform(0.4, 1.0)
    angle = rng.uniform(-np.pi, np.pi)
    radius = int(np.ceil(3 * sigma))
    y, x = np.mgrid[-radius : radius + 1, -radius : radius + 1]
    along_axis = np.cos(angle) * x + np.sin(angle) * y
    across_axis = np.cos(angle) * y - np.sin(angle) * x
    kernel = np.exp(-0.5 * ((along_axis / sigma) ** 2 + (across_axis / across) ** 2))
    blurred = cv2.filter2D(crop, -1, kernel / kernel.sum(), borderType=cv2.BORDER_REFLECT_101)
    return np.asarray(blurred, dtype=np.uint8)


def _jpeg(crop: Crop, quality: int) -> Crop:
    # The channel order changes nothing that matters but the chroma weights: keep it right.
    _, encoded = cv2.imencode(".jpg", crop[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    decoded = np.asarray(cv2.imdecode(encoded, cv2.IMREAD_COLOR), dtype=np.uint8)
    return np.ascontiguousarray(decoded[..., ::-1])


def _gray(crop: Crop) -> Crop:
    luma = cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY)
    return np.repeat(luma[..., None], 3, axis=2).astype(np.uint8)


def _sepia(crop: Crop, amount: float) -> Crop:
    toned = crop * (1 - amount) + np.minimum(crop @ SEPIA.T, 255.0) * amount
    return np.asarray(toned, dtype=np.uint8)
