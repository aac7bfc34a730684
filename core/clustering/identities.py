"""Who may be one person: constraint sets that grow as faces join.

An *identity* is a set of faces known or thought to be one person. Two identities may join
only when that breaks no rule:

- two faces of one photo are two people;
- a confirmed person is nobody else;
- a face that the user rejected for a person never joins that person;
- pairs the user declared to be two people stay apart.

What the user confirmed or linked is joined beforehand, whatever the rules say: the user is right.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from core.domain.grouping import NO_PERSON, GroupingFaces


@dataclass
class _Rules:
    """Everything that speaks about the faces of one identity."""

    photos: set[int] = field(default_factory=set)
    people: set[int] = field(default_factory=set)
    rejected: set[int] = field(default_factory=set)
    faces: set[int] = field(default_factory=set)
    apart: set[int] = field(default_factory=set)

    def allows(self, other: _Rules) -> bool:
        return (
            self.photos.isdisjoint(other.photos)
            and not (self.people and other.people and self.people != other.people)
            and self.rejected.isdisjoint(other.people)
            and other.rejected.isdisjoint(self.people)
            and self.apart.isdisjoint(other.faces)
        )

    def absorb(self, other: _Rules) -> None:
        self.photos |= other.photos
        self.people |= other.people
        self.rejected |= other.rejected
        self.faces |= other.faces
        self.apart |= other.apart


class Identities:
    """Disjoint sets of face indices with their rules."""

    def __init__(self, faces: GroupingFaces) -> None:
        self._parent = list(range(len(faces)))
        self._rules = [
            _Rules(
                photos={int(faces.photo_ids[index])},
                people={int(faces.person_ids[index])}
                if faces.confirmed[index] and faces.person_ids[index] != NO_PERSON
                else set(),
                faces={index},
            )
            for index in range(len(faces))
        ]
        index_of = {int(face_id): index for index, face_id in enumerate(faces.face_ids)}
        for face_id, person_id in faces.rejections:
            if face_id in index_of:
                self._rules[index_of[face_id]].rejected.add(person_id)
        for one, other in _known(faces.cannot_links, index_of):
            self._rules[one].apart.add(other)
            self._rules[other].apart.add(one)
        self._join_what_the_user_joined(faces, index_of)

    def root(self, index: int) -> int:
        """The smallest face index of the identity of face `index`."""
        root = index
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[index] != root:
            self._parent[index], index = root, self._parent[index]
        return root

    def person(self, index: int) -> int:
        """The confirmed person of the identity, or `NO_PERSON`."""
        people = self._rules[self.root(index)].people
        return min(people) if people else NO_PERSON

    def may_join(self, one: int, other: int) -> bool:
        """Whether the identities of two faces break no rule together; True if they are one already."""
        first, second = self.root(one), self.root(other)
        return first == second or self._rules[first].allows(self._rules[second])

    def join(self, one: int, other: int) -> None:
        """Make two identities one; the caller has asked `may_join`."""
        first, second = sorted((self.root(one), self.root(other)))
        if first != second:
            self._parent[second] = first
            self._rules[first].absorb(self._rules[second])
            self._rules[second] = _Rules()

    def _join_what_the_user_joined(self, faces: GroupingFaces, index_of: dict[int, int]) -> None:
        first_of: dict[int, int] = {}
        for index in range(len(faces)):
            for person in self._rules[index].people.copy():
                if person in first_of:
                    self.join(first_of[person], index)
                else:
                    first_of[person] = index
        for one, other in sorted(_known(faces.must_links, index_of)):
            people = self._rules[self.root(one)].people | self._rules[self.root(other)].people
            if len(people) <= 1:  # two confirmed people stay two: the names are the later word
                self.join(one, other)


def _known(pairs: Iterable[tuple[int, int]], index_of: dict[int, int]) -> list[tuple[int, int]]:
    return [(index_of[a], index_of[b]) for a, b in pairs if a in index_of and b in index_of]
