"""Set-level NIQE: how natural results look as a set, without a truth to compare with.

One multivariate Gaussian over the 64-px patches of all results against one over sharp training
crops, both at the restorer's size.  Patches that reach beyond the source picture are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from core.restoration.restorer import Crop
from training.crops import CropStore
from training.evaluation.figures import Figure
from training.metrics import NIQE_PATCH, niqe_distance, niqe_features
from training.trials import Trial

SHARP_CROPS = 400
"""Sharpest training crops that results are measured against."""
BOOTSTRAP_SAMPLES = 200
FEATURES = 36


def niqe_figures(store: CropStore, trials: Sequence[Trial], outputs: Sequence[Crop]) -> dict[str, Figure]:
    """``niqe`` of the results and ``niqe_input`` of what they were made from.

    Empty when the data folder has no training crops or no result shows a whole patch: there is
    nothing then that the distance could be measured from.
    """
    sharp = sharp_features(store)
    valid = [trial.valid for trial in trials]
    inputs = [trial.degraded for trial in trials]
    figures = {}
    for name, crops in (("niqe", outputs), ("niqe_input", inputs)):
        per_crop = [patch_features(crop, where) for crop, where in zip(crops, valid, strict=True)]
        per_crop = [features for features in per_crop if len(features)]
        if len(sharp) > 1 and sum(map(len, per_crop)) > 1:
            figures[name] = _figure(per_crop, sharp)
    return figures


def patch_features(crop: Crop, valid: NDArray[np.bool_]) -> NDArray[np.float64]:
    """NIQE's features (P, 36) of the whole patches of one crop."""
    features = niqe_features([crop])
    side = range(0, crop.shape[0] - NIQE_PATCH + 1, NIQE_PATCH)
    whole = [bool(valid[y : y + NIQE_PATCH, x : x + NIQE_PATCH].all()) for y in side for x in side]
    return np.asarray(features[np.asarray(whole, dtype=bool)].reshape(-1, FEATURES))


def sharp_features(store: CropStore) -> NDArray[np.float64]:
    """Features (P, 36) of the sharpest training crops, kept beside the decoded crops.

    A folder without a training split lends its clean crops of any split.
    """
    kept = store.file and store.file.with_suffix(f".niqe-{SHARP_CROPS}.npy")
    if kept and kept.exists():
        return np.asarray(np.load(kept), dtype=np.float64)
    known = store.rows("train") or store.rows("all")
    rows = sorted(known, key=lambda row: -store.records[row].sharpness)[:SHARP_CROPS]
    pixels: Iterable[NDArray[np.uint8]] = (np.asarray(store.crops[row]) for row in rows)
    parts = [patch_features(np.ascontiguousarray(crop[..., :3]), crop[..., 3] > 127) for crop in pixels]
    features = np.concatenate([*parts, np.empty((0, FEATURES))])
    if kept:
        np.save(kept, features)
    return features


def _figure(per_crop: list[NDArray[np.float64]], sharp: NDArray[np.float64]) -> Figure:
    """The distance, and 1.96 standard deviations of it over faces drawn anew.

    A distance of resampled faces is larger than that of the faces themselves, so that the
    percentiles of the draws need not even hold it.
    """
    value = niqe_distance(np.concatenate(per_crop), sharp)
    rng, count = np.random.default_rng(0), len(per_crop)
    draws = [rng.integers(0, count, count) for _ in range(BOOTSTRAP_SAMPLES)]
    spread = np.std([niqe_distance(np.concatenate([per_crop[i] for i in draw]), sharp) for draw in draws])
    return Figure(value, (value - 1.96 * float(spread), value + 1.96 * float(spread)))
