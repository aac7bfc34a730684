"""Two people who are one, and one person who is two."""

from __future__ import annotations

from collections.abc import Sequence

from core.domain.edit_summary import EditCode, EditSummary
from core.domain.face import Face, FaceState
from core.domain.person import Person
from core.errors import LibraryError
from core.library.library import Library, Transaction
from core.services.edits import (
    AddPerson,
    Choice,
    ChooseReference,
    Hide,
    LinkFaces,
    PlaceFace,
    Reject,
    Relate,
    RemovePerson,
    Rename,
    SetAlbumRule,
    SetBirthDate,
    SetCover,
    SetStranger,
    Step,
    apply,
    perform,
)
from core.services.finding_people import (
    PersonName,
    as_it_is,
    face_of,
    faces_of,
    freed,
    person_in,
    rejecting,
)


def merge_people(library: Library, into: PersonName, others: Sequence[PersonName]) -> Person:
    """Make several people one: all faces, rejections, references, notes and albums go to `into`.

    Name, cover and birth date of `into` stay; where it has none, those of the first other who has
    one are taken over. Faces of a stranger who turns out to be `into` are ignored no longer.

    Raises:
        LibraryError: there is no such person, or `into` is a stranger who is ignored.
    """
    with library.transaction() as tx:
        kept = person_in(tx, into)
        gone = {other.id: other for other in (person_in(tx, each) for each in others) if other.id != kept.id}
        _refuse_stranger(kept, list(gone.values()))
        forward: list[Step] = []
        inverse: list[Step] = []
        for other in gone.values():
            # Each is done before the next is looked at: those who go may have words on each other.
            steps, back = _merge(tx, kept, other)
            apply(tx, steps)
            forward += steps
            inverse[:0] = back
            kept = tx.people.get(kept.id)
        names = ", ".join(other.label for other in gone.values())
        summary = EditSummary(EditCode.MERGE, [names, kept.label])
        perform(tx, "merge", summary, forward, inverse, done=len(forward))
        return kept


def _refuse_stranger(kept: Person, others: Sequence[Person]) -> None:
    shown = next((other for other in others if not other.stranger), None)
    if kept.stranger and shown is not None:
        raise LibraryError(
            "{kept} is a stranger you ignore; merge them into {shown} instead.",
            kept=kept.label,
            shown=shown.label,
        )


def _merge(tx: Transaction, kept: Person, other: Person) -> tuple[list[Step], list[Step]]:
    """The steps of one merge, and those back: first the person, then everything that hung on them."""
    forward: list[Step] = []
    back: list[Step] = [AddPerson(other.id, other.name)]
    _merge_faces(tx, kept, other, forward, back)
    _merge_links(tx, kept, other, forward, back)
    _merge_choices(tx, kept, other, forward, back)
    _merge_facts(tx, kept, other, forward, back)
    _merge_relations(tx, kept, other, forward, back)
    for album_id in tx.albums.with_rule(f"person:{other.id}"):
        forward.append(SetAlbumRule(album_id, f"person:{kept.id}"))
        back.append(SetAlbumRule(album_id, f"person:{other.id}"))
    forward.append(RemovePerson(other.id))
    if kept.name is None and other.name is not None:  # free by now, and given back before they return
        forward.append(Rename(kept.id, other.name))
        back.insert(0, Rename(kept.id, None))
    return forward, back


def _merge_faces(tx: Transaction, kept: Person, other: Person, forward: list[Step], back: list[Step]) -> None:
    faces = faces_of(tx, other)
    rejected = tx.people.rejections([face.id for face in faces])
    unborn = _before_birth(tx, kept, other)
    for face in faces:
        forward.append(PlaceFace(face.id, None, freed(face)) if face.id in unborn else _joining(face, kept))
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


def _joining(face: Face, kept: Person) -> PlaceFace:
    """A face goes over as it is; one of a stranger is no longer ignored when it joins somebody shown."""
    state = face.state
    if state is FaceState.IGNORED and not kept.stranger:
        state = FaceState.CONFIRMED if face.probability is None else FaceState.SUGGESTED
    return PlaceFace(face.id, kept.id, state, face.probability)


def _before_birth(tx: Transaction, kept: Person, other: Person) -> set[int]:
    """Faces suggested to be `other` in photos older than `kept`."""
    return set() if kept.birth_date is None else set(tx.people.suggested_before(other.id, kept.birth_date))


def _merge_links(tx: Transaction, kept: Person, other: Person, forward: list[Step], back: list[Step]) -> None:
    """That the two are two was the earlier word."""
    apart = [(first, second) for first, second, must in tx.people.links() if not must]
    if not apart:
        return
    owners = {
        face.id: face.person_id for face in tx.faces.with_ids({each for pair in apart for each in pair})
    }
    for first, second in apart:
        if {owners[first], owners[second]} == {kept.id, other.id}:
            forward.append(LinkFaces(first, second, None))
            back.append(LinkFaces(first, second, False))


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


def _merge_facts(tx: Transaction, kept: Person, other: Person, forward: list[Step], back: list[Step]) -> None:
    if other.birth_date is not None:
        back.append(SetBirthDate(other.id, other.birth_date.isoformat()))
        if kept.birth_date is None:
            forward.append(SetBirthDate(kept.id, other.birth_date.isoformat()))
            back.append(SetBirthDate(kept.id, None))
            for face in tx.faces.with_ids(tx.people.suggested_before(kept.id, other.birth_date)):
                forward.append(PlaceFace(face.id, None, freed(face)))
                back.append(as_it_is(face))
    if other.cover_face_id is not None:
        back.append(SetCover(other.id, other.cover_face_id))
        if kept.cover_face_id is None:
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
            raise LibraryError("Say which faces of {person} belong to somebody else.", person=old.label)
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
        perform(
            tx, "split", EditSummary(EditCode.SPLIT, [old.label], number=len(faces)), forward, inverse, done=1
        )
        return new_id
