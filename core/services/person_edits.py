"""What users say about a person as a whole: name, birth, cover, whether they are shown, references."""

from __future__ import annotations

from datetime import date

from core.domain.edit_summary import EditCode, EditSummary
from core.domain.person import Person, Relation
from core.errors import LibraryError
from core.library.library import Library
from core.services.edits import (
    Choice,
    ChooseReference,
    Hide,
    LinkFaces,
    PlaceFace,
    Relate,
    Rename,
    SetBirthDate,
    SetCover,
    Step,
    perform,
)
from core.services.finding_people import (
    PersonName,
    as_it_is,
    choice_of,
    face_of,
    faces_of,
    freed,
    person_in,
)


def name_person(library: Library, person: PersonName, name: str) -> Person:
    """Name a group, or rename a person.

    Raises:
        LibraryError: there is no such person, the name is empty, or somebody else has it.
    """
    with library.transaction() as tx:
        known = person_in(tx, person)
        steps = Rename(known.id, name), Rename(known.id, known.name)
        perform(tx, "name", EditSummary(EditCode.NAME, [known.label, name.strip()]), [steps[0]], [steps[1]])
        return tx.people.get(known.id)


def set_birth_date(library: Library, person: PersonName, day: date | None) -> Person:
    """Set or clear the day of birth; faces in earlier photos are not suggested to be them any more.

    Faces that the user confirmed stay: whoever said so may have meant it.

    Raises:
        LibraryError: there is no such person, or the day is in the future.
    """
    if day is not None and day > date.today():
        raise LibraryError(
            "{day} is in the future; give the day of birth as YEAR-MONTH-DAY.", day=day.isoformat()
        )
    with library.transaction() as tx:
        known = person_in(tx, person)
        summary = EditSummary(EditCode.BIRTH_SET if day else EditCode.BIRTH_CLEAR, [known.label])
        forward: list[Step] = [SetBirthDate(known.id, _iso(day))]
        inverse: list[Step] = [SetBirthDate(known.id, _iso(known.birth_date))]
        if day is not None:
            early = tx.faces.with_ids(tx.people.suggested_before(known.id, day))
            forward += [PlaceFace(face.id, None, freed(face)) for face in early]
            inverse += [as_it_is(face) for face in early]
        perform(tx, "birth-date", summary, forward, inverse)
        return tx.people.get(known.id)


def set_cover(library: Library, person: PersonName, face_id: int) -> Person:
    """Choose the face that stands for a person.

    Raises:
        LibraryError: there is no such person, or the face is not theirs.
    """
    with library.transaction() as tx:
        known = person_in(tx, person)
        face = face_of(tx, known, face_id)
        forward, inverse = SetCover(known.id, face.id), SetCover(known.id, known.cover_face_id)
        perform(tx, "cover", EditSummary(EditCode.COVER, [known.label]), [forward], [inverse])
        return tx.people.get(known.id)


def hide_person(library: Library, person: PersonName, hidden: bool = True) -> Person:
    """Leave a person out of the list of people, or put them back.

    Raises:
        LibraryError: there is no such person.
    """
    with library.transaction() as tx:
        known = person_in(tx, person)
        summary = EditSummary(EditCode.HIDE if hidden else EditCode.SHOW, [known.label])
        perform(tx, "hide", summary, [Hide(known.id, hidden)], [Hide(known.id, known.hidden)])
        return tx.people.get(known.id)


def unhide(library: Library, person: PersonName) -> Person:
    """Show a hidden person again.

    Raises:
        LibraryError: there is no such person.
    """
    return hide_person(library, person, hidden=False)


def keep_apart(library: Library, person: PersonName, other: PersonName) -> None:
    """Say that two people are two, however alike they are; a merge of them is not suggested again.

    Raises:
        LibraryError: there is no such person, it is one and the same, or one of them has no face.
    """
    with library.transaction() as tx:
        first, second = person_in(tx, person), person_in(tx, other)
        faces = [face for each in (first, second) for face in faces_of(tx, each)[:1]]
        if first.id == second.id or len(faces) < 2:
            raise LibraryError(
                "{person} and {other} are not two people with faces.", person=first.label, other=second.label
            )
        one, two = faces[0].id, faces[1].id
        forward, inverse = LinkFaces(one, two, False), LinkFaces(one, two, tx.people.linked(one, two))
        if forward != inverse:
            perform(
                tx, "apart", EditSummary(EditCode.APART, [first.label, second.label]), [forward], [inverse]
            )


def relate(library: Library, person: PersonName, other: PersonName, note: str) -> list[Relation]:
    """Note what `person` is to `other` ("mother"); an empty note forgets it. All notes about `person`.

    Raises:
        LibraryError: there is no such person, or it is one and the same.
    """
    with library.transaction() as tx:
        first, second = person_in(tx, person), person_in(tx, other)
        if first.id == second.id:
            raise LibraryError(
                "{person} is one person; name two to note what they are to each other.", person=first.label
            )
        words = " ".join(note.split())
        forward = Relate(first.id, second.id, words)
        inverse = Relate(first.id, second.id, tx.relations.get(first.id, second.id))
        names = [first.label, words, second.label] if words else [first.label, second.label]
        summary = EditSummary(EditCode.RELATE if words else EditCode.UNRELATE, names)
        if forward != inverse:
            perform(tx, "relate", summary, [forward], [inverse])
    return relations_of(library, first.id)


def relations_of(library: Library, person: PersonName) -> list[Relation]:
    """The notes on what somebody is to others, and others to them.

    Raises:
        LibraryError: there is no such person.
    """
    with library.snapshot() as tx:
        known = person_in(tx, person)
        return [
            Relation(tx.people.get(first), tx.people.get(second), note)
            for first, second, note in tx.relations.of(known.id)
        ]


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


_CHOOSING = {Choice.PINNED: EditCode.PIN, Choice.BANNED: EditCode.BAN, Choice.NONE: EditCode.CHOOSE_FREELY}


def _choose_reference(library: Library, person: PersonName, face_id: int, choice: Choice) -> None:
    with library.transaction() as tx:
        known = person_in(tx, person)
        face = face_of(tx, known, face_id)
        before = choice_of(tx.references.of(known.id), face.id)
        if choice is not before:
            forward, inverse = (ChooseReference(known.id, face.id, each) for each in (choice, before))
            summary = EditSummary(_CHOOSING[choice], [known.label])
            perform(tx, "reference", summary, [forward], [inverse])


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
