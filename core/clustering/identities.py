"""Who may be one person: constraint sets that grow as faces join.

An *identity* is a set of faces known or thought to be one person. Two identities may join
only when that breaks no rule:

- two faces of one photo are two people;
- a confirmed person is nobody else;
- a face that the user rejected for a person never joins that person;
- pairs the user declared to be two people stay apart.

What the user confirmed or linked is joined beforehand, whatever the rules say: the user is right.
All questions are asked of many pairs at once, since a library asks millions of them.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from core.clustering.cannot_links import CannotLinks, Rejections
from core.clustering.disjoint_sets import DisjointSets, Indices
from core.domain.grouping import NO_PERSON, GroupingFaces


class Identities:
    """Disjoint sets of face indices with their rules.

    `held` (N,) says which faces keep their `person_ids` entry; by default the confirmed ones.
    """

    def __init__(self, faces: GroupingFaces, held: NDArray[np.bool_] | None = None) -> None:
        count = len(faces)
        keeps = (faces.confirmed if held is None else held) & (faces.person_ids != NO_PERSON)
        index_of = dict(zip(faces.face_ids.tolist(), range(count), strict=True))
        self._count = count
        self._sets = DisjointSets(count)
        self.person: NDArray[np.int64] = np.where(keeps, faces.person_ids, NO_PERSON)
        """(N,) by identity: the person it is held to be, or `NO_PERSON`."""
        said = np.array(_known(faces.cannot_links, index_of), dtype=np.intp).reshape(-1, 2)
        self._apart = CannotLinks(np.concatenate([said, _of_one_photo(faces.photo_ids)]), count)
        self._rejections = Rejections(
            [(index_of[face], person) for face, person in faces.rejections if face in index_of]
        )
        self._join_what_the_user_joined(_known(faces.must_links, index_of))

    @property
    def of(self) -> Indices:
        """(N,) the identity of every face, named by its smallest face index."""
        return self._sets.of

    def find(self, faces: Indices) -> Indices:
        """The identities of some faces (M,): as `of`, at the cost of these faces alone."""
        return self._sets.find(faces)

    def blocked(self, one: Indices, other: Indices) -> NDArray[np.bool_]:
        """Which pairs of identities (P,), (P,) may not be one person; False for an identity and itself."""
        people, others = self.person[one], self.person[other]
        two_people = (people != NO_PERSON) & (others != NO_PERSON) & (people != others)
        return np.asarray(two_people | self.parted(one, other))

    def parted(self, one: Indices, other: Indices) -> NDArray[np.bool_]:
        """Which pairs a photo, a rejection or the user's word parts, whoever they are held to be."""
        people, others = self.person[one], self.person[other]
        rejected = self._rejections.hold(one, others) | self._rejections.hold(other, people)
        return np.asarray((rejected | self._apart.hold(one, other)) & (one != other))

    def join(self, one: Indices, other: Indices) -> None:
        """Make each pair of identities one; no identity may occur twice, and `blocked` was asked."""
        low, high = np.minimum(one, other), np.maximum(one, other)
        changed = low != high
        self._relabel(low[changed], high[changed])

    def tied(self, one: Indices) -> NDArray[np.bool_]:
        """Which identities bring a person or a rejection along when they join."""
        return np.asarray((self.person[one] != NO_PERSON) | self._rejections.concern(one))

    def apart(self) -> tuple[Indices, Indices]:
        """The pairs of identities that users or photos keep apart."""
        return self._apart.low, self._apart.high

    def absorb(self, joining: Indices, target: Indices) -> NDArray[np.bool_]:
        """Let identities (J,) join targets (J,), the first in the list first; which of them did.

        A target may occur often, a joining identity once, and never on both sides. Who breaks a
        rule with an identity that joined before is left out.
        """
        done = np.zeros(len(joining), dtype=np.bool_)
        open_ = ~self.blocked(joining, target)
        while open_.any():
            now = self._compatible(joining, target, open_)
            self._absorb(joining[now], target[now])
            done[now] = True
            open_[now] = False
            target = self.find(target)
            open_ &= ~self.blocked(joining, target)
        return done

    def _compatible(self, joining: Indices, target: Indices, open_: NDArray[np.bool_]) -> Indices:
        """Open positions that break no rule among themselves: of each pair that would, the first."""
        positions = np.nonzero(open_)[0]
        rank = np.full(self._count, -1, dtype=np.intp)
        rank[joining[positions]] = positions
        aims = np.full(self._count, -1, dtype=np.intp)
        aims[joining[positions]] = target[positions]
        low, high = self.apart()
        both = (aims[low] >= 0) & (aims[low] == aims[high])
        late = np.maximum(rank[low[both]], rank[high[both]])
        tied = positions[self.tied(joining[positions])]
        _, first = np.unique(target[tied], return_index=True)
        waiting = np.union1d(late, np.delete(tied, first))
        return np.setdiff1d(positions, waiting)

    def _absorb(self, joining: Indices, target: Indices) -> None:
        """`join` for targets that occur often; the smallest index names the result."""
        names, place = np.unique(target, return_inverse=True)
        smallest = names.copy()
        np.minimum.at(smallest, place, joining)
        self._relabel(np.concatenate([smallest[place], smallest]), np.concatenate([joining, names]))

    def _relabel(self, new: Indices, old: Indices) -> None:
        self._sets.join(old, new)
        np.maximum.at(self.person, new, self.person[old])
        self._apart.rename(old, self._sets)
        self._rejections.rename(old, self._sets)

    def _join_what_the_user_joined(self, links: list[tuple[int, int]]) -> None:
        held = np.nonzero(self.person != NO_PERSON)[0]
        people, first, place = np.unique(self.person[held], return_index=True, return_inverse=True)
        roots = self.of.copy()
        roots[held] = held[first][place]
        union = _Union(dict(zip(held[first].tolist(), people.tolist(), strict=True)))
        for one, other in sorted(links):
            union.join(int(roots[one]), int(roots[other]))
        moved = union.moved()
        if moved:
            alias = np.arange(self._count, dtype=np.intp)
            alias[list(moved)] = list(moved.values())
            roots = alias[roots]
        changed = np.nonzero(roots != self.of)[0]
        self._relabel(roots[changed], changed)


class _Union:
    """Union of faces, but for two confirmed people: their names are the later word."""

    def __init__(self, owner: dict[int, int]) -> None:
        self._owner = owner
        self._parent: dict[int, int] = {}

    def root(self, index: int) -> int:
        root = index
        while root in self._parent:
            root = self._parent[root]
        if root != index:
            self._parent[index] = root
        return root

    def moved(self) -> dict[int, int]:
        """Index → root, of all that joined a smaller one."""
        return {index: self.root(index) for index in list(self._parent)}

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.root(one), self.root(other)))
        people = {self._owner[root] for root in (low, high) if root in self._owner}
        if low != high and len(people) <= 1:
            self._parent[high] = low
            self._owner.update(dict.fromkeys([low], people.pop()) if people else {})


def _of_one_photo(photo_ids: NDArray[np.int64]) -> Indices:
    """(P, 2) all pairs of faces of one photo."""
    order = np.argsort(photo_ids, kind="stable")
    _, starts, counts = np.unique(photo_ids[order], return_index=True, return_counts=True)
    pairs = [np.empty((0, 2), dtype=np.intp)]
    for count in np.unique(counts[counts > 1]).tolist():
        members = order[starts[counts == count][:, None] + np.arange(count)]
        pairs.extend(members[:, [low, high]] for low in range(count) for high in range(low + 1, count))
    return np.concatenate(pairs)


def _known(pairs: Iterable[tuple[int, int]], index_of: dict[int, int]) -> list[tuple[int, int]]:
    return [(index_of[a], index_of[b]) for a, b in pairs if a in index_of and b in index_of]
