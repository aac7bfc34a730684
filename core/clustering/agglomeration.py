"""Agglomeration by average linkage on a sparse graph, under constraints.

Clusters hold faces that look alike; identities (see `identities`) hold clusters of one
person. Confirmed photos of a child and of the adult stay two clusters of one identity, so
that each attracts what looks like it.
"""

from __future__ import annotations

import heapq
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from core.clustering.graph import Edges


class Rules(Protocol):
    """Which clusters may be one person, asked and told by the index of any member."""

    def may_join(self, one: int, other: int) -> bool: ...

    def join(self, one: int, other: int) -> None: ...


class Clusters:
    """Clusters of unit vectors that merge while the mean cosine between them clears a bar."""

    def __init__(self, vectors: NDArray[np.float32], rules: Rules) -> None:
        self._rules = rules
        self._sums = vectors.astype(np.float64)
        self._sizes = np.ones(len(vectors), dtype=np.int64)
        self._parent = np.arange(len(vectors))
        self._near: list[set[int]] = [set() for _ in range(len(vectors))]
        self._heap: list[tuple[float, int, int, int, int]] = []

    def agglomerate(self, edges: Edges, bar: float) -> None:
        """Merge the most alike pair until no allowed pair has a mean cosine of `bar`.

        Ties go to the smaller indices, so that the result depends on the vectors alone.
        """
        for one, other in zip(edges.first.tolist(), edges.second.tolist(), strict=True):
            self._near[one].add(other)
            self._near[other].add(one)
        for index, near in enumerate(self._near):
            self._push(index, [other for other in sorted(near) if other > index], bar)
        while self._heap:
            _, one, other, size_one, size_other = heapq.heappop(self._heap)
            stale = self._sizes[one] != size_one or self._sizes[other] != size_other
            if not stale and self._rules.may_join(one, other):
                self._merge(one, other)
                self._push(one, sorted(self._near[one]), bar)

    def root(self, index: int) -> int:
        """The smallest index of the cluster of `index`."""
        while self._parent[index] != index:
            index = int(self._parent[index])
        return index

    def roots(self) -> NDArray[np.intp]:
        """(N,) the cluster of every vector, named by its smallest index."""
        return np.array([self.root(index) for index in range(len(self._parent))], dtype=np.intp)

    def _push(self, one: int, others: list[int], bar: float) -> None:
        if not others:
            return
        pairs = self._sizes[others] * self._sizes[one]
        means = (self._sums[others] @ self._sums[one]) / pairs
        for other, mean in zip(others, means.tolist(), strict=True):
            if mean >= bar:
                low, high = min(one, other), max(one, other)
                entry = (-mean, low, high, int(self._sizes[low]), int(self._sizes[high]))
                heapq.heappush(self._heap, entry)

    def _merge(self, one: int, other: int) -> None:
        """Join cluster `other` to `one`; `one` is the smaller index and stays the name."""
        self._rules.join(one, other)
        self._parent[other] = one
        self._sums[one] += self._sums[other]
        self._sizes[one] += self._sizes[other]
        self._sizes[other] = 0
        near = (self._near[one] | self._near[other]) - {one, other}
        for neighbour in self._near[other]:
            self._near[neighbour].discard(other)
            if neighbour != one:
                self._near[neighbour].add(one)
        self._near[one], self._near[other] = near, set()
