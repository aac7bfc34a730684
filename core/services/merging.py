"""Two people who are one, and one person who is two."""

from __future__ import annotations

from collections.abc import Sequence

from core.domain.face import FaceState
from core.domain.person import Person
from core.errors import LibraryError
from core.library.library import Library, Transaction
from core.services.edits import (
    AddPerson,
    Choice,
    ChooseReference,
    Hide,
    PlaceFace,
    Reject,
    Relate,
    RemovePerson,
    SetAlbumRule,
    SetBirthDate,
    SetCover,
    SetStranger,
    Step,
    perform,
)
from core.services.finding_people import (
    PersonName,
    as_it_is,
    counted,
    face_of,
    faces_of,
    person_in,
    rejecting,
)


def merge_people(library: Library, into: PersonName, others: Sequence[PersonName]) -> Person:
    """Make several people one: all faces, rejections, references, notes and albums go to `into`.

    Cover and birth date of `into` stay; where it has none, those of the first other are taken over.

    Raises:
        LibraryError: there is no such person.
    """
    with library.transaction() as tx:
        kept = person_in(tx, into)
        gone = {other.id: other for other in (person_in(tx, each) for each in others) if other.id != kept.id}
        forward: list[Step] = []
        inverse: list[Step] = []
        given: set[str] = set()
        for other in gone.values():
            inverse[:0] = _merge(tx, kept, other, forward, given)
        names = ", ".join(other.label for other in gone.values())
        perform(tx, "merge", f"merge {names} into {kept.label}", forward, inverse)
        return tx.people.get(kept.id)


def _merge(tx: Transaction, kept: Person, other: Person, forward: list[Step], given: set[str]) -> list[Step]:
    """Adds the steps of one merge; the steps back: first the person, then everything that hung on them."""
    back: list[Step] = [AddPerson(other.id, other.name)]
    _merge_faces(tx, kept, other, forward, back)
    _merge_choices(tx, kept, other, forward, back)
    _merge_facts(kept, other, forward, back, given)
    _merge_relations(tx, kept, other, forward, back)
    for album_id in tx.albums.with_rule(f"person:{other.id}"):
        forward.append(SetAlbumRule(album_id, f"person:{kept.id}"))
        back.append(SetAlbumRule(album_id, f"person:{other.id}"))
    forward.append(RemovePerson(other.id))
    return back


def _merge_faces(tx: Transaction, kept: Person, other: Person, forward: list[Step], back: list[Step]) -> None:
    faces = faces_of(tx, other)
    rejected = tx.people.rejections([face.id for face in faces])
    for face in faces:
        forward.append(PlaceFace(face.id, kept.id, face.state, face.probability))
        back.append(as_it_is(face))
        if (face.id, kept.id) in rejected:  # the merge is the later word
            forward.append(Reject(face.id, kept.id, rejected=False))
            back.append(Reject(face.id, kept.id))
    refused = tx.faces.with_ids(tx.people.rejected_faces(other.id))
    already = set(tx.people.rejected_faces(kept.id))
    for face in refused:
        back.append(Reject(face.id, other.id))
        if face.person_id != kept.id and face.id not in already:
            rejecting(tx, face, kept, forward, back)


def _merge_choices(
    tx: Transaction, kept: Person, other: Person, forward: list[Step], back: list[Step]
) -> None:
    chosen = tx.references.of(other.id)
    for face_ids, choice in ((chosen.pinned, Choice.PINNED), (chosen.banned, Choice.BANNED)):
        for face_id in sorted(face_ids):
            forward.append(ChooseReference(kept.id, face_id, choice))
            back += [
                ChooseReference(kept.id, face_id, Choice.NONE),
                ChooseReference(other.id, face_id, choice),
            ]


def _merge_facts(kept: Person, other: Person, forward: list[Step], back: list[Step], given: set[str]) -> None:
    """`given`: what `kept` has got from others of this merge already."""
    if other.birth_date is not None:
        back.append(SetBirthDate(other.id, other.birth_date.isoformat()))
        if kept.birth_date is None and "birth" not in given:
            given.add("birth")
            forward.append(SetBirthDate(kept.id, other.birth_date.isoformat()))
            back.append(SetBirthDate(kept.id, None))
    if other.cover_face_id is not None:
        back.append(SetCover(other.id, other.cover_face_id))
        if kept.cover_face_id is None and "cover" not in given:
            given.add("cover")
            forward.append(SetCover(kept.id, other.cover_face_id))
            back.append(SetCover(kept.id, None))
    if other.hidden:
        back.append(Hide(other.id, True))
    if other.stranger:
        back.append(SetStranger(other.id, True))


def _merge_relations(
    tx: Transaction, kept: Person, other: Person, forward: list[Step], back: list[Step]
) -> None:
    for first, second, note in tx.relations.of(other.id):
        back.append(Relate(first, second, note))
        moved = (kept.id, second) if first == other.id else (first, kept.id)
        if moved[0] != moved[1] and not tx.relations.get(*moved):
            forward.append(Relate(*moved, note))
            back.append(Relate(*moved, ""))


def split_person(library: Library, person: PersonName, face_ids: Sequence[int]) -> int:
    """Make a new, unnamed person of some of a person's faces; the number of the new one.

    The faces are confirmed as the new person and rejected as the old one, so that grouping does
    not bring them back.

    Raises:
        LibraryError: there is no such person, or a face is not theirs.
    """
    with library.transaction() as tx:
        old = person_in(tx, person)
        faces = [face_of(tx, old, face_id) for face_id in dict.fromkeys(face_ids)]
        if not faces:
            raise LibraryError(f"Say which faces of {old.label} belong to somebody else.")
        new_id = tx.people.create(None)
        forward: list[Step] = [AddPerson(new_id, None)]
        inverse: list[Step] = []
        for face in faces:
            forward.append(PlaceFace(face.id, new_id, FaceState.CONFIRMED))
            rejecting(tx, face, old, forward, inverse)
            if old.cover_face_id == face.id:
                forward.append(SetCover(old.id, None))
                inverse.append(SetCover(old.id, face.id))
        inverse.append(RemovePerson(new_id))
        perform(tx, "split", f"split {counted(faces)} from {old.label}", forward, inverse, done=1)
        return new_id
