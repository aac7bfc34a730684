"""A face as a screen shows it in a list: which picture, where in it, and what is known. Nothing heavy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from core.domain.face import FaceState


@dataclass(frozen=True, slots=True)
class FaceTile:
    """One face of a long list; the box is given in shares of the photo's sides, [0, 1]."""

    id: int
    photo_id: int
    digest: str
    """Of the photo: SHA-256, hex; names its thumbnail."""
    left: float
    top: float
    width: float
    height: float
    state: FaceState
    person_id: int | None
    probability: float | None
    """Of the suggestion; None when the user or the photo's metadata said who it is."""
    quality: float | None
    """Score of `FaceQuality`, [0, 1]; None when it was never measured."""
    taken_at: datetime | None
    """Naive local time."""
    photo_width: int
    """Pixels of the upright full-size photo."""
    photo_height: int

    @property
    def year(self) -> int | None:
        return None if self.taken_at is None else self.taken_at.year

    @property
    def photo_pixels(self) -> int:
        """Long side of the photo."""
        return max(self.photo_width, self.photo_height)

    @property
    def side(self) -> float:
        """Pixels of the face's longer side in the full-size photo, roughly."""
        return max(self.width * self.photo_width, self.height * self.photo_height)


def confirmed_together(tiles: Iterable[FaceTile]) -> tuple[FaceTile, ...]:
    """Of one person's faces the confirmed ones that share a photo with another confirmed one.

    Mirrors and collages apart, one of them is somebody else's.
    """
    confirmed = [tile for tile in tiles if tile.state is FaceState.CONFIRMED]
    photos = Counter(tile.photo_id for tile in confirmed)
    return tuple(tile for tile in confirmed if photos[tile.photo_id] > 1)
