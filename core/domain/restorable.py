"""What makes a face worth restoring: the numbers that gates, lists and search share."""

from __future__ import annotations

from core.domain.face import FaceState

MINIMUM_EYE_DISTANCE = 12.0
"""Pixels between the eyes under which too little of the person is left."""

PROFILE_YAW = 50.0
"""Degrees of turn from which a face is a profile; restorers are trained on frontal faces."""

CERTAIN_MATCH = 0.8
"""Probability from which a suggested person is certain enough to lend references."""

UNMEASURED_CERTAINTY = 0.9
"""Of a suggestion without a probability: a name in the photo's own metadata."""


def certainty(state: FaceState, probability: float | None) -> float:
    """How sure it is who a face is, [0, 1]."""
    if state is FaceState.CONFIRMED:
        return 1.0
    return UNMEASURED_CERTAINTY if probability is None else probability


def is_certain(state: FaceState, probability: float | None) -> bool:
    """Whether a face that belongs to a person is surely theirs."""
    return certainty(state, probability) >= CERTAIN_MATCH
