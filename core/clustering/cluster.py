"""Grouping: from vectors and what users said to people, the same answer in every order.

Always holds: a confirmed face keeps its person; two faces of one photo are not one person
unless the user said so; a rejection is remembered; the order of the input does not matter.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from core.clustering.disjoint_sets import Indices
from core.clustering.graph import neighbour_edges
from core.clustering.identities import Identities
from core.clustering.joining import Hosts, JoinRule, join_faces
from core.clustering.linkage import Clusters, missed_edges
from core.clustering.options import GroupOptions
from core.clustering.people import ages_of, own_bars, placements_of
from core.domain.grouping import NO_PERSON, GroupingFaces, Placement
from core.progress import Progress
from core.sentence import Sentence

_NEAR = 2.5
"""Nats below the bar from which faces are neighbours: together with others they may reach it."""


def group(faces: GroupingFaces, options: GroupOptions, progress: Progress | None = None) -> list[Placement]:
    """A placement for every face, in order of face id; nothing but the user's word is settled.

    1. What the user confirmed or linked is one identity beforehand.
    2. Good faces merge on the exact nearest-neighbour graph, while the evidence for one person
       suffices and no rule is broken.
    3. Good faces left alone join a group, and poor faces a group or a good face, that they
       clearly belong to rather than to another.
    4. Identities keep the person they had; those of two or more faces without one become
       new groups. A face alone stays unknown: a group of one would tell the user nothing,
       and would fill the list of people with passers-by.

    Raises:
        Cancelled: `progress` was asked to stop.
    """
    faces = ordered(faces)
    return Grouping(faces, Identities(faces), options, progress or Progress()).placements()


def place(faces: GroupingFaces, options: GroupOptions, progress: Progress | None = None) -> list[Placement]:
    """A placement for every face, in order of face id; who belongs to a person stays there.

    Faces of nobody join the people there are, then make groups among themselves. People are
    neither merged nor split by it, whatever arrives.

    Raises:
        Cancelled: `progress` was asked to stop.
    """
    faces = ordered(faces)
    settled = faces.person_ids != NO_PERSON
    if not settled.any():
        return group(faces, options, progress)
    grouping = Grouping(faces, Identities(faces, settled), options, progress or Progress())
    return grouping.placements(settled)


def ordered(faces: GroupingFaces) -> GroupingFaces:
    """The same faces in order of id: everything after this depends on ids, not on input order."""
    order = np.argsort(faces.face_ids, kind="stable")
    return replace(
        faces,
        face_ids=faces.face_ids[order],
        photo_ids=faces.photo_ids[order],
        vectors=np.ascontiguousarray(faces.vectors[order], dtype=np.float32),
        quality=faces.quality[order],
        person_ids=faces.person_ids[order],
        confirmed=faces.confirmed[order],
    )


class Grouping:
    """One run over faces in order of id."""

    def __init__(
        self, faces: GroupingFaces, identities: Identities, options: GroupOptions, progress: Progress
    ) -> None:
        self._faces = faces
        self._identities = identities
        self._options = options
        self._evidence = options.evidence
        self._progress = progress
        self._seen = options.evidence.seen(faces.vectors)
        """(N, K) the faces in the space of the evidence."""
        self._odds = np.full(len(faces), np.inf)
        """(N,) evidence that a face belongs where it is; infinite where the user said so."""

    def placements(self, settled: NDArray[np.bool_] | None = None) -> list[Placement]:
        """Group the faces, all but the `settled` (N,) ones, which only attract."""
        faces, options = self._faces, self._options
        stays = np.zeros(len(faces), dtype=np.bool_) if settled is None else settled
        good = faces.usable & (faces.quality >= options.good_quality)
        hosts, rule = self._settled_hosts(np.nonzero(good & stays)[0])
        arriving = np.nonzero(good & ~stays)[0]
        arriving = arriving[~self._join(hosts, arriving, replace(rule, margin=0.0))]
        hosts = hosts.beside(self._link(arriving))
        self._join(hosts, np.nonzero(faces.usable & ~good & ~stays)[0], rule)
        return placements_of(faces, self._identities, self._odds)

    def _settled_hosts(self, speaking: Indices) -> tuple[Hosts, JoinRule]:
        """The people there are, those of several ages as several hosts, and what each asks for."""
        clusters = ages_of(self._faces.vectors, self._seen, speaking, self._identities, self._options)
        hosts = Hosts.of(self._evidence, self._seen, speaking, clusters)
        bars = own_bars(self._faces, self._seen, speaking, self._options)
        return hosts, replace(self._options.join_rule, least_of_person=bars)

    def _join(self, hosts: Hosts, joining: Indices, rule: JoinRule) -> NDArray[np.bool_]:
        self._progress(0.9, Sentence("Placing single faces"))
        grounds = join_faces(self._seen, hosts, joining, self._identities, rule)
        joined = ~np.isnan(grounds)
        self._odds[joining[joined]] = grounds[joined]
        return joined

    def _link(self, good: Indices) -> Hosts:
        """Group good faces with each other."""
        seen, least, neighbours = self._seen[good], self._options.least, self._options.neighbours
        clusters = Clusters(seen, good, self._identities, self._evidence)
        sides = self._evidence.sides(seen)
        edges = neighbour_edges(sides, neighbours, least - _NEAR, self._progress.between(0.0, 0.7))
        clusters.agglomerate(edges, least, self._progress.between(0.7, 0.85))
        missed = missed_edges(clusters, self._evidence, least, neighbours)
        clusters.agglomerate(missed, least, self._progress.between(0.85, 0.9))
        self._odds[good] = clusters.evidence_of_members()
        return Hosts.of(self._evidence, self._seen, good, good[clusters.of])
