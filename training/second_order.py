"""Real-ESRGAN's second-order degradation (Wang et al. 2021): blur, resize, noise and JPEG, twice.

Kernels of six families and sinc filters (ringing of cheap sharpening), three ways of resizing,
Gaussian or Poisson noise in colour or grey, and a last sinc before or after the last JPEG.  Sizes
are pixels of the crop itself: this is what cameras and web sites do, not how far away a face was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.special import j1

Crop = NDArray[np.uint8]
Values = NDArray[np.float32]
"""(H, W, 3) in [0, 255]."""
Kernel = NDArray[np.float64]
Range = tuple[float, float]

FAMILIES = {
    ("gaussian", "isotropic"): 0.45,
    ("gaussian", "anisotropic"): 0.25,
    ("generalised", "isotropic"): 0.12,
    ("generalised", "anisotropic"): 0.03,
    ("plateau", "isotropic"): 0.12,
    ("plateau", "anisotropic"): 0.03,
}
"""Probability of each family of blur kernels."""
KERNEL_SIDES = range(7, 22, 2)
RESIZERS = (cv2.INTER_AREA, cv2.INTER_LINEAR, cv2.INTER_CUBIC)


@dataclass(frozen=True)
class Round:
    """Ranges of one of the two rounds."""

    blur: float
    """Probability of any blur."""
    sigma: Range
    enlarge_reduce: tuple[float, float]
    """Probabilities of enlarging and of reducing; else the size is kept."""
    factor: Range
    """Smallest and largest factor of resizing."""
    gaussian: Range
    """Standard deviation in grey levels."""
    poisson: Range
    """Factor of the noise that counting photons makes."""
    sinc: float = 0.1
    """Probability that the blur is a sinc filter."""
    generalised_power: Range = (0.5, 4.0)
    plateau_power: Range = (1.0, 2.0)
    gray_noise: float = 0.4
    jpeg_quality: Range = (30, 95)


@dataclass(frozen=True)
class SecondOrder:
    """Both rounds and what ends them."""

    first: Round
    second: Round
    reduction: int = 4
    """The damaged picture is this much smaller, before it is enlarged again."""
    final_sinc: float = 0.8

    def __call__(self, crop: Crop, rng: Generator) -> Crop:
        """Degrade a crop (S, S, 3); the result has the same size."""
        size = crop.shape[0]
        values = crop.astype(np.float32)
        values = jpeg(_damage(values, self.first, rng), rng.uniform(*self.first.jpeg_quality))
        values = _damage(values, self.second, rng)
        small = max(4, size // self.reduction)
        quality = rng.uniform(*self.second.jpeg_quality)
        if rng.uniform() < 0.5:
            values = jpeg(self._end(values, small, rng), quality)
        else:
            values = self._end(jpeg(values, quality), small, rng)
        enlarged = cv2.resize(values, (size, size), interpolation=cv2.INTER_CUBIC)
        return _levels(np.asarray(enlarged, dtype=np.float32))

    def _end(self, values: Values, side: int, rng: Generator) -> Values:
        """Bring to the final size, with the last sinc."""
        resizer = int(rng.choice(RESIZERS))
        values = np.asarray(cv2.resize(values, (side, side), interpolation=resizer), dtype=np.float32)
        return _filter(values, sinc_kernel(rng)) if rng.uniform() < self.final_sinc else values


REAL_ESRGAN = SecondOrder(
    first=Round(
        blur=1.0,
        sigma=(0.2, 3.0),
        enlarge_reduce=(0.2, 0.7),
        factor=(0.15, 1.5),
        gaussian=(1, 30),
        poisson=(0.05, 3.0),
    ),
    second=Round(
        blur=0.8,
        sigma=(0.2, 1.5),
        enlarge_reduce=(0.3, 0.4),
        factor=(0.3, 1.2),
        gaussian=(1, 25),
        poisson=(0.05, 2.5),
    ),
)
"""Ranges of Real-ESRGAN x4plus."""


def _damage(values: Values, ranges: Round, rng: Generator) -> Values:
    """Blur, resize and noise of one round."""
    if rng.uniform() < ranges.blur:
        kernel = sinc_kernel(rng) if rng.uniform() < ranges.sinc else blur_kernel(ranges, rng)
        values = _filter(values, kernel)
    values = _resize(values, ranges, rng)
    return _noise(values, ranges, rng)


def blur_kernel(ranges: Round, rng: Generator) -> Kernel:
    """A kernel of a random family, of sum 1."""
    shapes = list(FAMILIES)
    family, form = shapes[int(rng.choice(len(shapes), p=list(FAMILIES.values())))]
    along = rng.uniform(*ranges.sigma)
    across = along if form == "isotropic" else rng.uniform(*ranges.sigma)
    distance = _squared_distance(int(rng.choice(KERNEL_SIDES)), (along, across), rng.uniform(-np.pi, np.pi))
    profiles: dict[str, Callable[[], Kernel]] = {
        "gaussian": lambda: np.exp(-0.5 * distance),
        "generalised": lambda: np.exp(-0.5 * distance ** rng.uniform(*ranges.generalised_power)),
        "plateau": lambda: 1 / (1 + distance ** rng.uniform(*ranges.plateau_power)),
    }
    kernel = profiles[family]()
    return np.asarray(kernel / kernel.sum())


def sinc_kernel(rng: Generator) -> Kernel:
    """A circular low-pass filter with its ringing, of sum 1."""
    side = int(rng.choice(KERNEL_SIDES))
    cutoff = rng.uniform(np.pi / 3 if side < 13 else np.pi / 5, np.pi)
    radius = np.sqrt(_squared_distance(side, (1.0, 1.0), 0.0))
    middle = side // 2
    radius[middle, middle] = 1.0
    kernel = cutoff * j1(cutoff * radius) / (2 * np.pi * radius)
    kernel[middle, middle] = cutoff**2 / (4 * np.pi)
    return np.asarray(kernel / kernel.sum())


def _squared_distance(side: int, spread: tuple[float, float], angle: float) -> Kernel:
    """Squared distance from the middle, in units of the spread along and across an axis."""
    place = np.arange(side) - side // 2
    y, x = np.meshgrid(place, place, indexing="ij")
    along = (np.cos(angle) * x + np.sin(angle) * y) / spread[0]
    across = (np.cos(angle) * y - np.sin(angle) * x) / spread[1]
    return np.asarray(along**2 + across**2, dtype=np.float64)


def _filter(values: Values, kernel: Kernel) -> Values:
    filtered = cv2.filter2D(values, -1, kernel, borderType=cv2.BORDER_REFLECT_101)
    return np.asarray(np.clip(filtered, 0, 255), dtype=np.float32)


def _resize(values: Values, ranges: Round, rng: Generator) -> Values:
    enlarge, reduce = ranges.enlarge_reduce
    draw = rng.uniform()
    factor = 1.0
    if draw < enlarge:
        factor = rng.uniform(1.0, ranges.factor[1])
    elif draw < enlarge + reduce:
        factor = rng.uniform(ranges.factor[0], 1.0)
    side = max(4, round(values.shape[0] * factor))
    resized = cv2.resize(values, (side, side), interpolation=int(rng.choice(RESIZERS)))
    return np.asarray(np.clip(resized, 0, 255), dtype=np.float32)


def _noise(values: Values, ranges: Round, rng: Generator) -> Values:
    gray = rng.uniform() < ranges.gray_noise
    if rng.uniform() < 0.5:
        shape = (*values.shape[:2], 1 if gray else 3)
        noise = rng.standard_normal(shape, dtype=np.float32) * rng.uniform(*ranges.gaussian)
    else:
        seen = values.mean(axis=2, keepdims=True) if gray else values
        photons = 2.0 ** np.ceil(np.log2(len(np.unique(seen.round()))))
        counted = rng.poisson(seen / 255 * photons) / photons * 255
        noise = (counted - seen) * rng.uniform(*ranges.poisson)
    return np.asarray(np.clip(values + noise, 0, 255), dtype=np.float32)


def jpeg(values: Values, quality: float) -> Values:
    """Compress and decode RGB values."""
    _, encoded = cv2.imencode(".jpg", _levels(values)[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, round(quality)])
    decoded = np.asarray(cv2.imdecode(encoded, cv2.IMREAD_COLOR), dtype=np.float32)
    return np.ascontiguousarray(decoded[..., ::-1])


def _levels(values: Values) -> Crop:
    return np.asarray(np.clip(values, 0, 255).round(), dtype=np.uint8)
