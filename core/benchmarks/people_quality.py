"""Quality of grouping beside the peers at their best settings, same vectors, one run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from core.benchmarks.people_corpus import LabelledFaces
from core.benchmarks.people_measures import Agreement, Labels, actions_needed, agreement
from core.clustering import backends
from core.clustering.cluster import group
from core.clustering.options import GroupOptions
from core.domain.grouping import NO_GROUP, GroupingFaces, Placement
from core.progress import Progress

OURS = "RIDFR"


@dataclass(frozen=True)
class Method:
    """A way to group, with one of its settings."""

    name: str
    setting: str
    run: Callable[[NDArray[np.float32]], Labels]


@dataclass(frozen=True)
class QualityRow:
    """One method on one set."""

    faces_of: str
    faces: int
    people: int
    method: str
    setting: str
    agreement: Agreement
    f: float
    actions: int
    """A simulated user needs until 95 % of the faces are right (`actions_needed`)."""


def compare(name: str, faces: LabelledFaces, options: GroupOptions, progress: Progress) -> list[QualityRow]:
    """Ours as it is shipped, and each peer at the setting that has the best BCubed F on this very set.

    That the peers are tuned on the set they are measured on favours them.
    """
    rows = [_row(name, faces, Method(OURS, "as shipped", lambda _: our_labels(faces, options)))]
    best: dict[str, QualityRow] = {}
    for method in progress.over(list(_peers()), name):
        row = _row(name, faces, method)
        if method.name not in best or row.f > best[method.name].f:
            best[method.name] = row
    return rows + list(best.values())


def our_labels(faces: LabelledFaces, options: GroupOptions) -> Labels:
    """Labels (N,) of our grouping; each face that stays unknown has its own."""
    return labels_of(group(grouping_faces(faces), options))


def labels_of(placements: list[Placement]) -> Labels:
    """Labels of placements in order of face id."""
    groups = np.array([placement.group for placement in placements], dtype=np.int64)
    alone = groups == NO_GROUP
    return np.where(alone, groups.max(initial=0) + 1 + np.arange(len(groups)), groups)


def grouping_faces(faces: LabelledFaces, person_ids: NDArray[np.int64] | None = None) -> GroupingFaces:
    """The faces as a library has them: each in a photo of its own, in order, nothing confirmed."""
    ids = np.arange(1, len(faces) + 1, dtype=np.int64)
    return GroupingFaces(
        face_ids=ids,
        photo_ids=ids,
        vectors=faces.vectors,
        quality=faces.quality,
        person_ids=np.zeros(len(faces), dtype=np.int64) if person_ids is None else person_ids,
        confirmed=np.zeros(len(faces), dtype=np.bool_),
    )


def _peers() -> Iterator[Method]:
    for cosine in np.arange(0.26, 0.77, 0.03).round(2).tolist():
        for least in (2, 3):
            setting = f"cosine {cosine:.2f}, min_samples {least}"
            yield Method("DBSCAN", setting, partial(backends.dbscan, cosine=cosine, least=least))
    for least in (2, 3, 4, 5):
        for smooth in (1, 2, 3):
            setting = f"min_cluster_size {least}, min_samples {smooth}"
            yield Method("HDBSCAN", setting, partial(backends.hdbscan, least=least, smooth=smooth))
    for cosine in np.arange(0.26, 0.77, 0.05).round(2).tolist():
        run = partial(backends.chinese_whispers, cosine=cosine)
        yield Method("Chinese whispers", f"cosine {cosine:.2f}", run)


def _row(name: str, faces: LabelledFaces, method: Method) -> QualityRow:
    found = method.run(faces.vectors)
    right = agreement(found, faces.people)
    people = len(np.unique(faces.people))
    actions = actions_needed(found, faces.people)
    return QualityRow(name, len(faces), people, method.name, method.setting, right, right.f, actions)
