"""Evidence and agglomeration: few faces need more likeness, chains and rules hold in every round."""

from __future__ import annotations

import numpy as np
import pytest

from core.clustering.evidence import Evidence
from core.clustering.graph import neighbour_edges
from core.clustering.identities import Identities
from core.clustering.linkage import Clusters, missed_edges
from tests.core.clustering.faces import make_faces, people_vectors

EVIDENCE = Evidence.of(0.4, 0.58)


@pytest.mark.parametrize("same_person", [0.2, 0.28, 0.4, 0.5])
def test_two_faces_at_the_embedders_threshold_say_nothing(same_person: float) -> None:
    evidence = Evidence.of(same_person, 0.6)
    assert float(evidence.of_pair(np.asarray(same_person))) == pytest.approx(0.0, abs=1e-6)
    assert evidence.cosine_at(0.0) == pytest.approx(same_person, abs=1e-6)


def test_evidence_grows_with_the_number_of_witnesses() -> None:
    shared = EVIDENCE.between
    counts = np.array([1, 2, 5, 20])
    weights = EVIDENCE.weights(counts)
    pulls = weights**2 * (shared + (1.0 - shared) / counts)
    odds = EVIDENCE.log_odds(np.ones(4), np.ones(4), weights, pulls, np.full(4, shared))
    assert np.all(np.diff(odds) > 0.0)


def test_faces_of_one_person_are_not_independent_witnesses() -> None:
    weights = EVIDENCE.weights(np.array([1, 10, 1000]))
    assert weights[0] == 1.0
    assert weights[2] < 1.0 / EVIDENCE.correlation


def linked(vectors: np.ndarray, neighbours: int = 16, **columns: object) -> Clusters:
    faces = make_faces(vectors, **columns)
    clusters = Clusters(vectors, np.arange(len(vectors)), Identities(faces), EVIDENCE)
    clusters.agglomerate(neighbour_edges(vectors, neighbours, 0.4), 5.0)
    return clusters


def test_each_cluster_is_named_by_its_smallest_index() -> None:
    clusters = linked(people_vectors([3, 4, 1]))
    assert clusters.of.tolist() == [0, 0, 0, 3, 3, 3, 3, 7]
    assert clusters.sizes[[0, 3, 7]].tolist() == [3, 4, 1]


def test_clusters_that_no_edge_joins_are_found_by_their_means() -> None:
    vectors = people_vectors([12], likeness=0.8)
    clusters = linked(vectors, neighbours=1)
    clusters.agglomerate(missed_edges(clusters, EVIDENCE, 5.0), 5.0)
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
