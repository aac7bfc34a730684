"""Faces: found by a model, named in metadata, or drawn by a user."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.sqlite import insert

from core.domain.face import (
    BELONGING,
    Box,
    DetectedFace,
    Embedding,
    Face,
    FaceQuality,
    FaceSource,
    FaceState,
    Landmarks,
)
from core.library.absent import absent_face
from core.library.batches import batches
from core.library.face_rows import box_columns, face_query, put_quality, read_faces
from core.library.reconcile import reconcile_faces
from core.library.tables import (
    FaceQualityRow,
    FaceRow,
    FaceVectorRow,
    ReferenceTokenRow,
    RestorationReferenceRow,
    RestorationRow,
)
from core.library.vectors import FaceVectors, Vectors

__all__ = ["FaceVectors", "Faces"]


class Faces(Vectors):
    """Faces by number, photo or person."""

    def get(self, face_id: int) -> Face:
        """One face.

        Raises:
            LibraryError: there is no such face.
        """
        found = self.with_ids([face_id])
        if not found:
            raise absent_face(face_id)
        return found[0]

    def with_ids(self, face_ids: Iterable[int]) -> list[Face]:
        """These faces in ascending order; numbers that nobody has are left out."""
        query = face_query().order_by(FaceRow.id)
        return [
            face
            for ids in batches(face_ids)
            for face in read_faces(self._session, query.where(FaceRow.id.in_(ids)))
        ]

    def numbers(self, among: Iterable[int]) -> set[int]:
        """Those of these numbers that faces have."""
        return {
            number
            for ids in batches(among)
            for number in self._session.scalars(select(FaceRow.id).where(FaceRow.id.in_(ids)))
        }

    def of_photo(self, photo_id: int) -> list[Face]:
        """Every face of a photo in the order they were added, those the user dismissed too."""
        return self.of_photos([photo_id])

    def of_photos(self, photo_ids: Iterable[int]) -> list[Face]:
        """Every face of these photos, those the user dismissed too."""
        query = face_query().order_by(FaceRow.id)
        return [
            face
            for ids in batches(photo_ids)
            for face in read_faces(self._session, query.where(FaceRow.photo_id.in_(ids)))
        ]

    def of_person(self, person_id: int, states: Iterable[FaceState] = BELONGING) -> list[Face]:
        """Faces of a person in these states, ascending."""
        query = face_query().where(FaceRow.person_id == person_id, FaceRow.state.in_(list(states)))
        return read_faces(self._session, query.order_by(FaceRow.id))

    def add_manual(
        self,
        photo_id: int,
        box: Box,
        landmarks: Landmarks | None,
        *,
        source: FaceSource = FaceSource.USER,
        face_id: int | None = None,
    ) -> int:
        """A box that a user (or metadata) drew; analysis fills in the rest and never removes it.

        `face_id` brings one back that was removed.
        """
        values: dict[str, object] = {
            "photo_id": photo_id,
            "landmarks": None if landmarks is None else landmarks.points,
            "state": FaceState.MANUAL,
            "source": source,
            "detector": "",
            "score": 1.0,
        }
        if face_id is not None:
            values["id"] = face_id
        statement = insert(FaceRow).values(**values, **box_columns(box)).returning(FaceRow.id)
        return self._session.scalars(statement).one()

    def is_used(self, face_id: int) -> bool:
        """Whether a restoration is of this face, or was guided by it."""
        restored = select(RestorationRow.id).where(RestorationRow.face_id == face_id)
        guided = select(RestorationReferenceRow.restoration_id)
        guided = guided.where(RestorationReferenceRow.face_id == face_id)
        return self._session.scalar(restored.union_all(guided).limit(1)) is not None

    def remove(self, face_id: int) -> None:
        """Remove a face and all that hangs on it (to take back a box that was drawn)."""
        self._session.execute(delete(FaceRow).where(FaceRow.id == face_id))

    def set_landmarks(self, face_id: int, landmarks: Landmarks | None) -> None:
        """Give a face the points that a user set; what was read from its old crop is forgotten.

        Raises:
            LibraryError: there is no such face.
        """
        points = None if landmarks is None else landmarks.points
        changed = self._session.scalars(
            update(FaceRow)
            .where(FaceRow.id == face_id)
            .values(landmarks=points)
            .returning(FaceRow.id)
            .execution_options(synchronize_session=False)
        ).first()
        if changed is None:
            raise absent_face(face_id)
        for row in (ReferenceTokenRow, FaceVectorRow, FaceQualityRow):
            self._session.execute(delete(row).where(row.face_id == face_id))

    def describe(self, face_id: int, quality: FaceQuality, embedder: str, vector: Embedding | None) -> None:
        """Keep what was measured of a face that a user drew or whose points they set.

        Raises:
            LibraryError: there is no such face, or its photo is restored by AI and has a vector.
        """
        put_quality(self._session, {face_id: quality})
        if vector is not None:
            self.put_vector(face_id, embedder, vector)
            self._session.execute(update(FaceRow).where(FaceRow.id == face_id).values(embedder=embedder))

    def reconcile(
        self, photo_id: int, detected: Sequence[DetectedFace], *, detector: str, embedder: str
    ) -> tuple[int, ...]:
        """Bring a photo's faces up to date with a new analysis; a face number for each detection.

        A detection that overlaps a known face (IoU > 0.5) becomes that face: number, person and
        state stay, and so does a box that no model drew. Others are new. Known faces that were not
        found again go, unless a user has spoken of them or something was made of them.
        """
        return reconcile_faces(self._session, photo_id, detected, detector=detector, embedder=embedder)
