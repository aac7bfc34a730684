"""Faces as the library knows them, and as an analyzer finds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from core.domain.alignment import Points, eye_distance

Embedding = NDArray[np.float32]
"""(D,) unit-length identity vector of one embedder; never compare two embedders."""


class FaceState(StrEnum):
    UNKNOWN = "unknown"
    """Found; belongs to nobody yet."""
    SUGGESTED = "suggested"
    """Placed with a person by grouping; the user has not said so."""
    CONFIRMED = "confirmed"
    """The user (or their metadata) said who it is; grouping never moves it."""
    REJECTED = "rejected"
    """Not a face at all, says the user."""
    IGNORED = "ignored"
    """A stranger the user does not want to see."""
    MANUAL = "manual"
    """A box drawn by the user that is not named yet; analysis never removes it."""


BELONGING = (FaceState.CONFIRMED, FaceState.SUGGESTED)
"""States of faces that belong to a person."""

NAMELESS = (FaceState.UNKNOWN, FaceState.MANUAL)
"""States of faces that belong to nobody yet."""

SET_ASIDE = (FaceState.REJECTED, FaceState.IGNORED)
"""States of faces that are not shown."""


class FaceSource(StrEnum):
    MODEL = "ml"
    METADATA = "xmp"
    USER = "user"


@dataclass(frozen=True)
class Box:
    """Rectangle in pixels of the upright full-size photo: left, top, width, height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def area(self) -> float:
        return max(self.width, 0.0) * max(self.height, 0.0)

    @property
    def centre(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2

    def overlap(self, other: Box) -> float:
        """Intersection over union in [0, 1]."""
        right = min(self.x + self.width, other.x + other.width)
        bottom = min(self.y + self.height, other.y + other.height)
        common = max(right - max(self.x, other.x), 0.0) * max(bottom - max(self.y, other.y), 0.0)
        union = self.area + other.area - common
        return common / union if union > 0 else 0.0

    def scaled(self, factor: float) -> Box:
        return Box(self.x * factor, self.y * factor, self.width * factor, self.height * factor)


def match_boxes(wanted: Sequence[Box], offered: Sequence[Box], *, above: float) -> dict[int, int]:
    """Index of `offered` by index of `wanted`: each at most once, best overlaps first.

    Boxes match that overlap more than `above` (intersection over union). Deterministic: of equal
    overlaps the one with the smaller index in `offered`, then in `wanted`, wins.
    """
    pairs = [
        (-overlap, offer, wish)
        for offer, offered_box in enumerate(offered)
        for wish, wanted_box in enumerate(wanted)
        if (overlap := offered_box.overlap(wanted_box)) > above
    ]
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for _, offer, wish in sorted(pairs):
        if wish not in matched and offer not in taken:
            matched[wish] = offer
            taken.add(offer)
    return matched


@dataclass(frozen=True)
class Landmarks:
    """Five points in pixels of the upright full-size photo, order of `alignment.Points`."""

    points: tuple[tuple[float, float], ...]

    @property
    def array(self) -> Points:
        return np.asarray(self.points, dtype=np.float64)

    @property
    def eye_distance(self) -> float:
        """Pixels between the eye centres, in the full-size photo."""
        return eye_distance(self.array)

    @staticmethod
    def from_array(points: Points) -> Landmarks:
        return Landmarks(tuple((float(x), float(y)) for x, y in np.asarray(points)))


@dataclass(frozen=True)
class FaceQuality:
    """How good a face is as evidence and as a reference; every part and the score in [0, 1]."""

    score: float
    eye_distance: float
    """Pixels between the eyes in the full-size photo (not in [0, 1])."""
    size: float
    sharpness: float
    frontal: float
    """1 looks into the camera, 0 is a profile; from the landmarks."""
    yaw: float
    """Rough turn of the head in degrees, negative to the left of the image."""
    light: float
    detection: float
    """Detector score; falls when the face is covered."""


@dataclass(frozen=True)
class DetectedFace:
    """What a detector and an embedder say about one face."""

    box: Box
    landmarks: Landmarks
    score: float
    """Detector score in [0, 1]."""
    quality: FaceQuality
    embedding: Embedding | None
    """None when the face is too small or turned away to be embedded."""


@dataclass(frozen=True)
class Face:
    """One face of one photo, as stored."""

    id: int
    photo_id: int
    box: Box
    landmarks: Landmarks | None
    state: FaceState
    source: FaceSource
    person_id: int | None
    probability: float | None
    """Of the suggestion, [0, 1]; None when there is none."""
    detector: str
    embedder: str | None
    score: float
    quality: FaceQuality | None
    restored_photo: bool = False
    """The photo is marked as AI-restored: never a reference, never embedded (rule 3)."""


def likelihood_words(probability: float | None) -> str:
    """How sure a suggestion is, in words; of None, one that no model made."""
    if probability is None:
        return "named in the photo"
    for least, words in ((0.95, "almost certainly"), (0.8, "very likely"), (0.6, "likely"), (0.4, "perhaps")):
        if probability >= least:
            return words
    return "unlikely"
