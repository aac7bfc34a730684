"""Gates: why a face is left alone, or waits for a person to look, before anything is computed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.domain.face import Face, FaceQuality, FaceState
from core.domain.quality import SHARP, sharpness_of
from core.restoration.restorer import Crop, RestorerSpec

MINIMUM_EYE_DISTANCE = 12.0
"""Pixels between the eyes under which too little of the person is left."""

PROFILE_YAW = 50.0
"""Degrees of turn from which a face is a profile; restorers are trained on frontal faces."""

CERTAIN_MATCH = 0.8
"""Probability from which a suggested person is certain enough to lend references."""


class Verdict(StrEnum):
    ALLOWED = "allowed"
    LEFT_ALONE = "left-alone"
    """Restoring would do harm or nothing; only an explicit wish of the user overrules it."""
    HELD = "held"
    """Someone has to look first."""


@dataclass(frozen=True)
class Gate:
    """The answer for one face; `reason` is one plain sentence, empty when allowed."""

    verdict: Verdict
    reason: str = ""

    @property
    def allowed(self) -> bool:
        return self.verdict is Verdict.ALLOWED

    @property
    def left_alone(self) -> bool:
        return self.verdict is Verdict.LEFT_ALONE

    @property
    def held(self) -> bool:
        return self.verdict is Verdict.HELD


def gate(face: Face, spec: RestorerSpec, *, crop: Crop | None = None) -> Gate:
    """Decide whether `face` should be restored by the restorer of `spec`.

    Args:
        face: as stored, with its quality.
        spec: the restorer's declaration; a face sharper than its output is left alone.
        crop: the face aligned to `spec.template`, to measure its detail there; without it
            the stored sharpness decides.
    """
    reason = _left_alone(face, spec, crop)
    if reason:
        return Gate(Verdict.LEFT_ALONE, reason)
    reason = _held(face)
    if reason:
        return Gate(Verdict.HELD, reason)
    return Gate(Verdict.ALLOWED)


def _left_alone(face: Face, spec: RestorerSpec, crop: Crop | None) -> str:
    if face.state is FaceState.REJECTED:
        return "You said that this is not a face."
    if face.state is FaceState.IGNORED:
        return "You chose to ignore this face."
    if face.restored_photo:
        return "This photo was already restored by AI; restore its original instead."
    if face.landmarks is None:
        return "The eyes and the mouth of this face are not known, so it cannot be aligned."
    distance = face.landmarks.eye_distance
    if distance < MINIMUM_EYE_DISTANCE:
        return (
            f"The face is too small: {distance:.0f} pixels between the eyes, "
            f"at least {MINIMUM_EYE_DISTANCE:.0f} are needed."
        )
    if distance >= spec.template.eye_distance and _sharpness(face.quality, crop) >= SHARP:
        return "The face is already as large and sharp as the restorer can make it."
    return ""


def _sharpness(quality: FaceQuality | None, crop: Crop | None) -> float:
    if crop is not None:
        return sharpness_of(crop)
    return quality.sharpness if quality is not None else 0.0


def _held(face: Face) -> str:
    if face.quality is not None and abs(face.quality.yaw) >= PROFILE_YAW:
        return "The face is seen from the side; restorers are made for faces that look ahead."
    uncertain = face.probability is not None and face.probability < CERTAIN_MATCH
    if face.state is FaceState.SUGGESTED and uncertain:
        return "It is not certain who this is; confirm the person first."
    return ""
