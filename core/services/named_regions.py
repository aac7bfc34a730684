"""Names that other programs wrote into a photo become suggestions for its faces.

A user's decision always outweighs the file: confirmed, ignored and rejected faces are left as
they are, and a name that was rejected for a face does not come back.
"""

from __future__ import annotations

from collections.abc import Sequence

from core.domain.face import Box, Face, FaceSource, FaceState
from core.domain.photo import NamedRegion
from core.library.library import Transaction

SAME_FACE = 0.25
"""Overlap from which a region means a face: other programs frame faces wider than detectors do."""

DECIDED = frozenset({FaceState.CONFIRMED, FaceState.REJECTED, FaceState.IGNORED})


def add_named_regions(
    tx: Transaction, photo_id: int, regions: Sequence[NamedRegion], *, trusted: bool
) -> None:
    """Give the photo's faces the names of `regions`; a region without a face becomes one.

    `trusted` confirms the names instead of suggesting them.
    """
    named = [region for region in regions if region.name.strip() and region.width > 0 and region.height > 0]
    if not named:
        return
    faces = tx.faces.of_photo(photo_id)
    taken = {face.person_id for face in faces if face.state in DECIDED}
    for region, face in match_regions(named, faces):
        if face is not None and face.state in DECIDED:
            continue
        name = region.name.strip()
        person = tx.people.find(name)
        person_id = person.id if person is not None else tx.people.create(name)
        if person_id in taken:
            continue
        taken.add(person_id)
        face_id = face.id if face is not None else _add_face(tx, photo_id, region)
        if (face_id, person_id) not in tx.people.rejections():
            state = FaceState.CONFIRMED if trusted else FaceState.SUGGESTED
            tx.people.assign(face_id, person_id, state)


def _add_face(tx: Transaction, photo_id: int, region: NamedRegion) -> int:
    return tx.faces.add_manual(photo_id, box_of(region), None, source=FaceSource.METADATA)


def box_of(region: NamedRegion) -> Box:
    """The region as a face's box, in pixels of the upright photo."""
    return Box(region.x, region.y, region.width, region.height)


def match_regions(
    regions: Sequence[NamedRegion], faces: Sequence[Face]
) -> list[tuple[NamedRegion, Face | None]]:
    """Each region with the face it means; best overlaps first, every face at most once."""
    pairs = sorted(
        (-box_of(region).overlap(face.box), index, face.id, face)
        for index, region in enumerate(regions)
        for face in faces
        if box_of(region).overlap(face.box) >= SAME_FACE
    )
    matched: dict[int, Face] = {}
    used: set[int] = set()
    for _, index, face_id, face in pairs:
        if index not in matched and face_id not in used:
            matched[index] = face
            used.add(face_id)
    return [(region, matched.get(index)) for index, region in enumerate(regions)]
