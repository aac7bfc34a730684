"""The neighbour graph is exact, whatever the size of the blocks and of the memory."""

from __future__ import annotations

import numpy as np
import pytest

from core.clustering import graph
from core.clustering.graph import neighbour_edges
from tests.core.clustering.faces import people_vectors


def test_edges_are_all_pairs_above_the_minimum_in_order() -> None:
    vectors = people_vectors([3, 2])
    edges = neighbour_edges((vectors, vectors), neighbours=4, minimum=0.5)
    cosines = vectors @ vectors.T
    expected = [(i, j) for i in range(5) for j in range(i + 1, 5) if cosines[i, j] >= 0.5]
    assert list(zip(edges.first.tolist(), edges.second.tolist(), strict=True)) == expected


def test_an_edge_is_kept_when_it_is_among_the_strongest_of_either_end() -> None:
    vectors = people_vectors([30], likeness=0.6)
    cosines = vectors @ vectors.T
    np.fill_diagonal(cosines, -1.0)
    last = np.sort(cosines, axis=1)[:, -4]
    expected = np.triu(cosines >= np.minimum(last[:, None], last[None]) - 1e-6).sum()
    assert len(neighbour_edges((vectors, vectors), neighbours=4, minimum=-1.0)) == expected


@pytest.mark.parametrize(("tile", "held"), [(3, 8), (44, 1), (5, 1)])
def test_small_tiles_and_little_memory_give_the_same_edges(
    monkeypatch: pytest.MonkeyPatch, tile: int, held: int
) -> None:
    vectors = people_vectors([20, 15, 9], likeness=0.6)
    whole = neighbour_edges((vectors, vectors), 5, 0.3)
    monkeypatch.setattr(graph, "_TILE", tile)
    monkeypatch.setattr(graph, "_PRUNE_AT", held)
    found = neighbour_edges((vectors, vectors), 5, 0.3)
    assert np.array_equal(whole.first, found.first)
    assert np.array_equal(whole.second, found.second)
    assert np.array_equal(whole.odds, found.odds)


@pytest.mark.parametrize("count", [0, 1])
def test_too_few_vectors_have_no_edges(count: int) -> None:
    vectors = np.ones((count, 8), dtype=np.float32)
    assert len(neighbour_edges((vectors, vectors), 5, 0.0)) == 0
