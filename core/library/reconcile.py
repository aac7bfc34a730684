"""Bringing new detections of a photo together with the faces that the library knows.

Numbers, names, states, links and boxes drawn by users outlive every new analysis, also by
another detector.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from sqlalchemy import ColumnElement, bindparam, delete, exists, or_, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from core.domain.face import DetectedFace, FaceSource, FaceState, match_boxes
from core.library.face_rows import box_columns, box_of, put_quality
from core.library.tables import (
    FaceLinkRow,
    FaceRow,
    PersonCoverRow,
    PhotoRow,
    ReferenceChoiceRow,
    ReferenceTokenRow,
    RejectionRow,
    RestorationReferenceRow,
    RestorationRow,
    VersionFaceRow,
)
from core.library.vectors import drop_vectors, write_vectors

SAME_FACE = 0.5
"""Overlap (intersection over union) above which two boxes are one face."""

PASSING = (FaceState.UNKNOWN, FaceState.SUGGESTED)
"""States that only a model has set: such a face goes when it is not found again."""

_KNOWN = select(FaceRow).where(FaceRow.photo_id == bindparam("photo")).order_by(FaceRow.id)
_RESTORED = select(PhotoRow.restored_by_ai).where(PhotoRow.id == bindparam("photo"))
_ADD = insert(FaceRow).returning(FaceRow.id, sort_by_parameter_order=True)
# Indexing runs these for each photo: built once, not each time.


def reconcile_faces(
    session: Session, photo_id: int, detected: Sequence[DetectedFace], *, detector: str, embedder: str
) -> tuple[int, ...]:
    """See `Faces.reconcile`."""
    restored = session.scalar(_RESTORED, {"photo": photo_id})
    if restored:
        detected = [replace(face, embedding=None) for face in detected]
    known = session.scalars(_KNOWN, {"photo": photo_id}).all()
    matched = match_boxes([face.box for face in detected], [box_of(row) for row in known], above=SAME_FACE)
    ids = {index: known[known_index].id for index, known_index in matched.items()}
    for index, known_index in matched.items():
        _renew(session, known[known_index], detected[index], _found_by(detected[index], detector, embedder))
    new = [index for index in range(len(detected)) if index not in matched]
    rows = [
        {
            "photo_id": photo_id,
            "landmarks": face.landmarks.points,
            "state": FaceState.UNKNOWN,
            "source": FaceSource.MODEL,
            **box_columns(face.box),
            **_found_by(face, detector, embedder),
        }
        for face in (detected[index] for index in new)
    ]
    ids |= zip(new, session.scalars(_ADD, rows) if rows else (), strict=True)
    found = {ids[index]: face for index, face in enumerate(detected)}
    _describe(session, found, embedder)
    _drop_vanished(session, {row.id for row in known} - found.keys())
    return tuple(found)


def _found_by(face: DetectedFace, detector: str, embedder: str) -> dict[str, object]:
    return {
        "detector": detector,
        "embedder": None if face.embedding is None else embedder,
        "score": face.score,
    }


def _renew(session: Session, row: FaceRow, face: DetectedFace, found_by: dict[str, object]) -> None:
    """Give a known face what a detection says; what a user drew stays."""
    values = dict(found_by)
    if row.source is FaceSource.MODEL:
        values |= box_columns(face.box)
    if row.source is not FaceSource.USER or row.landmarks is None:
        values["landmarks"] = face.landmarks.points
    if values.get("landmarks", row.landmarks) != row.landmarks:
        # Tokens were read from another crop of this face.
        session.execute(delete(ReferenceTokenRow).where(ReferenceTokenRow.face_id == row.id))
    session.execute(
        update(FaceRow)
        .where(FaceRow.id == row.id)
        .values(**values)
        .execution_options(synchronize_session=False)
    )


def _describe(session: Session, found: Mapping[int, DetectedFace], embedder: str) -> None:
    """Quality and vector of each face that was found."""
    if found:
        put_quality(session, {face_id: face.quality for face_id, face in found.items()})
        vectors = {face_id: face.embedding for face_id, face in found.items() if face.embedding is not None}
        write_vectors(session, embedder, vectors)
        drop_vectors(session, embedder, found.keys() - vectors.keys())


def _drop_vanished(session: Session, face_ids: Set[int]) -> None:
    """Forget faces that were not found again, unless somebody spoke of them."""
    if face_ids:
        session.execute(
            delete(FaceRow)
            .where(FaceRow.id.in_(face_ids), FaceRow.state.in_(PASSING))
            .where(FaceRow.source == FaceSource.MODEL, ~_spoken_of())
            .execution_options(synchronize_session=False)
        )


def _spoken_of() -> ColumnElement[bool]:
    """A user said something of the face, or something was made of it."""
    columns = (
        FaceLinkRow.first_id,
        FaceLinkRow.second_id,
        PersonCoverRow.face_id,
        ReferenceChoiceRow.face_id,
        RejectionRow.face_id,
        RestorationReferenceRow.face_id,
        RestorationRow.face_id,
        VersionFaceRow.face_id,
    )
    return or_(*(exists().where(column == FaceRow.id) for column in columns))
