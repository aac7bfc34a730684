"""What grouping would change about people that are settled, as suggestions: it changes nothing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.clustering.cluster import ordered
from core.clustering.disjoint_sets import Indices
from core.clustering.evidence import Matrix
from core.clustering.identities import Identities
from core.clustering.joining import Hosts
from core.clustering.linkage import near_pairs
from core.clustering.options import GroupOptions
from core.clustering.people import ages_of, members_of, parts_of, probability_of
from core.domain.grouping import NO_PERSON, GroupingFaces
from core.progress import Progress, how_far

_LEAST_PART = 2
"""Faces of a part that may be somebody else; one face that stands out is for the purity check."""


@dataclass(frozen=True)
class Merge:
    """Two people who may be one."""

    person_ids: tuple[int, int]
    """The one with more faces first."""
    probability: float


@dataclass(frozen=True)
class Split:
    """A part of a person that may be somebody else."""

    person_id: int
    face_ids: tuple[int, ...]
    """Ascending."""
    probability: float


def find_merges(faces: GroupingFaces, options: GroupOptions, progress: Progress | None = None) -> list[Merge]:
    """Pairs of people with enough evidence for one, surest first.

    Left out: two people who were both confirmed, who share a photo, or whom the user parted.
    """
    faces = ordered(faces)
    settled = faces.person_ids != NO_PERSON
    identities = Identities(faces, settled)
    good = np.nonzero(faces.usable & settled & (faces.quality >= options.good_quality))[0]
    seen = options.evidence.seen(faces.vectors)
    hosts = Hosts.of(options.evidence, seen, good, ages_of(faces.vectors, seen, good, identities, options))
    one, other, odds = near_pairs(hosts.witnesses, options.worth_asking, options.neighbours, progress)
    first, second = (identities.of[hosts.faces[side]] for side in (one, other))
    said = np.isin(identities.person, faces.person_ids[faces.confirmed])
    allowed = (first != second) & ~identities.parted(first, second) & ~(said[first] & said[second])
    sizes = np.bincount(identities.of[good], minlength=len(faces))
    best: dict[tuple[int, int], float] = {}
    for a, b, found in zip(
        first[allowed].tolist(), second[allowed].tolist(), odds[allowed].tolist(), strict=True
    ):
        low, high = sorted((a, b), key=lambda root: (-int(sizes[root]), root))
        pair = (int(identities.person[low]), int(identities.person[high]))
        best[pair] = max(best.get(pair, found), found)
    merges = [Merge(pair, float(probability_of(np.asarray(found)))) for pair, found in best.items()]
    return sorted(merges, key=lambda merge: (-merge.probability, merge.person_ids))


def find_splits(faces: GroupingFaces, options: GroupOptions, progress: Progress | None = None) -> list[Split]:
    """Parts of people that look more like somebody else, surest first.

    A part with a confirmed face is never suggested: the user said who that is.
    """
    faces = ordered(faces)
    settled = faces.person_ids != NO_PERSON
    identities = Identities(faces, settled)
    good = np.nonzero(faces.usable & settled & (faces.quality >= options.good_quality))[0]
    seen = options.evidence.seen(faces.vectors)
    report = progress or Progress()
    people = members_of(faces.person_ids[good])
    splits = []
    for number, (person, places) in enumerate(sorted(people.items())):
        report(number / len(people), how_far("Looking at person", number + 1, len(people)))
        if len(places) >= 2 * _LEAST_PART:
            splits.extend(_splits_of(person, good[places], faces, seen, identities, options=options))
    return sorted(splits, key=lambda split: (-split.probability, split.person_id, split.face_ids))


def _splits_of(
    person: int,
    own: Indices,
    faces: GroupingFaces,
    seen: Matrix,
    identities: Identities,
    *,
    options: GroupOptions,
) -> list[Split]:
    """The parts of one person beside the main one, which is the largest confirmed one."""
    parts = members_of(parts_of(seen, own, identities, options))
    confirmed = {name: int(faces.confirmed[own[places]].sum()) for name, places in parts.items()}
    main = max(parts, key=lambda name: (confirmed[name], len(parts[name]), -name))
    splits = []
    for name, places in parts.items():
        if name == main or confirmed[name] or len(places) < _LEAST_PART:
            continue
        both = np.concatenate([own[parts[main]], own[places]])
        marks = np.repeat([0, 1], [len(parts[main]), len(places)])
        hosts = Hosts.of(options.evidence, seen, both, marks).witnesses
        [odds] = hosts.log_odds(np.array([0]), hosts, np.array([1])).tolist()
        if odds < 0.0:
            ids = tuple(sorted(faces.face_ids[own[places]].tolist()))
            splits.append(Split(person, ids, float(probability_of(np.asarray(-odds)))))
    return splits
