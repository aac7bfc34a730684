"""Reference gaps: years of a person's life in which no photo can guide a restoration well.

"There is no sharp frontal photo of Grandpa before 1965; these three come nearest."
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.face import FaceQuality
from core.domain.reference import GOOD_EYES, ReferenceCandidate, ReferenceTarget, rank_references
from core.library.library import Library
from core.services.finding_people import PersonName, person_in
from core.services.referencing import reference_candidates

SPAN = 10
"""Years that one good photo serves."""
GOOD_SHARPNESS = 0.5
FRONTAL = 20.0
"""Degrees of turn up to which a face looks ahead."""
NEAREST = 3
NUMBERS = {1: "this one comes", 2: "these two come", 3: "these three come"}


class GapPlace(StrEnum):
    """Where in the years with photos of a person a gap lies."""

    ALL = "all"
    BEFORE = "before"
    SINCE = "since"
    BETWEEN = "between"


@dataclass(frozen=True)
class ReferenceGap:
    """Years without a good reference."""

    person: str
    """Name, or words for a group without one."""
    period: tuple[int, int]
    """First and last year, both included."""
    place: GapPlace
    nearest_face_ids: tuple[int, ...]
    """The best of what there is, best first."""

    @property
    def sentence(self) -> str:
        """In English."""
        after, until = self.period[0], self.period[1] + 1
        when = {
            GapPlace.ALL: "",
            GapPlace.BEFORE: f" before {until}",
            GapPlace.SINCE: f" from {after} on",
            GapPlace.BETWEEN: f" between {after} and {until}",
        }[self.place]
        count = len(self.nearest_face_ids)
        rest = f"; {NUMBERS[count]} nearest." if count else ", and nothing comes near."
        return f"There is no sharp frontal photo of {self.person}{when}{rest}"


def reference_gaps(library: Library, person: PersonName, embedder: str = "") -> list[ReferenceGap]:
    """The decades in which a person was photographed, but never sharply from the front.

    Args:
        embedder: whose vectors tell odd pictures; "" for none.

    Raises:
        LibraryError: there is no such person.
    """
    with library.snapshot() as tx:
        known = person_in(tx, person)
        chosen = tx.references.of(known.id)
    candidates = [
        each
        for each in reference_candidates(library, known.id, embedder=embedder)
        if each.face_id not in chosen.banned and not each.restored_photo
    ]
    dated = [each for each in candidates if each.taken_at is not None]
    decades = sorted({_decade(each) for each in dated})
    good = {_decade(each) for each in dated if is_good(each.quality)}
    return [_gap(known.label, run, decades, candidates) for run in _runs(decades, good)]


def is_good(quality: FaceQuality) -> bool:
    """Whether a face is large, sharp and frontal enough to guide a restoration well."""
    large = quality.eye_distance >= GOOD_EYES
    return large and quality.sharpness >= GOOD_SHARPNESS and abs(quality.yaw) <= FRONTAL


def _decade(candidate: ReferenceCandidate) -> int:
    assert candidate.taken_at is not None, "only dated ones are asked"
    return candidate.taken_at.year // SPAN * SPAN


def _runs(decades: Sequence[int], good: set[int]) -> list[tuple[int, int]]:
    """Stretches of decades with photos but no good one: (first, last) decade of each."""
    runs: list[tuple[int, int]] = []
    previous_lacks = False
    for decade in decades:
        lacks = decade not in good
        if lacks and previous_lacks:
            runs[-1] = (runs[-1][0], decade)
        elif lacks:
            runs.append((decade, decade))
        previous_lacks = lacks
    return runs


def _gap(
    label: str, run: tuple[int, int], decades: Sequence[int], candidates: Sequence[ReferenceCandidate]
) -> ReferenceGap:
    first, last = run[0], run[1] + SPAN - 1
    middle = datetime((first + last) // 2, 7, 1)
    target = ReferenceTarget(face_id=0, photo_id=0, taken_at=middle)
    nearest = tuple(each.face_id for each in rank_references(candidates, target, limit=NEAREST))
    return ReferenceGap(label, (first, last), _place(run, decades), nearest)


def _place(run: tuple[int, int], decades: Sequence[int]) -> GapPlace:
    if run == (decades[0], decades[-1]):
        return GapPlace.ALL
    if run[0] == decades[0]:
        return GapPlace.BEFORE
    return GapPlace.SINCE if run[1] == decades[-1] else GapPlace.BETWEEN
