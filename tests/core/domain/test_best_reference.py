"""The quick choice of one reference is the first of the ranking, for every person and target."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest

from core.domain import reference_scores
from core.domain.face import FaceState
from core.domain.reference import ReferenceCandidate, ReferenceTarget, rank_references
from core.domain.reference_scores import best_references
from tests.fakes import quality_of


def candidates(seed: int, count: int = 60) -> list[ReferenceCandidate]:
    """Faces of all qualities, turns, years and degrees of certainty."""
    random = np.random.default_rng(seed)
    return [
        ReferenceCandidate(
            face_id=number,
            photo_id=number,
            quality=replace(
                quality_of(
                    float(random.uniform(8, 80)), float(random.random()), yaw=float(random.uniform(-60, 60))
                ),
                light=float(random.random()),
            ),
            state=FaceState.CONFIRMED if random.random() < 0.5 else FaceState.SUGGESTED,
            probability=float(random.random()),
            taken_at=None if random.random() < 0.2 else datetime(int(random.integers(1900, 2020)), 1, 1),
        )
        for number in range(count)
    ]


@pytest.mark.parametrize("seed", range(12))
def test_the_best_one_of_every_face_is_the_first_of_its_ranking(seed: int) -> None:
    faces = candidates(seed)
    targets = [
        ReferenceTarget(each.face_id, each.photo_id, each.quality, each.taken_at) for each in faces[:20]
    ]
    targets.append(ReferenceTarget(1000, 1000))
    pinned = frozenset({seed % 60, 7}) if seed % 3 == 0 else frozenset()
    banned = frozenset(range(0, 60, 5)) if seed % 2 else frozenset()
    first = [rank_references(faces, each, limit=1, pinned=pinned, banned=banned)[0] for each in targets]
    assert best_references(faces, targets, pinned=pinned, banned=banned) == first


def test_more_faces_than_are_compared_at_once_lose_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    faces = candidates(3)
    targets = [ReferenceTarget(each.face_id, 0, each.quality, each.taken_at) for each in faces]
    at_once = best_references(faces, targets)
    monkeypatch.setattr(reference_scores, "AT_ONCE", 7)
    assert best_references(faces, targets) == at_once


def test_without_anybody_who_may_serve_there_is_no_best_one() -> None:
    faces = candidates(2, count=1)
    assert best_references(faces, [ReferenceTarget(0, 0)]) == [None]
    assert best_references([], [ReferenceTarget(0, 0)]) == [None]
