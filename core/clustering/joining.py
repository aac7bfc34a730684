"""Faces of poor quality, and faces left alone, join last: each one identity, tying none together.

Blur and smallness make strangers alike, so such a face has to be clearly nearer to one
identity than to every other one; when in doubt it stays unknown.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.clustering.identities import Identities

WITNESSES = 3
"""Nearest members of an identity that speak for a face; one lucky picture is not enough."""


@dataclass(frozen=True)
class JoinRule:
    """When a face joins an identity."""

    minimum: float
    """Mean cosine to the nearest members."""
    single: float
    """The same, where only one member speaks for the face."""
    margin: float
    """By how much the likeness must exceed that to every other identity."""


def join_faces(
    vectors: NDArray[np.float32],
    members: NDArray[np.intp],
    joining: NDArray[np.intp],
    identities: Identities,
    rule: JoinRule,
) -> None:
    """Let the faces `joining` join identities of the faces `members` (both indices into `vectors`).

    The surest face goes first: in a group photo it takes its person before a doubtful one can.
    Those that join do not speak for the others.
    """
    if len(members) == 0 or len(joining) == 0:
        return
    roots = np.array([identities.root(int(index)) for index in members], dtype=np.intp)
    wishes = []
    for index in joining.tolist():
        likeness = likeness_to_groups(vectors[members] @ vectors[index], roots)
        own = likeness.without(identities.root(index))
        if own.passes(rule):
            wishes.append((-own.best, index, own.nearest))
    for _, index, root in sorted(wishes):
        if identities.may_join(root, index):
            identities.join(root, index)


@dataclass(frozen=True)
class Likenesses:
    """Likeness of one face to several identities, best first."""

    roots: NDArray[np.intp]
    values: NDArray[np.float64]
    witnesses: NDArray[np.intp]
    """How many members each value is the mean of."""

    @property
    def nearest(self) -> int:
        return int(self.roots[0])

    @property
    def best(self) -> float:
        return float(self.values[0])

    def without(self, root: int) -> Likenesses:
        """The same without one identity: the one the face is in already."""
        others = self.roots != root
        return Likenesses(self.roots[others], self.values[others], self.witnesses[others])

    def passes(self, rule: JoinRule) -> bool:
        """Whether the nearest identity is near enough, and clearly nearer than the second."""
        if len(self.roots) == 0:
            return False
        second = float(self.values[1]) if len(self.values) > 1 else -1.0
        needed = rule.minimum if self.witnesses[0] > 1 else rule.single
        return self.best >= needed and self.best - second >= rule.margin


def likeness_to_groups(cosines: NDArray[np.float32], roots: NDArray[np.intp]) -> Likenesses:
    """Per identity among `roots` (M,), the mean of its `WITNESSES` largest of the cosines (M,)."""
    order = np.lexsort((-cosines, roots))
    names, starts, counts = np.unique(roots[order], return_index=True, return_counts=True)
    ranked = cosines[order].astype(np.float64)
    rank = np.arange(len(ranked)) - np.repeat(starts, counts)
    witnesses = np.minimum(counts, WITNESSES)
    values = np.add.reduceat(np.where(rank < WITNESSES, ranked, 0.0), starts) / witnesses
    best_first = np.lexsort((names, -values))
    return Likenesses(names[best_first], values[best_first], witnesses[best_first])
