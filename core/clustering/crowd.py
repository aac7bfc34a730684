"""An imaginary crowd: faces of nobody, drawn from how the faces of everybody are spread.

The faces of small children, or of one origin that the embedder has seen too rarely, lie closer
together than two covariances can say. A mixture of a few broad normal distributions says it, and
faces drawn from it stand in for a cohort of strangers without being anybody's.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_FACES = 4000
_SEED = 0
_LEAST_VARIANCE = 0.1
_ROUNDS = 60


@dataclass(frozen=True, eq=False)
class Crowd:
    """A mixture of C normal distributions over (K,) directions."""

    shares: NDArray[np.float32]
    """(C,) sum to 1."""
    means: NDArray[np.float32]
    """(C, K)."""
    deviations: NDArray[np.float32]
    """(C, K)."""

    def faces(self, ratios: NDArray[np.float32]) -> NDArray[np.float32]:
        """(4000, K) faces, the same every time, as long as faces are where `ratios` (K,) hold."""
        random = np.random.default_rng(_SEED)
        counts = np.floor(_FACES * self.shares.astype(np.float64) / self.shares.sum()).astype(int)
        counts[int(np.argmax(counts))] += _FACES - counts.sum()
        part = np.repeat(np.arange(len(counts)), counts)
        noise = random.standard_normal((_FACES, self.means.shape[1]))
        faces = self.means[part] + self.deviations[part] * noise
        lengths = np.sqrt((faces**2) @ (1.0 / (1.0 + ratios)) / len(ratios))
        return np.asarray(faces / lengths[:, None], dtype=np.float32)


def fit_crowd(faces: NDArray[np.float32], parts: int, *, seed: int = 0) -> Crowd:
    """Fit `parts` distributions to faces (N, K) by expectation maximisation.

    Raises:
        ValueError: fewer faces than a hundred for each part, which would tell of single people.
    """
    if len(faces) < 100 * parts:
        raise ValueError("A crowd needs a hundred faces for each of its parts.")
    rows = np.asarray(faces, dtype=np.float64)
    random = np.random.default_rng(seed)
    means = rows[random.choice(len(rows), parts, replace=False)]
    nearest = np.argmin(((rows[:, None, :8] - means[None, :, :8]) ** 2).sum(axis=2), axis=1)
    belongs = np.eye(parts)[nearest]
    for _ in range(_ROUNDS):
        counts = belongs.sum(axis=0) + 1e-9
        means = belongs.T @ rows / counts[:, None]
        variances = np.maximum(belongs.T @ rows**2 / counts[:, None] - means**2, 0.0) + _LEAST_VARIANCE
        distance = rows**2 @ (1.0 / variances).T - 2.0 * rows @ (means / variances).T
        distance += (means**2 / variances + np.log(variances)).sum(axis=1)
        likely = np.log(counts / len(rows)) - 0.5 * distance
        belongs = np.exp(likely - likely.max(axis=1, keepdims=True))
        belongs /= belongs.sum(axis=1, keepdims=True)
    shares, means, deviations = belongs.mean(axis=0), means, np.sqrt(variances)
    return Crowd(*(np.asarray(one, dtype=np.float32) for one in (shares, means, deviations)))
