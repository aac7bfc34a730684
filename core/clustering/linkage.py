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

from core.clustering.disjoint_sets import DisjointSets, Indices
from core.clustering.evidence import Evidence, Floats, Witnesses
from core.clustering.graph import Edges, blocks, neighbour_edges
from core.clustering.identities import Identities
from core.progress import Progress
from core.sentence import Sentence

_STEP = 0.75
"""Each step merges what has at least this share of the strongest evidence left."""


_Ends = tuple[Indices, Indices, Floats]
"""Edges as columns: either end and the evidence."""


class Clusters:
    """Clusters of faces (N, K) in the space of the evidence, merging while it suffices.

    `faces` (N,) are the indices by which `identities` knows them.
    """

    def __init__(
        self, seen: NDArray[np.float32], faces: Indices, identities: Identities, evidence: Evidence
    ) -> None:
        self.seen = seen
        self._sets = DisjointSets(len(seen))
        self._grown = np.zeros(len(seen), dtype=np.bool_)
        """(N,) room to mark clusters; nothing is marked between uses."""
        self._best = np.full(len(seen), -np.inf)
        """(N,) room to note the most evidence of a cluster; none is noted between uses."""
        self._place = np.empty(max(len(seen), len(identities.of)), dtype=np.intp)
        """Room to note where clusters or identities stand in a list; read only where just written."""
        self.state = Witnesses.of(evidence, seen.copy(), np.ones(len(seen), dtype=np.int64))
        """(N,) the clusters, by name."""
        self._faces = faces
        self._identities = identities
        self._evidence = evidence

    @property
    def of(self) -> Indices:
        """(N,) the cluster of every face, named by its smallest index."""
        return self._sets.of

    @property
    def sizes(self) -> NDArray[np.int64]:
        """(N,) faces of each cluster; 0 where the name is no longer used."""
        return self.state.sizes

    def agglomerate(self, edges: Edges, least: float, progress: Progress | None = None) -> None:
        """Merge the pair with the most evidence until no allowed pair has `least` nats of it.

        `edges` join clusters, by name. Ties go to the smaller indices, so that the result depends
        on the vectors alone.
        """
        first, second, odds = edges.first, edges.second, edges.odds
        top = float(odds.max(initial=least))
        while len(odds) and odds.max() >= least:
            level = max(least, min(_STEP * float(odds.max()), float(odds.max()) - 1.0))
            if progress is not None:
                done = (top - level) / max(top - least, 1e-9)
                progress(done, Sentence("{number} groups", number=int(np.count_nonzero(self.sizes))))
            strong = odds >= level
            ends, grown = self._merge_down_to(level, (first[strong], second[strong], odds[strong]))
            # Weaker edges are renamed once per step: what became strong waits for the next one.
            weak = self._renamed(grown, first[~strong], second[~strong], odds[~strong])
            first, second, odds = (np.concatenate(both) for both in zip(weak, ends, strict=True))

    def evidence_of_members(self) -> Floats:
        """(N,) evidence that each face belongs to the rest of its cluster; infinite if it is alone."""
        index = np.nonzero(self.sizes[self.of] > 1)[0]
        result = np.full(len(self.of), np.inf)
        one = np.ones(len(index), dtype=np.int64)
        for part in blocks(len(index), 8 * self.seen.shape[1]):
            faces = index[part]
            own = self.seen[faces]
            rest = self.state.sums[self.of[faces]] - own
            face = Witnesses.of(self._evidence, own, one[part])
            others = Witnesses.of(self._evidence, rest, self.sizes[self.of[faces]] - 1)
            pairs = np.arange(len(faces))
            result[faces] = face.log_odds(pairs, others, pairs)
        return result

    def log_odds(self, first: Indices, second: Indices) -> Floats:
        """Evidence (P,) that pairs of clusters are one person."""
        return self.state.log_odds(first, self.state, second)

    def _merge_down_to(self, level: float, edges: _Ends) -> tuple[_Ends, Indices]:
        """Merge along the edges that have `level` nats; the edges that are left, and what grew."""
        first, second, odds = edges
        grown = [np.empty(0, dtype=np.intp)]
        while len(strong := np.nonzero(odds >= level)[0]):
            chosen = strong[self._reciprocal(first[strong], second[strong], odds[strong])]
            one, other = self._identity(first[chosen]), self._identity(second[chosen])
            undisturbed = self._first_of_identity(one, other)
            chosen, one, other = chosen[undisturbed], one[undisturbed], other[undisturbed]
            allowed = ~self._identities.blocked(one, other)
            self._identities.join(one[allowed], other[allowed])
            grown.append(first[chosen[allowed]])
            self._merge(grown[-1], second[chosen[allowed]])
            # What a rule parts once stays parted: rules only grow.
            left = np.ones(len(odds), dtype=np.bool_)
            left[chosen] = False
            first, second, odds = self._renamed(grown[-1], first[left], second[left], odds[left])
        return (first, second, odds), np.concatenate(grown)

    def _reciprocal(self, first: Indices, second: Indices, odds: Floats) -> Indices:
        """The edges that are the best of both their ends, strongest first."""
        best = self._best
        np.maximum.at(best, first, odds)
        np.maximum.at(best, second, odds)
        chosen = np.nonzero((best[first] == odds) & (best[second] == odds))[0]
        best[first] = best[second] = -np.inf
        chosen = chosen[np.lexsort((second[chosen], first[chosen], -odds[chosen]))]
        return np.asarray(chosen[self._undisturbed(first[chosen], second[chosen])])

    def _first_of_identity(self, one: Indices, other: Indices) -> NDArray[np.bool_]:
        """Which pairs of identities no stronger pair of this round disturbs: it may change their rules."""
        parted = np.nonzero(one != other)[0]  # joining what is one identity already changes no rule
        chosen = np.ones(len(one), dtype=np.bool_)
        chosen[parted] = self._undisturbed(one[parted], other[parted])
        return chosen

    def _undisturbed(self, one: Indices, other: Indices) -> NDArray[np.bool_]:
        """Which pairs share no end with an earlier pair."""
        ends = np.empty(2 * len(one), dtype=np.intp)
        ends[0::2], ends[1::2] = one, other
        pairs = np.arange(len(one)).repeat(2)
        # Of all that is written to one place the last stays: backwards, that of the first pair.
        self._place[ends[::-1]] = pairs[::-1]
        is_first = self._place[ends] == pairs
        return np.asarray(is_first[0::2] & is_first[1::2])

    def _identity(self, clusters: Indices) -> Indices:
        return self._identities.find(self._faces[clusters])

    def _merge(self, first: Indices, second: Indices) -> None:
        """Join clusters pair by pair; the smaller index stays the name."""
        state = self.state
        state.sums[first] += state.sums[second]
        state.sizes[first] += state.sizes[second]
        state.sizes[second] = 0
        merged = Witnesses.of(self._evidence, state.sums[first], state.sizes[first])
        state.squares[first], state.support[first] = merged.squares, merged.support
        self._sets.join(second, first)

    def _renamed(self, grown: Indices, first: Indices, second: Indices, odds: Floats) -> _Ends:
        """Edges after merges: ends renamed, each pair once, evidence anew where a cluster has `grown`."""
        first, second, names = self._sets.find(first), self._sets.find(second), self._sets.find(grown)
        self._grown[names] = True
        touched = self._grown[first] | self._grown[second]
        self._grown[names] = False
        same, renewed = np.nonzero(~touched)[0], np.nonzero(touched)[0]
        one, other = _distinct(first[renewed], second[renewed], len(self._grown))
        first, second = np.concatenate([first[same], one]), np.concatenate([second[same], other])
        return first, second, np.concatenate([odds[same], self.log_odds(one, other)])


def missed_edges(clusters: Clusters, evidence: Evidence, least: float, neighbours: int) -> Edges:
    """Pairs of clusters of two or more faces with at least `least` evidence, whether or not
    the neighbour graph has an edge between them: a face of a large group sees its nearest only.
    """
    names = np.nonzero(clusters.sizes > 1)[0]
    state = clusters.state
    chosen = Witnesses(
        evidence, state.sums[names], state.sizes[names], state.squares[names], state.support[names]
    )
    first, second, odds = near_pairs(chosen, least, neighbours)
    return Edges(names[first], names[second], odds)


def near_pairs(
    clusters: Witnesses, least: float, neighbours: int, progress: Progress | None = None
) -> tuple[Indices, Indices, Floats]:
    """Pairs of clusters with at least `least` evidence, and the evidence; of those whose means are
    among the `neighbours` nearest of either, as if they were faces.
    """
    edges = neighbour_edges(clusters.evidence.sides(clusters.means()), neighbours, 0.0, progress)
    odds = clusters.log_odds(edges.first, clusters, edges.second)
    enough = odds >= least
    return edges.first[enough], edges.second[enough], odds[enough]


def _distinct(first: Indices, second: Indices, count: int) -> tuple[Indices, Indices]:
    """Unordered pairs, each once, ascending; without those of one and the same."""
    low, high = np.minimum(first, second), np.maximum(first, second)
    keys = np.sort((low * count + high)[low != high])  # quicker than `np.unique`, which hashes first
    new = np.ones(len(keys), dtype=np.bool_)
    np.not_equal(keys[1:], keys[:-1], out=new[1:])
    keys = keys[new]
    low = keys // max(count, 1)  # quicker than `np.divmod`
    return low, keys - low * count
