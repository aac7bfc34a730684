"""Measures a photo's grain and makes more of it, so that a restored face is not smoother than its photo.

Grain is looked at in three bands (details of about 1, 2 and 4 pixels), for that of an enlarged
or compressed photo is coarser than a sensor's. It is made from pixel positions alone: the same
photo and face give the same grain on every machine.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.float32]

BANDS = 3
BLOCK = 8
"""Side of the blocks in which roughness is measured; the flattest show grain and no detail."""

FLAT_SHARE = 0.25
"""The block at this share from the flattest on is taken for flat."""

UNIT_BANDS = (0.8, 0.2735, 0.1201)
"""Standard deviation of each band of white noise of deviation 1."""

FLAT_BLOCKS = (0.928, 0.892, 0.794)
"""What the measure says of pure noise of band deviation 1: the flattest quarter is flatter by chance."""

STRONGEST = 6.0
"""Deviation up to which grain is put back, in levels: more would undo the restoration."""


def bands(plane: Plane) -> list[Plane]:
    """Details of a plane (H, W), finest first (the wavelet of StableSR's colour fix)."""
    details = []
    for level in range(BANDS):
        smooth = _smooth(plane, 2**level)
        details.append(plane - smooth)
        plane = smooth
    return details


def measure(plane: Plane, where: NDArray[np.bool_] | None = None) -> NDArray[np.float64]:
    """(BANDS,) deviation of the grain in each band, in levels, from the flattest blocks.

    `where` (H, W) limits the measure to blocks that lie inside it. Zero when there is no block.
    """
    result = np.zeros(BANDS)
    for index, detail in enumerate(bands(plane)):
        power = _blocks(detail.astype(np.float64) ** 2)
        if where is not None:
            power = power[_blocks(where.astype(np.float64)) == 1.0]
        if power.size:
            flat = float(np.quantile(np.sqrt(power), FLAT_SHARE))
            result[index] = flat / FLAT_BLOCKS[index]
    return result


def make(amount: NDArray[np.float64], shape: tuple[int, int], origin: tuple[int, int], seed: int) -> Plane:
    """Grain (H, W) with a deviation of `amount` (BANDS,) in each band.

    Args:
        amount: levels per band.
        shape: height and width.
        origin: row and column of the first pixel in the photo: grain sticks to the photo.
        seed: another seed is another grain.
    """
    noise = white_noise(shape, origin, seed)
    total = np.zeros(shape, dtype=np.float32)
    for detail, level, unit in zip(bands(noise), amount, UNIT_BANDS, strict=True):
        total = total + detail * np.float32(level / unit)
    strength = float(np.sqrt((np.asarray(amount) ** 2).sum()))
    scale = min(1.0, STRONGEST / strength) if strength > 0 else 0.0
    return np.asarray(total * np.float32(scale), dtype=np.float32)


def missing(wanted: NDArray[np.float64], given: NDArray[np.float64]) -> NDArray[np.float64]:
    """What to add to `given` for the grain to be `wanted`: variances add up."""
    return np.asarray(np.sqrt(np.maximum(wanted**2 - given**2, 0.0)))


def white_noise(shape: tuple[int, int], origin: tuple[int, int], seed: int) -> Plane:
    """Noise of deviation 1, near enough normal, from a hash of each pixel's position."""
    rows = (np.arange(shape[0], dtype=np.uint64) + np.uint64(origin[0]))[:, None]
    columns = (np.arange(shape[1], dtype=np.uint64) + np.uint64(origin[1]))[None, :]
    value = _mixed(_mixed(rows + np.uint64(seed % 2**64)) + columns)
    parts = np.stack([(value >> np.uint64(shift)) & np.uint64(0xFFFF) for shift in (0, 16, 32, 48)])
    # Four uniform numbers: mean 2, variance 4 / 12.
    total = parts.astype(np.float64).sum(axis=0) / 65535.0
    return np.asarray((total - 2.0) * np.sqrt(3.0), dtype=np.float32)


def _mixed(value: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The finaliser of SplitMix64 (Steele, Lea and Flood 2014); overflow is meant."""
    with np.errstate(over="ignore"):
        value = value + np.uint64(0x9E3779B97F4A7C15)
        value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return value ^ (value >> np.uint64(31))


def _smooth(plane: Plane, reach: int) -> Plane:
    """(1 2 1) / 4 along both axes with `reach` pixels between the taps, edges repeated."""
    for axis in (0, 1):
        padding = [(0, 0), (0, 0)]
        padding[axis] = (reach, reach)
        padded = np.pad(plane, padding, mode="edge")
        length = plane.shape[axis]
        before = padded.take(range(length), axis=axis)
        after = padded.take(range(2 * reach, 2 * reach + length), axis=axis)
        plane = np.asarray((before + 2 * plane + after) / 4, dtype=np.float32)
    return plane


def _blocks(plane: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean of each full block."""
    rows, columns = plane.shape[0] // BLOCK, plane.shape[1] // BLOCK
    cut = plane[: rows * BLOCK, : columns * BLOCK]
    return np.asarray(cut.reshape(rows, BLOCK, columns, BLOCK).mean(axis=(1, 3)))
