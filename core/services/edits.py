"""User edits of people as lists of small steps that can be done, undone and written down.

An edit is the steps to do and the steps that undo them. Both go into the journal, as JSON, in
the transaction that does the edit: what is in the library and what the journal says never part.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any, get_args

from core.domain.face import FaceState
from core.library.library import Transaction


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
class Reject:
    """Remember, or forget, that a face is not this person."""

    face_id: int
    person_id: int
    rejected: bool = True


@dataclass(frozen=True)
class ChooseReference:
    person_id: int
    face_id: int
    choice: Choice


@dataclass(frozen=True)
class SetAlbumRule:
    album_id: int
    rule: str


Step = (
    PlaceFace
    | AddPerson
    | RemovePerson
    | Rename
    | SetBirthDate
    | SetCover
    | Hide
    | Reject
    | ChooseReference
    | SetAlbumRule
)

KINDS: dict[str, type[Step]] = {kind.__name__: kind for kind in get_args(Step)}


def to_json(steps: Sequence[Step]) -> str:
    """The steps as a JSON list of objects with their `kind`."""
    return json.dumps([{"kind": type(step).__name__, **asdict(step)} for step in steps], sort_keys=True)


def from_json(text: str) -> list[Step]:
    """The steps that `to_json` wrote."""
    return [_read_step(values) for values in json.loads(text)]


def _read_step(values: dict[str, Any]) -> Step:
    kind = KINDS[values.pop("kind")]
    for name, word in (("state", FaceState), ("choice", Choice)):
        if name in values:
            values[name] = word(values[name])
    return kind(**values)


def perform(
    tx: Transaction,
    action: str,
    summary: str,
    forward: Sequence[Step],
    inverse: Sequence[Step],
    *,
    done: int = 0,
) -> None:
    """Do an edit and write it into the journal; an edit without steps leaves no trace.

    The first `done` steps of `forward` have been done already.
    """
    if forward:
        apply(tx, forward[done:])
        tx.journal.record(action, summary, to_json(forward), to_json(inverse))


def apply(tx: Transaction, steps: Sequence[Step]) -> None:
    """Do the steps in order."""
    for step in steps:
        match step:
            case PlaceFace():
                tx.people.assign(step.face_id, step.person_id, step.state, step.probability)
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
            case Reject():
                (tx.people.reject if step.rejected else tx.people.unreject)(step.face_id, step.person_id)
            case ChooseReference():
                choose = {
                    Choice.PINNED: tx.references.pin,
                    Choice.BANNED: tx.references.ban,
                    Choice.NONE: tx.references.clear,
                }
                choose[step.choice](step.person_id, step.face_id)
            case SetAlbumRule():
                tx.albums.set_rule(step.album_id, step.rule)
