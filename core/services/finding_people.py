"""Finding people and faces that an edit is about, and the steps that edits share."""

from __future__ import annotations

from collections.abc import Sequence

from core.domain.face import BELONGING, Face, FaceSource, FaceState
from core.domain.person import Person
from core.errors import LibraryError
from core.library.library import Library, Transaction
from core.library.references import ReferenceSet
from core.services.edits import Choice, ChooseReference, PlaceFace, Reject, Step

PersonName = str | int
"""A person's name, or their number."""


def list_people(library: Library, *, hidden: bool = False, strangers: bool = False) -> list[Person]:
    """People and unnamed groups; with `hidden` also those the user does not want to see.

    `strangers` gives those who are ignored everywhere instead.
    """
    with library.snapshot() as tx:
        return tx.people.all(hidden=hidden, strangers=strangers)


def find_person(library: Library, name_or_id: PersonName) -> Person:
    """The person of this name (capitals do not matter) or number.

    Raises:
        LibraryError: there is no such person.
    """
    with library.snapshot() as tx:
        return person_in(tx, name_or_id)


def person_in(tx: Transaction, name_or_id: PersonName) -> Person:
    """As `find_person`, inside a transaction; a name of digits is looked for before the number."""
    if isinstance(name_or_id, int):
        return tx.people.get(name_or_id)
    found, number = tx.people.find(name_or_id), number_in(name_or_id)
    if found is not None:
        return found
    if number is not None:
        return tx.people.get(number)
    raise LibraryError("There is nobody called “{name}”; `ridfr people` lists everybody.", name=name_or_id)


def known_or_new(tx: Transaction, person: PersonName) -> tuple[Person, bool]:
    """The person, made anew when nobody has the name; whether they are new."""
    if isinstance(person, int) or tx.people.find(person) or number_in(person) is not None:
        return person_in(tx, person), False
    return tx.people.get(tx.people.create(person)), True


def number_in(name: str) -> int | None:
    """The number in "17" or "Person 17", as lists show people without a name."""
    digits = name.strip().removeprefix("Person ")
    return int(digits) if digits.isdecimal() else None


def faces_in(tx: Transaction, face_ids: Sequence[int]) -> list[Face]:
    """These faces, ascending by number.

    Raises:
        LibraryError: none is named, or one is not in the library.
    """
    faces = tx.faces.with_ids(face_ids)
    if not face_ids:
        raise LibraryError("Say which faces; `ridfr people show NAME` lists them with their numbers.")
    for face_id in set(face_ids) - {face.id for face in faces}:
        tx.faces.get(face_id)  # says so in words
    return faces


def face_of(tx: Transaction, person: Person, face_id: int) -> Face:
    """A face of this person.

    Raises:
        LibraryError: there is no such face, or it is not theirs.
    """
    face = tx.faces.get(face_id)
    if face.person_id != person.id:
        raise LibraryError("Face {number} does not belong to {person}.", number=face_id, person=person.label)
    return face


def faces_of(tx: Transaction, person: Person) -> list[Face]:
    """Everything that belongs to a person, ignored faces of a stranger too, by number."""
    return tx.faces.of_person(person.id, states=(*BELONGING, FaceState.IGNORED))


def as_it_is(face: Face) -> PlaceFace:
    """The step that puts a face back where it is now."""
    return PlaceFace(face.id, face.person_id, face.state, face.probability)


def freed(face: Face) -> FaceState:
    """The state of a face that belongs to nobody any more."""
    return FaceState.UNKNOWN if face.source is FaceSource.MODEL else FaceState.MANUAL


def rejecting(tx: Transaction, face: Face, person: Person, forward: list[Step], inverse: list[Step]) -> None:
    """Add the steps of a rejection: it takes the face from the person, and from their references."""
    forward.append(Reject(face.id, person.id))
    inverse.append(Reject(face.id, person.id, rejected=False))
    if face.person_id == person.id:
        inverse.append(as_it_is(face))
    if (choice := choice_of(tx.references.of(person.id), face.id)) is not Choice.NONE:
        inverse.append(ChooseReference(person.id, face.id, choice))


def choice_of(chosen: ReferenceSet, face_id: int) -> Choice:
    """What the user said about a face as reference."""
    if face_id in chosen.pinned:
        return Choice.PINNED
    return Choice.BANNED if face_id in chosen.banned else Choice.NONE
