"""Gates: why a face is left alone, or waits for a person to look, before anything is computed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.domain.face import Face, FaceQuality, FaceState
from core.domain.quality import SHARP, sharpness_of
from core.domain.reasons import Reason, ReasonCode
from core.domain.restorable import MINIMUM_EYE_DISTANCE, PROFILE_YAW, is_certain
from core.restoration.restorer import Crop, RestorerSpec


class Verdict(StrEnum):
    ALLOWED = "allowed"
    LEFT_ALONE = "left-alone"
    """Restoring would do harm or nothing; only an explicit wish of the user overrules it."""
    HELD = "held"
    """Someone has to look first."""


@dataclass(frozen=True)
class Gate:
    """The answer for one face; `why` is None when it is allowed."""

    verdict: Verdict
    why: Reason | None = None

    @property
    def reason(self) -> str:
        """One plain English sentence; empty when allowed."""
        return "" if self.why is None else self.why.words

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
    why = _left_alone(face, spec, crop)
    if why is not None:
        return Gate(Verdict.LEFT_ALONE, why)
    why = _held(face)
    if why is not None:
        return Gate(Verdict.HELD, why)
    return Gate(Verdict.ALLOWED)


def _left_alone(face: Face, spec: RestorerSpec, crop: Crop | None) -> Reason | None:
    if face.state is FaceState.REJECTED:
        return Reason(ReasonCode.NOT_A_FACE)
    if face.state is FaceState.IGNORED:
        return Reason(ReasonCode.IGNORED)
    if face.restored_photo:
        return Reason(ReasonCode.RESTORED_PHOTO)
    if face.landmarks is None:
        return Reason(ReasonCode.NO_LANDMARKS)
    distance = face.landmarks.eye_distance
    if distance < MINIMUM_EYE_DISTANCE:
        return Reason(ReasonCode.TOO_SMALL, (distance, MINIMUM_EYE_DISTANCE))
    if distance >= spec.template.eye_distance and _sharpness(face.quality, crop) >= SHARP:
        return Reason(ReasonCode.SHARP_ALREADY)
    return None


def _sharpness(quality: FaceQuality | None, crop: Crop | None) -> float:
    if crop is not None:
        return sharpness_of(crop)
    return quality.sharpness if quality is not None else 0.0


def _held(face: Face) -> Reason | None:
    if face.quality is not None and abs(face.quality.yaw) >= PROFILE_YAW:
        return Reason(ReasonCode.PROFILE)
    if face.state is FaceState.SUGGESTED and not is_certain(face.state, face.probability):
        return Reason(ReasonCode.UNCERTAIN_PERSON)
    return None
