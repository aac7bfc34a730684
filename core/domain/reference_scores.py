"""The best reference for each of thousands of faces of a person at once: `rank_references` in arrays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from core.domain.reference import (
    FARTHEST_TURN,
    UNDATED,
    YEARS_TO_HALF,
    RankedReference,
    ReferenceCandidate,
    ReferenceTarget,
    explain,
    may_guide,
    score_reference,
    usefulness,
    worth,
    years_between,
)

AT_ONCE = 512
"""Faces that are compared with every candidate in one step: bounds the memory."""

Values = NDArray[np.float64]


@dataclass(frozen=True)
class _Columns:
    """Candidates in the order in which the first of several equal ones wins."""

    listed: list[ReferenceCandidate]
    ids: NDArray[np.int64]
    pinned: NDArray[np.bool_]
    worth: Values
    yaw: Values
    light: Values
    years: Values
    """nan without a date."""


def best_references(
    candidates: Sequence[ReferenceCandidate],
    targets: Sequence[ReferenceTarget],
    *,
    pinned: frozenset[int] = frozenset(),
    banned: frozenset[int] = frozenset(),
) -> list[RankedReference | None]:
    """For each target the first of `rank_references`; None where nothing can guide."""
    columns = _columns(candidates, pinned, banned)
    if not columns.listed:
        return [None] * len(targets)
    chosen = [at for part in _parts(targets) for at in _best(columns, part)]
    return [
        None if at < 0 else _ranked(columns.listed[at], target, columns.listed[at].face_id in pinned)
        for at, target in zip(chosen, targets, strict=True)
    ]


def _columns(
    candidates: Sequence[ReferenceCandidate], pinned: frozenset[int], banned: frozenset[int]
) -> _Columns:
    usable = (each for each in candidates if may_guide(each, pinned, banned))
    listed = sorted(usable, key=lambda each: each.face_id)
    qualities = [each.quality for each in listed]
    return _Columns(
        listed=listed,
        ids=np.array([each.face_id for each in listed], dtype=np.int64),
        pinned=np.array([each.face_id in pinned for each in listed], dtype=bool),
        worth=np.array([worth(each) for each in listed]),
        yaw=np.array([quality.yaw for quality in qualities]),
        light=np.array([quality.light for quality in qualities]),
        years=np.array([_years(each.taken_at) for each in listed]),
    )


def _parts(targets: Sequence[ReferenceTarget]) -> Iterator[Sequence[ReferenceTarget]]:
    return (targets[start : start + AT_ONCE] for start in range(0, len(targets), AT_ONCE))


def _best(columns: _Columns, targets: Sequence[ReferenceTarget]) -> list[int]:
    """Place of the best candidate for each target, -1 where there is none."""
    yaw = np.array([0.0 if each.quality is None else each.quality.yaw for each in targets])[:, None]
    years = np.array([_years(each.taken_at) for each in targets])[:, None]
    # A face whose light is not known takes the candidate's own for it.
    light = np.array([np.nan if each.quality is None else each.quality.light for each in targets])[:, None]
    pose = np.maximum(0.0, 1.0 - np.abs(columns.yaw - yaw) / FARTHEST_TURN)
    age = np.nan_to_num(1.0 / (1.0 + np.abs(columns.years - years) / YEARS_TO_HALF), nan=UNDATED)
    bright = np.where(np.isnan(light), columns.light, 1.0 - np.abs(columns.light - light))
    score = usefulness(columns.worth, pose, age, bright)
    score = score + 2.0 * columns.pinned  # before all others, which reach 1 at most
    itself = columns.ids == np.array([each.face_id for each in targets])[:, None]
    score[itself] = -1.0
    best = score.argmax(axis=1)
    found = score[np.arange(len(targets)), best] >= 0.0
    return [int(at) if there else -1 for at, there in zip(best, found, strict=True)]


def _ranked(candidate: ReferenceCandidate, target: ReferenceTarget, pinned: bool) -> RankedReference:
    reasons = explain(candidate, target, pinned=pinned)
    return RankedReference(candidate.face_id, score_reference(candidate, target), 1.0, reasons)


def _years(taken: datetime | None) -> float:
    """Since the year 1; nan without a date."""
    years = years_between(datetime.min, taken)
    return float("nan") if years is None else years
