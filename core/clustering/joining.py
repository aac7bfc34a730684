"""Faces of poor quality, faces left alone and new faces join last: each one identity, tying none.

Blur and smallness make strangers alike, so such a face has to be clearly nearer to one
identity than to every other one; when in doubt it stays unknown.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from core.clustering.disjoint_sets import Indices
from core.clustering.evidence import Evidence, Floats, Witnesses
from core.clustering.graph import blocks
from core.clustering.identities import Identities


@dataclass(frozen=True)
class JoinRule:
    """When a face joins an identity."""

    least: float
    """Nats of evidence for one person."""
    margin: float
    """By how many nats the evidence must exceed that for every other identity."""
    least_of_person: dict[int, float] = field(default_factory=dict)
    """`least` of people whose own confirmed faces say how alike their faces are."""

    def bars(self, people: NDArray[np.int64]) -> Floats:
        """`least` for each of `people` (J,)."""
        return np.array([self.least_of_person.get(person, self.least) for person in people.tolist()])


@dataclass(frozen=True)
class Hosts:
    """Clusters that faces may join."""

    faces: Indices
    """(H,) a face of each, by which the identities know it."""
    witnesses: Witnesses
    """(H,) what they say."""

    @staticmethod
    def of(evidence: Evidence, seen: NDArray[np.float32], faces: Indices, clusters: Indices) -> Hosts:
        """Hosts of the `faces` (M,), rows of `seen`, that are in `clusters` (M,)."""
        _, first, place, counts = np.unique(
            clusters, return_index=True, return_inverse=True, return_counts=True
        )
        sums = np.zeros((len(first), seen.shape[1]), dtype=np.float32)
        order = np.argsort(place, kind="stable")
        if len(order):
            sums = np.add.reduceat(seen[faces[order]], np.cumsum(counts) - counts, axis=0)
        return Hosts(faces[first], Witnesses.of(evidence, sums, counts.astype(np.int64)))

    def __len__(self) -> int:
        return len(self.faces)

    def beside(self, others: Hosts) -> Hosts:
        """These and others."""
        return Hosts(np.concatenate([self.faces, others.faces]), self.witnesses.beside(others.witnesses))


def join_faces(
    seen: NDArray[np.float32], hosts: Hosts, joining: Indices, identities: Identities, rule: JoinRule
) -> Floats:
    """Let the faces `joining` (J,), indices into `seen`, join the identities of `hosts`.

    The surest face goes first: in a group photo it takes its person before a doubtful one can.
    Those that join do not speak for the others, and who has a host already stays there.
    Returns (J,) the evidence on which each joined, NaN for those that did not.
    """
    grounds = np.full(len(joining), np.nan)
    if not len(hosts) or not len(joining):
        return grounds
    own = identities.of[joining]
    best, odds, second = nearest_two(seen[joining], own, hosts, identities)
    target = identities.of[hosts.faces[best]]
    sure = (odds >= rule.bars(identities.person[target])) & (odds - np.maximum(second, 0.0) >= rule.margin)
    wishes = np.nonzero(sure & ~np.isin(own, identities.of[hosts.faces]))[0]
    wishes = wishes[np.lexsort((joining[wishes], -odds[wishes]))]
    # An identity of several joining faces goes where its surest face goes.
    _, first = np.unique(own[wishes], return_index=True)
    wishes = wishes[np.sort(first)]
    done = wishes[identities.absorb(own[wishes], target[wishes])]
    grounds[done] = odds[done]
    return grounds


def nearest_two(
    seen: NDArray[np.float32], own: Indices, hosts: Hosts, identities: Identities
) -> tuple[Indices, Floats, Floats]:
    """The host with the most evidence for each face (J, K), that evidence, and the most for a
    host of another identity; hosts of its own identity (J,) do not count.
    """
    names = identities.of[hosts.faces]
    evidence = hosts.witnesses.evidence
    attraction = evidence.attraction(hosts.witnesses)
    best, second, alone = [], [], []
    for part in blocks(len(seen), 2 * len(hosts)):
        found = evidence.probes(seen[part]) @ attraction.T
        found[own[part][:, None] == names[None]] = -np.inf
        rows, winner = np.arange(len(found)), np.argmax(found, axis=1)
        alone.append(np.isneginf(found[rows, winner]))
        found[names[winner][:, None] == names[None]] = -np.inf
        best.append(winner)
        second.append(found.max(axis=1).astype(np.float64))
    chosen = np.concatenate(best)
    faces = Witnesses.of(evidence, seen, np.ones(len(seen), dtype=np.int64))
    odds = faces.log_odds(np.arange(len(seen)), hosts.witnesses, chosen)
    odds[np.concatenate(alone)] = -np.inf
    return chosen, odds, np.concatenate(second)
