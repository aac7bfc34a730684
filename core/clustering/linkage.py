"""Agglomeration by evidence on a sparse graph, under constraints, many merges at a time.

Clusters hold faces that look alike; identities (see `identities`) hold clusters of one
person. Confirmed photos of a child and of the adult stay two clusters of one identity, so
that each attracts what looks like it.

Every round merges all pairs of clusters that are each other's best (reciprocal agglomerative
clustering: Sumengen et al., arXiv:2105.11653), strongest evidence first in falling steps, as a
heap would; but with array operations, whose number grows with the steps, not with the faces.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.clustering.evidence import Evidence, Floats
from core.clustering.graph import Edges, blocks, dots
from core.clustering.identities import Identities, Indices
from core.progress import Progress

_STEP = 0.75
"""Each step merges what has at least this share of the strongest evidence left."""


class Clusters:
    """Clusters of unit vectors (N, D) that merge while the evidence for one person suffices.

    `faces` (N,) are the indices by which `identities` knows the vectors.
    """

    def __init__(
        self, vectors: NDArray[np.float32], faces: Indices, identities: Identities, evidence: Evidence
    ) -> None:
        self.of: Indices = np.arange(len(vectors), dtype=np.intp)
        """(N,) the cluster of every vector, named by its smallest index."""
        self.sizes = np.ones(len(vectors), dtype=np.int64)
        self.vectors = vectors
        self.sums = vectors.copy()
        self._faces = faces
        self._identities = identities
        self._evidence = evidence
        self._pulls = np.ones(len(vectors))

    def agglomerate(self, edges: Edges, least: float, progress: Progress | None = None) -> None:
        """Merge the pair with the most evidence until no allowed pair has `least` nats of it.

        `edges` join clusters, by name. Ties go to the smaller indices, so that the result depends
        on the vectors alone.
        """
        first, second = edges.first, edges.second
        single = np.maximum(self.sizes[first], self.sizes[second]) == 1
        odds = self._evidence.of_pair(edges.cosines)
        odds[~single] = self.log_odds(first[~single], second[~single])
        top = float(odds.max(initial=least))
        while len(odds) and odds.max() >= least:
            level = max(least, min(_STEP * float(odds.max()), float(odds.max()) - 1.0))
            if progress is not None:
                done = (top - level) / max(top - least, 1e-9)
                progress(done, f"{np.count_nonzero(self.sizes)} groups")
            strong = odds >= level
            before = self.of.copy()
            ends = self._merge_down_to(level, first[strong], second[strong], odds[strong])
            # Weaker edges are renamed once per step: what became strong waits for the next one.
            first, second, odds = self._renamed(before, first[~strong], second[~strong], odds[~strong])
            first, second, odds = (
                np.concatenate(both) for both in zip((first, second, odds), ends, strict=True)
            )

    def evidence_of_members(self) -> Floats:
        """(N,) evidence that each vector belongs to the rest of its cluster; infinite if it is alone."""
        sizes = self.sizes[self.of]
        rest = np.maximum(sizes - 1, 1).astype(np.float64)
        index = np.arange(len(self.of))
        dot = dots(self.vectors, self.sums, index, self.of)
        lengths = np.einsum("ij,ij->i", self.sums, self.sums, dtype=np.float64)[self.of]
        weights, single = self._evidence.weights(rest), np.ones(len(index))
        pulls = weights**2 * np.maximum(lengths - 2.0 * dot + 1.0, 0.0) / rest**2
        odds = self._evidence.log_odds(single, single, weights, pulls, (dot - 1.0) / rest)
        return np.where(sizes > 1, odds, np.inf)

    def log_odds(self, first: Indices, second: Indices) -> Floats:
        """Evidence (P,) that pairs of clusters are one person."""
        mean = dots(self.sums, self.sums, first, second) / (self.sizes[first] * self.sizes[second])
        one, other = (self._evidence.weights(self.sizes[side]) for side in (first, second))
        return self._evidence.log_odds(one, self._pulls[first], other, self._pulls[second], mean)

    def _merge_down_to(
        self, level: float, first: Indices, second: Indices, odds: Floats
    ) -> tuple[Indices, Indices, Floats]:
        """Merge along the edges that have `level` nats; the edges that are left."""
        while np.any(odds >= level):
            order = np.lexsort((second, first, -odds))
            first, second, odds = first[order], second[order], odds[order]
            count = int(np.searchsorted(-odds, -level, side="right"))
            chosen = np.nonzero(self._reciprocal(first[:count], second[:count]))[0]
            chosen = chosen[self._first_of_identity(first[chosen], second[chosen])]
            blocked = self._identities.blocked(self._identity(first[chosen]), self._identity(second[chosen]))
            before = self.of.copy()
            self._merge(first[chosen[~blocked]], second[chosen[~blocked]])
            # What a rule parts once stays parted: rules only grow.
            left = np.ones(len(odds), dtype=np.bool_)
            left[chosen] = False
            first, second, odds = self._renamed(before, first[left], second[left], odds[left])
        return first, second, odds

    def _reciprocal(self, first: Indices, second: Indices) -> NDArray[np.bool_]:
        """Which edges, strongest first, are the best of both their ends."""
        best = np.full(len(self.of), len(first), dtype=np.intp)
        ranks = np.arange(len(first))
        np.minimum.at(best, first, ranks)
        np.minimum.at(best, second, ranks)
        return np.asarray((best[first] == ranks) & (best[second] == ranks))

    def _first_of_identity(self, first: Indices, second: Indices) -> NDArray[np.bool_]:
        """Which pairs no stronger pair of this round disturbs: it may change their rules."""
        one, other = self._identity(first), self._identity(second)
        parted = np.nonzero(one != other)[0]  # joining what is one identity already changes no rule
        ends = np.column_stack([one[parted], other[parted]]).ravel()
        _, at = np.unique(ends, return_index=True)
        is_first = np.zeros(len(ends), dtype=np.bool_)
        is_first[at] = True
        chosen = np.ones(len(first), dtype=np.bool_)
        chosen[parted] = is_first[0::2] & is_first[1::2]
        return chosen

    def _identity(self, clusters: Indices) -> Indices:
        return self._identities.of[self._faces[clusters]]

    def _merge(self, first: Indices, second: Indices) -> None:
        """Join clusters pair by pair; the smaller index stays the name."""
        self._identities.join(self._identity(first), self._identity(second))
        self.sums[first] += self.sums[second]
        self.sizes[first] += self.sizes[second]
        self.sizes[second] = 0
        weights = self._evidence.weights(self.sizes[first])
        lengths = np.einsum("ij,ij->i", self.sums[first], self.sums[first], dtype=np.float64)
        self._pulls[first] = weights**2 * lengths / self.sizes[first] ** 2.0
        alias = np.arange(len(self.of), dtype=np.intp)
        alias[second] = first
        self.of = alias[self.of]

    def _renamed(
        self, before: Indices, first: Indices, second: Indices, odds: Floats
    ) -> tuple[Indices, Indices, Floats]:
        """Edges after merges: ends renamed, each pair once, evidence anew where a cluster grew.

        `before` (N,) is `of` as it was when the edges were last named.
        """
        grown = np.zeros(len(self.of), dtype=np.bool_)
        moved = before != self.of
        grown[before[moved]] = grown[self.of[moved]] = True
        touched = grown[first] | grown[second]
        one, other = _distinct(self.of[first[touched]], self.of[second[touched]], len(self.of))
        first = np.concatenate([first[~touched], one])
        second = np.concatenate([second[~touched], other])
        return first, second, np.concatenate([odds[~touched], self.log_odds(one, other)])


def missed_edges(clusters: Clusters, evidence: Evidence, least: float) -> Edges:
    """Pairs of clusters of two or more faces with at least `least` evidence, whether or not
    the neighbour graph has an edge between them: a face of a large group sees its nearest only.
    """
    names = np.nonzero(clusters.sizes > 1)[0]
    sizes = clusters.sizes[names]
    means = np.ascontiguousarray(clusters.sums[names] / sizes[:, None], dtype=np.float32)
    reach = least_dot(evidence, least)
    found = [np.empty((0, 2), dtype=np.intp)]
    for part in blocks(len(names), len(names)):
        rows, columns = np.nonzero(means[part] @ means.T >= reach)
        later = columns > rows + part.start
        found.append(np.column_stack([names[rows[later] + part.start], names[columns[later]]]))
    pairs = np.concatenate(found)
    odds = clusters.log_odds(pairs[:, 0], pairs[:, 1])
    enough = odds >= least
    return Edges(pairs[enough, 0], pairs[enough, 1], odds[enough])


def least_dot(evidence: Evidence, least: float) -> float:
    """A dot product of two means below which no two clusters reach `least` nats.

    Evidence falls with the dot product and, for a given one, with the spread of the clusters;
    two means as long as their dot product are the widest spread there is.
    """
    grid = np.linspace(0.0, 1.0, 101)
    sizes = np.array([1, 2, 3, 5, 8, 16, 64, 4096])
    one, other = (
        axis.ravel()[:, None] for axis in np.meshgrid(evidence.weights(sizes), evidence.weights(sizes))
    )
    odds = evidence.log_odds(one, one**2 * grid, other, other**2 * grid, grid)
    enough = np.any(odds >= least, axis=0)
    return float(grid[int(np.argmax(enough))]) if enough.any() else 1.0


def _distinct(first: Indices, second: Indices, count: int) -> tuple[Indices, Indices]:
    """Unordered pairs, each once, ascending; without those of one and the same."""
    low, high = np.minimum(first, second), np.maximum(first, second)
    keys = np.unique((low * count + high)[low != high])
    return np.divmod(keys, max(count, 1))
