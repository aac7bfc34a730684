"""Edits of people: what they do, what they refuse, and that each can be taken back."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest

from core.domain.face import FaceState
from core.errors import LibraryError
from core.library.library import Library
from core.services.albums import create_album, list_albums
from core.services.edits import Choice, ChooseReference, PlaceFace, from_json, to_json
from core.services.people import (
    ban_reference,
    clear_reference,
    confirm,
    find_person,
    hide_person,
    ignore,
    list_people,
    mark_no_face,
    merge_people,
    name_person,
    pin_reference,
    reject,
    set_birth_date,
    set_cover,
    split_person,
)
from core.services.undoing import undo
from tests.core.services.faces import add_person_photos

Edit = Callable[[Library, list[int]], object]


@pytest.fixture
def faces(library: Library) -> list[int]:
    """Faces 1 to 6: two of Ann, one of Bob, three of nobody."""
    found = add_person_photos(library, "ann", 3) + add_person_photos(library, "bob", 3)
    confirm(library, found[:2], "Ann")
    confirm(library, found[3:4], "Bob")
    return found


def state_of(library: Library, face_id: int) -> tuple[int | None, FaceState]:
    with library.snapshot() as tx:
        face = tx.faces.get(face_id)
    return face.person_id, face.state


def everything(library: Library) -> object:
    """All that edits of people can change."""
    with library.snapshot() as tx:
        people = tx.people.all(hidden=True)
        faces = [(f.id, f.person_id, f.state, f.probability) for f in tx.faces.with_ids(range(1, 100))]
        references = [(person.id, tx.references.of(person.id)) for person in people]
        return sorted(people, key=lambda person: person.id), faces, tx.people.rejections(), references


def test_people_are_found_by_name_or_number(library: Library, faces: list[int]) -> None:
    ann = find_person(library, " aNN ")
    assert ann == find_person(library, ann.id) == find_person(library, str(ann.id))
    assert find_person(library, f"Person {ann.id}") == ann
    assert [person.name for person in list_people(library)] == ["Ann", "Bob"]


def test_an_unknown_person_is_refused_with_the_way_out(library: Library) -> None:
    with pytest.raises(LibraryError, match="ridfr people"):
        find_person(library, "Nobody")


def test_a_name_makes_a_new_person_when_nobody_has_it(library: Library, faces: list[int]) -> None:
    person = confirm(library, faces[4:], "Bob's brother")
    assert (person.name, person.confirmed) == ("Bob's brother", 2)


def test_a_taken_name_is_refused(library: Library, faces: list[int]) -> None:
    with pytest.raises(LibraryError, match="merge"):
        name_person(library, "Bob", "ann")


def test_merging_moves_faces_rejections_and_references(library: Library, faces: list[int]) -> None:
    reject(library, [faces[5]], "Bob")
    pin_reference(library, "Bob", faces[3])
    set_birth_date(library, "Bob", date(1950, 2, 3))
    ann = merge_people(library, "Ann", ["Bob"])
    assert (ann.confirmed, ann.birth_date) == (3, date(1950, 2, 3))
    with library.snapshot() as tx:
        assert tx.references.of(ann.id).pinned == {faces[3]}
        assert tx.people.rejections() == {(faces[5], ann.id)}
        assert tx.people.find("Bob") is None


def test_albums_of_a_merged_person_follow_them_and_come_back(library: Library, faces: list[int]) -> None:
    create_album(library, "Bob's", "person:Bob")
    create_album(library, "Old days", "dates:1990-01-01..1991-01-01")
    before = list_albums(library)
    merge_people(library, "Ann", ["Bob"])
    bobs, old = list_albums(library)
    assert (bobs.rule, bobs.photos) == (f"person:{find_person(library, 'Ann').id}", 3)
    assert old == before[1]
    undo(library)
    assert list_albums(library) == before


def test_merging_somebody_with_themselves_changes_nothing(library: Library, faces: list[int]) -> None:
    before = everything(library)
    merge_people(library, "Ann", ["Ann"])
    assert everything(library) == before


def test_a_split_makes_a_new_person_and_remembers_the_difference(library: Library, faces: list[int]) -> None:
    old = find_person(library, "Ann")
    new = split_person(library, "Ann", [faces[1]])
    assert state_of(library, faces[1]) == (new, FaceState.CONFIRMED)
    with library.snapshot() as tx:
        assert tx.people.rejections() == {(faces[1], old.id)}


def test_only_faces_of_a_person_can_be_split_from_them(library: Library, faces: list[int]) -> None:
    with pytest.raises(LibraryError, match="does not belong to Ann"):
        split_person(library, "Ann", [faces[3]])


def test_a_rejected_face_is_free_and_a_later_confirmation_wins(library: Library, faces: list[int]) -> None:
    reject(library, [faces[0]], "Ann")
    assert state_of(library, faces[0]) == (None, FaceState.UNKNOWN)
    confirm(library, [faces[0]], "Ann")
    with library.snapshot() as tx:
        assert tx.people.rejections() == set()


def test_strangers_and_things_are_set_aside(library: Library, faces: list[int]) -> None:
    assert ignore(library, faces[4:5]) == 1
    assert mark_no_face(library, faces[5:]) == 1
    assert ignore(library, faces[4:5]) == 0
    assert state_of(library, faces[4]) == (None, FaceState.IGNORED)
    assert state_of(library, faces[5]) == (None, FaceState.REJECTED)


def test_nobody_is_born_in_the_future(library: Library, faces: list[int]) -> None:
    with pytest.raises(LibraryError, match="future"):
        set_birth_date(library, "Ann", date(9999, 1, 1))


def test_references_are_pinned_banned_and_cleared(library: Library, faces: list[int]) -> None:
    ann = find_person(library, "Ann").id
    pin_reference(library, "Ann", faces[0])
    ban_reference(library, "Ann", faces[1])
    clear_reference(library, "Ann", faces[0])
    with library.snapshot() as tx:
        assert (tx.references.of(ann).pinned, tx.references.of(ann).banned) == (frozenset(), {faces[1]})


EDITS: dict[str, Edit] = {
    "name": lambda library, faces: name_person(library, "Bob", "Robert"),
    "merge": lambda library, faces: merge_people(library, "Ann", ["Bob"]),
    "merge the other way": lambda library, faces: merge_people(library, "Bob", ["Ann"]),
    "split": lambda library, faces: split_person(library, "Ann", faces[:1]),
    "confirm": lambda library, faces: confirm(library, faces[4:], "Ann"),
    "confirm what was rejected": lambda library, faces: confirm(library, [faces[2]], "Ann"),
    "confirm as somebody new": lambda library, faces: confirm(library, faces[:1] + faces[5:], "Carol"),
    "reject": lambda library, faces: reject(library, [faces[0], faces[5]], "Ann"),
    "ignore": lambda library, faces: ignore(library, faces),
    "no face": lambda library, faces: mark_no_face(library, faces),
    "birth date": lambda library, faces: set_birth_date(library, "Ann", date(1920, 5, 6)),
    "cover": lambda library, faces: set_cover(library, "Ann", faces[1]),
    "hide": lambda library, faces: hide_person(library, "Bob"),
    "reference": lambda library, faces: ban_reference(library, "Ann", faces[0]),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_every_edit_can_be_taken_back(library: Library, faces: list[int], edit: Edit) -> None:
    reject(library, [faces[2]], "Ann")
    pin_reference(library, "Ann", faces[0])
    set_birth_date(library, "Bob", date(1950, 2, 3))
    set_cover(library, "Bob", faces[3])
    before = everything(library)
    edit(library, faces)
    assert everything(library) != before
    undo(library)
    assert everything(library) == before


def test_edits_are_taken_back_newest_first_until_none_is_left(library: Library, faces: list[int]) -> None:
    name_person(library, "Bob", "Robert")
    merge_people(library, "Ann", ["Robert"])
    assert undo(library) == "merge Robert into Ann"
    assert undo(library) == "name Bob Robert"
    assert find_person(library, "Bob").confirmed == 1
    assert undo(library) == "confirm 1 face as Bob"
    hide_person(library, "Ann")
    assert undo(library) == "hide Ann"
    assert undo(library) == "confirm 2 faces as Ann"
    assert undo(library) is None
    assert list_people(library, hidden=True) == []


def test_every_edit_is_one_line_of_the_journal(library: Library, faces: list[int]) -> None:
    merge_people(library, "Ann", ["Bob"])
    with library.snapshot() as tx:
        newest = tx.journal.entries(10)[0]
    assert (newest.action, newest.summary) == ("merge", "merge Bob into Ann")
    assert {step["kind"] for step in json.loads(newest.forward)} == {"PlaceFace", "RemovePerson"}


def test_a_refused_edit_leaves_no_trace(library: Library, faces: list[int]) -> None:
    before = everything(library)
    with pytest.raises(LibraryError):
        confirm(library, [faces[0], 999], "Carol")
    assert everything(library) == before


def test_steps_survive_json() -> None:
    steps = [PlaceFace(1, 2, FaceState.SUGGESTED, 0.5), ChooseReference(2, 1, Choice.BANNED)]
    assert from_json(to_json(steps)) == steps
