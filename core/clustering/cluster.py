"""Grouping: from vectors and what users said to people, the same answer in every order.

Always holds: a confirmed face keeps its person; two faces of one photo are not one person
unless the user said so; a rejection is remembered; the order of the input does not matter.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.clustering.agglomeration import Clusters
from core.clustering.graph import neighbour_edges
from core.clustering.identities import Identities
from core.clustering.joining import JoinRule, company, join_faces
from core.domain.grouping import NO_GROUP, NO_PERSON, GroupingFaces, Placement


@dataclass(frozen=True)
class GroupOptions:
    """Thresholds of one embedder and the caution of grouping.

    A wrong merge costs the user more than a split, so grouping asks for more likeness than
    one stranger in a thousand reaches.
    """

    same_person: float
    """Cosine at which one person is as likely as two (`FaceEmbedder.same_person`)."""
    impostor: float
    """Cosine that one pair of strangers in a thousand reaches (`FaceEmbedder.impostor`)."""
    caution: float = 0.15
    """How far above `impostor` the mean likeness of two clusters must be, in units of
    `impostor - same_person`."""
    neighbours: int = 32
    """Neighbours looked at per face; clusters meet through any of their members."""
    good_quality: float = 0.5
    """Faces under this score join groups but never form or connect them."""

    @property
    def bar(self) -> float:
        """Mean cosine from which two clusters are one person."""
        return self.impostor + self.caution * (self.impostor - self.same_person)

    @property
    def join_rule(self) -> JoinRule:
        """When a poor or lonely face joins; measured on degraded press photos (see `joining`)."""
        step = self.impostor - self.same_person
        return JoinRule(
            minimum=self.same_person + 0.25 * step,
            single=self.same_person + 0.75 * step,
            margin=0.7 * step,
        )


def group(faces: GroupingFaces, options: GroupOptions) -> list[Placement]:
    """A placement for every face, in order of face id.

    1. What the user confirmed or linked is one identity beforehand.
    2. Good faces merge by average linkage on the exact nearest-neighbour graph, while the
       mean likeness clears the bar and no rule is broken.
    3. Good faces left alone join a group, and poor faces a group or a good face, that they are
       clearly nearest to.
    4. Identities keep the person they had; those of two or more faces without one become
       new groups. A face alone stays unknown: a group of one would tell the user nothing,
       and would fill the list of people with passers-by.
    """
    faces = _ordered(faces)
    identities = Identities(faces)
    usable = faces.usable
    is_good = usable & (faces.quality >= options.good_quality)
    good, poor = np.nonzero(is_good)[0], np.nonzero(usable & ~is_good)[0]
    _merge_good_faces(faces, good, identities, options)
    grouped, lonely = _by_company(good, identities)
    join_faces(faces.vectors, grouped, lonely, identities, options.join_rule)
    join_faces(faces.vectors, good, poor, identities, options.join_rule)
    return _placements(faces, identities, usable, options)


def _ordered(faces: GroupingFaces) -> GroupingFaces:
    """The same faces in order of id: everything after this depends on ids, not on input order."""
    order = np.argsort(faces.face_ids, kind="stable")
    return GroupingFaces(
        face_ids=faces.face_ids[order],
        photo_ids=faces.photo_ids[order],
        vectors=np.ascontiguousarray(faces.vectors[order], dtype=np.float32),
        quality=faces.quality[order],
        person_ids=faces.person_ids[order],
        confirmed=faces.confirmed[order],
        rejections=faces.rejections,
        must_links=faces.must_links,
        cannot_links=faces.cannot_links,
    )


def _merge_good_faces(
    faces: GroupingFaces, good: NDArray[np.intp], identities: Identities, options: GroupOptions
) -> None:
    vectors = np.ascontiguousarray(faces.vectors[good])
    edges = neighbour_edges(vectors, options.neighbours, options.bar)
    Clusters(vectors, _Selected(identities, good)).agglomerate(edges, options.bar)


def _by_company(good: NDArray[np.intp], identities: Identities) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Good faces that share their identity with another good face, and those that do not."""
    roots = np.array([identities.root(int(index)) for index in good], dtype=np.intp)
    _, position, counts = np.unique(roots, return_inverse=True, return_counts=True)
    company = counts[position] > 1
    return good[company], good[~company]


class _Selected:
    """The identities of some of the faces, by their position among these."""

    def __init__(self, identities: Identities, chosen: NDArray[np.intp]) -> None:
        self._identities = identities
        self._chosen = chosen.tolist()

    def may_join(self, one: int, other: int) -> bool:
        return self._identities.may_join(self._chosen[one], self._chosen[other])

    def join(self, one: int, other: int) -> None:
        self._identities.join(self._chosen[one], self._chosen[other])


def _placements(
    faces: GroupingFaces, identities: Identities, usable: NDArray[np.bool_], options: GroupOptions
) -> list[Placement]:
    roots = np.array([identities.root(index) for index in range(len(faces))], dtype=np.intp)
    members = _members(roots)
    people = _people(faces, identities, members)
    numbers = {root: number for number, root in enumerate(_groups(members, people))}
    probability = np.zeros(len(faces))
    for root in numbers:
        probability[members[root]] = _probabilities(faces, members[root], usable, options)
    return [
        Placement(
            face_id=int(faces.face_ids[index]),
            person_id=people.get(root),
            group=numbers.get(root, NO_GROUP),
            probability=float(probability[index]),
        )
        for index, root in enumerate(roots.tolist())
    ]


def _members(roots: NDArray[np.intp]) -> dict[int, NDArray[np.intp]]:
    """Identity → indices of its faces, ascending."""
    order = np.argsort(roots, kind="stable")
    names, starts = np.unique(roots[order], return_index=True)
    return dict(zip(names.tolist(), np.split(order, starts[1:]), strict=True)) if len(roots) else {}


def _groups(members: dict[int, NDArray[np.intp]], people: dict[int, int]) -> list[int]:
    return [root for root in sorted(members) if len(members[root]) > 1 or root in people]


def _people(
    faces: GroupingFaces, identities: Identities, members: dict[int, NDArray[np.intp]]
) -> dict[int, int]:
    """Identity → person: confirmed ones first, then each unnamed person stays with most of its faces."""
    people = {root: identities.person(root) for root in members if identities.person(root) != NO_PERSON}
    taken = set(people.values())
    votes: Counter[tuple[int, int]] = Counter()
    for root, indices in members.items():
        if root not in people and len(indices) > 1:
            votes.update((root, int(person)) for person in faces.person_ids[indices] if person != NO_PERSON)
    for (root, person), _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0][1], vote[0][0])):
        rejected = any((int(faces.face_ids[index]), person) in faces.rejections for index in members[root])
        if root not in people and person not in taken and not rejected:
            people[root] = person
            taken.add(person)
    return people


def _probabilities(
    faces: GroupingFaces, members: NDArray[np.intp], usable: NDArray[np.bool_], options: GroupOptions
) -> NDArray[np.float64]:
    """Logistic in the mean cosine to the nearest members: 0.5 at `same_person`, 0.95 at `impostor`.

    1 for faces that are here by the user's word (confirmed, or linked), not by likeness.
    """
    probability = np.ones(len(members))
    seen = usable[members]
    if int(seen.sum()) >= 2:
        steepness = np.log(19.0) / max(options.impostor - options.same_person, 1e-6)
        likeness = company(np.ascontiguousarray(faces.vectors[members[seen]]))
        probability[seen] = 1.0 / (1.0 + np.exp(-steepness * (likeness - options.same_person)))
    probability[faces.confirmed[members]] = 1.0
    return probability
