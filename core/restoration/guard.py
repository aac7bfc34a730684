"""The identity guard: is the restored face still the person of the references?

The guard never shares an encoder with the restorer that it judges. It compares centred
vectors of the judging embedder, and measures a result against the person's *own* range:
how alike that person's photographs are to each other, not one threshold for everybody.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.domain.face import Embedding
from core.domain.person import PersonRange
from core.domain.restoration import Judgement, Likeness

GENERAL_RANGE = PersonRange(low=0.46, high=0.70, samples=0)
"""For people with fewer than three photographs: two photographs of one person, over many people.

Centred dlib vectors of 7,000 pairs: `high` is their mean likeness, 95 in 100 lie above `low`.
"""

STRANGERS = 0.40
"""Likeness at which a pair is as likely two people as one; no person's range goes below it."""

MINIMUM_FACES = 3
"""Fewer faces say too little about how much a person varies."""

NO_DRIFT = 0.0
"""A result has to come closer to the references than the damaged face by more than this."""


def likeness(vector: Embedding, references: NDArray[np.float32]) -> float:
    """Mean cosine of a unit vector (D,) to unit reference vectors (N, D), N > 0; in [-1, 1]."""
    return float(np.mean(np.asarray(references, dtype=np.float64) @ vector.astype(np.float64)))


def person_range(vectors: NDArray[np.float32]) -> PersonRange:
    """The range of one person from unit vectors (N, D) of their trusted faces.

    Each face is compared with all the others, as a result is compared with its references.
    `low` lies two standard deviations under the mean of that, but never under what
    strangers reach: a person with mixed or wrong faces must not lower the bar.
    """
    count = len(vectors)
    if count < MINIMUM_FACES:
        return GENERAL_RANGE
    matrix = np.asarray(vectors, dtype=np.float64)
    cosines = matrix @ matrix.T
    to_others = (cosines.sum(axis=1) - np.diag(cosines)) / (count - 1)
    mean, spread = float(to_others.mean()), float(to_others.std(ddof=1))
    low = max(mean - 2 * spread, STRANGERS)
    return PersonRange(low=low, high=max(mean, low), samples=count * (count - 1) // 2)


def judge(
    before: Embedding | None,
    after: Embedding | None,
    references: NDArray[np.float32],
    expected: PersonRange,
) -> Judgement:
    """Judge a result by the vectors of the damaged face, of the result and of the references.

    Args:
        before: unit vector of the damaged face, None when none could be made.
        after: unit vector of the restored face, None when none could be made.
        references: (N, D) unit vectors; N = 0 when restored without reference.
        expected: the person's range, from `person_range`.
    """
    if len(references) == 0:
        reason = "There is no reference of this person, so the likeness cannot be judged."
        return Judgement(Likeness.UNSURE, None, None, reason)
    was = None if before is None else likeness(before, references)
    if after is None:
        reason = "No face could be recognised in the result."
        return Judgement(Likeness.DRIFTED, was, None, reason)
    now = likeness(after, references)
    return Judgement(*_verdict(was, now, expected))


def _verdict(
    was: float | None, now: float, expected: PersonRange
) -> tuple[Likeness, float | None, float, str]:
    if was is not None and now - was <= NO_DRIFT:
        reason = (
            f"The result is not closer to the references ({now:.2f}) than the damaged face was ({was:.2f})."
        )
        return Likeness.DRIFTED, was, now, reason
    whose = "photos of this person" if expected.samples else "photos of one person"
    if now < expected.low:
        reason = f"The result ({now:.2f}) is less like the references than {whose} are ({expected.low:.2f})."
        return Likeness.DRIFTED, was, now, reason
    if now < expected.high:
        reason = f"The result ({now:.2f}) is within the range of {whose}, in its lower half."
        return Likeness.UNSURE, was, now, reason
    reason = f"The result ({now:.2f}) is as close to the references as {whose} are ({expected.high:.2f})."
    return Likeness.CLOSE, was, now, reason
