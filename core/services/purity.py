"""Purity: are a person's confirmed faces all of them? Asked before any batch goes by these faces.

One wrong confirmation spreads: into suggestions, into references, into restorations. A face is
odd when it looks far less like the person's other faces than those look like each other; it is
likely somebody else's when it looks more like them than like the person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.analysis.analyzer import FaceEmbedder
from core.library.faces import FaceVectors
from core.library.library import Library
from core.services.finding_people import PersonName, person_in

Vectors = NDArray[np.float32]

FEWEST = 4
"""Faces under which nothing is usual, so nothing is odd."""
COMPARED = 384
"""The best faces that each face is compared with; the work grows with it, the answer does not."""
OF_OTHERS = 24
"""Faces of everybody else that stand for them."""
NEAREST = 3
"""Likeness to a person is the mean cosine to this many of their nearest faces."""
DEVIATIONS = 3.5
"""Robust standard deviations under the median from which a face is odd (Iglewicz and Hoaglin 1993)."""
SAME_MOMENT = 0.97
"""Cosine from which two faces come from one moment: prints of one picture do not vouch for each other."""
MARGIN = 0.03
"""How much more a face has to look like somebody else."""


@dataclass(frozen=True)
class OddFace:
    """A confirmed face that looks far less like the person than their other photos do."""

    face_id: int
    likeness: float
    """Mean cosine to the person's nearest faces."""
    usual: float
    """What that is for the person's faces, by their median."""

    def words(self, person: str) -> str:
        """In English."""
        return f"looks less like {person} ({self.likeness:.2f}) than their photos do ({self.usual:.2f})"


@dataclass(frozen=True)
class LikelyOther:
    """A confirmed face that looks more like somebody else."""

    face_id: int
    other_id: int
    other: str
    """Name, or words for a group without one."""
    likeness: float
    """To the other person: mean cosine to their nearest faces."""
    own: float
    """To the person it is confirmed for."""

    def words(self, person: str) -> str:
        """In English."""
        return f"looks more like {self.other} ({self.likeness:.2f}) than like {person} ({self.own:.2f})"


@dataclass(frozen=True)
class PurityReport:
    """What to look at; nothing is changed."""

    person_id: int
    person: str
    """Name, or words for a group without one."""
    checked: int
    """Confirmed faces that have a vector."""
    outliers: tuple[OddFace, ...] = ()
    """The oddest first."""
    likely_others: tuple[LikelyOther, ...] = ()
    """The likeliest first."""

    @property
    def pure(self) -> bool:
        return not (self.outliers or self.likely_others)

    @property
    def face_ids(self) -> frozenset[int]:
        """All faces to look at."""
        return frozenset(each.face_id for each in self.findings)

    @property
    def findings(self) -> tuple[OddFace | LikelyOther, ...]:
        """All of them, the likeliest first."""
        return self.likely_others + self.outliers


def purity(library: Library, person: PersonName, embedder: FaceEmbedder) -> PurityReport:
    """Look for faces among a person's confirmed ones that may be somebody else's.

    Raises:
        LibraryError: there is no such person.
    """
    with library.snapshot() as tx:
        known = person_in(tx, person)
        mine = tx.faces.confirmed_vectors(embedder.name, known.id)
        others = tx.faces.best_confirmed(embedder.name, OF_OTHERS)
        labels = {other: tx.people.get(other).label for other in others}
    count = len(mine.ids)
    if count < FEWEST:
        return PurityReport(known.id, known.label, count)
    own = _own_likeness(mine.matrix)
    odd = _odd(own) & (own < embedder.same_person)
    likely = _likely_others(mine, own, {p: v for p, v in others.items() if p != known.id}, embedder.impostor)
    found = {face for face, _, _, _ in likely}
    usual = float(np.median(own))
    outliers = [
        OddFace(int(mine.ids[at]), float(own[at]), usual)
        for at in np.argsort(own, kind="stable")
        if odd[at] and int(mine.ids[at]) not in found
    ]
    elsewhere = [
        LikelyOther(face, other, labels[other], theirs, ours) for face, other, theirs, ours in likely
    ]
    return PurityReport(known.id, known.label, count, tuple(outliers), tuple(elsewhere))


def _own_likeness(vectors: Vectors) -> NDArray[np.float64]:
    """(N,) mean cosine of each face to its nearest others of the person, other moments only."""
    pool = _pool(vectors)
    cosines = vectors.astype(np.float64) @ pool.T
    cosines[cosines >= SAME_MOMENT] = -1.0  # itself too
    return _mean_of_nearest(cosines)


def _pool(vectors: Vectors) -> Vectors:
    """Spread over all faces, whatever their number: every k-th."""
    step = max(len(vectors) // COMPARED, 1)
    return vectors[::step]


def _mean_of_nearest(cosines: NDArray[np.float64]) -> NDArray[np.float64]:
    nearest = min(NEAREST, cosines.shape[1])
    top = np.partition(cosines, -nearest, axis=1)[:, -nearest:]
    known = top > -1.0
    mean = np.where(known, top, 0.0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    # Who was only ever photographed at one moment looks like themselves there.
    return np.asarray(np.where(known.any(axis=1), mean, 1.0))


def _odd(own: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Far under the median, measured by the median deviation, which odd ones hardly move."""
    usual = np.median(own)
    spread = max(float(np.median(np.abs(own - usual))) * 1.4826, 0.02)
    return np.asarray(own < usual - DEVIATIONS * spread)


def _likely_others(
    mine: FaceVectors,
    own: NDArray[np.float64],
    others: Mapping[int, FaceVectors],
    impostor: float,
) -> list[tuple[int, int, float, float]]:
    """(face, person, likeness to them, likeness to its own) for faces nearer to somebody else."""
    people = sorted(others)
    if not people:
        return []
    theirs = np.stack(
        [_mean_of_nearest(mine.matrix.astype(np.float64) @ others[person].matrix.T) for person in people]
    )
    best = theirs.argmax(axis=0)
    likeness = theirs.max(axis=0)
    nearer = (likeness > own + MARGIN) & (likeness > impostor)
    order = np.argsort(own - likeness, kind="stable")
    return [
        (int(mine.ids[at]), people[int(best[at])], float(likeness[at]), float(own[at]))
        for at in order
        if nearer[at]
    ]
