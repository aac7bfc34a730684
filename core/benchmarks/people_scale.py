"""Time and memory of grouping as libraries grow, on the hard synthetic faces."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from core.benchmarks.measuring import timed
from core.benchmarks.people_corpus import LabelledFaces, hard_faces
from core.benchmarks.people_measures import Labels, agreement
from core.benchmarks.people_quality import OURS, grouping_faces, labels_of
from core.clustering import backends
from core.clustering.calibration import calibrate
from core.clustering.cluster import group, place
from core.clustering.options import GroupOptions
from core.domain.grouping import NO_GROUP
from core.progress import Progress

_CALIBRATION_SEED = 99
_PEER_COSINE = 0.45
"""Best of 0.35 to 0.60 for the peers on these faces."""


@dataclass(frozen=True)
class ScaleRow:
    """One method at one size."""

    faces: int
    method: str
    cpu: float
    """CPU seconds."""
    wall: float
    ratio: float
    """CPU seconds over ours at this size; 1 for ours."""
    peak_memory: int
    """Bytes beyond the vectors, ours only; 0 where it was not measured."""
    f: float
    """BCubed."""


@dataclass(frozen=True)
class AddingRow:
    """New faces placed beside settled ones."""

    faces: int
    added: int
    cpu: float
    share: float
    """Of the CPU seconds of the full pass."""
    f: float
    """BCubed of the new faces with all others."""


def options_for(dimensions: int) -> GroupOptions:
    """Calibrated on another draw of the same generator, as an embedder is before it ships."""
    faces = hard_faces(4000, seed=_CALIBRATION_SEED, dimensions=dimensions)
    found = calibrate(faces.vectors, faces.people)
    return GroupOptions(found.same_person, found.impostor)


def scale(
    sizes: Sequence[int], *, peers_to: int, dimensions: int, added: int, progress: Progress
) -> tuple[list[ScaleRow], list[AddingRow]]:
    """Ours at every size, and `added` faces more; the peers up to `peers_to` faces."""
    options = options_for(dimensions)
    rows, adding = [], []
    for size in progress.over(sorted(sizes), "size"):
        faces = hard_faces(size + added, dimensions=dimensions)
        old = LabelledFaces(faces.vectors[:size], faces.people[:size], faces.quality[:size])
        ours, labels = _ours(old, options)
        rows.append(ours)
        if size <= peers_to:
            rows.extend(_peer(old, name, run, ours.cpu) for name, run in _PEERS.items())
        if added:
            adding.append(_adding(faces, labels, ours.cpu, options))
    return rows, adding


_PEERS: dict[str, Callable[[LabelledFaces], Labels]] = {
    "DBSCAN": lambda faces: backends.dbscan(faces.vectors, _PEER_COSINE),
    "HDBSCAN": lambda faces: backends.hdbscan(faces.vectors),
    "Chinese whispers": lambda faces: backends.chinese_whispers(faces.vectors, _PEER_COSINE),
}


def _ours(faces: LabelledFaces, options: GroupOptions) -> tuple[ScaleRow, Labels]:
    found: list[Labels] = []
    given = grouping_faces(faces)
    sample = timed(lambda: found.append(labels_of(group(given, options))))
    tracemalloc.start()
    group(given, options)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    right = agreement(found[0], faces.people).f
    return ScaleRow(len(faces), OURS, sample.cpu, sample.wall, 1.0, peak, right), found[0]


def _peer(faces: LabelledFaces, name: str, run: Callable[[LabelledFaces], Labels], ours: float) -> ScaleRow:
    found: list[Labels] = []
    sample = timed(lambda: found.append(run(faces)))
    right = agreement(found[0], faces.people).f
    return ScaleRow(len(faces), name, sample.cpu, sample.wall, sample.cpu / max(ours, 1e-9), 0, right)


def _adding(faces: LabelledFaces, labels: Labels, full: float, options: GroupOptions) -> AddingRow:
    """Faces beyond those that `labels` (M,) settled are new."""
    size = len(labels)
    _, place_of, counts = np.unique(labels, return_inverse=True, return_counts=True)
    person_ids = np.zeros(len(faces), dtype=np.int64)
    person_ids[:size] = np.where(counts[place_of] > 1, place_of + 1, 0)
    given, found = grouping_faces(faces, person_ids), []
    sample = timed(lambda: found.append(place(given, options)))
    groups = np.array([one.group for one in found[0]])
    after = np.where(groups == NO_GROUP, groups.max() + 1 + np.arange(len(groups)), groups)
    right = agreement(after, faces.people).f
    return AddingRow(size, len(faces) - size, sample.cpu, sample.cpu / max(full, 1e-9), right)
