"""Two thousand hard faces with photos, names and the user's word: the same people in every order."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.benchmarks.people_corpus import hard_faces
from core.clustering.cluster import group
from core.clustering.options import GroupOptions
from core.domain.grouping import GroupingFaces, Placement

COUNT = 2000
OPTIONS = GroupOptions(same_person=0.21, impostor=0.28)


@pytest.fixture(scope="module")
def library() -> GroupingFaces:
    """Four faces a photo; one face in ten confirmed, with rejections and links among the others."""
    faces = hard_faces(COUNT)
    random = np.random.default_rng(7)
    ids = np.arange(1, COUNT + 1, dtype=np.int64)
    confirmed = random.random(COUNT) < 0.1
    pairs = random.integers(1, COUNT + 1, (3, 60, 2))
    return GroupingFaces(
        face_ids=ids,
        photo_ids=ids // 4 + 1,
        vectors=faces.vectors,
        quality=faces.quality,
        person_ids=np.where(confirmed, faces.people + 1, 0),
        confirmed=confirmed,
        rejections=frozenset((int(face), int(faces.people[other - 1]) + 1) for face, other in pairs[0]),
        must_links=tuple((int(a), int(b)) for a, b in pairs[1]),
        cannot_links=tuple((int(a), int(b)) for a, b in pairs[2]),
    )


@pytest.fixture(scope="module")
def expected(library: GroupingFaces) -> list[Placement]:
    return group(library, OPTIONS)


def test_the_order_of_the_faces_does_not_matter(library: GroupingFaces, expected: list[Placement]) -> None:
    order = np.random.default_rng(1).permutation(COUNT)
    columns = ("face_ids", "photo_ids", "vectors", "quality", "person_ids", "confirmed")
    shuffled = replace(library, **{name: getattr(library, name)[order] for name in columns})
    assert group(shuffled, OPTIONS) == expected


def test_the_number_of_threads_does_not_matter(library: GroupingFaces, expected: list[Placement]) -> None:
    threads = pytest.importorskip("threadpoolctl", reason="comes with scikit-learn, for the benchmarks")
    with threads.threadpool_limits(2):
        found = group(library, OPTIONS)
    assert [(one.person_id, one.group) for one in found] == [(one.person_id, one.group) for one in expected]


def test_most_faces_find_a_person(expected: list[Placement]) -> None:
    assert sum(one.group >= 0 for one in expected) > 0.8 * COUNT
