"""Thresholds of an embedder from labelled faces: what `GroupOptions` asks for, measured."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_BINS = 100
_STRANGERS = 0.999
_MOST_PAIRS = 2_000_000


@dataclass(frozen=True)
class Calibration:
    """Where cosines of one embedder lie."""

    same_person: float
    """Cosine from which one person is likelier than two."""
    impostor: float
    """Cosine that one pair of strangers in a thousand reaches."""


def calibrate(vectors: NDArray[np.float32], people: NDArray[np.integer], *, seed: int = 0) -> Calibration:
    """Calibrate on unit vectors (N, D) of known `people` (N,).

    Raises:
        ValueError: there is no pair of one person, or none of two.
    """
    genuine, strangers = _cosines(vectors, people, seed)
    if not len(genuine) or not len(strangers):
        raise ValueError("Calibration needs two faces of one person and faces of two people.")
    edges = np.linspace(-1.0, 1.0, 2 * _BINS + 1)
    same, other = (np.histogram(cosines, edges, density=True)[0] for cosines in (genuine, strangers))
    likelier = _smooth(same) > _smooth(other)
    below = np.nonzero(~likelier[: int(np.argmax(_smooth(same))) + 1])[0]
    first = int(below[-1]) + 1 if len(below) else 0
    return Calibration(float(edges[first]), float(np.quantile(strangers, _STRANGERS)))


def _cosines(
    vectors: NDArray[np.float32], people: NDArray[np.integer], seed: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Cosines of pairs of one person, all of them, and of a sample of pairs of two."""
    order = np.argsort(people, kind="stable")
    _, starts = np.unique(people[order], return_index=True)
    genuine = [np.empty(0)]
    for members in np.split(order, starts[1:]):
        low, high = np.triu_indices(len(members), 1)
        own = vectors[members].astype(np.float64)
        genuine.append((own @ own.T)[low, high])
    random = np.random.default_rng(seed)
    count = min(_MOST_PAIRS, 50 * len(vectors))
    first, second = random.integers(len(vectors), size=(2, count))
    two = people[first] != people[second]
    strangers = np.einsum("ij,ij->i", vectors[first[two]], vectors[second[two]], dtype=np.float64)
    return np.concatenate(genuine), strangers


def _smooth(density: NDArray[np.float64]) -> NDArray[np.float64]:
    """Averaged over nine bins: a tenth of the range."""
    return np.convolve(density, np.ones(9) / 9.0, mode="same")
