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
from core.services.edits import (
    AddPerson,
    ChooseReference,
    Choice,
    Hide,
    PlaceFace,
    Reject,
    RemovePerson,
    Rename,
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
    name = name_or_id.strip()
    found = tx.people.find(name) if name else None
    if found is None and name.removeprefix("Person ").isdecimal():
        return tx.people.get(int(name.removeprefix("Person ")))
    if found is None:
        raise LibraryError(f"There is nobody called “{name}”; `ridfr people` lists everybody.")
    return found


def name_person(library: Library, person: PersonName, name: str) -> Person:
    """Name a group, or rename a person.

    Raises:
        LibraryError: there is no such person, or somebody else has the name.
    """
    title = " ".join(name.split())
    if not title:
        raise LibraryError("A person needs a name.")
    with library.transaction() as tx:
        known = person_in(tx, person)
        other = tx.people.find(title)
        if other is not None and other.id != known.id:
            raise LibraryError(f"There is somebody called “{title}” already; merge the two if they are one person.")
        summary = f"Named {known.label} “{title}”"
        perform(tx, "name", summary, [Rename(known.id, title)], [Rename(known.id, known.name)])
        return tx.people.get(known.id)


def merge_people(library: Library, into: PersonName, others: Sequence[PersonName]) -> Person:
    """Make several people one: all faces, rejections and reference choices go to `into`.

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


def _merge_steps(tx: Transaction, kept: Person, other: Person, forward: list[Step], inverse: list[Step]) -> None:
    """The person comes back first when undone, then everything that hung on them."""
    back: list[Step] = [AddPerson(other.id, other.name)]
    for face in _faces_of(tx, other):
        forward.append(PlaceFace(face.id, kept.id, face.state, face.probability))
        back.append(_as_it_is(face))
    for face_id, person_id in sorted(tx.people.rejections()):
        if person_id == other.id:
            forward.append(Reject(face_id, kept.id))
            back += [Reject(face_id, kept.id, rejected=False), Reject(face_id, other.id)]
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
            forward += [PlaceFace(face.id, new_id, FaceState.CONFIRMED), Reject(face.id, old.id)]
            inverse += [_as_it_is(face), Reject(face.id, old.id, rejected=False)]
        inverse.append(RemovePerson(new_id))
        perform(tx, "split", f"Split {_count(faces)} from {old.label}", forward, inverse)
        return new_id


def confirm(library: Library, face_ids: Sequence[int], person: PersonName) -> Person:
    """Say that these faces are `person`; a name nobody has yet makes a new person.

    Raises:
        LibraryError: there is no such face, or no person of that number.
    """
    with library.transaction() as tx:
        faces = _faces(tx, face_ids)
        forward: list[Step] = []
        inverse: list[Step] = []
        known = _known_or_new(tx, person, forward, inverse)
        rejected = tx.people.rejections()
        for face in faces:
            if (face.id, known.id) in rejected:
                forward.append(Reject(face.id, known.id, rejected=False))
                inverse.insert(0, Reject(face.id, known.id))
            if (face.person_id, face.state) != (known.id, FaceState.CONFIRMED):
                forward.append(PlaceFace(face.id, known.id, FaceState.CONFIRMED))
                inverse.insert(0, _as_it_is(face))
        perform(tx, "confirm", f"Confirmed {_count(faces)} as {known.label}", forward, inverse)
        return tx.people.get(known.id)


def _known_or_new(tx: Transaction, person: PersonName, forward: list[Step], inverse: list[Step]) -> Person:
    if isinstance(person, int) or tx.people.find(person.strip()) or person.strip().isdecimal():
        return person_in(tx, person)
    name = " ".join(person.split())
    if not name:
        raise LibraryError("A person needs a name.")
    new_id = tx.people.create(name)
    forward.append(AddPerson(new_id, name))
    inverse.append(RemovePerson(new_id))
    return tx.people.get(new_id)


def reject(library: Library, face_ids: Sequence[int], person: PersonName) -> Person:
    """Say that these faces are not `person`; that is remembered, and the faces are free again.

    Raises:
        LibraryError: there is no such face or person.
    """
    with library.transaction() as tx:
        known, faces = person_in(tx, person), _faces(tx, face_ids)
        forward: list[Step] = []
        inverse: list[Step] = []
        rejected = tx.people.rejections()
        for face in faces:
            if (face.id, known.id) not in rejected:
                forward.append(Reject(face.id, known.id))
                inverse.insert(0, Reject(face.id, known.id, rejected=False))
            if face.person_id == known.id:
                forward.append(PlaceFace(face.id, None, FaceState.UNKNOWN))
                inverse.insert(0, _as_it_is(face))
        perform(tx, "reject", f"Said that {_count(faces)} is not {known.label}", forward, inverse)
        return tx.people.get(known.id)


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
        summary = f"Set the birth date of {known.label}" if day else f"Cleared the birth date of {known.label}"
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
        chosen = tx.references.of(known.id)
        before = Choice.NONE
        if face.id in chosen.pinned:
            before = Choice.PINNED
        elif face.id in chosen.banned:
            before = Choice.BANNED
        summary = f"Reference of {known.label}: {choice.value}"
        forward, inverse = (ChooseReference(known.id, face.id, each) for each in (choice, before))
        perform(tx, "reference", summary, [forward], [inverse])


def _faces(tx: Transaction, face_ids: Sequence[int]) -> list[Face]:
    faces = [tx.faces.get(face_id) for face_id in dict.fromkeys(face_ids)]
    if not faces:
        raise LibraryError("Say which faces; `ridfr people NAME` lists them with their numbers.")
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
