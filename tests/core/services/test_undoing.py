"""Undo and redo: every kind of edit, in any order, also after a restart."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable
from datetime import date

import pytest

from core.domain.edit_summary import EditCode, EditSummary
from core.domain.face import Box, FaceState, Landmarks
from core.domain.restoration import Decision
from core.errors import LibraryError
from core.library.library import Library
from core.paths import LibraryPaths
from core.services.albums import (
    add_to_album,
    create_album,
    list_albums,
    remove_album,
    remove_from_album,
    rename_album,
)
from core.services.decisions import Decide
from core.services.edits import perform
from core.services.people import (
    add_face,
    ban_reference,
    confirm,
    confirm_many,
    hide_person,
    ignore,
    ignore_stranger,
    keep_apart,
    list_people,
    merge_people,
    move_faces,
    name_person,
    pin_reference,
    reject,
    relate,
    set_birth_date,
    set_cover,
    set_landmarks,
    split_person,
    stop_ignoring,
)
from core.services.undoing import next_redo, next_undo, redo, undo
from core.services.versions import current_version
from tests.core.services.faces import EMBEDDER, add_person_photos
from tests.core.services.test_forgetting import restore
from tests.fakes import quality_of, unit_vector

Edit = Callable[[Library], object]
POINTS = Landmarks(((1.0, 2.0), (3.0, 2.0), (2.0, 3.0), (1.0, 4.0), (3.0, 4.0)))

EDITS: dict[str, Edit] = {
    "name": lambda library: name_person(library, 2, "Robert"),
    "merge": lambda library: merge_people(library, 1, [2]),
    "split": lambda library: split_person(library, 1, [1]),
    "confirm": lambda library: confirm(library, [3, 6], 1),
    "confirm as suggested": lambda library: confirm_many(library, [5]),
    "move": lambda library: move_faces(library, [1, 5], "Carol"),
    "reject": lambda library: reject(library, [1, 5], 1),
    "ignore": lambda library: ignore(library, [2, 6]),
    "ignore everywhere": lambda library: ignore_stranger(library, [7]),
    "ignore somebody new everywhere": lambda library: ignore_stranger(library, [1, 6]),
    "birth date": lambda library: set_birth_date(library, 2, date(2010, 1, 2)),
    "cover": lambda library: set_cover(library, 1, 2),
    "hide": lambda library: hide_person(library, 2),
    "apart": lambda library: keep_apart(library, 1, 2),
    "relate": lambda library: relate(library, 1, 2, "mother"),
    "pin": lambda library: pin_reference(library, 1, 2),
    "ban": lambda library: ban_reference(library, 1, 1),
    "draw": lambda library: add_face(library, 2, Box(1, 1, 50, 50), POINTS, "Dora"),
    "points": lambda library: set_landmarks(library, 4, POINTS),
    "album": lambda library: create_album(library, "New", "person:1"),
    "fill": lambda library: add_to_album(library, "Old", [3, 1]),
    "empty": lambda library: remove_from_album(library, "Old", [2]),
    "rename album": lambda library: rename_album(library, "Old", "Older"),
    "remove album": lambda library: remove_album(library, "Old"),
}


def fill(library: Library) -> None:
    """Ann (faces 1, 2), Bob (4, 5 suggested), nobody (3, 6), a group (7, 8); an album with photos."""
    add_person_photos(library, "ann", 3)
    add_person_photos(library, "bob", 5)
    confirm(library, [1, 2], "Ann")
    confirm(library, [4], "Bob")
    reject(library, [3], "Ann")
    with library.transaction() as tx:
        group = tx.people.create(None)
        tx.people.assign(5, 2, FaceState.SUGGESTED, 0.75)
        for face in (7, 8):
            tx.people.assign(face, group, FaceState.SUGGESTED, 0.9)
    set_cover(library, 2, 4)
    set_birth_date(library, 2, date(1940, 5, 6))
    relate(library, 2, 1, "uncle")
    pin_reference(library, 1, 1)
    create_album(library, "Old")
    add_to_album(library, "Old", [4, 2])


def everything(library: Library) -> object:
    """All that edits can change."""
    with library.snapshot() as tx:
        strangers = tx.people.all(hidden=True, strangers=True)
        people = sorted(tx.people.all(hidden=True) + strangers, key=lambda each: each.id)
        faces = [
            (f.id, f.photo_id, f.box, f.landmarks, f.person_id, f.state, f.probability)
            for photo in tx.photos.all()
            for f in tx.faces.of_photo(photo.id)
        ]
        said = [(tx.references.of(each.id), tx.relations.of(each.id)) for each in people]
        albums = [(album, tx.albums.photo_ids(album.id)) for album in tx.albums.all()]
        return people, faces, said, tx.people.rejections(), tx.people.links(), albums


@pytest.fixture
def filled(library: Library) -> Library:
    fill(library)
    return library


@pytest.mark.parametrize("seed", [3, 5])
def test_all_edits_in_any_order_are_taken_back_and_done_again(filled: Library, seed: int) -> None:
    states = [everything(filled)]
    done: list[str | None] = []
    for name in random.Random(seed).sample(sorted(EDITS), len(EDITS)):
        before = last_entry(filled)
        with contextlib.suppress(LibraryError):  # an edit of what another one has removed
            EDITS[name](filled)
        if last_entry(filled) != before:
            states.append(everything(filled))
            done.append(next_undo(filled))
    assert len(done) >= len(EDITS) // 2
    for state, words in zip(reversed(states[:-1]), reversed(done), strict=True):
        assert undo(filled) == words
        assert everything(filled) == state
    for state, words in zip(states[1:], done, strict=True):
        assert redo(filled) == words
        assert everything(filled) == state
    assert next_redo(filled) is None


def last_entry(library: Library) -> int:
    with library.snapshot() as tx:
        return tx.journal.entries(1)[0].id


@pytest.mark.parametrize("name", EDITS)
def test_every_edit_can_be_taken_back_and_done_again(told: LibraryPaths, tmp_path: object, name: str) -> None:
    with Library.open(told) as library:
        before = everything(library)
        EDITS[name](library)
        after = everything(library)
        assert after != before
        assert undo(library) is not None
        assert everything(library) == before
        redo(library)
        assert everything(library) == after
        undo(library)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> LibraryPaths:
    """A filled library that each test leaves as it was."""
    paths = LibraryPaths(tmp_path_factory.mktemp("undoing") / "library")
    with Library.open(paths) as library:
        fill(library)
    return paths


def test_undo_and_redo_go_on_after_a_restart(filled: Library) -> None:
    merge_people(filled, "Ann", ["Bob"])
    filled.close()
    with Library.open(filled.paths) as again:
        assert (next_undo(again), next_redo(again)) == ("merge Bob into Ann", None)
        assert undo(again) == "merge Bob into Ann"
    with Library.open(filled.paths) as again:
        assert (next_undo(again), next_redo(again)) == ("add 2 photos to Old", "merge Bob into Ann")
        assert redo(again) == "merge Bob into Ann"
        assert next_redo(again) is None


def test_a_new_edit_ends_what_could_be_done_again(filled: Library) -> None:
    name_person(filled, "Bob", "Robert")
    undo(filled)
    hide_person(filled, "Ann")
    assert (redo(filled), next_undo(filled)) == (None, "hide Ann")
    undo(filled)
    assert next_redo(filled) == "hide Ann"


def test_a_decision_is_taken_back_with_the_version_and_without_a_model(filled: Library) -> None:
    number = restore(filled, 1, [2])
    with filled.transaction() as tx:
        forward, inverse = Decide(number, Decision.DISCARDED), Decide(number, Decision.KEPT)
        perform(tx, "decide", EditSummary(EditCode.DISCARD, number=1), [forward], [inverse])
        assert current_version(tx, 1) is None
    assert undo(filled) == "discard 1 restored face"
    with filled.snapshot() as tx:
        version = current_version(tx, 1)
        assert version is not None
        assert version.faces == ((1, number),)
        assert tx.restorations.get(number).decision is Decision.KEPT
    redo(filled)
    with filled.snapshot() as tx:
        assert current_version(tx, 1) is None


def test_albums_keep_their_order_through_undo(filled: Library) -> None:
    remove_from_album(filled, "Old", [4])
    undo(filled)
    with filled.snapshot() as tx:
        assert tx.albums.photo_ids(list_albums(filled)[0].id) == [4, 2]


def test_a_stranger_who_is_shown_again_is_a_group_with_all_faces(filled: Library) -> None:
    stranger = ignore_stranger(filled, [7])
    with filled.transaction() as tx:
        tx.people.assign(6, stranger, FaceState.SUGGESTED, 0.8)
        assert tx.faces.get(6).state is FaceState.IGNORED
    person = stop_ignoring(filled, stranger)
    assert (person.stranger, person.suggested) == (False, 3)


def test_edits_about_a_group_that_grouping_removed_since_can_be_undone(library: Library) -> None:
    faces = add_person_photos(library, "somebody", 2)
    with library.transaction() as tx:
        group = tx.people.create(None)
        for face in faces:
            tx.people.assign(face, group, FaceState.SUGGESTED, 0.9)
    hide_person(library, group)
    confirm(library, faces, "Ann")
    with library.transaction() as tx:
        tx.people.delete_empty_groups()
        assert group not in tx.people.numbers()
    assert undo(library) == "confirm 2 faces as Ann"
    with library.transaction() as tx:
        assert [face.person_id for face in tx.faces.with_ids(faces)] == [group, group]
        for face in faces:
            tx.people.assign(face, None, FaceState.UNKNOWN)
        tx.people.delete_empty_groups()
    assert undo(library) == f"hide Person {group}"


def test_a_drawn_face_that_something_was_made_of_stays_and_undo_goes_on(filled: Library) -> None:
    hide_person(filled, "Bob")
    face = add_face(filled, 2, Box(1, 1, 50, 50), POINTS, "Ann")
    number = restore(filled, face, [1])
    with pytest.raises(LibraryError, match="was restored since"):
        undo(filled)
    with filled.snapshot() as tx:
        assert tx.faces.get(face).person_id == 1
        assert [each.id for each in tx.restorations.of_faces(face)] == [number]
    assert undo(filled) == "hide Bob"


def test_a_drawn_face_that_guided_a_restoration_stays(filled: Library) -> None:
    face = add_face(filled, 2, Box(1, 1, 50, 50), POINTS, "Ann")
    number = restore(filled, 1, [face])
    with pytest.raises(LibraryError, match="was restored since"):
        undo(filled)
    with filled.snapshot() as tx:
        assert tx.restorations.get(number).reference_face_ids == (face,)


def measure(library: Library, face_id: int, name: str) -> None:
    """As `measure_face` leaves a face."""
    with library.transaction() as tx:
        tx.faces.describe(face_id, quality_of(40.0, 0.8), EMBEDDER, unit_vector(name))
        tx.faces.put_vector(face_id, "judge", unit_vector(name + " judged"))


def measured(library: Library, face_id: int) -> object:
    with library.snapshot() as tx:
        face = tx.faces.get(face_id)
        vectors = [tx.faces.vectors_of(face_id).get(each) for each in (EMBEDDER, "judge")]
    known = [None if vector is None else vector.tolist() for vector in vectors]
    return face.landmarks, face.quality, face.embedder, known


def test_taking_back_points_brings_back_what_was_measured_on_the_old_ones(filled: Library) -> None:
    measure(filled, 4, "old")
    old = measured(filled, 4)
    set_landmarks(filled, 4, POINTS)
    assert measured(filled, 4) != old
    measure(filled, 4, "new")
    new = measured(filled, 4)
    undo(filled)
    assert measured(filled, 4) == old
    redo(filled)
    assert measured(filled, 4) == new
    undo(filled)
    assert measured(filled, 4) == old


def test_a_drawn_face_comes_back_with_its_measurements(filled: Library) -> None:
    face = add_face(filled, 2, Box(1, 1, 50, 50), None, "Ann")
    with filled.transaction() as tx:
        tx.faces.set_landmarks(face, POINTS)
    measure(filled, face, "ann")
    before = measured(filled, face)
    undo(filled)
    redo(filled)
    assert measured(filled, face) == before


def test_faces_that_are_gone_are_left_out_of_an_undo(filled: Library) -> None:
    merge_people(filled, "Ann", ["Bob"])
    with filled.transaction() as tx:
        tx.faces.remove(5)
    assert undo(filled) == "merge Bob into Ann (without 1 face that is gone)"
    assert {person.name for person in list_people(filled)} >= {"Ann", "Bob"}


def test_an_edit_of_which_nothing_is_left_is_passed_by_in_words(filled: Library) -> None:
    confirm(filled, [6], "Ann")
    with filled.transaction() as tx:
        tx.faces.remove(6)
    with pytest.raises(LibraryError, match=r"“confirm 1 face as Ann” cannot be undone.*Undo again"):
        undo(filled)
    assert undo(filled) == "add 2 photos to Old"


def test_a_name_that_somebody_else_got_since_does_not_block_undo(filled: Library) -> None:
    hide_person(filled, "Ann")
    name_person(filled, "Bob", "Robert")
    with filled.transaction() as tx:
        tx.people.create("Bob")  # as indexing does when a photo's own metadata names them
    with pytest.raises(LibraryError, match="already a person called Bob"):
        undo(filled)
    assert undo(filled) == "hide Ann"


def test_a_redo_that_cannot_be_done_gives_way_to_the_next(filled: Library) -> None:
    confirm(filled, [6], "Ann")
    hide_person(filled, "Bob")
    undo(filled)
    undo(filled)
    with filled.transaction() as tx:
        tx.faces.remove(6)
    with pytest.raises(LibraryError, match="cannot be done again"):
        redo(filled)
    assert redo(filled) == "hide Bob"
