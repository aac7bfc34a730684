"""Means with their 95 % intervals; numpy alone, so that `score` can use it in another environment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

BOOTSTRAP_SAMPLES = 2000
SMALLEST_MEAN = 1e-3
"""What a ratio divides by at least: below it similarity is chance."""


@dataclass(frozen=True)
class Figure:
    """A mean over faces and its 95 % interval."""

    mean: float
    ci95: tuple[float, float]


def figure(values: Sequence[float]) -> Figure:
    """Mean with a percentile bootstrap interval; the same values give the same interval."""
    sample = np.asarray(values, dtype=np.float64)
    drawn = np.random.default_rng(0).integers(0, len(sample), (BOOTSTRAP_SAMPLES, len(sample)))
    low, high = np.percentile(sample[drawn].mean(axis=1), [2.5, 97.5])
    return Figure(float(sample.mean()), (float(low), float(high)))


def ratio(above: Sequence[float], below: Sequence[float]) -> Figure:
    """Ratio of two means over the same faces; each draw takes both figures of the faces it draws."""
    pairs = np.asarray([above, below], dtype=np.float64)
    faces = pairs.shape[1]
    drawn = np.random.default_rng(0).integers(0, faces, (BOOTSTRAP_SAMPLES, faces))
    means = pairs[:, drawn].mean(axis=2)
    low, high = np.percentile(means[0] / np.maximum(means[1], SMALLEST_MEAN), [2.5, 97.5])
    mean = pairs[0].mean() / max(pairs[1].mean(), SMALLEST_MEAN)
    return Figure(float(mean), (float(low), float(high)))
