"""What users say about people: names, who is who, who is not, which pictures to go by.

Every edit is one transaction together with its line in the journal, which holds the steps to do
it again and to undo it. What a user says outweighs every model: confirmed faces stay, rejections
are remembered.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from core.domain.face import Face, FaceState
from core.domain.person import Person
from core.errors import LibraryError
from core.library.library import Library, Transaction
from core.library.references import ReferenceSet
from core.services.edits import (
    AddPerson,
    Choice,
    ChooseReference,
    Hide,
    PlaceFace,
    Reject,
    RemovePerson,
    Rename,
    SetAlbumRule,
    SetBirthDate,
    SetCover,
    Step,
    perform,
)

PersonName = str | int
"""A person's name, or their number."""


def list_people(library: Library, *, hidden: bool = False) -> list[Person]:
    """People and unnamed groups; with `hidden` also those the user does not want to see."""
    with library.snapshot() as tx:
        return tx.people.all(hidden=hidden)


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
    found, number = tx.people.find(name_or_id), _number_in(name_or_id)
    if found is not None:
        return found
    if number is not None:
        return tx.people.get(number)
    raise LibraryError(f"There is nobody called “{name_or_id}”; `ridfr people` lists everybody.")


def _number_in(name: str) -> int | None:
    """The number in "17" or "Person 17", as lists show people without a name."""
    digits = name.strip().removeprefix("Person ")
    return int(digits) if digits.isdecimal() else None


def name_person(library: Library, person: PersonName, name: str) -> Person:
    """Name a group, or rename a person.

    Raises:
        LibraryError: there is no such person, the name is empty, or somebody else has it.
    """
    with library.transaction() as tx:
        known = person_in(tx, person)
        steps = Rename(known.id, name), Rename(known.id, known.name)
        perform(tx, "name", f"Named {known.label} {name.strip()}", [steps[0]], [steps[1]])
        return tx.people.get(known.id)


def merge_people(library: Library, into: PersonName, others: Sequence[PersonName]) -> Person:
    """Make several people one: all faces, rejections, reference choices and albums go to `into`.

    Raises:
        LibraryError: there is no such person.
    """
    with library.transaction() as tx:
        kept = person_in(tx, into)
        gone = {other.id: other for other in (person_in(tx, each) for each in others) if other.id != kept.id}
        forward: list[Step] = []
        inverse: list[Step] = []
        for other in gone.values():
            _merge_steps(tx, kept, other, forward, inverse)
        names = ", ".join(other.label for other in gone.values())
        perform(tx, "merge", f"Merged {names} into {kept.label}", forward, inverse)
        return tx.people.get(kept.id)


def _merge_steps(
    tx: Transaction, kept: Person, other: Person, forward: list[Step], inverse: list[Step]
) -> None:
    """The person comes back first when undone, then everything that hung on them."""
    rejected = tx.people.rejections()
    back: list[Step] = [AddPerson(other.id, other.name)]
    for face in _faces_of(tx, other):
        forward.append(PlaceFace(face.id, kept.id, face.state, face.probability))
        back.append(_as_it_is(face))
        if (face.id, kept.id) in rejected:  # the merge is the later word
            forward.append(Reject(face.id, kept.id, rejected=False))
            back.append(Reject(face.id, kept.id))
    for face_id in sorted(face_id for face_id, person_id in rejected if person_id == other.id):
        back.append(Reject(face_id, other.id))
        if tx.faces.get(face_id).person_id != kept.id and (face_id, kept.id) not in rejected:
            _reject_steps(tx, tx.faces.get(face_id), kept, forward, back)
    chosen = tx.references.of(other.id)
    for face_ids, choice in ((chosen.pinned, Choice.PINNED), (chosen.banned, Choice.BANNED)):
        for face_id in sorted(face_ids):
            forward.append(ChooseReference(kept.id, face_id, choice))
            back += [
                ChooseReference(kept.id, face_id, Choice.NONE),
                ChooseReference(other.id, face_id, choice),
            ]
    if other.birth_date is not None:
        back.append(SetBirthDate(other.id, other.birth_date.isoformat()))
        if kept.birth_date is None:
            forward.append(SetBirthDate(kept.id, other.birth_date.isoformat()))
            back.append(SetBirthDate(kept.id, None))
    if other.cover_face_id is not None:
        back.append(SetCover(other.id, other.cover_face_id))
    if other.hidden:
        back.append(Hide(other.id, True))
    for album_id in tx.albums.with_rule(f"person:{other.id}"):
        forward.append(SetAlbumRule(album_id, f"person:{kept.id}"))
        back.append(SetAlbumRule(album_id, f"person:{other.id}"))
    forward.append(RemovePerson(other.id))
    inverse[:0] = back


def split_person(library: Library, person: PersonName, face_ids: Sequence[int]) -> int:
    """Make a new, unnamed person of some of a person's faces; the number of the new one.

    The faces are confirmed as the new person and rejected as the old one, so that grouping does
    not bring them back.

    Raises:
        LibraryError: there is no such person, or a face is not theirs.
    """
    with library.transaction() as tx:
        old = person_in(tx, person)
        faces = [_face_of(tx, old, face_id) for face_id in dict.fromkeys(face_ids)]
        if not faces:
            raise LibraryError(f"Say which faces of {old.label} belong to somebody else.")
        new_id = tx.people.create(None)
        forward: list[Step] = [AddPerson(new_id, None)]
        inverse: list[Step] = []
        for face in faces:
            forward.append(PlaceFace(face.id, new_id, FaceState.CONFIRMED))
            _reject_steps(tx, face, old, forward, inverse)
        inverse.append(RemovePerson(new_id))
        perform(tx, "split", f"Split {_count(faces)} from {old.label}", forward, inverse, done=1)
        return new_id


def confirm(library: Library, face_ids: Sequence[int], person: PersonName) -> Person:
    """Say that these faces are `person`; a name nobody has yet makes a new person.

    Raises:
        LibraryError: there is no such face, or no person of that number.
    """
    with library.transaction() as tx:
        faces = _faces(tx, face_ids)
        known, is_new = _known_or_new(tx, person)
        forward: list[Step] = [AddPerson(known.id, known.name)] if is_new else []
        inverse: list[Step] = [RemovePerson(known.id)] if is_new else []
        rejected = tx.people.rejections()
        for face in faces:
            if (face.id, known.id) in rejected:
                forward.append(Reject(face.id, known.id, rejected=False))
                inverse.insert(0, Reject(face.id, known.id))
            if (face.person_id, face.state) != (known.id, FaceState.CONFIRMED):
                forward.append(PlaceFace(face.id, known.id, FaceState.CONFIRMED))
                inverse.insert(0, _as_it_is(face))
        summary = f"Confirmed {_count(faces)} as {known.label}"
        perform(tx, "confirm", summary, forward, inverse, done=int(is_new))
        return tx.people.get(known.id)


def _known_or_new(tx: Transaction, person: PersonName) -> tuple[Person, bool]:
    if isinstance(person, int) or tx.people.find(person) or _number_in(person) is not None:
        return person_in(tx, person), False
    return tx.people.get(tx.people.create(person)), True


def reject(library: Library, face_ids: Sequence[int], person: PersonName) -> Person:
    """Say that these faces are not `person`; that is remembered, and the faces are free again.

    Raises:
        LibraryError: there is no such face or person.
    """
    with library.transaction() as tx:
        known, faces = person_in(tx, person), _faces(tx, face_ids)
        rejected = tx.people.rejections()
        forward: list[Step] = []
        inverse: list[Step] = []
        for face in faces:
            if (face.id, known.id) not in rejected:
                _reject_steps(tx, face, known, forward, inverse)
        perform(tx, "reject", f"Said that {_count(faces)} is not {known.label}", forward, inverse)
        return tx.people.get(known.id)


def _reject_steps(
    tx: Transaction, face: Face, person: Person, forward: list[Step], inverse: list[Step]
) -> None:
    """A rejection takes the face from the person, and from their references."""
    forward.append(Reject(face.id, person.id))
    inverse.append(Reject(face.id, person.id, rejected=False))
    if face.person_id == person.id:
        inverse.append(_as_it_is(face))
    if (choice := _choice(tx.references.of(person.id), face.id)) is not Choice.NONE:
        inverse.append(ChooseReference(person.id, face.id, choice))


def ignore(library: Library, face_ids: Sequence[int]) -> int:
    """Say that these faces are strangers who need not be shown; the number of faces changed.

    Raises:
        LibraryError: there is no such face.
    """
    return _set_aside(library, face_ids, FaceState.IGNORED, "ignore", "Ignored")


def mark_no_face(library: Library, face_ids: Sequence[int]) -> int:
    """Say that these are no faces at all; the number of faces changed.

    Raises:
        LibraryError: there is no such face.
    """
    return _set_aside(library, face_ids, FaceState.REJECTED, "no-face", "Marked as no face:")


def _set_aside(library: Library, face_ids: Sequence[int], state: FaceState, action: str, verb: str) -> int:
    with library.transaction() as tx:
        faces = [face for face in _faces(tx, face_ids) if face.state is not state]
        forward = [PlaceFace(face.id, None, state) for face in faces]
        inverse = [_as_it_is(face) for face in faces]
        perform(tx, action, f"{verb} {_count(faces)}", forward, inverse)
        return len(faces)


def set_birth_date(library: Library, person: PersonName, day: date | None) -> Person:
    """Set or clear the day of birth.

    Raises:
        LibraryError: there is no such person, or the day is in the future.
    """
    if day is not None and day > date.today():
        raise LibraryError(f"{day.isoformat()} is in the future; give the day of birth as YEAR-MONTH-DAY.")
    with library.transaction() as tx:
        known = person_in(tx, person)
        summary = f"{'Set' if day else 'Cleared'} the birth date of {known.label}"
        forward, inverse = SetBirthDate(known.id, _iso(day)), SetBirthDate(known.id, _iso(known.birth_date))
        perform(tx, "birth-date", summary, [forward], [inverse])
        return tx.people.get(known.id)


def set_cover(library: Library, person: PersonName, face_id: int) -> Person:
    """Choose the face that stands for a person.

    Raises:
        LibraryError: there is no such person, or the face is not theirs.
    """
    with library.transaction() as tx:
        known = person_in(tx, person)
        face = _face_of(tx, known, face_id)
        forward, inverse = SetCover(known.id, face.id), SetCover(known.id, known.cover_face_id)
        perform(tx, "cover", f"Chose a cover for {known.label}", [forward], [inverse])
        return tx.people.get(known.id)


def hide_person(library: Library, person: PersonName, hidden: bool = True) -> Person:
    """Leave a person out of the list of people, or put them back.

    Raises:
        LibraryError: there is no such person.
    """
    with library.transaction() as tx:
        known = person_in(tx, person)
        summary = f"{'Hid' if hidden else 'Showed'} {known.label}"
        perform(tx, "hide", summary, [Hide(known.id, hidden)], [Hide(known.id, known.hidden)])
        return tx.people.get(known.id)


def pin_reference(library: Library, person: PersonName, face_id: int) -> None:
    """Always use this face as a reference of the person.

    Raises:
        LibraryError: there is no such person, or the face is not theirs.
    """
    _choose_reference(library, person, face_id, Choice.PINNED)


def ban_reference(library: Library, person: PersonName, face_id: int) -> None:
    """Never use this face as a reference of the person.

    Raises:
        LibraryError: there is no such person, or the face is not theirs.
    """
    _choose_reference(library, person, face_id, Choice.BANNED)


def clear_reference(library: Library, person: PersonName, face_id: int) -> None:
    """Let the ranking decide about this face again.

    Raises:
        LibraryError: there is no such person, or the face is not theirs.
    """
    _choose_reference(library, person, face_id, Choice.NONE)


def _choose_reference(library: Library, person: PersonName, face_id: int, choice: Choice) -> None:
    with library.transaction() as tx:
        known = person_in(tx, person)
        face = _face_of(tx, known, face_id)
        before = _choice(tx.references.of(known.id), face.id)
        summary = f"Reference of {known.label}: {choice.value}"
        forward, inverse = (ChooseReference(known.id, face.id, each) for each in (choice, before))
        perform(tx, "reference", summary, [forward], [inverse])


def _choice(chosen: ReferenceSet, face_id: int) -> Choice:
    if face_id in chosen.pinned:
        return Choice.PINNED
    return Choice.BANNED if face_id in chosen.banned else Choice.NONE


def _faces(tx: Transaction, face_ids: Sequence[int]) -> list[Face]:
    faces = [tx.faces.get(face_id) for face_id in dict.fromkeys(face_ids)]
    if not faces:
        raise LibraryError("Say which faces; `ridfr people show NAME` lists them with their numbers.")
    return faces


def _face_of(tx: Transaction, person: Person, face_id: int) -> Face:
    face = tx.faces.get(face_id)
    if face.person_id != person.id:
        raise LibraryError(f"Face {face_id} does not belong to {person.label}.")
    return face


def _faces_of(tx: Transaction, person: Person) -> list[Face]:
    faces = tx.faces.of_person(person.id, states=(FaceState.CONFIRMED, FaceState.SUGGESTED))
    return sorted(faces, key=lambda face: face.id)


def _as_it_is(face: Face) -> PlaceFace:
    return PlaceFace(face.id, face.person_id, face.state, face.probability)


def _count(faces: Sequence[Face]) -> str:
    return "1 face" if len(faces) == 1 else f"{len(faces)} faces"


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
