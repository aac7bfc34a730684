"""The guard: closer than before and within the person's own range, or held."""

from __future__ import annotations

import numpy as np
import pytest

from core.domain.restoration import Likeness
from core.restoration.guard import GENERAL_RANGE, STRANGERS, judge, person_range

PERSON = np.array([1.0, 0.0, 0.0], dtype=np.float32)
REFERENCES = np.stack([PERSON, PERSON])


def at(cosine: float) -> np.ndarray:
    """A unit vector with this cosine to the person."""
    return np.array([cosine, np.sqrt(1 - cosine**2), 0.0], dtype=np.float32)


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        (0.3, 0.8, Likeness.CLOSE),
        (0.3, 0.6, Likeness.CLOSE),
        (0.3, 0.55, Likeness.UNSURE),
        (0.1, 0.3, Likeness.DRIFTED),
        (0.8, 0.75, Likeness.DRIFTED),
        (0.6, 0.6, Likeness.DRIFTED),
    ],
)
def test_verdicts_of_the_general_range(before: float, after: float, verdict: Likeness) -> None:
    judged = judge(at(before), at(after), REFERENCES, GENERAL_RANGE)
    assert judged.likeness is verdict
    assert judged.held is (verdict is Likeness.DRIFTED)
    assert judged.before == pytest.approx(before, abs=1e-6)
    assert judged.after == pytest.approx(after, abs=1e-6)


def test_the_reason_of_a_result_that_moved_away_names_both_likenesses() -> None:
    reason = judge(at(0.8), at(0.75), REFERENCES, GENERAL_RANGE).reason
    assert "0.80" in reason
    assert "0.75" in reason


def test_a_result_without_a_face_is_held() -> None:
    assert judge(at(0.5), None, REFERENCES, GENERAL_RANGE).held


def test_a_face_too_damaged_for_a_vector_is_judged_by_the_range_alone() -> None:
    judged = judge(None, at(0.8), REFERENCES, GENERAL_RANGE)
    assert (judged.likeness, judged.before) == (Likeness.CLOSE, None)


def test_without_reference_nothing_is_claimed() -> None:
    judged = judge(at(0.1), at(0.9), np.empty((0, 3), dtype=np.float32), GENERAL_RANGE)
    assert (judged.likeness, judged.held) == (Likeness.UNSURE, False)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_fewer_than_three_photos_use_the_general_range(count: int) -> None:
    assert person_range(np.tile(PERSON, (count, 1))) == GENERAL_RANGE


def test_a_person_whose_photos_agree_has_a_stricter_range() -> None:
    alike = np.stack([at(0.9), PERSON, at(0.95), at(0.92)])
    measured = person_range(alike)
    assert measured.low > GENERAL_RANGE.high
    assert measured.samples == 6


def test_a_mixed_person_does_not_lower_the_bar_below_strangers() -> None:
    measured = person_range(np.eye(3, dtype=np.float32))
    assert measured.low == STRANGERS
    assert measured.high >= measured.low
