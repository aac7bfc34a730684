"""User edits as lists of small steps that can be done, undone and written down.

An edit is the steps to do and the steps that undo them. Both go into the journal, as JSON, in
the transaction that does the edit: what is in the library and what the journal says never part.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import Any, get_args

from core.domain.edit_summary import EditSummary
from core.domain.face import Box, FaceState, Landmarks
from core.domain.restoration import Decision
from core.errors import LibraryError
from core.library.library import Transaction
from core.services.decisions import Decide, decide_again
from core.services.measurements import Measured, Points, measure_again


class Choice(StrEnum):
    """What the user said about a face as reference."""

    PINNED = "pinned"
    BANNED = "banned"
    NONE = "none"


@dataclass(frozen=True)
class PlaceFace:
    """Give a face its person and state."""

    face_id: int
    person_id: int | None
    state: FaceState
    probability: float | None = None


@dataclass(frozen=True)
class AddFace:
    """Draw a face by hand under this number, or draw it again."""

    face_id: int
    photo_id: int
    box: tuple[float, float, float, float]
    """Left, top, width, height in pixels of the upright photo."""
    landmarks: Points | None = None


@dataclass(frozen=True)
class RemoveFace:
    face_id: int


@dataclass(frozen=True)
class SetLandmarks:
    face_id: int
    landmarks: Points | None


@dataclass(frozen=True)
class AddPerson:
    """Make a person under this number, or make it again."""

    person_id: int
    name: str | None


@dataclass(frozen=True)
class RemovePerson:
    person_id: int


@dataclass(frozen=True)
class Rename:
    person_id: int
    name: str | None


@dataclass(frozen=True)
class SetBirthDate:
    person_id: int
    day: str | None
    """ISO."""


@dataclass(frozen=True)
class SetCover:
    person_id: int
    face_id: int | None


@dataclass(frozen=True)
class Hide:
    person_id: int
    hidden: bool


@dataclass(frozen=True)
class SetStranger:
    """Ignore somebody everywhere, or no longer."""

    person_id: int
    stranger: bool


@dataclass(frozen=True)
class Relate:
    """What `person_id` is to `other_id`; an empty note forgets it."""

    person_id: int
    other_id: int
    note: str


@dataclass(frozen=True)
class Reject:
    """Remember, or forget, that a face is not this person."""

    face_id: int
    person_id: int
    rejected: bool = True


@dataclass(frozen=True)
class LinkFaces:
    """Remember that two faces are one person (True) or two (False), or forget it (None)."""

    first_id: int
    second_id: int
    must: bool | None


@dataclass(frozen=True)
class ChooseReference:
    person_id: int
    face_id: int
    choice: Choice


@dataclass(frozen=True)
class SetAlbumRule:
    album_id: int
    rule: str


@dataclass(frozen=True)
class AddAlbum:
    """Make an album under this number, or make it again."""

    album_id: int
    name: str
    rule: str


@dataclass(frozen=True)
class RemoveAlbum:
    album_id: int


@dataclass(frozen=True)
class RenameAlbum:
    album_id: int
    name: str


@dataclass(frozen=True)
class FillAlbum:
    """Put photos into an album, or back at their places in it."""

    album_id: int
    photos: tuple[tuple[int, int], ...]
    """(photo, position)."""


@dataclass(frozen=True)
class EmptyAlbum:
    """Take photos out of an album."""

    album_id: int
    photo_ids: tuple[int, ...]


FaceStep = PlaceFace | AddFace | RemoveFace | SetLandmarks | Measured
PersonStep = AddPerson | RemovePerson | Rename | SetBirthDate | SetCover | Hide | SetStranger | Relate
WordStep = Reject | ChooseReference | LinkFaces
AlbumStep = SetAlbumRule | AddAlbum | RemoveAlbum | RenameAlbum | FillAlbum | EmptyAlbum
Step = FaceStep | PersonStep | WordStep | AlbumStep | Decide

KINDS: dict[str, type[Step]] = {kind.__name__: kind for kind in get_args(Step)}


def to_json(steps: Sequence[Step]) -> str:
    """The steps as a JSON list of objects with their `kind`."""
    return json.dumps([{"kind": type(step).__name__, **asdict(step)} for step in steps], sort_keys=True)


def from_json(text: str) -> list[Step]:
    """The steps that `to_json` wrote."""
    return [_read_step(values) for values in json.loads(text)]


def _read_step(values: dict[str, Any]) -> Step:
    kind = KINDS[values.pop("kind")]
    for name, word in (("state", FaceState), ("choice", Choice), ("decision", Decision)):
        if name in values:
            values[name] = word(values[name])
    return kind(**{name: _tuples(value) for name, value in values.items()})


def _tuples(value: Any) -> Any:
    """JSON knows lists only."""
    return tuple(_tuples(each) for each in value) if isinstance(value, list) else value


def perform(
    tx: Transaction,
    action: str,
    summary: EditSummary,
    forward: Sequence[Step],
    inverse: Sequence[Step],
    *,
    done: int = 0,
) -> None:
    """Do an edit and write it into the journal; an edit without steps leaves no trace.

    The first `done` steps of `forward` have been done already. `summary` follows the words
    "Undo" and "Redo".
    """
    if forward:
        apply(tx, forward[done:])
        tx.journal.record(action, summary, to_json(forward), to_json(inverse))


def apply(tx: Transaction, steps: Sequence[Step]) -> None:
    """Do the steps in order; decisions that stand together are one, for they share versions."""
    for deciding, together in groupby(steps, key=lambda step: isinstance(step, Decide)):
        if deciding:
            decide_again(tx, [step for step in together if isinstance(step, Decide)])
            continue
        for step in together:
            _apply(tx, step)


def _apply(tx: Transaction, step: Step) -> None:
    match step:
        case PlaceFace() | AddFace() | RemoveFace() | SetLandmarks() | Measured():
            _apply_to_face(tx, step)
        case Reject():
            (tx.people.reject if step.rejected else tx.people.unreject)(step.face_id, step.person_id)
        case LinkFaces():
            tx.people.link(step.first_id, step.second_id, step.must)
        case ChooseReference():
            choose = {
                Choice.PINNED: tx.references.pin,
                Choice.BANNED: tx.references.ban,
                Choice.NONE: tx.references.clear,
            }
            choose[step.choice](step.person_id, step.face_id)
        case SetAlbumRule() | AddAlbum() | RemoveAlbum() | RenameAlbum() | FillAlbum() | EmptyAlbum():
            _apply_to_album(tx, step)
        case Decide():
            decide_again(tx, [step])
        case _:
            _apply_to_person(tx, step)


def _apply_to_face(tx: Transaction, step: FaceStep) -> None:
    match step:
        case PlaceFace():
            tx.people.assign(step.face_id, step.person_id, step.state, step.probability)
        case AddFace():
            points = None if step.landmarks is None else Landmarks(step.landmarks)
            tx.faces.add_manual(step.photo_id, Box(*step.box), points, face_id=step.face_id)
        case RemoveFace():
            if tx.faces.is_used(step.face_id):
                raise LibraryError(
                    "Face {number} was restored since, or guided a restoration; it stays.",
                    number=step.face_id,
                )
            tx.faces.remove(step.face_id)
        case SetLandmarks():
            points = None if step.landmarks is None else Landmarks(step.landmarks)
            tx.faces.set_landmarks(step.face_id, points)
        case Measured():
            measure_again(tx, step)


def _apply_to_person(tx: Transaction, step: PersonStep) -> None:
    match step:
        case AddPerson():
            tx.people.create(step.name, person_id=step.person_id)
        case RemovePerson():
            tx.people.remove(step.person_id)
        case Rename():
            tx.people.rename(step.person_id, step.name)
        case SetBirthDate():
            tx.people.set_birth_date(step.person_id, date.fromisoformat(step.day) if step.day else None)
        case SetCover():
            tx.people.set_cover(step.person_id, step.face_id)
        case Hide():
            tx.people.hide(step.person_id, step.hidden)
        case SetStranger():
            tx.people.set_stranger(step.person_id, step.stranger)
        case Relate():
            tx.relations.put(step.person_id, step.other_id, step.note)


def _apply_to_album(tx: Transaction, step: AlbumStep) -> None:
    match step:
        case SetAlbumRule():
            tx.albums.change(step.album_id, rule=step.rule)
        case AddAlbum():
            tx.albums.create(step.name, step.rule, album_id=step.album_id)
        case RemoveAlbum():
            tx.albums.remove(step.album_id)
        case RenameAlbum():
            tx.albums.change(step.album_id, name=step.name)
        case FillAlbum():
            tx.albums.place_photos(step.album_id, step.photos)
        case EmptyAlbum():
            tx.albums.remove_photos(step.album_id, step.photo_ids)
