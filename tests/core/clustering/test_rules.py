"""Rules hold whatever the faces look like and whatever was said of them."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from core.clustering.cluster import group, place
from core.domain.grouping import NO_GROUP, NO_PERSON, GroupingFaces, Placement
from tests.core.clustering.faces import OPTIONS, make_faces, people_vectors


@st.composite
def libraries(draw: st.DrawFn) -> GroupingFaces:
    """Up to 24 faces of few people with photos, names, rejections and links thrown in."""
    sizes = draw(st.lists(st.integers(1, 6), min_size=2, max_size=4))
    count = sum(sizes)
    likeness = draw(st.sampled_from([0.6, 0.75, 0.95]))
    faces = st.integers(1, count)
    pairs = st.tuples(faces, faces).filter(lambda pair: pair[0] != pair[1])
    return make_faces(
        people_vectors(sizes, likeness=likeness, seed=draw(st.integers(0, 50))),
        photo_ids=draw(st.lists(st.integers(1, count), min_size=count, max_size=count)),
        quality=draw(st.lists(st.sampled_from([0.2, 0.8, 1.0]), min_size=count, max_size=count)),
        person_ids=draw(st.lists(st.sampled_from([0, 0, 5, 6]), min_size=count, max_size=count)),
        confirmed=draw(st.lists(st.booleans(), min_size=count, max_size=count)),
        rejections=frozenset(draw(st.lists(st.tuples(faces, st.sampled_from([5, 6])), max_size=3))),
        cannot_links=tuple(draw(st.lists(pairs, max_size=3))),
    )


def homes(placements: list[Placement]) -> dict[int, int]:
    return {one.face_id: one.group for one in placements if one.group != NO_GROUP}


@given(libraries())
@settings(max_examples=60, deadline=None)
def test_what_users_and_photos_say_holds(faces: GroupingFaces) -> None:
    placements = group(faces, OPTIONS)
    home = homes(placements)
    said = faces.confirmed & (faces.person_ids != NO_PERSON)
    for index in np.nonzero(said)[0].tolist():
        assert placements[index].person_id == faces.person_ids[index]
    free = {int(face) for face, fixed in zip(faces.face_ids, said, strict=True) if not fixed}
    for face, person in faces.rejections:
        assert face not in free or placements[face - 1].person_id != person
    for one, other in faces.cannot_links:
        assert not {one, other} & free or home.get(one, -1) != home.get(other, -2)
    photos = defaultdict(list)
    for face, photo in zip(faces.face_ids.tolist(), faces.photo_ids.tolist(), strict=True):
        if face in home:
            photos[home[face], photo].append(face in free)
    assert not any(len(members) > 1 and any(members) for members in photos.values())


@given(libraries(), st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_the_order_of_the_faces_does_not_matter(faces: GroupingFaces, random: object) -> None:
    order = list(range(len(faces)))
    random.shuffle(order)  # type: ignore[attr-defined]
    shuffled = GroupingFaces(
        *(getattr(faces, name)[order] for name in ("face_ids", "photo_ids", "vectors", "quality")),
        *(getattr(faces, name)[order] for name in ("person_ids", "confirmed")),
        faces.rejections,
        faces.must_links,
        faces.cannot_links,
    )
    assert group(shuffled, OPTIONS) == group(faces, OPTIONS)


@given(libraries())
@settings(max_examples=40, deadline=None)
def test_placing_new_faces_touches_nobody_who_is_settled(faces: GroupingFaces) -> None:
    for before, after in zip(faces.person_ids.tolist(), place(faces, OPTIONS), strict=True):
        assert before in {NO_PERSON, after.person_id}
