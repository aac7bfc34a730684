"""Prints as a family archive holds them: small, blurred, noisy, faded, scanned askew.

Each step is a plain model of something that happens to photographs, with its size in pixels
or grey levels of the finished print. The same picture, damage and seed give the same print.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter, ImageOps

Point = tuple[float, float]
"""x, y in pixels; the centre of the first pixel is at 0, 0."""

PAPER = (243, 238, 226)
SEPIA = np.array([[0.393, 0.769, 0.189], [0.349, 0.686, 0.168], [0.272, 0.534, 0.131]])
"""The usual sepia toning matrix, rows are R, G, B of the print."""
LUMA = np.array([0.299, 0.587, 0.114])
FADED = np.array([198.0, 188.0, 170.0])
"""What a faded print drifts to: yellowed paper."""


class Tone(StrEnum):
    COLOUR = "colour"
    GREY = "grey"
    SEPIA = "sepia"


@dataclass(frozen=True)
class Damage:
    """What happens to a print, from the enlarger to the scanner.

    Raises:
        ValueError: a value is out of its range.
    """

    scale: float
    """Print pixels per source pixel, at most 1."""
    blur: float = 0.0
    """Standard deviation of the blur, in pixels of the print."""
    noise: float = 0.0
    """Standard deviation of the noise, in grey levels."""
    tone: Tone = Tone.COLOUR
    fading: float = 0.0
    """Share of the contrast that is lost, [0, 1)."""
    border: float = 0.0
    """White paper around the picture, as a share of its longer side."""
    skew: float = 0.0
    """Degrees by which it lies askew on the scanner, anticlockwise."""

    def __post_init__(self) -> None:
        if not 0.0 < self.scale <= 1.0:
            raise ValueError(f"a print is made smaller, not larger: scale {self.scale}")
        if min(self.blur, self.noise, self.border) < 0 or not 0.0 <= self.fading < 1.0:
            raise ValueError("blur, noise, border and fading are not negative, fading is below 1")


@dataclass(frozen=True)
class Print:
    """A finished print and where points of the source lie on it."""

    picture: Image.Image
    points: tuple[Point, ...]


def make_print(source: Image.Image, points: tuple[Point, ...], damage: Damage, seed: int) -> Print:
    """Print `source` with `damage`; `points` are moved along."""
    size = (max(round(source.width * damage.scale), 1), max(round(source.height * damage.scale), 1))
    factors = (size[0] / source.width, size[1] / source.height)
    picture = source.resize(size, Image.Resampling.LANCZOS)
    if damage.blur:
        picture = picture.filter(ImageFilter.GaussianBlur(damage.blur))
    pixels = _toned(np.asarray(picture, dtype=np.float64), damage.tone)
    pixels = _faded(pixels, damage.fading) + _noise(size, damage, seed)
    result = Print(
        Image.fromarray(np.clip(np.rint(pixels), 0, 255).astype(np.uint8)),
        tuple(((x + 0.5) * factors[0] - 0.5, (y + 0.5) * factors[1] - 0.5) for x, y in points),
    )
    return _askew(_on_paper(result, damage.border), damage.skew)


def _toned(pixels: NDArray[np.float64], tone: Tone) -> NDArray[np.float64]:
    if tone is Tone.COLOUR:
        return pixels
    if tone is Tone.GREY:
        return np.repeat((pixels @ LUMA)[..., None], 3, axis=2)
    # The matrix brightens; highlights must survive.
    return np.asarray(pixels @ SEPIA.T / 1.15)


def _faded(pixels: NDArray[np.float64], fading: float) -> NDArray[np.float64]:
    return pixels * (1.0 - fading) + FADED * fading


def _noise(size: tuple[int, int], damage: Damage, seed: int) -> NDArray[np.float64]:
    """(H, W, 3): sensor noise in each channel, or one grain for prints without colour."""
    channels = 3 if damage.tone is Tone.COLOUR else 1
    shape = (size[1], size[0], channels)
    return np.broadcast_to(
        np.random.default_rng(seed).normal(0.0, 1.0, shape) * damage.noise, (*shape[:2], 3)
    )


def _on_paper(printed: Print, border: float) -> Print:
    if not border:
        return printed
    width = round(max(printed.picture.size) * border)
    picture = ImageOps.expand(printed.picture, width, PAPER)
    return Print(picture, tuple((x + width, y + width) for x, y in printed.points))


def _askew(printed: Print, degrees: float) -> Print:
    if not degrees:
        return printed
    picture = printed.picture.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=PAPER)
    # Pillow turns about the middle of the picture; y points down.
    middle = ((picture.width - 1) / 2, (picture.height - 1) / 2)
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    moved = tuple(
        (
            middle[0] + cosine * (x - middle[0]) + sine * (y - middle[1]),
            middle[1] - sine * (x - middle[0]) + cosine * (y - middle[1]),
        )
        for x, y in printed.points
    )
    return Print(picture, moved)
