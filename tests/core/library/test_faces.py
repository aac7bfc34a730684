from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.domain.face import Box, FaceSource, FaceState, match_boxes
from core.errors import LibraryError
from core.library.library import Library
from tests.core.library.samples import (
    EMBEDDER,
    LEFT,
    MIDDLE,
    RIGHT,
    add_face,
    add_photo,
    add_restored_photo,
    analyse,
    detection,
)
from tests.core.library.test_restorations import planned
from tests.fakes import unit_vector

SHIFTED = replace(MIDDLE, x=MIDDLE.x + 20)
BOXES = st.lists(
    st.builds(Box, st.integers(0, 300), st.integers(0, 300), st.integers(1, 200), st.integers(1, 200)),
    max_size=8,
)


@given(BOXES, BOXES)
def test_boxes_are_matched_one_to_one_and_only_when_they_are_one_face(
    known: list[Box], found: list[Box]
) -> None:
    matched = match_boxes(found, known, above=0.5)
    assert len(set(matched.values())) == len(matched)
    for found_index, known_index in matched.items():
        assert known[known_index].overlap(found[found_index]) > 0.5
    left = set(range(len(found))) - set(matched)
    free = set(range(len(known))) - set(matched.values())
    assert not any(known[old].overlap(found[new]) > 0.5 for new in left for old in free)


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.permutations([LEFT, MIDDLE, RIGHT]), min_size=1, max_size=4))
def test_faces_keep_their_numbers_in_whatever_order_they_are_found(
    library: Library, orders: list[list[Box]]
) -> None:
    with library.transaction() as tx:
        photo_id = add_photo(tx, f"{len(tx.photos.all())}.jpg")
        for order in orders:
            ids = analyse(tx, photo_id, *map(detection, order))
            assert [tx.faces.get(face_id).box for face_id in ids] == order
        assert len(tx.faces.of_photo(photo_id)) == 3


def test_a_new_face_comes_with_all_that_was_measured(library: Library) -> None:
    with library.transaction() as tx:
        face = tx.faces.get(add_face(tx))
    expected = detection(MIDDLE)
    assert (face.box, face.landmarks, face.quality) == (expected.box, expected.landmarks, expected.quality)
    assert (face.state, face.source, face.score) == (FaceState.UNKNOWN, FaceSource.MODEL, 0.9)


def test_a_confirmed_face_keeps_number_person_and_state_when_found_again(library: Library) -> None:
    with library.transaction() as tx:
        face_id = add_face(tx)
        person = tx.people.create("Ada")
        tx.people.assign(face_id, person, FaceState.CONFIRMED)
        photo_id = tx.faces.get(face_id).photo_id
        again = tx.faces.reconcile(photo_id, [detection(SHIFTED)], detector="d2", embedder="e2")
        face = tx.faces.get(face_id)
    assert again == (face_id,)
    assert (face.person_id, face.state, face.box, face.detector) == (
        person,
        FaceState.CONFIRMED,
        SHIFTED,
        "d2",
    )


@pytest.mark.parametrize("state", [FaceState.IGNORED, FaceState.REJECTED])
def test_what_the_user_dismissed_stays_dismissed(library: Library, state: FaceState) -> None:
    with library.transaction() as tx:
        face_id = add_face(tx)
        tx.people.assign(face_id, None, state)
        photo_id = tx.faces.get(face_id).photo_id
        assert analyse(tx, photo_id, detection(MIDDLE)) == (face_id,)
        analyse(tx, photo_id)
        assert tx.faces.get(face_id).state is state


def test_a_box_drawn_by_the_user_stays_and_gets_landmarks_and_vector(library: Library) -> None:
    with library.transaction() as tx:
        photo_id = add_photo(tx)
        face_id = tx.faces.add_manual(photo_id, MIDDLE, None)
        assert analyse(tx, photo_id, detection(SHIFTED)) == (face_id,)
        face = tx.faces.get(face_id)
        analyse(tx, photo_id)
        assert tx.faces.get(face_id).box == MIDDLE
        assert tx.faces.vectors_of(face_id).get(EMBEDDER) is not None
    assert (face.box, face.state, face.source) == (MIDDLE, FaceState.MANUAL, FaceSource.USER)
    assert face.landmarks == detection(SHIFTED).landmarks


def test_a_face_nobody_spoke_of_goes_when_it_is_not_found_again(library: Library) -> None:
    with library.transaction() as tx:
        photo_id = add_photo(tx)
        left, right = analyse(tx, photo_id, detection(LEFT), detection(RIGHT, "ben"))
        tx.people.assign(right, tx.people.create(None), FaceState.SUGGESTED, 0.7)
        assert len(analyse(tx, photo_id, detection(MIDDLE))) == 1
        assert not {left, right} & {face.id for face in tx.faces.of_photo(photo_id)}


@pytest.mark.parametrize("spoken", ["rejected", "linked", "pinned", "restored", "cover"])
def test_a_face_somebody_spoke_of_stays(library: Library, spoken: str) -> None:
    with library.transaction() as tx:
        face_id, other = add_face(tx), add_face(tx, "ben", name="b.jpg")
        person = tx.people.create("Ada")
        speak = {
            "rejected": lambda: tx.people.reject(face_id, person),
            "linked": lambda: tx.people.link(other, face_id, must=False),
            "pinned": lambda: tx.references.pin(person, face_id),
            "cover": lambda: tx.people.set_cover(person, face_id),
            "restored": lambda: planned(tx, other, references=(face_id,)),
        }
        speak[spoken]()
        analyse(tx, tx.faces.get(face_id).photo_id)
        assert tx.faces.get(face_id).state is FaceState.UNKNOWN


def test_tokens_go_when_the_face_lies_elsewhere_and_stay_when_not(library: Library) -> None:
    with library.transaction() as tx:
        face_id = add_face(tx)
        photo_id = tx.faces.get(face_id).photo_id
        tx.references.put_tokens(face_id, "w", np.ones((4, 8), dtype=np.float16))
        analyse(tx, photo_id, detection(MIDDLE))
        assert tx.references.tokens(face_id, "w") is not None
        analyse(tx, photo_id, detection(SHIFTED))
        assert tx.references.tokens(face_id, "w") is None


def test_vectors_come_back_as_unit_vectors_close_to_the_given_ones(library: Library) -> None:
    with library.transaction() as tx:
        ids = [add_face(tx, who, name=who) for who in ("ada", "ben", "cleo")]
        found = tx.faces.vectors(EMBEDDER, [ids[2], ids[0]])
        everything = tx.faces.vectors(EMBEDDER)
    assert found.ids.tolist() == [ids[0], ids[2]]
    assert everything.ids.tolist() == ids
    assert found.matrix.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(everything.matrix, axis=1), 1.0, atol=1e-6)
    assert float(found.matrix[1] @ unit_vector("cleo")) > 0.99999


def test_vectors_of_two_embedders_are_kept_apart(library: Library) -> None:
    with library.transaction() as tx:
        face_id = add_face(tx)
        tx.faces.put_vector(face_id, "other", unit_vector("x", 16))
        assert tx.faces.vectors("other").matrix.shape == (1, 16)
        assert tx.faces.vectors(EMBEDDER).matrix.shape == (1, 128)
        assert tx.faces.vectors("nobody's").matrix.shape == (0, 0)


def test_a_face_that_cannot_be_embedded_any_more_loses_its_vector(library: Library) -> None:
    with library.transaction() as tx:
        face_id = add_face(tx)
        analyse(tx, tx.faces.get(face_id).photo_id, detection(MIDDLE, embedded=False))
        assert tx.faces.vectors_of(face_id).get(EMBEDDER) is None
        assert tx.faces.get(face_id).embedder is None


def test_faces_of_photos_restored_by_ai_have_no_vectors(library: Library) -> None:
    with library.transaction() as tx:
        (face_id,) = analyse(tx, add_restored_photo(tx), detection(MIDDLE))
        assert tx.faces.get(face_id).restored_photo
        assert len(tx.faces.vectors(EMBEDDER).ids) == 0
        with pytest.raises(LibraryError, match="restored by AI"):
            tx.faces.put_vector(face_id, EMBEDDER, unit_vector("ada"))


@pytest.mark.parametrize("vector", [np.zeros(8), np.full(8, np.nan)])
def test_a_vector_without_direction_is_refused(library: Library, vector: np.ndarray) -> None:
    with library.transaction() as tx:
        face_id = add_face(tx)
        with pytest.raises(ValueError, match="direction"):
            tx.faces.put_vector(face_id, EMBEDDER, vector.astype(np.float32))


def test_a_drawn_box_can_be_taken_back(library: Library) -> None:
    with library.transaction() as tx:
        face_id = tx.faces.add_manual(add_photo(tx), MIDDLE, None, source=FaceSource.METADATA)
        tx.faces.remove(face_id)
        with pytest.raises(LibraryError, match="no face number"):
            tx.faces.get(face_id)
