"""Names that other programs wrote into a photo become suggestions for its faces.

A user's decision always outweighs the file: confirmed, ignored and rejected faces are left as
they are, and a name that was rejected for a face does not come back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.face import Box, Face, FaceSource, FaceState, match_boxes
from core.domain.person import Person
from core.domain.photo import NamedRegion
from core.library.library import Transaction

SAME_FACE = 0.25
"""Overlap above which a region means a face: other programs frame faces wider than detectors do."""

SAME_REGION = 0.9
"""Overlap above which a face was made of this very region."""

DECIDED = frozenset({FaceState.CONFIRMED, FaceState.REJECTED, FaceState.IGNORED})


@dataclass(frozen=True)
class RegionMatch:
    """A region, and the faces of the photo that stand for it."""

    region: NamedRegion
    found: Face | None
    """Found by a detector, or drawn by the user."""
    made: Face | None
    """Made of the region itself, before a detector had seen the photo."""


def add_named_regions(
    tx: Transaction, photo_id: int, regions: Sequence[NamedRegion], *, trusted: bool
) -> None:
    """Give the photo's faces the names of `regions`; a region without a face becomes one.

    `trusted` confirms the names instead of suggesting them.
    """
    named = [region for region in regions if _has_name(region) and box_of(region).area > 0]
    if not named:
        return
    state = FaceState.CONFIRMED if trusted else FaceState.SUGGESTED
    faces = tx.faces.of_photo(photo_id)
    shown = {face.id: face.person_id for face in faces}
    for match in match_regions(named, faces):
        face = _one_face(tx, photo_id, match)
        if match.made is not None and match.made.id != face.id:
            del shown[match.made.id]
        shown[face.id] = face.person_id
        if face.state not in DECIDED:
            _suggest(tx, face, match.region.name, state, shown)


def _has_name(region: NamedRegion) -> bool:
    return any(letter.isprintable() and not letter.isspace() for letter in region.name)


def _one_face(tx: Transaction, photo_id: int, match: RegionMatch) -> Face:
    """The face of a region; what was said of one made of the region goes over to the one found since."""
    if match.found is None and match.made is None:
        face_id = tx.faces.add_manual(photo_id, box_of(match.region), None, source=FaceSource.METADATA)
        return tx.faces.get(face_id)
    if match.found is None or match.made is None:
        return match.found or match.made  # type: ignore[return-value]
    if tx.faces.is_used(match.made.id):  # both stay: a result is not thrown away for a better frame
        return match.made
    for _, person_id in sorted(tx.people.rejections([match.made.id])):
        tx.people.reject(match.found.id, person_id)
    if match.made.state in DECIDED and match.found.state not in DECIDED:
        tx.people.assign(match.found.id, match.made.person_id, match.made.state)
    tx.faces.remove(match.made.id)
    return tx.faces.get(match.found.id)


def _suggest(tx: Transaction, face: Face, name: str, state: FaceState, shown: dict[int, int | None]) -> None:
    """Give `face` the name, unless another face of the photo has it or the user said no.

    `shown` is the person of each face of the photo, kept up to date.
    """
    person = tx.people.find(name)
    person_id = person.id if person is not None else tx.people.create(name)
    taken = any(other == person_id for face_id, other in shown.items() if face_id != face.id)
    if person is not None and (_unborn(tx, person, face) or person.stranger):
        return
    if not taken and (face.id, person_id) not in tx.people.rejections([face.id]):
        tx.people.assign(face.id, person_id, state)
        shown[face.id] = person_id


def _unborn(tx: Transaction, person: Person, face: Face) -> bool:
    age = person.age_at(tx.photos.get(face.photo_id).facts.taken_at)
    return age is not None and age < 0


def box_of(region: NamedRegion) -> Box:
    """The region as a face's box, in pixels of the upright photo."""
    return Box(region.x, region.y, region.width, region.height)


def match_regions(regions: Sequence[NamedRegion], faces: Sequence[Face]) -> list[RegionMatch]:
    """Each region with the faces it means; best overlaps first, every face at most once."""
    made = [face for face in faces if face.source is FaceSource.METADATA]
    found = [face for face in faces if face.source is not FaceSource.METADATA]
    found_by_region = _pair(regions, found, SAME_FACE)
    made_by_region = _pair(regions, made, SAME_REGION)
    return [
        RegionMatch(region, found_by_region.get(index), made_by_region.get(index))
        for index, region in enumerate(regions)
    ]


def _pair(regions: Sequence[NamedRegion], faces: Sequence[Face], above: float) -> dict[int, Face]:
    """Index of the region → its face."""
    matched = match_boxes([box_of(region) for region in regions], [face.box for face in faces], above=above)
    return {index: faces[at] for index, at in matched.items()}
