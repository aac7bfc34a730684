"""How right a grouping is, and how much work it leaves to the user."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Labels = NDArray[np.int64]


@dataclass(frozen=True)
class Agreement:
    """Of found groups with true people, all in [0, 1]."""

    precision: float
    """BCubed (Bagga and Baldwin 1998): of the faces shown with a face, the share that is right."""
    recall: float
    """BCubed: of a face's other pictures and itself, the share that is shown with it."""
    pair_precision: float
    """Of pairs put together, the share that is one person."""
    pair_recall: float

    @property
    def f(self) -> float:
        """BCubed F: harmonic mean of precision and recall."""
        return _harmonic(self.precision, self.recall)

    @property
    def pair_f(self) -> float:
        return _harmonic(self.pair_precision, self.pair_recall)


def agreement(found: Labels, truth: Labels) -> Agreement:
    """Compare labels of the same faces (N,), N >= 1; a face alone has a label of its own."""
    found, truth = _codes(found), _codes(truth)
    _, cell, shared = np.unique(found * (truth.max() + 1) + truth, return_inverse=True, return_counts=True)
    groups, people = np.bincount(found), np.bincount(truth)
    right = float((shared * (shared - 1.0)).sum())
    together, one = (float((sizes * (sizes - 1.0)).sum()) for sizes in (groups, people))
    return Agreement(
        precision=float((shared[cell] / groups[found]).mean()),
        recall=float((shared[cell] / people[truth]).mean()),
        pair_precision=right / together if together else 1.0,
        pair_recall=right / one if one else 1.0,
    )


def actions_needed(found: Labels, truth: Labels, share: float = 0.95) -> int:
    """Actions of a user who knows everybody, until `share` of the faces are with their person.

    Naming a group confirms or merges its faces in one action, each face in it that is somebody
    else costs one to reject and one to name, and a face alone costs one. The user begins with
    what puts most faces right for an action.
    """
    found, truth = _codes(found), _codes(truth)
    cells, shared = np.unique(found * (truth.max() + 1) + truth, return_counts=True)
    right = np.zeros(found.max() + 1, dtype=np.int64)
    np.maximum.at(right, cells // (truth.max() + 1), shared)
    wrong = np.bincount(found) - right
    gains = np.concatenate([right, np.ones(int(wrong.sum()), dtype=np.int64)])
    costs = np.concatenate([1 + wrong, np.ones(int(wrong.sum()), dtype=np.int64)])
    order = np.argsort(-gains / costs, kind="stable")
    needed = int(np.searchsorted(np.cumsum(gains[order]), int(np.ceil(share * len(truth)))))
    return int(costs[order][: needed + 1].sum())


def _codes(labels: Labels) -> Labels:
    return np.unique(labels, return_inverse=True)[1].astype(np.int64)


def _harmonic(one: float, other: float) -> float:
    return 2.0 * one * other / (one + other) if one + other else 0.0
