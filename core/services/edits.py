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
from typing import Any

from core.domain.face import Face, FaceState
from core.domain.person import Person
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
class Link:
    """Remember that two faces are one person, or two; None forgets it."""

    first: int
    second: int
    must: bool | None


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
    | Link
)

KINDS: dict[str, type[Any]] = {
    kind.__name__: kind
    for kind in (
        PlaceFace,
        AddPerson,
        RemovePerson,
        Rename,
        SetBirthDate,
        SetCover,
        Hide,
        Reject,
        ChooseReference,
        Link,
    )
}


def to_json(steps: Sequence[Step]) -> str:
    """The steps as a JSON list of objects with their `kind`."""
    return json.dumps([{"kind": type(step).__name__, **asdict(step)} for step in steps], sort_keys=True)


def from_json(text: str) -> list[Step]:
    """The steps that `to_json` wrote."""
    steps: list[Step] = []
    for values in json.loads(text):
        kind = KINDS[values.pop("kind")]
        if "state" in values:
            values["state"] = FaceState(values["state"])
        if "choice" in values:
            values["choice"] = Choice(values["choice"])
        steps.append(kind(**values))
    return steps


def perform(
    tx: Transaction, action: str, summary: str, forward: Sequence[Step], inverse: Sequence[Step]
) -> None:
    """Do an edit and write it into the journal; an edit without steps leaves no trace."""
    if not forward:
        return
    apply(tx, forward)
    tx.journal.record(action, summary, to_json(forward), to_json(inverse))


def apply(tx: Transaction, steps: Sequence[Step]) -> None:
    """Do the steps in order."""
    for step in steps:
        _apply(tx, step)
