"""Rows of faces into values, and values into rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields

from sqlalchemy import Select, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from core.domain.face import Box, Face, FaceQuality, Landmarks
from core.library.tables import FaceQualityRow, FaceRow, PhotoRow

FaceQuery = Select[FaceRow, FaceQualityRow, bool]

_PUT = insert(FaceQualityRow)
_PUT_QUALITY = _PUT.on_conflict_do_update(
    index_elements=["face_id"],
    set_={part.name: _PUT.excluded[part.name] for part in fields(FaceQuality)},
)
# Indexing runs this for each photo: built once, not each time.


def face_query() -> FaceQuery:
    """Faces with their quality and whether their photo is restored by AI."""
    return (
        select(FaceRow, FaceQualityRow, PhotoRow.restored_by_ai)
        .join(PhotoRow, PhotoRow.id == FaceRow.photo_id)
        .outerjoin(FaceQualityRow, FaceQualityRow.face_id == FaceRow.id)
    )


def read_faces(session: Session, query: FaceQuery) -> list[Face]:
    return [face_of(row, quality, restored) for row, quality, restored in session.execute(query)]


def face_of(row: FaceRow, quality: FaceQualityRow | None, restored: bool) -> Face:
    return Face(
        id=row.id,
        photo_id=row.photo_id,
        box=box_of(row),
        landmarks=None if row.landmarks is None else Landmarks(row.landmarks),
        state=row.state,
        source=row.source,
        person_id=row.person_id,
        probability=row.probability,
        detector=row.detector,
        embedder=row.embedder,
        score=row.score,
        quality=None if quality is None else _quality(quality),
        restored_photo=restored,
    )


def put_quality(session: Session, found: Mapping[int, FaceQuality]) -> None:
    """Keep the quality of faces, by number."""
    if found:
        parts = [{"face_id": face_id, **asdict(quality)} for face_id, quality in found.items()]
        session.execute(_PUT_QUALITY, parts)


def box_of(row: FaceRow) -> Box:
    return Box(row.x, row.y, row.width, row.height)


def box_columns(box: Box) -> dict[str, object]:
    return {"x": box.x, "y": box.y, "width": box.width, "height": box.height}


def _quality(row: FaceQualityRow) -> FaceQuality:
    return FaceQuality(
        score=row.score,
        eye_distance=row.eye_distance,
        size=row.size,
        sharpness=row.sharpness,
        frontal=row.frontal,
        yaw=row.yaw,
        light=row.light,
        detection=row.detection,
    )
