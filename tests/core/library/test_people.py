from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from core.domain.face import FaceState
from core.errors import LibraryError
from core.library.library import Library
from tests.core.library.samples import (
    EMBEDDER,
    LEFT,
    MIDDLE,
    add_face,
    add_photo,
    add_restored_photo,
    analyse,
    detection,
)


@pytest.mark.parametrize("asked", ["Zoë  Müller", " zoë müller\t", "ZOE\u0308 MÜLLER", "Zoë\u200b Müller"])
def test_a_name_is_found_however_it_is_typed(library: Library, asked: str) -> None:
    with library.transaction() as tx:
        person = tx.people.create(" Zoe\u0308 Müller ")
        found = tx.people.find(asked)
    assert found is not None
    assert (found.id, found.name) == (person, "Zoë Müller")


def test_two_people_cannot_have_one_name(library: Library) -> None:
    with library.transaction() as tx:
        ada, other = tx.people.create("Ada"), tx.people.create(None)
        with pytest.raises(LibraryError, match="already a person called Ada"):
            tx.people.rename(other, "ADA")
        tx.people.rename(ada, "ADA")
        assert tx.people.get(ada).name == "ADA"


@pytest.mark.parametrize("name", ["", "  \t", "\u200b\u202e"])
def test_a_name_needs_something_to_read(library: Library, name: str) -> None:
    with library.transaction() as tx:
        assert tx.people.find(name) is None
        with pytest.raises(LibraryError, match="at least one letter"):
            tx.people.create(name)


def test_named_people_come_first_and_those_with_most_faces_before_others(library: Library) -> None:
    with library.transaction() as tx:
        group, few, many = tx.people.create(None), tx.people.create("Ada"), tx.people.create("Ben")
        for number in range(3):
            tx.people.assign(add_face(tx, number, name=str(number)), many, FaceState.CONFIRMED)
        tx.people.assign(add_face(tx, "x", name="x"), group, FaceState.SUGGESTED, 0.6)
        people = tx.people.all()
    assert [person.id for person in people] == [many, few, group]
    assert [(person.confirmed, person.suggested) for person in people] == [(3, 0), (0, 0), (0, 1)]


def test_hidden_people_show_only_when_asked_for(library: Library) -> None:
    with library.transaction() as tx:
        person = tx.people.create("Ada")
        tx.people.hide(person)
        assert tx.people.all() == []
        assert [each.id for each in tx.people.all(hidden=True)] == [person]


def test_birth_date_and_cover_are_kept_and_cleared(library: Library) -> None:
    with library.transaction() as tx:
        person, face_id = tx.people.create("Ada"), add_face(tx)
        tx.people.set_birth_date(person, date(1815, 12, 10))
        tx.people.set_cover(person, face_id)
        known = tx.people.get(person)
        assert (known.birth_date, known.cover_face_id) == (date(1815, 12, 10), face_id)
        tx.people.set_birth_date(person, None)
        tx.people.set_cover(person, None)
        known = tx.people.get(person)
        assert (known.birth_date, known.cover_face_id) == (None, None)


def test_faces_of_a_removed_person_are_free_and_their_number_is_not_given_again(library: Library) -> None:
    with library.transaction() as tx:
        person, found = tx.people.create("Ada"), add_face(tx)
        drawn = tx.faces.add_manual(add_photo(tx), LEFT, None)
        for face_id in (found, drawn):
            tx.people.assign(face_id, person, FaceState.CONFIRMED)
        tx.people.remove(person)
        assert [tx.faces.get(each).state for each in (found, drawn)] == [FaceState.UNKNOWN, FaceState.MANUAL]
        assert tx.people.create("Ben") > person
        assert tx.people.create("Ada", person_id=person) == person


def test_only_nameless_people_without_faces_are_cleared_away(library: Library) -> None:
    with library.transaction() as tx:
        tx.people.create(None)
        named, group = tx.people.create("Ada"), tx.people.create(None)
        tx.people.assign(add_face(tx), group, FaceState.SUGGESTED, 0.8)
        assert tx.people.delete_empty_groups() == 1
        assert {person.id for person in tx.people.all()} == {named, group}


def test_a_rejected_face_leaves_the_person_and_the_rejection_is_remembered(library: Library) -> None:
    with library.transaction() as tx:
        person, face_id = tx.people.create("Ada"), add_face(tx)
        tx.people.assign(face_id, person, FaceState.SUGGESTED, 0.8)
        tx.references.pin(person, face_id)
        tx.people.reject(face_id, person)
        assert tx.faces.get(face_id).state is FaceState.UNKNOWN
        assert tx.people.rejections() == {(face_id, person)}
        assert not tx.references.of(person).pinned


def test_rejecting_for_one_person_leaves_another_alone(library: Library) -> None:
    with library.transaction() as tx:
        ada, ben, face_id = tx.people.create("Ada"), tx.people.create("Ben"), add_face(tx)
        tx.people.assign(face_id, ben, FaceState.CONFIRMED)
        tx.people.reject(face_id, ada)
        assert tx.faces.get(face_id).person_id == ben


def test_a_confirmation_overrules_an_earlier_rejection(library: Library) -> None:
    with library.transaction() as tx:
        person, face_id = tx.people.create("Ada"), add_face(tx)
        tx.people.reject(face_id, person)
        tx.people.assign(face_id, person, FaceState.CONFIRMED)
        assert tx.people.rejections() == set()


def test_state_and_person_have_to_fit(library: Library) -> None:
    with library.transaction() as tx:
        person, face_id = tx.people.create("Ada"), add_face(tx)
        with pytest.raises(ValueError, match="needs a person"):
            tx.people.assign(face_id, None, FaceState.SUGGESTED)
        with pytest.raises(ValueError, match="has no person"):
            tx.people.assign(face_id, person, FaceState.REJECTED)


def test_nobody_and_nothing_unknown_can_be_assigned(library: Library) -> None:
    with library.transaction() as tx:
        person = tx.people.create("Ada")
        with pytest.raises(LibraryError, match="no face number 99"):
            tx.people.assign(99, person, FaceState.CONFIRMED)
    with pytest.raises(LibraryError, match="no such thing any more"), library.transaction() as tx:
        tx.people.assign(add_face(tx), 99, FaceState.CONFIRMED)


def test_the_newest_word_about_two_faces_counts(library: Library) -> None:
    with library.transaction() as tx:
        a, b = add_face(tx, "a", name="a"), add_face(tx, "b", name="b")
        tx.people.link(b, a, must=True)
        tx.people.link(a, b, must=False)
        assert tx.people.links() == [(a, b, False)]
        tx.people.link(b, a, None)
        assert tx.people.links() == []
        with pytest.raises(ValueError, match="two faces"):
            tx.people.link(a, a, must=True)


def test_grouping_gets_every_usable_face_with_all_that_was_said(library: Library) -> None:
    with library.transaction() as tx:
        person = tx.people.create("Ada")
        ada, ben = analyse(
            tx, add_photo(tx), detection(LEFT, "ada"), detection(MIDDLE, "ben", embedded=False)
        )
        tx.people.assign(ada, person, FaceState.CONFIRMED)
        tx.people.reject(ben, person)
        tx.people.link(ada, ben, must=False)
        faces = tx.people.grouping_input(EMBEDDER)
    assert faces.face_ids.tolist() == [ada, ben]
    assert faces.usable.tolist() == [True, False]
    assert faces.person_ids.tolist() == [person, 0]
    assert faces.confirmed.tolist() == [True, False]
    assert np.allclose(faces.quality, 0.8)
    assert faces.rejections == {(ben, person)}
    assert faces.cannot_links == ((ada, ben),)


def test_grouping_never_sees_dismissed_restored_or_removed_faces(library: Library) -> None:
    with library.transaction() as tx:
        tx.people.assign(add_face(tx), None, FaceState.IGNORED)
        analyse(tx, add_restored_photo(tx), detection(MIDDLE))
        gone = add_photo(tx, "gone.jpg")
        analyse(tx, gone, detection(MIDDLE))
        tx.photos.remove_locations([each.id for each in tx.photos.get(gone).locations])
        assert len(tx.people.grouping_input(EMBEDDER)) == 0


def test_a_number_too_large_for_any_person_is_refused_in_words(library: Library) -> None:
    with pytest.raises(LibraryError, match="so large a number"), library.snapshot() as tx:
        tx.people.get(10**30)


def test_rejections_can_be_asked_of_some_faces(library: Library) -> None:
    with library.transaction() as tx:
        ada = tx.people.create("Ada")
        first, second = add_face(tx, name="1.jpg"), add_face(tx, name="2.jpg")
        tx.people.reject(first, ada)
        tx.people.reject(second, ada)
        assert tx.people.rejections([second]) == {(second, ada)}
        assert tx.people.rejections([]) == set()
