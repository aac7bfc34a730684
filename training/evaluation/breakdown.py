"""Figures of kinds of faces apart: what a mean over all of them would hide."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from core.domain.alignment import eye_distance
from core.domain.quality import yaw_of
from training.crops import FaceRecord
from training.evaluation.figures import Figure
from training.evaluation.judge import Judged, summarise

SMALL_EYES = 60.0
"""Eye distance of the source picture in pixels below which a face is called small."""
TURNED_YAW = 20.0
"""Degrees from which a head is called turned."""

LEAST_FACES = 2
"""A kind with fewer faces has no interval and is left out."""


def _size(record: FaceRecord) -> str:
    return "small" if eye_distance(np.asarray(record.landmarks)) < SMALL_EYES else "large"


def _pose(record: FaceRecord) -> str:
    return "turned" if abs(yaw_of(np.asarray(record.landmarks))) >= TURNED_YAW else "frontal"


KINDS: dict[str, Callable[[FaceRecord], str]] = {
    "source": lambda record: record.source,
    "colour": lambda record: "gray" if record.gray else "colour",
    "size": _size,
    "pose": _pose,
}
"""Name of a way to tell faces apart -> the kind of one face."""


def figures_by_kind(
    records: Sequence[FaceRecord], judged: Sequence[Judged]
) -> dict[str, dict[str, tuple[int, dict[str, Figure]]]]:
    """For every way to tell faces apart and every kind: number of faces and their figures."""
    return {way: _split(records, judged, kind_of) for way, kind_of in KINDS.items()}


def _split(
    records: Sequence[FaceRecord], judged: Sequence[Judged], kind_of: Callable[[FaceRecord], str]
) -> dict[str, tuple[int, dict[str, Figure]]]:
    groups: dict[str, list[Judged]] = {}
    for record, face in zip(records, judged, strict=True):
        groups.setdefault(kind_of(record), []).append(face)
    return {
        kind: (len(faces), summarise(faces))
        for kind, faces in sorted(groups.items())
        if len(faces) >= LEAST_FACES
    }
