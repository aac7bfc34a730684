"""People: which identity is whom, how sure each face of it is, and what a person asks of new faces."""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from core.clustering.disjoint_sets import Indices
from core.clustering.evidence import Floats, Matrix, against_the_others
from core.clustering.graph import neighbour_edges
from core.clustering.identities import Identities
from core.clustering.linkage import Clusters
from core.clustering.options import GroupOptions
from core.domain.grouping import NO_GROUP, NO_PERSON, GroupingFaces, Placement

_TEMPER = 4.0
"""Nats by which evidence must grow for odds to grow e-fold: faces of one album resemble each other
more than the model's independent strangers. Fitted on training people."""

_ENOUGH_CONFIRMED = 5
"""Confirmed faces from which a person's own likeness counts rather than everybody's."""

_BAR_RANGE = (0.6, 3.0)
"""Between which multiples of `GroupOptions.least` a person's own bar may lie."""


def placements_of(faces: GroupingFaces, identities: Identities, odds: Floats) -> list[Placement]:
    """A placement for every face from the identities found and the evidence (N,) of each face."""
    members = members_of(identities.of)
    people = _people(faces, identities, members)
    groups = [root for root in sorted(members) if len(members[root]) > 1 or root in people]
    number = np.full(len(faces), NO_GROUP, dtype=np.int64)
    number[groups] = np.arange(len(groups))
    numbers = number[identities.of]
    probability = probability_of(np.where(faces.confirmed, np.inf, odds))
    probability[numbers == NO_GROUP] = 0.0
    return [
        Placement(face, people.get(root), group, sure)
        for face, root, group, sure in zip(
            faces.face_ids.tolist(),
            identities.of.tolist(),
            numbers.tolist(),
            probability.tolist(),
            strict=True,
        )
    ]


def probability_of(odds: Floats) -> Floats:
    """Probability that a face belongs, from the evidence for it: logistic, with the odds of an album."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(odds / _TEMPER, -50.0, 50.0))))


def ages_of(
    vectors: Matrix, seen: Matrix, faces: Indices, identities: Identities, options: GroupOptions
) -> Indices:
    """(M,) clusters of `faces` (M,): one for a person who always looks alike, several for one who
    was child and adult, so that the mean of both attracts nobody.
    """
    clusters = identities.of[faces]
    order = np.argsort(clusters, kind="stable")
    roots, starts, counts = np.unique(clusters[order], return_index=True, return_counts=True)
    if len(roots):
        sums = np.add.reduceat(vectors[faces[order]], starts, axis=0).astype(np.float64)
        lengths = np.einsum("ij,ij->i", sums, sums)
        # Mean cosine between different ones of `counts` unit vectors.
        alike = (lengths - counts) / np.maximum(counts * (counts - 1), 1)
        for place in np.nonzero((counts > 1) & (alike < options.same_person))[0].tolist():
            own = order[starts[place] : starts[place] + counts[place]]
            clusters[own] = parts_of(seen, faces[own], identities, options)
    return clusters


def parts_of(seen: Matrix, faces: Indices, identities: Identities, options: GroupOptions) -> Indices:
    """(M,) clusters of the `faces` (M,) of one identity, by likeness alone, named by a face of each."""
    own = seen[faces]
    parts = Clusters(own, faces, identities, options.evidence)
    parts.agglomerate(neighbour_edges(options.evidence.sides(own), options.neighbours, 0.0), options.least)
    return faces[parts.of]


def own_bars(
    faces: GroupingFaces, seen: Matrix, speaking: Indices, options: GroupOptions
) -> dict[int, float]:
    """Person → nats of evidence that a face needs, from how alike the person's confirmed faces are.

    Half of what nine in ten of them have against the others: more for somebody whose pictures
    are all alike (a sibling's would stand out), less for somebody who changed.
    """
    chosen = speaking[faces.confirmed[speaking]]
    bars = {}
    for person, places in members_of(faces.person_ids[chosen]).items():
        if len(places) >= _ENOUGH_CONFIRMED:
            odds = against_the_others(options.evidence, seen[chosen[places]])
            low, high = (options.least * factor for factor in _BAR_RANGE)
            bars[person] = float(np.clip(0.5 * np.quantile(odds, 0.1), low, high))
    return bars


def members_of(names: NDArray[np.integer]) -> dict[int, Indices]:
    """Name → where it stands in `names`, ascending."""
    order = np.argsort(names, kind="stable")
    found, starts = np.unique(names[order], return_index=True)
    return dict(zip(found.tolist(), np.split(order, starts[1:]), strict=True)) if len(names) else {}


def _people(faces: GroupingFaces, identities: Identities, members: dict[int, Indices]) -> dict[int, int]:
    """Identity → person: held ones first, then each unnamed person stays with most of its faces."""
    people = {root: int(identities.person[root]) for root in members if identities.person[root] != NO_PERSON}
    taken = set(people.values())
    votes: Counter[tuple[int, int]] = Counter()
    belongs = np.nonzero(faces.person_ids != NO_PERSON)[0]
    for index, root in zip(belongs.tolist(), identities.of[belongs].tolist(), strict=True):
        if root not in people and len(members[root]) > 1:
            votes[root, int(faces.person_ids[index])] += 1
    for (root, person), _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0][1], vote[0][0])):
        rejected = any((int(faces.face_ids[index]), person) in faces.rejections for index in members[root])
        if root not in people and person not in taken and not rejected:
            people[root] = person
            taken.add(person)
    return people
