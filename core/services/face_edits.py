"""What users say about faces: who they are, who they are not, and who need not be shown at all."""

from __future__ import annotations

from collections.abc import Sequence

from core.domain.edit_summary import EditCode, EditSummary
from core.domain.face import Face, FaceState
from core.domain.person import Person
from core.errors import LibraryError
from core.library.library import Library, Transaction
from core.services.edits import (
    AddPerson,
    PlaceFace,
    Reject,
    RemovePerson,
    SetStranger,
    Step,
    perform,
)
from core.services.finding_people import (
    PersonName,
    as_it_is,
    faces_in,
    faces_of,
    known_or_new,
    person_in,
    rejecting,
)


def confirm(library: Library, face_ids: Sequence[int], person: PersonName) -> Person:
    """Say that these faces are `person`; a name nobody has yet makes a new person.

    Raises:
        LibraryError: there is no such face, or no person of that number.
    """
    with library.transaction() as tx:
        faces = faces_in(tx, face_ids)
        known, is_new = known_or_new(tx, person)
        forward: list[Step] = [AddPerson(known.id, known.name)] if is_new else []
        inverse: list[Step] = [RemovePerson(known.id)] if is_new else []
        rejected = tx.people.rejections(face_ids)
        for face in faces:
            _confirming(face, known.id, rejected, forward, inverse)
        summary = EditSummary(EditCode.CONFIRM, [known.label], number=len(faces))
        perform(tx, "confirm", summary, forward, inverse, done=int(is_new))
        return tx.people.get(known.id)


def confirm_many(library: Library, face_ids: Sequence[int], person: PersonName | None = None) -> int:
    """Say that faces are who they are suggested to be, or all `person`; the number of faces changed.

    Raises:
        LibraryError: there is no such face, or one of them is suggested to be nobody.
    """
    with library.transaction() as tx:
        faces = faces_in(tx, face_ids)
        if person is None:
            for face in faces:
                if face.person_id is None:
                    raise LibraryError(
                        "Face {number} is not suggested to be anybody; say who it is.", number=face.id
                    )
            rejected = tx.people.rejections(face_ids)
            forward: list[Step] = []
            inverse: list[Step] = []
            for face in faces:
                _confirming(face, face.person_id or 0, rejected, forward, inverse)
            changed = [step for step in forward if isinstance(step, PlaceFace)]
            perform(
                tx, "confirm", EditSummary(EditCode.CONFIRM_SUGGESTED, number=len(changed)), forward, inverse
            )
            return len(changed)
    confirm(library, face_ids, person)
    return len(faces)


def _confirming(
    face: Face,
    person_id: int,
    rejected: set[tuple[int, int]],
    forward: list[Step],
    inverse: list[Step],
) -> None:
    if (face.id, person_id) in rejected:
        forward.append(Reject(face.id, person_id, rejected=False))
        inverse.insert(0, Reject(face.id, person_id))
    if (face.person_id, face.state) != (person_id, FaceState.CONFIRMED):
        forward.append(PlaceFace(face.id, person_id, FaceState.CONFIRMED))
        inverse.insert(0, as_it_is(face))


def move_faces(library: Library, face_ids: Sequence[int], to: PersonName) -> Person:
    """Say that faces are `to` and not who they were thought to be; a new name makes a new person.

    Raises:
        LibraryError: there is no such face, or no person of that number.
    """
    with library.transaction() as tx:
        faces = faces_in(tx, face_ids)
        known, is_new = known_or_new(tx, to)
        forward: list[Step] = [AddPerson(known.id, known.name)] if is_new else []
        back: list[Step] = []
        rejected = tx.people.rejections(face_ids)
        for face in faces:
            if face.person_id not in (None, known.id):
                rejecting(tx, face, tx.people.get(face.person_id or 0), forward, back)
            _confirming(face, known.id, rejected, forward, back)
        inverse: list[Step] = [*back, RemovePerson(known.id)] if is_new else back
        summary = EditSummary(EditCode.MOVE, [known.label], number=len(faces))
        perform(tx, "move", summary, forward, inverse, done=int(is_new))
        return tx.people.get(known.id)


def reject(library: Library, face_ids: Sequence[int], person: PersonName) -> Person:
    """Say that these faces are not `person`; that is remembered, and the faces are free again.

    Raises:
        LibraryError: there is no such face or person.
    """
    with library.transaction() as tx:
        known, faces = person_in(tx, person), faces_in(tx, face_ids)
        rejected = tx.people.rejections(face_ids)
        forward: list[Step] = []
        inverse: list[Step] = []
        for face in faces:
            if (face.id, known.id) not in rejected:
                rejecting(tx, face, known, forward, inverse)
        perform(
            tx, "reject", EditSummary(EditCode.REJECT, [known.label], number=len(faces)), forward, inverse
        )
        return tx.people.get(known.id)


def ignore(library: Library, face_ids: Sequence[int]) -> int:
    """Say that these faces need not be shown; the number of faces changed. See also `ignore_stranger`.

    Raises:
        LibraryError: there is no such face.
    """
    return _set_aside(library, face_ids, FaceState.IGNORED, "ignore", EditCode.IGNORE)


def mark_no_face(library: Library, face_ids: Sequence[int]) -> int:
    """Say that these are no faces at all; the number of faces changed.

    Raises:
        LibraryError: there is no such face.
    """
    return _set_aside(library, face_ids, FaceState.REJECTED, "no-face", EditCode.NO_FACE)


def _set_aside(
    library: Library, face_ids: Sequence[int], state: FaceState, action: str, code: EditCode
) -> int:
    with library.transaction() as tx:
        faces = [face for face in faces_in(tx, face_ids) if face.state is not state]
        forward = [PlaceFace(face.id, None, state) for face in faces]
        inverse = [as_it_is(face) for face in faces]
        perform(tx, action, EditSummary(code, number=len(faces)), forward, inverse)
        return len(faces)


def ignore_stranger(library: Library, face_ids: Sequence[int]) -> int:
    """Ignore somebody everywhere: these faces, their group, and whoever looks like them from now on.

    Faces of a group that nobody named take the whole group along; faces of named people leave
    them and become a stranger of their own. The number of the stranger.

    Raises:
        LibraryError: there is no such face.
    """
    with library.transaction() as tx:
        faces = faces_in(tx, face_ids)
        group = _group_of(tx, faces)
        stranger = tx.people.create(None) if group is None else group.id
        new: list[Step] = [AddPerson(stranger, None)] if group is None else []
        forward: list[Step] = [*new, SetStranger(stranger, True)]
        back: list[Step] = []
        members = faces if group is None else faces_of(tx, group)
        chosen = {face.id for face in faces}
        for face in members:
            owner = face.person_id
            if owner not in (None, stranger):
                rejecting(tx, face, tx.people.get(owner or 0), forward, back)
            if face.id in chosen or face.probability is None:
                forward.append(PlaceFace(face.id, stranger, FaceState.IGNORED))
                back.append(as_it_is(face))
        inverse = [SetStranger(stranger, False), *back]
        inverse += [RemovePerson(stranger)] if group is None else []
        words = EditSummary(EditCode.IGNORE_STRANGER, number=len(members))
        perform(tx, "ignore", words, forward, inverse, done=len(new))
        return stranger


def _group_of(tx: Transaction, faces: Sequence[Face]) -> Person | None:
    """The group that all these faces belong to, if it is one that nobody named."""
    owners = {face.person_id for face in faces}
    if len(owners) != 1 or (owner := owners.pop()) is None:
        return None
    person = tx.people.get(owner)
    return person if person.name is None else None


def stop_ignoring(library: Library, stranger: PersonName) -> Person:
    """Show a stranger again, as a group that may be named.

    Raises:
        LibraryError: there is no such person.
    """
    with library.transaction() as tx:
        known = person_in(tx, stranger)
        if known.stranger:
            said = [face for face in faces_of(tx, known) if face.probability is None]
            forward: list[Step] = [SetStranger(known.id, False)]
            forward += [PlaceFace(face.id, known.id, FaceState.SUGGESTED, 1.0) for face in said]
            inverse: list[Step] = [*(as_it_is(face) for face in said), SetStranger(known.id, True)]
            perform(tx, "ignore", EditSummary(EditCode.SHOW, [known.label]), forward, inverse)
        return tx.people.get(known.id)
