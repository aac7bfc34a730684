"""The quick choice of one reference is the first of the ranking, for every person and target."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest

from core.domain.face import FaceState
from core.domain.reference import (
    ReferenceCandidate,
    ReferenceTarget,
    best_reference,
    rank_references,
    reach,
    score_reference,
)
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


@pytest.mark.parametrize("seed", range(40))
def test_the_best_one_is_the_first_of_the_ranking(seed: int) -> None:
    faces = candidates(seed)
    target = ReferenceTarget(3, 3, faces[3].quality, faces[3].taken_at)
    pinned = frozenset({seed % 60, 7}) if seed % 3 == 0 else frozenset()
    banned = frozenset(range(0, 60, 5)) if seed % 2 else frozenset()
    [expected] = rank_references(faces, target, limit=1, pinned=pinned, banned=banned)
    by_reach = sorted(faces, key=reach, reverse=True)
    assert best_reference(by_reach, target, pinned=pinned, banned=banned) == expected


def test_nothing_scores_more_than_its_reach() -> None:
    faces = candidates(1)
    for target in (ReferenceTarget(each.face_id, 0, each.quality, each.taken_at) for each in faces):
        assert all(score_reference(each, target) <= reach(each) + 1e-12 for each in faces)


def test_without_anybody_who_may_serve_there_is_no_best_one() -> None:
    faces = candidates(2, count=1)
    assert best_reference(faces, ReferenceTarget(0, 0)) is None
