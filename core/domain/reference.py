"""Choosing reference faces of a person for one face to restore, with reasons.

A reference is never the face itself, never banned, and never of an AI-restored photo
(restored pixels must not feed restorations).
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from core.domain.face import FaceQuality, FaceState
from core.domain.reasons import Reason, ReasonCode

Share = TypeVar("Share", float, NDArray[np.float64])
"""One share in [0, 1], or an array of them."""

DAYS_A_YEAR = 365.25

MINIMUM_REFERENCE_EYE_DISTANCE = 16.0
"""Pixels between the eyes under which a face shows too little to guide a restoration."""
GOOD_EYES = 32.0
"""Pixels between the eyes of a photo that guides well."""
AHEAD = 12.0
"""Degrees of turn up to which a face looks into the camera."""
FARTHEST_TURN = 60.0
"""Degrees of turn between two faces from which one tells nothing of the other's side."""
YEARS_TO_HALF = 10.0
"""Years after which a photo is worth half of one of the same day."""
UNDATED = 0.6
"""Nearness in age where a date is missing."""


@dataclass(frozen=True)
class ReferenceCandidate:
    """A face of the person that may serve as reference."""

    face_id: int
    photo_id: int
    quality: FaceQuality
    state: FaceState = FaceState.CONFIRMED
    probability: float | None = None
    """That it is the person; None when confirmed."""
    taken_at: datetime | None = None
    restored_photo: bool = False
    likeness: float | None = None
    """Mean cosine to the person's other faces; a low one is an odd picture of them."""


@dataclass(frozen=True)
class ReferenceTarget:
    """The face to restore, as far as the choice of references depends on it."""

    face_id: int
    photo_id: int
    quality: FaceQuality | None = None
    taken_at: datetime | None = None


@dataclass(frozen=True)
class RankedReference:
    """A reference, best first in its list."""

    face_id: int
    score: float
    """[0, 1]."""
    weight: float
    """How much it counts beside the others of the list, > 0; they sum to 1."""
    reasons: tuple[Reason, ...]
    """For the user, the strongest first: sharp, 2 years apart ..."""


def rank_references(
    candidates: Sequence[ReferenceCandidate],
    target: ReferenceTarget,
    *,
    limit: int,
    pinned: frozenset[int] = frozenset(),
    banned: frozenset[int] = frozenset(),
) -> list[RankedReference]:
    """The best `limit` references for `target`; pinned faces first, banned ones never.

    Deterministic: equal scores are ordered by face id, whatever the order of `candidates`.
    """
    scored = [
        (candidate, score_reference(candidate, target))
        for candidate in candidates
        if candidate.face_id != target.face_id and may_guide(candidate, pinned, banned)
    ]
    scored.sort(key=lambda pair: (pair[0].face_id not in pinned, -pair[1], pair[0].face_id))
    chosen = scored[: max(limit, 0)]
    total = sum(max(score, 1e-3) for _, score in chosen)
    return [
        RankedReference(
            face_id=candidate.face_id,
            score=score,
            weight=max(score, 1e-3) / total,
            reasons=explain(candidate, target, pinned=candidate.face_id in pinned),
        )
        for candidate, score in chosen
    ]


def may_guide(candidate: ReferenceCandidate, pinned: Set[int], banned: Set[int]) -> bool:
    """Whether a face can be a reference at all: large enough, unless the user pinned it."""
    if candidate.face_id in banned or candidate.restored_photo:
        return False
    return candidate.face_id in pinned or candidate.quality.eye_distance >= MINIMUM_REFERENCE_EYE_DISTANCE


def score_reference(candidate: ReferenceCandidate, target: ReferenceTarget) -> float:
    """Usefulness of `candidate` for `target` in [0, 1]: quality and trust, then pose, age and light."""
    pose, age = pose_nearness(candidate, target), age_nearness(candidate, target)
    return usefulness(worth(candidate), pose, age, light_nearness(candidate, target))


def worth(candidate: ReferenceCandidate) -> float:
    """What quality and trust make of a face, [0, 1], whatever it is to guide."""
    quality = candidate.quality
    return quality.score * (0.5 + 0.5 * quality.sharpness) * trust(candidate)


def usefulness(worth: Share, pose: Share, age: Share, light: Share) -> Share:
    """What a face is worth for a certain target, by how near the two are in each respect."""
    return worth * (0.55 + 0.45 * pose) * (0.55 + 0.45 * age) * (0.85 + 0.15 * light)


def pose_nearness(candidate: ReferenceCandidate, target: ReferenceTarget) -> float:
    """1 for the same turn of the head, 0 from 60 degrees apart; frontal when nothing is known."""
    wanted = target.quality.yaw if target.quality is not None else 0.0
    return max(0.0, 1.0 - abs(candidate.quality.yaw - wanted) / FARTHEST_TURN)


def years_apart(candidate: ReferenceCandidate, target: ReferenceTarget) -> float | None:
    """Years between the two photos; None when one of them has no date."""
    years = years_between(candidate.taken_at, target.taken_at)
    return None if years is None else abs(years)


def years_between(earlier: datetime | None, later: datetime | None) -> float | None:
    """Years from one moment to another, negative backwards; None when a date is missing."""
    if earlier is None or later is None:
        return None
    # Cameras without a time zone and phones with one meet in one library.
    gap = later.replace(tzinfo=None) - earlier.replace(tzinfo=None)
    return gap.total_seconds() / 86_400 / DAYS_A_YEAR


def age_nearness(candidate: ReferenceCandidate, target: ReferenceTarget) -> float:
    """1 for the same day, 0.5 for ten years apart; 0.6 when a date is missing."""
    years = years_apart(candidate, target)
    return UNDATED if years is None else 1.0 / (1.0 + years / YEARS_TO_HALF)


def light_nearness(candidate: ReferenceCandidate, target: ReferenceTarget) -> float:
    """1 for equally good light, 0 for the opposite; the candidate's own light if unknown."""
    if target.quality is None:
        return candidate.quality.light
    return 1.0 - abs(candidate.quality.light - target.quality.light)


def trust(candidate: ReferenceCandidate) -> float:
    """How sure it is that this is the person: 1 when confirmed, else the probability."""
    if candidate.state is FaceState.CONFIRMED:
        return 1.0
    return 0.9 * (candidate.probability if candidate.probability is not None else 0.5)


def explain(
    candidate: ReferenceCandidate, target: ReferenceTarget, *, pinned: bool = False
) -> tuple[Reason, ...]:
    """The reasons for (and against) a reference, the strongest first."""
    confirmed = candidate.state is FaceState.CONFIRMED
    codes = [ReasonCode.PINNED] if pinned else []
    codes += [
        ReasonCode.CONFIRMED if confirmed else ReasonCode.SUGGESTED,
        sharpness_reason(candidate.quality),
    ]
    reasons = [Reason(code) for code in codes]
    reasons.append(Reason(ReasonCode.EYES_APART, (candidate.quality.eye_distance,)))
    reasons.append(_pose_reason(candidate, target))
    years = years_apart(candidate, target)
    if years is not None:
        reasons.append(_age_reason(years))
    if target.quality is not None and light_nearness(candidate, target) >= 0.85:
        reasons.append(Reason(ReasonCode.SAME_LIGHT))
    return tuple(reasons)


def sharpness_reason(quality: FaceQuality) -> ReasonCode:
    """A face that is too small to guide well is not called sharp."""
    if quality.sharpness >= 0.6:
        return ReasonCode.SHARP if quality.eye_distance >= GOOD_EYES else ReasonCode.SMALL
    return ReasonCode.FAIRLY_SHARP if quality.sharpness >= 0.3 else ReasonCode.BLURRED


def turn_reason(quality: FaceQuality) -> ReasonCode:
    """Where the head is turned to."""
    if abs(quality.yaw) <= AHEAD:
        return ReasonCode.LOOKS_AHEAD
    return ReasonCode.TURNED_LEFT if quality.yaw < 0 else ReasonCode.TURNED_RIGHT


def _pose_reason(candidate: ReferenceCandidate, target: ReferenceTarget) -> Reason:
    turn = turn_reason(candidate.quality)
    if turn is not ReasonCode.LOOKS_AHEAD and target.quality is not None:
        alike = abs(candidate.quality.yaw - target.quality.yaw) <= AHEAD
        return Reason(ReasonCode.SAME_TURN if alike else turn)
    return Reason(turn)


def _age_reason(years: float) -> Reason:
    if years < 1 / 12:
        return Reason(ReasonCode.SAME_TIME)
    if years < 1:
        return Reason(ReasonCode.SAME_YEAR)
    return Reason(ReasonCode.YEARS_APART, (years,))
