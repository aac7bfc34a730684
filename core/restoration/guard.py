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
from core.domain.reasons import Reason, ReasonCode
from core.domain.restoration import Judgement, Likeness

GENERAL_RANGE = PersonRange(low=0.46, high=0.70, samples=0)
"""For people with fewer than three photographs: two photographs of one person, over many people.

Centred dlib vectors of 7,000 pairs: `high` is their mean likeness, 95 in 100 lie above `low`.
"""

STRANGERS = 0.40
"""Likeness at which a pair is as likely two people as one; no person's range goes below it."""

MINIMUM_FACES = 3
"""Fewer faces say too little about how much a person varies."""

OF_PERSON = ReasonCode.BELOW_OWN_RANGE, ReasonCode.LOW_IN_OWN_RANGE, ReasonCode.AS_CLOSE_AS_OWN
OF_ANYBODY = ReasonCode.BELOW_ANY_RANGE, ReasonCode.LOW_IN_ANY_RANGE, ReasonCode.AS_CLOSE_AS_ANY
"""Reasons below, low in and above a range; measured on the person's own photos, or on other people's."""

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
        return Judgement(Likeness.UNSURE, None, None, (Reason(ReasonCode.NO_REFERENCE),))
    was = None if before is None else likeness(before, references)
    if after is None:
        return Judgement(Likeness.DRIFTED, was, None, (Reason(ReasonCode.NO_FACE_IN_RESULT),))
    now = likeness(after, references)
    verdict, reason = _verdict(was, now, expected)
    return Judgement(verdict, was, now, (reason,))


def _verdict(was: float | None, now: float, expected: PersonRange) -> tuple[Likeness, Reason]:
    if was is not None and now - was <= NO_DRIFT:
        return Likeness.DRIFTED, Reason(ReasonCode.NOT_CLOSER, (now, was))
    codes = OF_PERSON if expected.samples else OF_ANYBODY
    if now < expected.low:
        return Likeness.DRIFTED, Reason(codes[0], (now, expected.low))
    if now < expected.usual:
        return Likeness.UNSURE, Reason(codes[1], (now, expected.usual))
    return Likeness.CLOSE, Reason(codes[2], (now, expected.usual))
