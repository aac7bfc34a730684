"""Merging people: nothing of either is lost, and nothing that cannot be is said of the one who stays."""

from __future__ import annotations

from datetime import date

import pytest

from core.domain.face import FaceState
from core.errors import LibraryError
from core.library.library import Library
from core.services.people import (
    confirm,
    find_person,
    ignore_stranger,
    keep_apart,
    merge_people,
    reject,
    relate,
    relations_of,
    set_birth_date,
)
from core.services.undoing import redo, undo
from tests.core.services.faces import add_person_photos, add_photo, detected, near
from tests.core.services.test_undoing import everything


@pytest.fixture
def faces(library: Library) -> list[int]:
    """Faces 1 to 3 of Ann and 4 to 6 of nobody."""
    found = add_person_photos(library, "ann", 3) + add_person_photos(library, "other", 3)
    confirm(library, found[:3], "Ann")
    return found


def states(library: Library, faces: list[int]) -> list[tuple[int | None, FaceState, float | None]]:
    with library.snapshot() as tx:
        return [(face.person_id, face.state, face.probability) for face in tx.faces.with_ids(faces)]


def test_a_stranger_who_turns_out_to_be_somebody_is_no_longer_ignored(
    library: Library, faces: list[int]
) -> None:
    stranger = ignore_stranger(library, faces[3:5])
    with library.transaction() as tx:  # as grouping ignores whoever looks like them
        tx.people.assign(faces[5], stranger, FaceState.SUGGESTED, 0.8)
    before = everything(library)
    ann = merge_people(library, "Ann", [stranger])
    assert (ann.confirmed, ann.suggested) == (5, 1)
    assert states(library, faces[3:]) == [
        (ann.id, FaceState.CONFIRMED, None),
        (ann.id, FaceState.CONFIRMED, None),
        (ann.id, FaceState.SUGGESTED, 0.8),
    ]
    undo(library)
    assert everything(library) == before


def test_nobody_is_merged_into_a_stranger(library: Library, faces: list[int]) -> None:
    stranger = ignore_stranger(library, faces[3:])
    with pytest.raises(LibraryError, match="merge them into Ann instead"):
        merge_people(library, stranger, ["Ann"])


def test_a_group_takes_over_the_name_of_whom_it_is_merged_with(library: Library, faces: list[int]) -> None:
    with library.transaction() as tx:
        group = tx.people.create(None)
        tx.people.assign(faces[3], group, FaceState.SUGGESTED, 0.9)
    before = everything(library)
    assert merge_people(library, group, ["Ann"]).name == "Ann"
    after = everything(library)
    undo(library)
    assert everything(library) == before
    redo(library)
    assert everything(library) == after


def test_a_merge_suggests_nobody_before_their_birth(library: Library, faces: list[int]) -> None:
    with library.transaction() as tx:
        [early] = add_photo(tx, "1950.jpg", [detected(near("other", 9))], year=1950)
        group = tx.people.create(None)
        for face in (faces[3], early):
            tx.people.assign(face, group, FaceState.SUGGESTED, 0.9)
    set_birth_date(library, "Ann", date(1960, 1, 1))
    before = everything(library)
    assert merge_people(library, "Ann", [group]).suggested == 1
    assert states(library, [early]) == [(None, FaceState.UNKNOWN, None)]
    undo(library)
    assert everything(library) == before


def test_a_birth_date_taken_over_by_a_merge_frees_earlier_suggestions(
    library: Library, faces: list[int]
) -> None:
    confirm(library, faces[3:4], "Anna")
    set_birth_date(library, "Anna", date(1960, 1, 1))
    with library.transaction() as tx:
        [early] = add_photo(tx, "1950.jpg", [detected(near("ann", 9))], year=1950)
        tx.people.assign(early, 1, FaceState.SUGGESTED, 0.9)
    before = everything(library)
    ann = merge_people(library, "Ann", ["Anna"])
    assert (ann.birth_date, ann.suggested) == (date(1960, 1, 1), 0)
    undo(library)
    assert everything(library) == before


def test_a_merge_takes_back_that_the_two_are_two(library: Library, faces: list[int]) -> None:
    confirm(library, faces[3:4], "Anna")
    keep_apart(library, "Ann", "Anna")
    before = everything(library)
    merge_people(library, "Ann", ["Anna"])
    with library.snapshot() as tx:
        assert tx.people.links() == []
    undo(library)
    assert everything(library) == before
    assert find_person(library, "Anna").confirmed == 1


@pytest.fixture
def three(library: Library, faces: list[int]) -> list[int]:
    """Ann with faces 1 to 3, Bea with 4 and 5, Cleo with 6."""
    confirm(library, faces[3:5], "Bea")
    confirm(library, faces[5:], "Cleo")
    return faces


def merged_and_back(library: Library) -> object:
    """All there is after Bea and Cleo were merged into Ann; undo and redo lead there and back."""
    before = everything(library)
    merge_people(library, "Ann", ["Bea", "Cleo"])
    after = everything(library)
    undo(library)
    assert everything(library) == before
    redo(library)
    assert everything(library) == after
    return after


def test_two_who_were_kept_apart_are_merged_into_a_third(library: Library, three: list[int]) -> None:
    keep_apart(library, "Bea", "Cleo")
    merged_and_back(library)
    with library.snapshot() as tx:
        assert tx.people.links() == []


def test_two_with_a_note_on_each_other_are_merged_into_a_third(library: Library, three: list[int]) -> None:
    relate(library, "Bea", "Cleo", "sister")
    merged_and_back(library)
    assert relations_of(library, "Ann") == []


def test_a_face_said_not_to_be_the_other_stays_when_both_are_merged(
    library: Library, three: list[int]
) -> None:
    reject(library, three[3:4], "Cleo")
    merged_and_back(library)
    assert find_person(library, "Ann").confirmed == 6
    with library.snapshot() as tx:
        assert tx.people.rejections() == set()
