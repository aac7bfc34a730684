"""How strongly two clusters of faces speak for one person: log-odds, not likeness alone.

Two-covariance model of speaker and face verification (Brümmer and de Villiers, "The speaker
partitioning problem", Odyssey 2010), spherical and in closed form: a face is its person plus
what age, light and pose add. A mean of many faces is a better witness than one face, so the
cosine that two large clusters need differs from the one that two single faces need; average
linkage asks for the same of both, and pays with wrong merges or with splits.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_IMPOSTOR_DEVIATIONS = 3.09
"""Standard deviations that one value in a thousand of a normal distribution exceeds."""


@dataclass(frozen=True)
class Evidence:
    """The model of one embedder.

    A cluster of n faces with mean vector m enters as (weight, pull): its faces are not
    independent witnesses (two pictures of one afternoon), so n of them weigh
    n / (1 + (n - 1) * correlation), and pull is weight² · |m|².
    """

    dimensions: float
    """Independent directions in which strangers differ: their cosines have variance 1 / dimensions."""
    between: float
    """Share of the variance that lies between people, in (0, 1); the rest lies within one person."""
    correlation: float = 0.1
    """Between what two faces of a cluster say; best value on training people."""

    @staticmethod
    def of(same_person: float, impostor: float) -> Evidence:
        """The model of an embedder whose single faces are one person or two, equally likely, at a
        cosine of `same_person`, and of whose pairs of strangers one in a thousand reaches `impostor`.
        """
        dimensions = (_IMPOSTOR_DEVIATIONS / impostor) ** 2
        return Evidence(dimensions=dimensions, between=_share_between(same_person))

    def weights(self, sizes: NDArray[np.number]) -> Floats:
        """Independent witnesses that clusters of `sizes` faces amount to."""
        counts = np.asarray(sizes, dtype=np.float64)
        return counts / (1.0 + (counts - 1.0) * self.correlation)

    def log_odds(
        self, one: Floats, pull_one: Floats, other: Floats, pull_other: Floats, dot: Floats
    ) -> Floats:
        """Log-likelihood ratio of one person against two, in nats; arrays broadcast.

        Args:
            one, other: weights of the two clusters.
            pull_one, pull_other: weight² times the squared length of the mean vector.
            dot: of the two mean vectors.
        """
        ratio, within = self.between / (1.0 - self.between), 1.0 - self.between
        both = one + other
        volume = np.log1p(one * ratio) + np.log1p(other * ratio) - np.log1p(both * ratio)
        fit = (pull_one + pull_other + 2.0 * one * other * dot) / (within + both * self.between)
        alone = pull_one / (within + one * self.between) + pull_other / (within + other * self.between)
        return np.asarray(0.5 * self.dimensions * (volume + ratio * (fit - alone)))

    def of_pair(self, cosines: Floats) -> Floats:
        """`log_odds` of two single faces."""
        single = np.ones_like(cosines)
        return self.log_odds(single, single, single, single, cosines)

    def cosine_at(self, nats: float) -> float:
        """Cosine of two single faces at which `of_pair` is `nats`."""
        zero, one = self.of_pair(np.array([0.0, 1.0])).tolist()
        return float((nats - zero) / (one - zero))


@lru_cache(maxsize=64)
def _share_between(same_person: float) -> float:
    """The share at which two faces with a cosine of `same_person` say nothing either way."""
    low, high = 0.02, 0.99
    for _ in range(60):
        middle = (low + high) / 2.0
        if float(Evidence(1.0, middle).of_pair(np.asarray(same_person))) > 0.0:
            low = middle
        else:
            high = middle
    return (low + high) / 2.0
