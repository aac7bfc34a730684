"""Grouping: people found, rules kept, the same answer in every order."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from core.clustering.cluster import group
from core.domain.grouping import NO_GROUP, GroupingFaces, Placement
from tests.core.clustering.faces import OPTIONS, make_faces, people_vectors, unit


def partition(placements: Sequence[Placement]) -> set[frozenset[int]]:
    groups: dict[int, set[int]] = {}
    for placement in placements:
        if placement.group != NO_GROUP:
            groups.setdefault(placement.group, set()).add(placement.face_id)
    return {frozenset(members) for members in groups.values()}


def of(placements: Sequence[Placement], face_id: int) -> Placement:
    return next(placement for placement in placements if placement.face_id == face_id)


def test_each_person_becomes_one_group() -> None:
    placements = group(make_faces(people_vectors([3, 4, 2])), OPTIONS)
    assert partition(placements) == {frozenset({1, 2, 3}), frozenset({4, 5, 6, 7}), frozenset({8, 9})}


def test_a_face_alone_stays_unknown() -> None:
    placements = group(make_faces(people_vectors([3, 1])), OPTIONS)
    assert of(placements, 4) == Placement(face_id=4, person_id=None, group=NO_GROUP, probability=0.0)


def test_nothing_gives_nothing() -> None:
    assert group(GroupingFaces.empty(64), OPTIONS) == []


def test_the_order_of_the_faces_does_not_matter() -> None:
    faces = make_faces(people_vectors([5, 5, 5, 1, 1], likeness=0.62), quality=np.linspace(0.3, 1, 17))
    expected = group(faces, OPTIONS)
    for seed in range(5):
        order = np.random.default_rng(seed).permutation(len(faces))
        shuffled = make_faces(
            faces.vectors[order],
            face_ids=faces.face_ids[order],
            photo_ids=faces.photo_ids[order],
            quality=faces.quality[order],
        )
        assert group(shuffled, OPTIONS) == expected


def test_two_faces_of_one_photo_are_two_people() -> None:
    twins = people_vectors([4], likeness=0.95)
    placements = group(make_faces(twins, photo_ids=[1, 1, 2, 2]), OPTIONS)
    assert len(partition(placements)) == 2
    assert of(placements, 1).group != of(placements, 2).group
    assert of(placements, 3).group != of(placements, 4).group


def test_a_confirmed_face_keeps_its_person_whatever_it_looks_like() -> None:
    confirmed = [False, False, False, True, False, False]
    faces = make_faces(people_vectors([6]), person_ids=[7, 7, 7, 9, 7, 7], confirmed=confirmed)
    placement = of(group(faces, OPTIONS), 4)
    assert (placement.person_id, placement.probability) == (9, 1.0)


def test_faces_join_the_confirmed_person_they_look_like() -> None:
    faces = make_faces(people_vectors([3, 3]), person_ids=[5, 0, 0, 6, 0, 0], confirmed=[1, 0, 0, 1, 0, 0])
    assert [placement.person_id for placement in group(faces, OPTIONS)] == [5, 5, 5, 6, 6, 6]


def test_two_confirmed_people_are_never_merged() -> None:
    alike = people_vectors([6], likeness=0.9)
    faces = make_faces(alike, person_ids=[5, 6, 0, 0, 0, 0], confirmed=[1, 1, 0, 0, 0, 0])
    placements = group(faces, OPTIONS)
    assert (of(placements, 1).person_id, of(placements, 2).person_id) == (5, 6)


def test_a_child_and_the_adult_attract_their_own_faces_as_one_person() -> None:
    ages = people_vectors([3, 3])
    faces = make_faces(ages, person_ids=[5, 0, 0, 5, 0, 0], confirmed=[1, 0, 0, 1, 0, 0])
    placements = group(faces, OPTIONS)
    assert {placement.person_id for placement in placements} == {5}
    assert partition(placements) == {frozenset(range(1, 7))}


def test_a_rejected_face_does_not_come_back() -> None:
    faces = make_faces(
        people_vectors([4]),
        person_ids=[5, 5, 0, 0],
        confirmed=[1, 1, 0, 0],
        rejections=frozenset({(4, 5)}),
    )
    placements = group(faces, OPTIONS)
    assert of(placements, 3).person_id == 5
    assert of(placements, 4).person_id is None


def test_faces_that_may_not_be_one_person_stay_apart() -> None:
    faces = make_faces(people_vectors([2], likeness=0.95), cannot_links=((2, 1),))
    assert partition(group(faces, OPTIONS)) == set()


def test_linked_faces_are_one_person_though_unlike() -> None:
    faces = make_faces(people_vectors([1, 1]), must_links=((2, 1),))
    assert partition(group(faces, OPTIONS)) == {frozenset({1, 2})}


def test_a_group_keeps_its_person_when_faces_are_added() -> None:
    faces = make_faces(people_vectors([4, 3]), person_ids=[8, 8, 0, 0, 3, 3, 0])
    assert [placement.person_id for placement in group(faces, OPTIONS)] == [8, 8, 8, 8, 3, 3, 3]


def test_a_person_that_falls_apart_stays_with_the_larger_part() -> None:
    placements = group(make_faces(people_vectors([2, 4]), person_ids=[8] * 6), OPTIONS)
    assert of(placements, 6).person_id == 8
    assert of(placements, 1).person_id is None
    assert of(placements, 1).group != NO_GROUP


def test_a_poor_face_joins_but_does_not_bridge() -> None:
    people = people_vectors([3, 3])
    between = unit(people[0] + people[3])
    near = unit(people[0] + 0.2 * people[3])
    faces = make_faces(np.vstack([people, between, near]), quality=[1, 1, 1, 1, 1, 1, 0.2, 0.2])
    placements = group(faces, OPTIONS)
    assert of(placements, 1).group != of(placements, 4).group
    assert of(placements, 7).group == NO_GROUP
    assert of(placements, 8).group == of(placements, 1).group


def test_poor_faces_alone_make_no_group() -> None:
    faces = make_faces(people_vectors([4], likeness=0.95), quality=[0.2] * 4)
    assert partition(group(faces, OPTIONS)) == set()


def test_a_face_without_vector_stays_unknown_unless_confirmed() -> None:
    vectors = np.vstack([people_vectors([2]), np.zeros((2, 64), dtype=np.float32)])
    faces = make_faces(vectors, person_ids=[0, 0, 0, 4], confirmed=[0, 0, 0, 1])
    placements = group(faces, OPTIONS)
    assert of(placements, 3).group == NO_GROUP
    assert of(placements, 4).person_id == 4


def test_a_chain_of_likenesses_is_not_one_person() -> None:
    angles = np.radians(np.arange(0, 181, 30))
    chain = np.zeros((len(angles), 64), dtype=np.float32)
    chain[:, 0], chain[:, 1] = np.cos(angles), np.sin(angles)
    placements = group(make_faces(chain), OPTIONS)
    assert of(placements, 1).group != of(placements, 7).group


def test_probability_grows_with_likeness_and_is_half_at_the_threshold() -> None:
    close = group(make_faces(people_vectors([3], likeness=0.9)), OPTIONS)
    far = group(make_faces(people_vectors([3], likeness=0.65)), OPTIONS)
    assert close[0].probability > far[0].probability > 0.9


@pytest.mark.parametrize("seed", range(3))
def test_families_and_ages_group_precisely(seed: int) -> None:
    random = np.random.default_rng(seed)
    families = unit(random.normal(size=(30, 64)))
    people = unit(np.repeat(families, 4, axis=0) * 0.7 + unit(random.normal(size=(120, 64))))
    truth = np.repeat(np.arange(120), random.integers(1, 9, 120))
    faces = make_faces(unit(people[truth] + 0.6 * unit(random.normal(size=(len(truth), 64)))))
    found = np.array([placement.group for placement in group(faces, OPTIONS)])
    together = (found[:, None] == found[None]) & (found != NO_GROUP)[:, None]
    right = (truth[:, None] == truth[None]) & together
    assert right.sum() / together.sum() > 0.98
    assert right.sum() / (truth[:, None] == truth[None]).sum() > 0.8
