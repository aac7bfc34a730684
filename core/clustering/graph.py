"""The exact nearest-neighbour graph of unit vectors, computed in blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.progress import Progress

BLOCK_BYTES = 16 * 2**20
"""Memory of one block of cosines; the whole matrix of 100,000 faces would take 40 GB."""

_PRUNE_AT = 8
"""Edges held while the graph grows, as a multiple of those that are kept in the end."""

_SLACK = 4
"""Neighbours kept beyond those asked for until all cosines are known as `dots` has them."""

_ROUNDING = 1e-5
"""Single precision moves a cosine by less than this, whatever the order of summation."""


def blocks(rows: int, columns: int) -> Iterator[slice]:
    """Slices over `rows` such that a float32 matrix with `columns` columns stays bounded."""
    step = max(1, BLOCK_BYTES // (4 * max(columns, 1)))
    for start in range(0, rows, step):
        yield slice(start, min(start + step, rows))


@dataclass(frozen=True)
class Edges:
    """Undirected edges of a graph, each once, strongest first (ties by indices)."""

    first: NDArray[np.intp]
    """(E,) smaller index."""
    second: NDArray[np.intp]
    """(E,) larger index."""
    cosines: NDArray[np.float64]
    """(E,)."""

    def __len__(self) -> int:
        return len(self.first)


def neighbour_edges(
    vectors: NDArray[np.float32], neighbours: int, minimum: float, progress: Progress | None = None
) -> Edges:
    """Edges from every vector to its `neighbours` nearest that reach a cosine of `minimum`.

    Exact: every pair is compared, once. Memory stays bounded whatever the number of vectors
    (N, D). The cosines kept are those of `dots`, whatever the number of threads.
    """
    count = len(vectors)
    found = _Strongest(count, neighbours + _SLACK, minimum - _ROUNDING)
    start = 0
    while start < count:
        stop = min(start + max(1, BLOCK_BYTES // (4 * (count - start))), count)
        if progress is not None:
            progress(1.0 - ((count - start) / count) ** 2, f"Comparing face {start + 1} of {count}")
        found.add_block(vectors[start:stop] @ vectors[start:].T, start)
        start = stop
    first, second, _ = found.edges()
    cosines = dots(vectors, vectors, first, second)
    enough = cosines >= minimum
    first, second, kept, _ = _strongest(first[enough], second[enough], cosines[enough], neighbours, count)
    return Edges(first, second, kept.astype(np.float64))


def dots(
    ones: NDArray[np.float32], others: NDArray[np.float32], first: NDArray[np.intp], second: NDArray[np.intp]
) -> NDArray[np.float64]:
    """(E,) dot products of rows `first` of one matrix with rows `second` of the other.

    Summed pair by pair in one order, unlike a matrix product, whose order depends on the
    blocks and on the number of threads.
    """
    result = np.empty(len(first), dtype=np.float32)
    for part in blocks(len(first), 16 * ones.shape[1]):
        one, other = ones.take(first[part], axis=0), others.take(second[part], axis=0)
        np.einsum("ij,ij->i", one, other, out=result[part])
    return result.astype(np.float64)


_Arrays = tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.floating]]


class _Strongest:
    """Collects edges and keeps those that are among the strongest of either end."""

    def __init__(self, count: int, neighbours: int, minimum: float) -> None:
        self._count = count
        self._neighbours = neighbours
        nothing = np.empty(0, dtype=np.intp)
        self._parts: list[_Arrays] = [(nothing, nothing, np.empty(0, dtype=np.float32))]
        self._held = 0
        self._minimum = np.float32(minimum)
        self._floors = np.full(count, self._minimum, dtype=np.float32)
        """(N,) cosine under which an edge is of no use to a vector that has stronger ones."""

    def add_block(self, cosines: NDArray[np.float32], start: int) -> None:
        """Add the cosines of vectors from `start` on, row by row, with all vectors from `start` on."""
        places = np.flatnonzero(cosines.ravel() >= self._minimum)
        rows, columns = np.divmod(places, cosines.shape[1])
        later = columns > rows
        first, second, strength = rows[later] + start, columns[later] + start, cosines.ravel()[places[later]]
        useful = strength >= np.minimum(self._floors[first], self._floors[second])
        self._parts.append((first[useful], second[useful], strength[useful]))
        self._held += int(useful.sum())
        if self._held > _PRUNE_AT * self._neighbours * self._count:
            self._prune()

    def edges(self) -> _Arrays:
        self._prune()
        return self._parts[0]

    def _prune(self) -> None:
        first, second, cosines = (np.concatenate(part) for part in zip(*self._parts, strict=True))
        first, second, cosines, ranks = _strongest(first, second, cosines, self._neighbours, self._count)
        self._parts = [(first, second, cosines)]
        self._held = len(first)
        for ends, rank in zip((first, second), ranks, strict=True):
            last = rank == self._neighbours - 1
            self._floors[ends[last]] = cosines[last]


def _strongest(
    first: NDArray[np.intp],
    second: NDArray[np.intp],
    cosines: NDArray[np.floating],
    neighbours: int,
    count: int,
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.floating], NDArray[np.intp]]:
    """The edges that are among the first `neighbours` of either end, strongest first.

    The last result (2, E) is the rank of each edge at its first and at its second end.
    """
    order = np.argsort(first * count + second)
    order = order[np.argsort(-cosines[order], kind="stable")]
    first, second, cosines = first[order], second[order], cosines[order]
    ends = np.column_stack([first, second]).ravel()
    by_end = _stable_order(ends)
    starts = np.concatenate([[0], np.cumsum(np.bincount(ends, minlength=count))[:-1]])
    ranks = np.empty(len(ends), dtype=np.intp)
    ranks[by_end] = np.arange(len(ends)) - starts[ends[by_end]]
    both = ranks.reshape(-1, 2).T
    keep = both.min(axis=0) < neighbours if len(ends) else np.empty(0, dtype=np.bool_)
    return first[keep], second[keep], cosines[keep], both[:, keep]


def _stable_order(numbers: NDArray[np.intp]) -> NDArray[np.intp]:
    """Indices that sort numbers below 2^32, equal ones in the order they have.

    NumPy sorts 16 bits in linear time, so it is done in two halves.
    """
    low = np.argsort((numbers & 0xFFFF).astype(np.uint16), kind="stable")
    high = np.argsort((numbers[low] >> 16).astype(np.uint16), kind="stable")
    return low[high]
