"""The exact nearest-neighbour graph of faces by evidence, computed in blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.progress import Progress, how_far

Matrix = NDArray[np.float32]

BLOCK_BYTES = 16 * 2**20
"""Memory of one block of evidence."""

_TILE = 512
"""Faces to either side of a tile of evidence, so that it stays in the processor's cache while it
is looked through: reading it back from memory takes as long as a quarter of the product."""

_PRUNE_AT = 8
"""Edges held while the graph grows, as a multiple of those that are kept in the end."""

_ROUNDING = 1e-3
"""Single precision moves evidence by fewer nats than this, whatever the order of summation."""

_SIGN = np.uint32(1 << 31)


def blocks(rows: int, columns: int) -> Iterator[slice]:
    """Slices over `rows` such that a float32 matrix with `columns` columns stays bounded."""
    step = max(1, BLOCK_BYTES // (4 * max(columns, 1)))
    for start in range(0, rows, step):
        yield slice(start, min(start + step, rows))


@dataclass(frozen=True)
class Edges:
    """Undirected edges of a graph, each once, in order of their ends."""

    first: NDArray[np.intp]
    """(E,) smaller index."""
    second: NDArray[np.intp]
    """(E,) larger index."""
    odds: NDArray[np.float64]
    """(E,) evidence in nats."""

    def __len__(self) -> int:
        return len(self.first)


def neighbour_edges(
    sides: tuple[Matrix, Matrix], neighbours: int, minimum: float, progress: Progress | None = None
) -> Edges:
    """Edges from every face to the `neighbours` nearest for which the evidence reaches `minimum`.

    The evidence for faces i and j is row i of the left side times row j of the right one (see
    `Evidence.sides`). Exact: every pair is compared, once; equals of the last neighbour count.
    Memory stays bounded whatever the number of faces. The evidence kept is that of `dots`,
    whatever the number of threads.
    """
    left, right = sides
    count = len(left)
    found = _Strongest(count, neighbours, minimum - _ROUNDING)
    room = np.empty(_TILE * _TILE, dtype=np.float32)
    for top in range(0, count, _TILE):
        if progress is not None:
            progress(1.0 - ((count - top) / count) ** 2, how_far("Comparing face", top + 1, count))
        rows = left[top : top + _TILE]
        for start in range(top, count, _TILE):
            columns = right[start : start + _TILE]
            tile = room[: len(rows) * len(columns)].reshape(len(rows), len(columns))
            found.add_tile(np.matmul(rows, columns.T, out=tile), top, start)
    first, second, _ = found.edges()
    odds = dots(left, right, first, second)
    floors = _floors(
        first, second, odds.astype(np.float32), neighbours=neighbours, count=count, minimum=minimum
    )
    enough = odds >= np.minimum(floors[first], floors[second])
    return Edges(first[enough], second[enough], odds[enough])


def dots(
    ones: Matrix, others: Matrix, first: NDArray[np.intp], second: NDArray[np.intp]
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
        self._pruned = False
        self._floors = np.full(count, self._minimum, dtype=np.float32)
        """(N,) evidence under which an edge is of no use to a face that has stronger ones."""

    def add_tile(self, odds: NDArray[np.float32], top: int, start: int) -> None:
        """Add the evidence for faces from `top` on, row by row, and faces from `start` on.

        Of two faces the evidence in the row of the earlier one counts, the other is passed over.
        """
        places = np.flatnonzero(odds.ravel() >= self._minimum)
        first = places // odds.shape[1]  # quicker than `np.divmod`
        second = places - first * odds.shape[1] + start
        first, strength = first + top, odds.ravel()[places]
        if top == start or self._pruned:
            enough = strength >= np.minimum(self._floors[first], self._floors[second])
            useful = np.flatnonzero(enough & (first < second))
            first, second, strength = first[useful], second[useful], strength[useful]
        self._parts.append((first, second, strength))
        self._held += len(first)
        if self._held > _PRUNE_AT * self._neighbours * self._count:
            self._prune()

    def edges(self) -> _Arrays:
        """In order of their ends; some more than the strongest."""
        self._prune()
        first, second, odds = self._parts[0]
        order = np.argsort(first * self._count + second)  # no two are equal
        return first[order], second[order], odds[order]

    def _prune(self) -> None:
        first, second, odds = (np.concatenate(part) for part in zip(*self._parts, strict=True))
        self._floors = _floors(
            first,
            second,
            odds,
            neighbours=self._neighbours,
            count=self._count,
            minimum=float(self._minimum),
        )
        # What rounding may have put below the last neighbour is kept until all evidence is exact.
        floors = np.minimum(self._floors[first], self._floors[second])
        keep = np.flatnonzero(odds >= floors - _ROUNDING)
        self._parts = [(first[keep], second[keep], odds[keep])]
        self._held, self._pruned = len(keep), True


def _floors(
    first: NDArray[np.intp],
    second: NDArray[np.intp],
    odds: NDArray[np.float32],
    *,
    neighbours: int,
    count: int,
    minimum: float,
) -> NDArray[np.float32]:
    """(N,) evidence of the last of the `neighbours` strongest edges of each face, or `minimum`."""
    floors = np.full(count, minimum, dtype=np.float32)
    ends = np.concatenate([first, second])
    counts = np.bincount(ends, minlength=count)
    last = np.cumsum(counts)
    # One number to sort by: the face, then the evidence, whose bits rise with it.
    bits = odds.view(np.uint32)
    rising = np.where(bits & _SIGN, ~bits, bits | _SIGN)
    keys = ends.astype(np.uint64)
    keys <<= np.uint64(32)
    keys[: len(rising)] |= rising
    keys[len(rising) :] |= rising
    keys.sort()
    many = np.nonzero(counts >= neighbours)[0]
    found = keys[last[many] - neighbours].astype(np.uint32)
    floors[many] = np.where(found & _SIGN, found ^ _SIGN, ~found).astype(np.uint32).view(np.float32)
    return floors
