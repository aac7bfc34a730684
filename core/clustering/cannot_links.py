"""What keeps identities apart, asked of many pairs at once and renamed as identities join.

A library of a hundred thousand faces has as many pairs of one photo, and agglomeration joins in
thousands of rounds: a round costs what it touches, not all of them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.clustering.disjoint_sets import DisjointSets, Indices


class CannotLinks:
    """Pairs of identities, found by one number for each; a renaming costs what it touches."""

    def __init__(self, pairs: Indices, count: int) -> None:
        self._count = max(count, 1)
        self._renamed = np.zeros(count, dtype=np.bool_)
        self._keys = self._keys_of(pairs[:, 0], pairs[:, 1])
        self.low, self.high = np.divmod(self._keys, self._count)
        """(A,) either end of each pair."""

    def hold(self, one: Indices, other: Indices) -> NDArray[np.bool_]:
        """Which pairs (P,), (P,) are among these."""
        wanted = np.minimum(one, other) * self._count + np.maximum(one, other)
        return _contains(self._keys, wanted)

    def rename(self, old: Indices, sets: DisjointSets) -> None:
        """Name the ends that were called `old` (M,) as `sets` does now."""
        self._renamed[old] = True
        touched = self._renamed[self.low] | self._renamed[self.high]
        self._renamed[old] = False
        if not touched.any():
            return
        new = self._keys_of(sets.find(self.low[touched]), sets.find(self.high[touched]))
        kept = [column[~touched] for column in (self._keys, self.low, self.high)]
        new = new[~_contains(kept[0], new)]
        at = np.searchsorted(kept[0], new)
        columns = (new, *np.divmod(new, self._count))
        self._keys, self.low, self.high = (
            np.insert(column, at, more) for column, more in zip(kept, columns, strict=True)
        )

    def _keys_of(self, one: Indices, other: Indices) -> Indices:
        """Unordered pairs as ascending numbers, each once; what is one identity is no pair."""
        keys = np.minimum(one, other) * self._count + np.maximum(one, other)
        return np.unique(keys[one != other])


class Rejections:
    """Who is not whom, by identity and person."""

    def __init__(self, pairs: list[tuple[int, int]]) -> None:
        rows = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
        self._people, self._place = np.unique(rows[:, 1], return_inverse=True)
        self._identity = rows[:, 0]
        self._keys = self._sorted_keys()

    def hold(self, one: Indices, people: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which identities (P,) are not to be these people (P,)."""
        if not len(self._people):
            return np.zeros(len(one), dtype=np.bool_)
        place = np.minimum(np.searchsorted(self._people, people), len(self._people) - 1)
        found = _contains(self._keys, one * len(self._people) + place)
        return np.asarray(found & (self._people[place] == people))

    def concern(self, one: Indices) -> NDArray[np.bool_]:
        """Which identities (P,) are not to be somebody."""
        return np.isin(one, self._identity)

    def rename(self, old: Indices, sets: DisjointSets) -> None:
        """Name the identities that were called `old` (M,) as `sets` does now."""
        if len(self._identity) and np.isin(self._identity, old).any():
            self._identity = sets.find(self._identity)
            self._keys = self._sorted_keys()

    def _sorted_keys(self) -> NDArray[np.int64]:
        return np.sort(self._identity * len(self._people) + self._place)


def _contains(keys: NDArray[np.int64], wanted: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of `wanted` are among the sorted `keys`."""
    if not len(keys):
        return np.zeros(len(wanted), dtype=np.bool_)
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.asarray(keys[place] == wanted)
