"""What the restore view shows before any model is asked: a photo, its faces, and what there is of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.face import Face, FaceState
from core.domain.face_tile import FaceTile
from core.domain.reasons import Reason, ReasonCode
from core.domain.restoration import Decision, Restoration
from core.library.library import Library, Transaction
from core.restoration.gates import gate
from core.restoration.restorer import RestorerSpec
from core.services.batching import SHIPPED_RESTORER
from core.services.referencing import choose_references
from core.services.restore_preview import finished_results

STRIP = 9
"""References that are offered."""


@dataclass(frozen=True)
class SceneFace:
    """One face of the photo."""

    tile: FaceTile
    name: str
    """Of the person; "" for nobody."""
    left_alone: Reason | None
    """Why it is not restored unasked; None when it is."""
    can_insist: bool
    """The user may want it restored all the same, with references of the person."""
    can_guide: bool
    """It can be restored if somebody says by which references."""
    results: tuple[Restoration, ...]
    """Finished and not discarded, in the order in which they were made."""

    @property
    def id(self) -> int:
        return self.tile.id

    @property
    def kept(self) -> Restoration | None:
        return next((each for each in self.results if each.decision is Decision.KEPT), None)


@dataclass(frozen=True)
class RestoreScene:
    """A photo that is to be restored."""

    photo_id: int
    name: str
    year: int | None
    width: int
    height: int
    online: bool
    faces: tuple[SceneFace, ...]
    """From left to right."""


@dataclass(frozen=True)
class OfferedReference:
    """A face that could guide the restoration, and why."""

    tile: FaceTile
    reasons: tuple[Reason, ...]

    @property
    def telling(self) -> tuple[Reason, ...]:
        """The two reasons that tell most."""
        plain = (ReasonCode.CONFIRMED, ReasonCode.EYES_APART)
        return tuple(each for each in self.reasons if each.code not in plain)[:2]


def restore_scene(library: Library, photo_id: int, spec: RestorerSpec = SHIPPED_RESTORER) -> RestoreScene:
    """Read a photo for the restore view.

    Raises:
        LibraryError: there is no such photo.
    """
    with library.snapshot() as tx:
        photo = tx.photos.get(photo_id)
        faces = [face for face in tx.faces.of_photo(photo_id) if face.state is not FaceState.REJECTED]
        tiles = tx.tiles.with_ids([face.id for face in faces])
        shown = [_face(tx, face, tiles[face.id], spec) for face in faces if face.id in tiles]
    taken = photo.facts.taken_at
    return RestoreScene(
        photo_id=photo_id,
        name=photo.name,
        year=None if taken is None else taken.year,
        width=photo.facts.width,
        height=photo.facts.height,
        online=photo.online,
        faces=tuple(sorted(shown, key=lambda face: (face.tile.left, face.id))),
    )


def offered_references(library: Library, face_id: int, *, limit: int = STRIP) -> list[OfferedReference]:
    """The faces that could guide the restoration of a face, the best first."""
    with library.snapshot() as tx:
        face = tx.faces.get(face_id)
    ranked = choose_references(library, face, embedder=face.embedder or "", limit=limit)
    with library.snapshot() as tx:
        tiles = tx.tiles.with_ids([each.face_id for each in ranked])
    return [OfferedReference(tiles[each.face_id], each.reasons) for each in ranked if each.face_id in tiles]


def reference_tiles(library: Library, face_ids: Sequence[int]) -> list[FaceTile]:
    """The faces that guided a result, as far as they are still there."""
    with library.snapshot() as tx:
        tiles = tx.tiles.with_ids(face_ids)
    return [tiles[each] for each in face_ids if each in tiles]


def _face(tx: Transaction, face: Face, tile: FaceTile, spec: RestorerSpec) -> SceneFace:
    name = "" if face.person_id is None else (tx.people.get(face.person_id).name or "")
    answer = gate(face, spec)
    reason = answer.why if answer.left_alone else None
    if face.person_id is None and face.state is not FaceState.IGNORED:
        reason = Reason(ReasonCode.NOBODY)
    can_guide = face.landmarks is not None and not face.restored_photo
    results = finished_results(tx.restorations.of_faces(face.id))
    return SceneFace(tile, name, reason, can_guide and face.person_id is not None, can_guide, tuple(results))
