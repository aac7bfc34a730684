"""What grouping is given and what it answers: faces with their constraints, and placements."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

NO_PERSON = 0
"""Stands in `GroupingFaces.person_ids` for a face that belongs to nobody."""

NO_GROUP = -1
"""`Placement.group` of a face that stays unknown."""


@dataclass(frozen=True)
class GroupingFaces:
    """All faces of a library that may be grouped, in any order, with what users said of them.

    Faces that are rejected (no face at all), ignored, or of AI-restored photos do not belong here.

    Raises:
        ValueError: the arrays have different lengths, or a face id appears twice.
    """

    face_ids: NDArray[np.int64]
    """(N,) unique."""
    photo_ids: NDArray[np.int64]
    """(N,) Two faces of one photo are two people unless the user confirmed otherwise."""
    vectors: NDArray[np.float32]
    """(N, D) unit vectors of one embedder; a row of zeros where the face has none."""
    quality: NDArray[np.float32]
    """(N,) `FaceQuality.score` in [0, 1]; 0 where it was not measured."""
    person_ids: NDArray[np.int64]
    """(N,) person the face belongs to now, by confirmation or suggestion; `NO_PERSON` for none."""
    confirmed: NDArray[np.bool_]
    """(N,) True where the user said so: the face keeps its `person_ids` entry."""
    rejections: frozenset[tuple[int, int]] = frozenset()
    """(face id, person id): the user said "not this person"."""
    must_links: tuple[tuple[int, int], ...] = ()
    """Pairs of face ids that are one person."""
    cannot_links: tuple[tuple[int, int], ...] = ()
    """Pairs of face ids that are two people."""

    def __post_init__(self) -> None:
        count = len(self.face_ids)
        columns = (self.photo_ids, self.vectors, self.quality, self.person_ids, self.confirmed)
        if any(len(column) != count for column in columns):
            raise ValueError("Every column of GroupingFaces needs one row per face.")
        if len(np.unique(self.face_ids)) != count:
            raise ValueError("A face appears twice in GroupingFaces.")

    def __len__(self) -> int:
        return len(self.face_ids)

    @property
    def usable(self) -> NDArray[np.bool_]:
        """(N,) True where the face has a vector."""
        return np.asarray(np.any(self.vectors != 0, axis=1), dtype=np.bool_)

    @staticmethod
    def empty(dimensions: int = 0) -> GroupingFaces:
        ids = np.empty(0, dtype=np.int64)
        return GroupingFaces(
            face_ids=ids,
            photo_ids=ids,
            vectors=np.empty((0, dimensions), dtype=np.float32),
            quality=np.empty(0, dtype=np.float32),
            person_ids=ids,
            confirmed=np.empty(0, dtype=np.bool_),
        )


class Placement(NamedTuple):
    """Where grouping puts one face; a tuple, for a hundred thousand are made at once."""

    face_id: int
    person_id: int | None
    """A person the library already has; None with a `group` asks for a new unnamed person."""
    group: int
    """Faces of one number belong together; `NO_GROUP` leaves the face unknown."""
    probability: float
    """That the face belongs to its group, [0, 1]; 1 for confirmed faces, 0 for unknown ones."""


class SuggestionKind(StrEnum):
    """What the people of a library may need."""

    MERGE = "merge"
    SPLIT = "split"


@dataclass(frozen=True)
class Suggestion:
    """Something grouping would do to people that are settled, for the user to say yes or no to."""

    kind: SuggestionKind
    person_ids: tuple[int, ...]
    """MERGE: the two people, the one with more faces first. SPLIT: the one person."""
    face_ids: tuple[int, ...]
    """SPLIT: the faces that may be somebody else, ascending. Empty for MERGE."""
    probability: float
    """That it is right, [0, 1]."""
    words: str
    """One sentence for the user."""
