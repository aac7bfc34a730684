"""What somebody looks for among the photos."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class Query:
    """Photos for which all of this holds; an empty query finds every photo."""

    all_of: tuple[int, ...] = ()
    """People who are all in the photo, by number."""
    any_of: tuple[int, ...] = ()
    """People of whom at least one is."""
    none_of: tuple[int, ...] = ()
    """People who are not."""
    exactly: bool = False
    """Nobody else is in the photo: no other person, no group, no unknown face."""
    since: date | None = None
    until: date | None = None
    """Days the photo was taken between, both included."""
    unknown_faces: bool = False
    """Somebody in the photo has no name yet."""
    min_quality: float | None = None
    max_quality: float | None = None
    """Score of a face of the people wanted, or of any face when none are named; [0, 1]."""
    text: str = ""
    """Words in the photo's description or path, in any order."""
    restorable: bool = False
    """A face of a named person that restoring may help; the greatest expected gain comes first."""
    restored: bool = False
    """The version in use shows a restored face."""
    offline: bool = False
    """It cannot be read now."""
    folder: Path | None = None
    """It lies at or below this folder."""
    album: int | None = None
    """It is in the album of this number."""

    @property
    def people(self) -> tuple[int, ...]:
        """Everybody who is looked for."""
        return (*self.all_of, *self.any_of)
