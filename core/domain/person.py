"""People: named by the user, or groups of faces that may be one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class EditState(StrEnum):
    """What became of an edit in the journal."""

    STANDING = "standing"
    """Done: undoing takes back the newest of these."""
    UNDONE = "undone"
    """Taken back: redoing does the oldest of these again."""
    PASSED = "passed"
    """Out of reach: taken back and other edits made since, or what it was about is gone."""


@dataclass(frozen=True)
class Person:
    """Somebody in the library; `name` is None for a group nobody named yet."""

    id: int
    name: str | None
    birth_date: date | None
    cover_face_id: int | None
    hidden: bool
    confirmed: int
    """Number of confirmed faces."""
    suggested: int
    """Number of faces waiting for review."""
    stranger: bool = False
    """Ignored everywhere: in no list, and nobody is suggested to be them."""

    @property
    def label(self) -> str:
        """The name, or words for a group without one."""
        return self.name or f"Person {self.id}"

    def age_at(self, day: date | datetime | None) -> int | None:
        """Full years on `day`; None when that or the birth is not known, negative before the birth."""
        if self.birth_date is None or day is None:
            return None
        born = self.birth_date
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


@dataclass(frozen=True)
class Relation:
    """What one person is to another, in the user's words: `person` is the `note` of `other`."""

    person: Person
    other: Person
    note: str
    """For example "mother"."""

    @property
    def sentence(self) -> str:
        return f"{self.person.label}: {self.note} of {self.other.label}"


@dataclass(frozen=True)
class PersonRange:
    """Likeness of a person's own reference photos to each other, and to other people.

    Cosines of centred vectors of the judging embedder; the guard compares a result with
    this range (the person's own, not one threshold for everybody).
    """

    low: float
    """Results under it are no longer this person."""
    high: float
    """Typical likeness of two photos of this person."""
    samples: int
    """Number of reference pairs it was measured on; 0 means the general range."""

    @property
    def usual(self) -> float:
        """What most photos of the person reach: half way from `low` to `high`, so five of six of them
        when their likeness is spread normally and `low` lies two standard deviations under the mean."""
        return (self.low + self.high) / 2


@dataclass(frozen=True)
class Album:
    """A list of photos: made by hand, or kept by a rule."""

    id: int
    name: str
    rule: str
    """"" by hand; else "person:ID", "folder:PATH" or "dates:FROM..TO" (ISO)."""
    photos: int
