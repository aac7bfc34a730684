"""Ranking references: who may be one, who is best, and why, in words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from core.domain.face import FaceQuality, FaceState
from core.domain.reference import ReferenceCandidate, ReferenceTarget, rank_references


def quality(**parts: float) -> FaceQuality:
    values: dict[str, float] = {
        "score": 0.9,
        "eye_distance": 80.0,
        "size": 1.0,
        "sharpness": 0.9,
        "frontal": 1.0,
        "yaw": 0.0,
        "light": 1.0,
        "detection": 0.9,
    }
    return FaceQuality(**{**values, **parts})


def candidate(face_id: int, *, good: FaceQuality | None = None, **more: Any) -> ReferenceCandidate:
    return ReferenceCandidate(face_id, photo_id=face_id, quality=good or quality(), **more)


TARGET = ReferenceTarget(1, 1, quality(sharpness=0.1), datetime(2000, 6, 1))


def ids(candidates: list[ReferenceCandidate], limit: int = 9, **chosen: frozenset[int]) -> list[int]:
    return [ranked.face_id for ranked in rank_references(candidates, TARGET, limit=limit, **chosen)]


def test_the_face_itself_banned_faces_and_restored_photos_are_no_references() -> None:
    candidates = [candidate(1), candidate(2), candidate(3, restored_photo=True), candidate(4)]
    assert ids(candidates, banned=frozenset({4})) == [2]


def test_a_restored_photo_is_no_reference_even_when_pinned() -> None:
    assert ids([candidate(3, restored_photo=True)], pinned=frozenset({3})) == []


def test_tiny_faces_are_no_references_unless_pinned() -> None:
    tiny = candidate(2, good=quality(eye_distance=9.0))
    assert ids([tiny]) == []
    assert ids([tiny], pinned=frozenset({2})) == [2]


def test_the_sharper_face_comes_first() -> None:
    assert ids([candidate(2, good=quality(sharpness=0.3)), candidate(3)]) == [3, 2]


def test_the_nearer_pose_comes_first() -> None:
    turned = ReferenceTarget(1, 1, quality(yaw=-40.0))
    candidates = [candidate(2, good=quality(yaw=35.0)), candidate(3, good=quality(yaw=-35.0))]
    assert [ranked.face_id for ranked in rank_references(candidates, turned, limit=2)] == [3, 2]


def test_the_nearer_age_comes_first() -> None:
    old, young = candidate(2, taken_at=datetime(2024, 1, 1)), candidate(3, taken_at=datetime(2001, 1, 1))
    assert ids([old, young]) == [3, 2]


def test_confirmed_faces_come_before_suggested_ones() -> None:
    suggested = candidate(2, state=FaceState.SUGGESTED, probability=0.95)
    assert ids([suggested, candidate(3)]) == [3, 2]


def test_pinned_faces_come_first_and_count_in_the_limit() -> None:
    poor = candidate(5, good=quality(score=0.2, sharpness=0.1))
    assert ids([candidate(2), candidate(3), poor], limit=2, pinned=frozenset({5})) == [5, 2]


def test_equal_faces_are_ordered_by_id_whatever_the_input_order() -> None:
    assert ids([candidate(4), candidate(2), candidate(3)]) == [2, 3, 4]


def test_weights_sum_to_one_and_follow_the_scores() -> None:
    ranked = rank_references([candidate(2), candidate(3, good=quality(score=0.4))], TARGET, limit=2)
    assert sum(one.weight for one in ranked) == pytest.approx(1.0)
    assert ranked[0].weight > ranked[1].weight > 0


def test_reasons_are_told_in_words() -> None:
    [ranked] = rank_references([candidate(2, taken_at=datetime(2002, 6, 1))], TARGET, limit=1)
    assert tuple(map(str, ranked.reasons)) == (
        "confirmed",
        "sharp",
        "80 pixels between the eyes",
        "looks into the camera",
        "2 years apart",
        "same light",
    )


@pytest.mark.parametrize(
    ("taken_at", "words"),
    [
        (datetime(2000, 6, 2), "taken at the same time"),
        (datetime(2000, 12, 1, tzinfo=UTC), "less than a year apart"),
        (datetime(1999, 5, 1), "1 year apart"),
    ],
)
def test_ages_are_told_in_words(taken_at: datetime, words: str) -> None:
    [ranked] = rank_references([candidate(2, taken_at=taken_at)], TARGET, limit=1)
    assert words in map(str, ranked.reasons)


def test_no_reason_speaks_of_age_without_dates() -> None:
    [ranked] = rank_references([candidate(2)], TARGET, limit=1)
    assert not any("apart" in reason or "time" in reason for reason in map(str, ranked.reasons))
