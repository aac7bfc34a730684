"""New faces beside settled people, a person's own bar, and what is only suggested."""

from __future__ import annotations

import numpy as np
import pytest

from core.clustering.cluster import group, place
from core.clustering.options import GroupOptions
from core.clustering.people import own_bars
from core.clustering.suggesting import find_merges, find_splits
from core.domain.grouping import NO_GROUP
from core.errors import Cancelled
from core.progress import CancelToken, Progress
from tests.core.clustering.faces import OPTIONS, make_faces, people_vectors, unit


def test_new_faces_join_the_person_they_look_like() -> None:
    faces = make_faces(people_vectors([5, 5]), person_ids=[7, 7, 7, 0, 0, 8, 8, 8, 0, 0])
    assert [one.person_id for one in place(faces, OPTIONS)] == [7] * 5 + [8] * 5


def test_new_faces_of_a_new_person_make_a_group() -> None:
    found = place(make_faces(people_vectors([4, 3]), person_ids=[7] * 4 + [0] * 3), OPTIONS)
    assert {one.person_id for one in found[4:]} == {None}
    assert len({one.group for one in found[4:]} - {NO_GROUP}) == 1


def test_two_people_that_look_alike_stay_two_when_faces_arrive() -> None:
    alike = people_vectors([8], likeness=0.9)
    found = place(make_faces(alike, person_ids=[7, 7, 7, 8, 8, 8, 0, 0]), OPTIONS)
    assert [one.person_id for one in found[:6]] == [7, 7, 7, 8, 8, 8]


def test_a_poor_face_of_two_lookalikes_is_given_to_neither() -> None:
    people = people_vectors([4, 4])
    between = unit(people[:4].sum(axis=0) + people[4:].sum(axis=0))
    faces = make_faces(
        np.vstack([people, between]), person_ids=[7] * 4 + [8] * 4 + [0], quality=[1.0] * 8 + [0.2]
    )
    assert place(faces, OPTIONS)[8].group == NO_GROUP


def test_a_child_and_the_adult_attract_new_faces_each() -> None:
    faces = make_faces(people_vectors([4, 4]), person_ids=[7, 7, 7, 0] * 2, confirmed=[1, 1, 1, 0] * 2)
    assert {one.person_id for one in place(faces, OPTIONS)} == {7}


def test_a_person_whose_pictures_are_all_alike_asks_for_more() -> None:
    tight = people_vectors([6], likeness=0.95)
    loose = people_vectors([6], likeness=0.5)
    faces = make_faces(np.vstack([tight, loose]), person_ids=[7] * 6 + [8] * 6, confirmed=[1] * 12)
    bars = own_bars(faces, OPTIONS.evidence.seen(faces.vectors), np.arange(12), OPTIONS)
    assert bars[7] > bars[8]
    assert OPTIONS.least * 0.6 <= bars[8]


def test_two_groups_of_one_person_are_suggested_as_one() -> None:
    faces = make_faces(people_vectors([6, 4]), person_ids=[7, 7, 7, 9, 9, 7, 8, 8, 8, 8])
    [merge] = find_merges(faces, OPTIONS)
    assert merge.person_ids == (7, 9)
    assert merge.probability > 0.5


@pytest.mark.parametrize(
    "said",
    [
        {"confirmed": [1, 0, 0, 1, 0, 0]},
        {"cannot_links": ((1, 4),)},
        {"photo_ids": [1, 2, 3, 1, 5, 6]},
    ],
)
def test_what_the_user_or_a_photo_parted_is_not_suggested(said: dict[str, object]) -> None:
    assert find_merges(make_faces(people_vectors([6]), person_ids=[7] * 3 + [9] * 3, **said), OPTIONS) == []


def test_a_person_mixed_of_two_is_suggested_to_be_split() -> None:
    faces = make_faces(people_vectors([5, 3]), person_ids=[7] * 8, confirmed=[1] + [0] * 7)
    [split] = find_splits(faces, OPTIONS)
    assert (split.person_id, split.face_ids) == (7, (6, 7, 8))
    assert find_splits(make_faces(faces.vectors, person_ids=[7] * 8, confirmed=[1] * 8), OPTIONS) == []


def test_grouping_stops_when_asked() -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        group(make_faces(people_vectors([5, 5])), OPTIONS, Progress(token=token))


def test_what_grouping_would_not_join_is_still_worth_asking() -> None:
    vectors = people_vectors([6], likeness=0.9)
    strict = GroupOptions(OPTIONS.same_person, OPTIONS.impostor, least=60.0)
    faces = make_faces(vectors, person_ids=[7] * 3 + [8] * 3)
    assert {one.group for one in group(make_faces(vectors), strict)} == {NO_GROUP}
    assert [merge.person_ids for merge in find_merges(faces, strict)] == [(7, 8)]
