"""People: named by the user, or groups of faces that may be one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


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

    @property
    def label(self) -> str:
        """The name, or words for a group without one."""
        return self.name or f"Person {self.id}"


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


@dataclass(frozen=True)
class Album:
    """A list of photos: made by hand, or kept by a rule."""

    id: int
    name: str
    rule: str
    """"" by hand; else "person:ID", "folder:PATH" or "dates:FROM..TO" (ISO)."""
    photos: int
