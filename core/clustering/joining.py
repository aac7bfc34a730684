"""Faces of poor quality, faces left alone and new faces join last: each one identity, tying none.

Blur and smallness make strangers alike, so such a face has to be clearly nearer to one
identity than to every other one; when in doubt it stays unknown.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from core.clustering.evidence import Evidence, Floats
from core.clustering.graph import blocks
from core.clustering.identities import Identities, Indices


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
    means: NDArray[np.float32]
    """(H, D) mean vectors."""
    sizes: NDArray[np.int64]
    """(H,) faces of each."""

    @staticmethod
    def of(vectors: NDArray[np.float32], faces: Indices, clusters: Indices) -> Hosts:
        """Hosts of the `faces` (M,), rows of `vectors`, that are in `clusters` (M,)."""
        _, first, place, counts = np.unique(
            clusters, return_index=True, return_inverse=True, return_counts=True
        )
        sums = np.zeros((len(first), vectors.shape[1]), dtype=np.float64)
        order = np.argsort(place, kind="stable")
        if len(order):
            starts = np.cumsum(counts) - counts
            sums = np.add.reduceat(vectors[faces[order]].astype(np.float64), starts, axis=0)
        means = (sums / counts[:, None]).astype(np.float32)
        return Hosts(faces[first], means, counts.astype(np.int64))

    def __len__(self) -> int:
        return len(self.faces)

    def beside(self, others: Hosts) -> Hosts:
        """These and others."""
        return Hosts(
            np.concatenate([self.faces, others.faces]),
            np.concatenate([self.means, others.means]),
            np.concatenate([self.sizes, others.sizes]),
        )


def join_faces(
    vectors: NDArray[np.float32],
    hosts: Hosts,
    joining: Indices,
    identities: Identities,
    *,
    evidence: Evidence,
    rule: JoinRule,
) -> Floats:
    """Let the faces `joining` (J,), indices into `vectors`, join the identities of `hosts`.

    The surest face goes first: in a group photo it takes its person before a doubtful one can.
    Those that join do not speak for the others, and who has a host already stays there.
    Returns (J,) the evidence on which each joined, NaN for those that did not.
    """
    grounds = np.full(len(joining), np.nan)
    if not len(hosts) or not len(joining):
        return grounds
    own = identities.of[joining]
    best, odds, second = nearest_two(vectors[joining], own, hosts, identities, evidence)
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
    vectors: NDArray[np.float32], own: Indices, hosts: Hosts, identities: Identities, evidence: Evidence
) -> tuple[Indices, Floats, Floats]:
    """The host with the most evidence for each vector (J, D), that evidence, and the most for a
    host of another identity; hosts of its own identity (J,) do not count.
    """
    names = identities.of[hosts.faces]
    weights = evidence.weights(hosts.sizes)
    pulls = weights**2 * np.einsum("ij,ij->i", hosts.means, hosts.means, dtype=np.float64)
    single = np.ones(1)
    best, odds, second = [], [], []
    for part in blocks(len(vectors), 8 * len(hosts)):
        dots = (vectors[part] @ hosts.means.T).astype(np.float64)
        found = evidence.log_odds(single, single, weights, pulls, dots)
        found[own[part][:, None] == names[None]] = -np.inf
        rows, winner = np.arange(len(found)), np.argmax(found, axis=1)
        best.append(winner)
        odds.append(found[rows, winner])
        found[names[winner][:, None] == names[None]] = -np.inf
        second.append(found.max(axis=1))
    return np.concatenate(best), np.concatenate(odds), np.concatenate(second)
