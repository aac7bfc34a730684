"""Evidence and agglomeration: few faces need more likeness, chains and rules hold in every round."""

from __future__ import annotations

import numpy as np
import pytest

from core.clustering.evidence import CORRELATION, Evidence, Witnesses
from core.clustering.graph import neighbour_edges
from core.clustering.identities import Identities
from core.clustering.linkage import Clusters, missed_edges
from tests.core.clustering.faces import make_faces, people_vectors

EVIDENCE = Evidence.alike_everywhere(0.4, 0.58)


@pytest.mark.parametrize("same_person", [0.2, 0.28, 0.4, 0.5])
def test_two_faces_at_the_embedders_threshold_say_nothing(same_person: float) -> None:
    evidence = Evidence.alike_everywhere(same_person, 0.6)
    faces = np.zeros((2, 8), dtype=np.float32)
    faces[:, 0], faces[1, :2] = 1.0, (same_person, np.sqrt(1.0 - same_person**2))
    left, right = evidence.sides(evidence.seen(faces))
    assert float(left[0] @ right[1]) == pytest.approx(0.0, abs=1e-4)


def test_evidence_grows_with_the_number_of_witnesses() -> None:
    seen = EVIDENCE.seen(people_vectors([21], likeness=0.64))
    face = Witnesses.of(EVIDENCE, seen[:1], np.array([1]))
    sums = np.stack([seen[1 : 1 + count].sum(axis=0) for count in (1, 2, 5, 20)])
    others = Witnesses.of(EVIDENCE, sums, np.array([1, 2, 5, 20]))
    assert np.all(np.diff(face.log_odds(np.zeros(4, dtype=int), others, np.arange(4))) > 0.0)


def test_faces_of_one_person_are_not_independent_witnesses() -> None:
    weights = EVIDENCE.weights(np.array([1, 10, 1000]))
    assert weights[0] == 1.0
    assert weights[2] < 1.0 / CORRELATION


def linked(vectors: np.ndarray, neighbours: int = 16, **columns: object) -> Clusters:
    faces = make_faces(vectors, **columns)
    seen = EVIDENCE.seen(vectors)
    clusters = Clusters(seen, np.arange(len(vectors)), Identities(faces), EVIDENCE)
    clusters.agglomerate(neighbour_edges(EVIDENCE.sides(seen), neighbours, 0.0), 5.0)
    return clusters


def test_lengths_and_angles_of_sums_say_what_the_sums_say() -> None:
    random = np.random.default_rng(5)
    sizes = random.integers(1, 60, 40)
    sums = (random.normal(size=(40, 16)) * sizes[:, None] ** 0.5).astype(np.float32)
    clusters = Witnesses.of(EVIDENCE, sums, sizes)
    first, second = np.divmod(np.arange(1600), 40)
    short = clusters._together_by_lengths(first, clusters, second)
    long = clusters._together(first, clusters, second)
    assert np.allclose(short, long, rtol=1e-5, atol=1e-3)


def test_each_cluster_is_named_by_its_smallest_index() -> None:
    clusters = linked(people_vectors([3, 4, 1]))
    assert clusters.of.tolist() == [0, 0, 0, 3, 3, 3, 3, 7]
    assert clusters.sizes[[0, 3, 7]].tolist() == [3, 4, 1]


def test_clusters_that_no_edge_joins_are_found_by_their_means() -> None:
    vectors = people_vectors([12], likeness=0.8)
    clusters = linked(vectors, neighbours=1)
    clusters.agglomerate(missed_edges(clusters, EVIDENCE, 5.0, 16), 5.0)
    assert set(clusters.of.tolist()) == {0}


def test_a_photo_of_twins_parts_all_that_joined_them() -> None:
    photos = [1, 1, 2, 2, 3, 3, 4, 4]
    clusters = linked(people_vectors([8], likeness=0.9), photo_ids=photos)
    for photo in range(4):
        assert clusters.of[2 * photo] != clusters.of[2 * photo + 1]


def test_evidence_of_a_member_does_not_count_the_member() -> None:
    clusters = linked(people_vectors([3, 1]))
    odds = clusters.evidence_of_members()
    assert np.all(odds[:3] > 5.0)
    assert np.isinf(odds[3])
