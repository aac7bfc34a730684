"""The exact nearest-neighbour graph of unit vectors, computed in blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BLOCK_BYTES = 64 * 2**20
"""Memory of one block of cosines; the whole matrix of 100,000 faces would take 40 GB."""


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


def neighbour_edges(vectors: NDArray[np.float32], neighbours: int, minimum: float) -> Edges:
    """Edges from every vector to its `neighbours` nearest that reach a cosine of `minimum`.

    Exact: every pair is compared. Memory stays bounded whatever the number of vectors (N, D).
    """
    count = len(vectors)
    keep = min(neighbours, count - 1)
    if keep < 1:
        nothing = np.empty(0, dtype=np.intp)
        return Edges(nothing, nothing, np.empty(0))
    found = [
        _strongest(vectors[part] @ vectors.T, part.start, keep, minimum) for part in blocks(count, count)
    ]
    rows, columns = (np.concatenate(part) for part in zip(*found, strict=True))
    pairs = np.unique(np.sort(np.stack([rows, columns], axis=1), axis=1), axis=0)
    first, second = pairs[:, 0], pairs[:, 1]
    # A pair's cosine must not depend on the block it was found in.
    cosines = np.einsum("ij,ij->i", vectors[first], vectors[second], dtype=np.float64)
    order = np.lexsort((second, first, -cosines))
    return Edges(first[order], second[order], cosines[order])


def _strongest(
    cosines: NDArray[np.float32], start: int, keep: int, minimum: float
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """(row, column) indices of the `keep` largest entries per row that reach `minimum`."""
    own = np.arange(len(cosines))
    cosines[own, own + start] = -np.inf
    columns = np.argpartition(-cosines, keep - 1, axis=1)[:, :keep]
    rows = np.repeat(own, keep)
    columns = columns.ravel()
    strong = cosines[rows, columns] >= minimum
    return rows[strong] + start, columns[strong]
