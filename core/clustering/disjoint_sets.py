"""Disjoint sets of numbers that many joins at a time merge (union-find, by array operations).

A join costs what is joined, not how many numbers there are: agglomeration joins in thousands of
rounds, most of which touch a few clusters of a hundred thousand.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Indices = NDArray[np.intp]


class DisjointSets:
    """Sets of 0 … count - 1; each is named by one of its members, in the beginning each by itself."""

    def __init__(self, count: int) -> None:
        self._of: Indices = np.arange(count, dtype=np.intp)
        self._became: Indices = np.arange(count, dtype=np.intp)
        """(N,) the name that followed a name; itself where it is still used."""
        self._resolved = True

    def join(self, names: Indices, into: Indices) -> None:
        """Sets `names` (P,), each once, become part of the sets `into` (P,)."""
        self._became[names] = into
        self._resolved = False

    def find(self, members: Indices) -> Indices:
        """The names of the sets that `members` (M,) are in now."""
        found = self._became[self._of[members]]
        while ((further := self._became[found]) != found).any():
            found = further
        return found

    @property
    def of(self) -> Indices:
        """(N,) the name of the set of every number; not to be written to."""
        if not self._resolved:
            while ((further := self._became[self._became]) != self._became).any():
                self._became = further
            self._of = self._became[self._of]
            self._resolved = True
        return self._of
