"""Other people's groupings, to measure ours against: scikit-learn's and dlib's own code.

Each answers labels (N,) for unit vectors (N, D); what it calls noise gets a label of its own.
"""

from __future__ import annotations

import dlib
import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import DBSCAN, HDBSCAN

Labels = NDArray[np.int64]
Vectors = NDArray[np.float32]


def dbscan(vectors: Vectors, cosine: float, least: int = 2) -> Labels:
    """scikit-learn's DBSCAN, brute force: neighbours from `cosine`, `least` faces to a core."""
    model = DBSCAN(eps=_distance(cosine), min_samples=least, algorithm="brute")
    return _without_noise(model.fit_predict(vectors))


def hdbscan(vectors: Vectors, least: int = 2, *, smooth: int = 1) -> Labels:
    """scikit-learn's HDBSCAN with clusters of at least `least` faces; `smooth` is min_samples."""
    model = HDBSCAN(min_cluster_size=least, min_samples=smooth, copy=True)
    return _without_noise(model.fit_predict(vectors))


def chinese_whispers(vectors: Vectors, cosine: float) -> Labels:
    """dlib's Chinese whispers over all pairs: what users of face_recognition call."""
    points = [dlib.vector(vector) for vector in vectors.astype(np.float64).tolist()]
    return np.asarray(dlib.chinese_whispers_clustering(points, _distance(cosine)), dtype=np.int64)


def _distance(cosine: float) -> float:
    """Euclidean distance of unit vectors with this cosine."""
    return float(np.sqrt(max(2.0 - 2.0 * cosine, 1e-12)))


def _without_noise(labels: NDArray[np.int64]) -> Labels:
    noise = labels < 0
    return np.where(noise, labels.max(initial=0) + 1 + np.arange(len(labels)), labels).astype(np.int64)
