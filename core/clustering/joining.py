"""Faces of poor quality, and faces left alone, join last: each one identity, tying none together.

Blur and smallness make strangers alike, so such a face has to be clearly nearer to one
identity than to every other one; when in doubt it stays unknown.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.clustering.graph import blocks
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


@dataclass(frozen=True)
class Likeness:
    """How much a face is like one identity."""

    root: int
    value: float
    """Mean of the `WITNESSES` largest cosines to its members."""
    witnesses: int
    """How many members that is the mean of."""


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
    groups = Groups(members, np.array([identities.root(index) for index in members.tolist()]))
    speaking = np.ascontiguousarray(vectors[groups.members])
    wishes = []
    for part in blocks(len(joining), len(members)):
        cosines = vectors[joining[part]] @ speaking.T
        for index, row in zip(joining[part].tolist(), cosines, strict=True):
            nearest = groups.nearest_two(row, without=identities.root(index))
            if _passes(nearest, rule):
                wishes.append((-nearest[0].value, index, nearest[0].root))
    for _, index, root in sorted(wishes):
        if identities.may_join(root, index):
            identities.join(root, index)


def _passes(nearest: list[Likeness], rule: JoinRule) -> bool:
    """Whether the nearest identity is near enough, and clearly nearer than the second."""
    if not nearest:
        return False
    best = nearest[0]
    second = nearest[1].value if len(nearest) > 1 else -1.0
    needed = rule.minimum if best.witnesses > 1 else rule.single
    return best.value >= needed and best.value - second >= rule.margin


class Groups:
    """Members sorted by identity, so that the likeness to every identity is found at once."""

    def __init__(self, members: NDArray[np.intp], roots: NDArray[np.intp]) -> None:
        order = np.lexsort((members, roots))
        self.members = members[order]
        """(M,) in the order in which `nearest_two` takes cosines."""
        self._names, self._starts = np.unique(roots[order], return_index=True)
        self._ends = np.append(self._starts[1:], len(members))

    def nearest_two(self, cosines: NDArray[np.float32], *, without: int) -> list[Likeness]:
        """The two identities nearest to a face, best first, but for the one it is in already.

        `cosines` (M,) are those to `members`. Identities are tried by their nearest member,
        which bounds the mean, until no other can be among the best two.
        """
        highest = np.maximum.reduceat(cosines, self._starts)
        best: list[Likeness] = []
        for position in np.lexsort((self._names, -highest)).tolist():
            if len(best) == 2 and float(highest[position]) <= best[1].value:
                break
            root = int(self._names[position])
            if root != without:
                own = cosines[self._starts[position] : self._ends[position]]
                nearest = np.sort(own)[::-1][:WITNESSES].astype(np.float64)
                best.append(Likeness(root, float(nearest.mean()), len(nearest)))
                best = sorted(best, key=lambda one: (-one.value, one.root))[:2]
        return best


def company(vectors: NDArray[np.float32]) -> NDArray[np.float64]:
    """(N,) mean cosine of each unit vector to its `WITNESSES` nearest others, N >= 2."""
    found = []
    for part in blocks(len(vectors), len(vectors)):
        cosines = vectors[part] @ vectors.T
        rows = np.arange(len(cosines))
        cosines[rows, rows + part.start] = -np.inf
        count = min(WITNESSES, len(vectors) - 1)
        found.append(-np.partition(-cosines, count - 1, axis=1)[:, :count].mean(axis=1, dtype=np.float64))
    return np.concatenate(found)
