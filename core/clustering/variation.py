"""How the faces of one embedder vary: between people and within one, direction by direction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.clustering.crowd import Crowd, fit_crowd
from core.paths import RESOURCES

_SHRINKAGE_WITHIN, _SHRINKAGE_BETWEEN = 0.5, 0.3
"""Shares of the covariances that are the same in all directions: what too few people cannot tell.
Of 0.1 to 0.7 the best on training people that the fit had not seen."""

_CROWD_PARTS = 16

_LEAST_RATIO = 1e-4


@dataclass(frozen=True, eq=False)
class Variation:
    """Directions in which faces of one person vary by 1, and how much more people differ there."""

    origin: NDArray[np.float32]
    """(D,) mean vector of everybody."""
    directions: NDArray[np.float32]
    """(D, K) columns; they are not orthogonal."""
    ratios: NDArray[np.float32]
    """(K,) variance between people over that within one, descending."""
    temper: float = 1.0
    """Nats of the model for a nat of evidence (`Evidence.temper`)."""
    crowd: Crowd | None = None
    """Where faces lie close to each other, whoever they are."""

    def seen(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Vectors (N, D) in these directions (N, K), each made as long as faces are on average.

        Garcia-Romero and Espy-Wilson, "Analysis of i-vector length normalization", Interspeech 2011.
        """
        turned = (vectors - self.origin) @ self.directions
        lengths = np.sqrt((turned**2) @ (1.0 / (1.0 + self.ratios)) / len(self.ratios))
        return np.asarray(turned / np.maximum(lengths, 1e-6)[:, None], dtype=np.float32)

    def save(self, path: Path) -> None:
        """Write it to an `.npz` file that `read_variation` reads."""
        columns = {"origin": self.origin, "directions": self.directions, "ratios": self.ratios}
        if self.crowd is not None:
            columns |= {f"crowd_{name}": value for name, value in vars(self.crowd).items()}
        halves: dict[str, Any] = {name: value.astype(np.float16) for name, value in columns.items()}
        np.savez_compressed(path, temper=np.float32(self.temper), **halves)


def fit_variation(
    vectors: NDArray[np.float32], people: NDArray[np.integer], *, temper: float = 1.0
) -> Variation:
    """Fit on unit vectors (N, D) of known `people` (N,), many of them with several faces.

    Every person counts the same for the variance between people; a person's faces count together
    as many as there are of them but one for that within. People of one face each may be many: they
    say how everybody is spread. Without a hundred faces for each part of a crowd there is none.

    Raises:
        ValueError: fewer than two people with two faces.
    """
    faces = np.asarray(vectors, dtype=np.float64)
    _, person, counts = np.unique(people, return_inverse=True, return_counts=True)
    if np.count_nonzero(counts > 1) < 2:
        raise ValueError("Variation needs two faces each of two people.")
    several = counts[person] > 1
    origin = faces[several].mean(axis=0)
    means = np.zeros((len(counts), faces.shape[1]))
    np.add.at(means, person, faces - origin)
    means /= counts[:, None]
    apart = faces - origin - means[person]
    within = apart.T @ apart / (len(faces) - len(counts))
    between = means.T @ means / len(counts) - within * np.mean(1.0 / counts)
    within, between = _shrunk(within, _SHRINKAGE_WITHIN), _shrunk(_positive(between), _SHRINKAGE_BETWEEN)
    root = np.linalg.inv(np.linalg.cholesky(within))
    ratios, turns = np.linalg.eigh(root @ between @ root.T)
    found = Variation(
        origin=origin.astype(np.float32),
        directions=(root.T @ turns[:, ::-1]).astype(np.float32),
        ratios=np.maximum(ratios[::-1], _LEAST_RATIO).astype(np.float32),
        temper=temper,
    )
    if len(faces) < 100 * _CROWD_PARTS:
        return found
    return replace(found, crowd=fit_crowd(found.seen(vectors), _CROWD_PARTS))


@lru_cache(maxsize=8)
def variation_of(embedder_name: str) -> Variation | None:
    """What is known of an embedder; None where its two cosines must do."""
    path = RESOURCES / "models" / f"{embedder_name}.variation.npz"
    return read_variation(path) if path.is_file() else None


def read_variation(path: Path) -> Variation:
    """Read what `Variation.save` wrote."""
    with np.load(path, allow_pickle=False) as saved:
        columns = {name: saved[name].astype(np.float32) for name in saved.files}
    crowd = None
    if "crowd_shares" in columns:
        crowd = Crowd(columns["crowd_shares"], columns["crowd_means"], columns["crowd_deviations"])
    temper = float(columns["temper"])
    return Variation(columns["origin"], columns["directions"], columns["ratios"], temper, crowd)


def _shrunk(covariance: NDArray[np.float64], share: float) -> NDArray[np.float64]:
    size = len(covariance)
    everywhere = np.eye(size) * np.trace(covariance) / size
    return np.asarray((1.0 - share) * covariance + share * everywhere)


def _positive(covariance: NDArray[np.float64]) -> NDArray[np.float64]:
    """The nearest covariance: a difference of two need not be one."""
    values, vectors = np.linalg.eigh(covariance)
    return np.asarray((vectors * np.maximum(values, 0.0)) @ vectors.T)
