"""A person's reference set: few faces that show them well, from several sides, at several ages."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass

from core.domain.reasons import Reason, ReasonCode
from core.domain.reference import (
    ReferenceCandidate,
    may_guide,
    sharpness_reason,
    turn_reason,
    worth,
    years_between,
)

FEWEST, MOST = 5, 9
"""Faces of a set: it grows beyond the fewest only for a face that adds another side or age."""

ANOTHER_SIDE = 25.0
"""Degrees of turn that make another view of a head."""
ANOTHER_AGE = 8.0
"""Years that make another face of a person."""
ADDS_ENOUGH = 0.35
"""Score from which a face is worth a place beyond the fewest."""
ODD = 0.15
"""Mean cosine to the person's other faces under the best one's, from which a picture is an odd one."""


@dataclass(frozen=True)
class ChosenReference:
    """A face of the set, and what it is there for."""

    candidate: ReferenceCandidate
    reasons: tuple[Reason, ...]
    """What it adds (best, younger, turned to the left ...), how sharp it is, where it looks."""
    pinned: bool = False


def reference_set(
    candidates: Sequence[ReferenceCandidate],
    *,
    pinned: Set[int] = frozenset(),
    banned: Set[int] = frozenset(),
    alike: Callable[[ReferenceCandidate, ReferenceCandidate], bool] = lambda _one, _other: False,
) -> list[ChosenReference]:
    """Five to nine faces: pinned ones, then each time the one that adds most.

    What a face adds is its quality, weighed up for a side or an age that the set lacks. Of faces
    that are `alike` (two prints, a burst) one is taken. Deterministic: of equal ones the smaller number.
    """
    usable = sorted((each for each in candidates if may_guide(each, pinned, banned)), key=lambda c: c.face_id)
    chosen = [_chosen(each, ReasonCode.PINNED) for each in usable if each.face_id in pinned]
    best = max((each.likeness for each in usable if each.likeness is not None), default=0.0)
    left = [each for each in usable if each.face_id not in pinned and not _odd(each, best)]
    compared = 0
    while left and len(chosen) < MOST:
        taken = [each.candidate for each in chosen]
        left = [each for each in left if not any(alike(each, other) for other in taken[compared:])]
        compared = len(taken)
        following = max(left, key=lambda each: (_adds(each, taken), -each.face_id), default=None)
        if following is None or (len(chosen) >= FEWEST and _adds(following, taken) < ADDS_ENOUGH):
            break
        chosen.append(_chosen(following, _role(following, taken)))
        left.remove(following)
    return chosen


def _chosen(candidate: ReferenceCandidate, role: ReasonCode) -> ChosenReference:
    codes = (role, sharpness_reason(candidate.quality), turn_reason(candidate.quality))
    reasons = tuple(Reason(code) for code in dict.fromkeys(codes))
    return ChosenReference(candidate, reasons, role is ReasonCode.PINNED)


def _odd(candidate: ReferenceCandidate, best: float) -> bool:
    """Whether it hardly looks like the person: a grimace, a hand, or somebody else."""
    return candidate.likeness is not None and candidate.likeness < best - 2 * ODD and candidate.likeness < ODD


def _adds(candidate: ReferenceCandidate, taken: Sequence[ReferenceCandidate]) -> float:
    """[0, 1]."""
    base = worth(candidate)
    if not taken:
        return base * (0.6 + 0.4 * candidate.quality.frontal)
    return base * (0.3 + 0.4 * _new_side(candidate, taken) + 0.3 * _new_age(candidate, taken))


def _new_side(candidate: ReferenceCandidate, taken: Sequence[ReferenceCandidate]) -> float:
    nearest = min(abs(candidate.quality.yaw - each.quality.yaw) for each in taken)
    return min(nearest / ANOTHER_SIDE, 1.0)


def _new_age(candidate: ReferenceCandidate, taken: Sequence[ReferenceCandidate]) -> float:
    """0.3 where a date is missing: it may be another age."""
    gaps = [abs(years) for years in _years_from(taken, candidate)]
    return min(min(gaps) / ANOTHER_AGE, 1.0) if gaps else 0.3


def _years_from(taken: Sequence[ReferenceCandidate], candidate: ReferenceCandidate) -> list[float]:
    """Years from each of those that are taken to the candidate; without those that have no date."""
    gaps = (years_between(each.taken_at, candidate.taken_at) for each in taken)
    return [years for years in gaps if years is not None]


def _role(candidate: ReferenceCandidate, taken: Sequence[ReferenceCandidate]) -> ReasonCode:
    """What a face adds to those that are taken."""
    if not taken:
        return ReasonCode.BEST
    gaps = _years_from(taken, candidate)
    if gaps and min(abs(gap) for gap in gaps) >= ANOTHER_AGE / 2:
        if max(gaps) < 0:
            return ReasonCode.YOUNGER
        return ReasonCode.OLDER if min(gaps) > 0 else ReasonCode.ANOTHER_AGE
    if _new_side(candidate, taken) >= 0.6:
        return turn_reason(candidate.quality)
    return ReasonCode.ANOTHER_PHOTO
