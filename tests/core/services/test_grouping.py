"""Grouping on a real library: what the user said stays, and people keep their numbers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from core.domain.face import FaceState
from core.domain.grouping import SuggestionKind
from core.domain.reports import GroupReport
from core.library.library import Library
from core.progress import Progress
from core.services.grouping import group_people, suggest_merges_and_splits
from core.services.people import confirm, name_person, reject, split_person
from tests.core.services.faces import EMBEDDER, add_person_photos, add_photo, detected, near


def regroup(library: Library) -> GroupReport:
    return group_people(library, EMBEDDER, 0.5, 0.6, Progress())


def person_of(library: Library, face_id: int) -> int | None:
    with library.snapshot() as tx:
        return tx.faces.get(face_id).person_id


def people_of(library: Library, face_ids: list[int]) -> set[int | None]:
    return {person_of(library, face_id) for face_id in face_ids}


def test_faces_that_look_alike_become_unnamed_people(library: Library) -> None:
    ann, bob = add_person_photos(library, "ann", 4), add_person_photos(library, "bob", 3)
    report = regroup(library)
    assert (report.faces, report.people, report.placed, report.unknown) == (7, 2, 7, 0)
    assert len(people_of(library, ann)) == len(people_of(library, bob)) == 1
    assert people_of(library, ann) != people_of(library, bob)
    with library.snapshot() as tx:
        face = tx.faces.get(ann[0])
    assert face.state is FaceState.SUGGESTED
    assert face.probability is not None
    assert 0.5 < face.probability <= 1.0


def test_a_face_alone_stays_unknown(library: Library) -> None:
    [stranger] = add_person_photos(library, "stranger", 1)
    assert regroup(library).unknown == 1
    assert person_of(library, stranger) is None


def test_grouping_again_changes_nothing(library: Library) -> None:
    faces = add_person_photos(library, "ann", 4) + add_person_photos(library, "bob", 4)
    regroup(library)
    before = [person_of(library, face) for face in faces]
    report = regroup(library)
    assert (report.placed, report.person_ids) == (0, frozenset())
    assert [person_of(library, face) for face in faces] == before


def test_new_photos_join_and_people_keep_their_numbers(library: Library) -> None:
    ann = add_person_photos(library, "ann", 3)
    regroup(library)
    [number] = people_of(library, ann)
    name_person(library, number or 0, "Ann")
    new = add_person_photos(library, "ann", 2, first=3)
    assert regroup(library).placed == 2
    assert people_of(library, ann + new) == {number}


def test_a_confirmed_face_never_moves(library: Library) -> None:
    ann, bob = add_person_photos(library, "ann", 4), add_person_photos(library, "bob", 4)
    wrong = confirm(library, [ann[0]], "Bob").id
    confirm(library, bob[:1], "Bob")
    regroup(library)
    assert person_of(library, ann[0]) == wrong
    with library.snapshot() as tx:
        assert tx.faces.get(ann[0]).state is FaceState.CONFIRMED


def test_two_faces_of_one_photo_are_two_people(library: Library) -> None:
    with library.transaction() as tx:
        twins = add_photo(tx, "twins", [detected(near("ann", 0)), detected(near("ann", 1), x=600.0)])
    add_person_photos(library, "ann", 3, first=2)
    regroup(library)
    assert person_of(library, twins[0]) != person_of(library, twins[1])


def test_a_rejection_is_remembered(library: Library) -> None:
    ann = add_person_photos(library, "ann", 4)
    person = confirm(library, ann[:2], "Ann").id
    reject(library, [ann[3]], "Ann")
    regroup(library)
    assert people_of(library, ann[:2]) == {person}
    assert person_of(library, ann[3]) != person


def test_a_split_stays_split(library: Library) -> None:
    ann = add_person_photos(library, "ann", 6)
    old = confirm(library, ann[:4], "Ann").id
    new = split_person(library, "Ann", ann[2:4])
    regroup(library)
    assert people_of(library, ann[:2]) == {old}
    assert people_of(library, ann[2:4]) == {new}


def test_groups_that_lost_all_their_faces_go(library: Library) -> None:
    ann = add_person_photos(library, "ann", 3)
    regroup(library)
    confirm(library, ann, "Ann")
    regroup(library)
    with library.snapshot() as tx:
        assert [person.name for person in tx.people.all(hidden=True)] == ["Ann"]


def test_a_name_from_the_photos_metadata_is_not_overruled_by_likeness(library: Library) -> None:
    ann, bob = add_person_photos(library, "ann", 4), add_person_photos(library, "bob", 4)
    confirm(library, ann[:2], "Ann")
    with library.transaction() as tx:
        said = tx.people.create("Aunt May")
        tx.people.assign(ann[3], said, FaceState.SUGGESTED)
    regroup(library)
    assert person_of(library, ann[3]) == said
    assert len(people_of(library, bob)) == 1


def test_ai_restored_photos_take_no_part(library: Library) -> None:
    add_person_photos(library, "ann", 3)
    with library.transaction() as tx:
        [restored] = add_photo(tx, "restored", [detected(near("ann", 9))], restored_by_ai=True)
    assert regroup(library).faces == 3
    assert person_of(library, restored) is None


def test_an_edit_made_while_grouping_computes_wins(library: Library) -> None:
    ann = add_person_photos(library, "ann", 4)

    def interrupt(fraction: float, message: str) -> None:
        if message == "Writing people":
            confirm(library, [ann[1]], "Somebody else")

    group_people(library, EMBEDDER, 0.5, 0.6, Progress(interrupt))
    with library.snapshot() as tx:
        face = tx.faces.get(ann[1])
        assert face.state is FaceState.CONFIRMED
        assert tx.people.get(face.person_id or 0).name == "Somebody else"


def meanwhile(library: Library, edit: Callable[[], object]) -> None:
    """Group, with an edit between computing and writing."""

    def interrupt(fraction: float, message: str) -> None:
        if message == "Writing people":
            edit()

    group_people(library, EMBEDDER, 0.5, 0.6, Progress(interrupt))


def test_a_face_confirmed_meanwhile_keeps_others_of_its_photo_away(library: Library) -> None:
    ann = add_person_photos(library, "ann", 3)
    confirm(library, ann, "Ann")
    with library.transaction() as tx:
        looks, other = add_photo(tx, "two", [detected(near("ann", 9)), detected(near("bob", 1), x=600.0)])
    meanwhile(library, lambda: confirm(library, [other], "Ann"))
    assert person_of(library, other) == person_of(library, ann[0])
    assert person_of(library, looks) is None


@pytest.mark.parametrize("named", [True, False])
def test_faces_parted_meanwhile_are_not_joined(library: Library, named: bool) -> None:
    ann = add_person_photos(library, "ann", 4)
    if named:
        confirm(library, ann[:2], "Ann")

    def part() -> None:
        with library.transaction() as tx:
            tx.people.link(ann[1], ann[3], must=False)

    meanwhile(library, part)
    assert len(people_of(library, ann[:3])) == 1
    assert person_of(library, ann[3]) is None


def test_an_empty_library_has_no_people(library: Library) -> None:
    assert regroup(library).people == 0


def test_new_photos_do_not_move_suggestions_that_stand(library: Library) -> None:
    ann = add_person_photos(library, "ann", 4)
    regroup(library)
    with library.transaction() as tx:
        other = tx.people.create(None)
        for face in ann[:2]:
            tx.people.assign(face, other, FaceState.SUGGESTED, 0.7)
    add_person_photos(library, "bob", 2)
    regroup(library)
    assert people_of(library, ann[:2]) == {other}
    group_people(library, EMBEDDER, 0.5, 0.6, Progress(), anew=True)
    assert len(people_of(library, ann)) == 1


def test_two_groups_of_one_person_are_suggested_as_one_and_nothing_moves(library: Library) -> None:
    ann = add_person_photos(library, "ann", 6)
    person = confirm(library, ann[:3], "Ann").id
    with library.transaction() as tx:
        other = tx.people.create(None)
        for face in ann[3:]:
            tx.people.assign(face, other, FaceState.SUGGESTED, 0.7)
    [found] = suggest_merges_and_splits(library, EMBEDDER, 0.5, 0.6, Progress())
    assert (found.kind, set(found.person_ids)) == (SuggestionKind.MERGE, {person, other})
    assert found.words.startswith("Ann and")
    assert people_of(library, ann[3:]) == {other}


def test_a_mixed_group_is_suggested_to_be_split(library: Library) -> None:
    ann, bob = add_person_photos(library, "ann", 4), add_person_photos(library, "bob", 3)
    with library.transaction() as tx:
        mixed = tx.people.create(None)
        for face in ann + bob:
            tx.people.assign(face, mixed, FaceState.SUGGESTED, 0.7)
    [found] = suggest_merges_and_splits(library, EMBEDDER, 0.5, 0.6, Progress())
    assert (found.kind, found.person_ids, found.face_ids) == (SuggestionKind.SPLIT, (mixed,), tuple(bob))
