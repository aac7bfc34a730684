"""The neighbour graph is exact, whatever the size of the blocks."""

from __future__ import annotations

import numpy as np
import pytest

from core.clustering import graph
from core.clustering.graph import neighbour_edges
from tests.core.clustering.faces import people_vectors


def test_edges_are_all_pairs_above_the_minimum_strongest_first() -> None:
    vectors = people_vectors([3, 2])
    edges = neighbour_edges(vectors, neighbours=4, minimum=0.5)
    cosines = vectors @ vectors.T
    expected = {(i, j) for i in range(5) for j in range(i + 1, 5) if cosines[i, j] >= 0.5}
    assert set(zip(edges.first.tolist(), edges.second.tolist(), strict=True)) == expected
    assert np.all(np.diff(edges.cosines) <= 0)


def test_small_blocks_give_the_same_edges(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors = people_vectors([20, 15, 9], likeness=0.6)
    whole = neighbour_edges(vectors, 5, 0.3)
    monkeypatch.setattr(graph, "BLOCK_BYTES", 4 * len(vectors) * 3)
    blocks = neighbour_edges(vectors, 5, 0.3)
    assert np.array_equal(whole.first, blocks.first)
    assert np.array_equal(whole.second, blocks.second)
    assert np.array_equal(whole.cosines, blocks.cosines)


@pytest.mark.parametrize("count", [0, 1])
def test_too_few_vectors_have_no_edges(count: int) -> None:
    assert len(neighbour_edges(np.ones((count, 8), dtype=np.float32), 5, 0.0)) == 0
