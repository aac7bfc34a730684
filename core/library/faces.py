"""Faces: found by a model, named in metadata, or drawn by a user."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict

from sqlalchemy import delete, exists, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from core.domain.face import Box, DetectedFace, Face, FaceSource, FaceState, Landmarks
from core.errors import LibraryError
from core.library.batches import batches
from core.library.face_rows import box_columns, box_of, face_query, read_faces
from core.library.reconcile import match_boxes
from core.library.tables import (
    FaceLinkRow,
    FaceQualityRow,
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
from core.library.vectors import FaceVectors, Vectors

__all__ = ["FaceVectors", "Faces"]

PASSING = (FaceState.UNKNOWN, FaceState.SUGGESTED)
"""States that only a model has set: such a face goes when it is not found again."""

BELONGING = (FaceState.CONFIRMED, FaceState.SUGGESTED)
"""States of faces that belong to a person."""


class Faces(Vectors):
    """Faces by number, photo or person."""

    def get(self, face_id: int) -> Face:
        """One face.

        Raises:
            LibraryError: there is no such face.
        """
        found = self.with_ids([face_id])
        if not found:
            raise LibraryError(f"The library has no face number {face_id}.")
        return found[0]

    def with_ids(self, face_ids: Iterable[int]) -> list[Face]:
        """These faces in ascending order; numbers that nobody has are left out."""
        query = face_query().order_by(FaceRow.id)
        return [
            face
            for ids in batches(face_ids)
            for face in read_faces(self._session, query.where(FaceRow.id.in_(ids)))
        ]

    def of_photo(self, photo_id: int) -> list[Face]:
        """Every face of a photo in the order they were added, those the user dismissed too."""
        return read_faces(
            self._session, face_query().where(FaceRow.photo_id == photo_id).order_by(FaceRow.id)
        )

    def of_person(self, person_id: int, states: Iterable[FaceState] = BELONGING) -> list[Face]:
        """Faces of a person in these states, ascending."""
        query = face_query().where(FaceRow.person_id == person_id, FaceRow.state.in_(list(states)))
        return read_faces(self._session, query.order_by(FaceRow.id))

    def all_ids(self) -> list[int]:
        """The number of every face, ascending."""
        return list(self._session.scalars(select(FaceRow.id).order_by(FaceRow.id)))

    def counts(self) -> dict[FaceState, int]:
        """Number of faces in each state that occurs."""
        rows = self._session.execute(select(FaceRow.state, func.count()).group_by(FaceRow.state))
        return dict(row._tuple() for row in rows)

    def add_manual(
        self,
        photo_id: int,
        box: Box,
        landmarks: Landmarks | None,
        *,
        source: FaceSource = FaceSource.USER,
    ) -> int:
        """A box that a user (or metadata) drew; analysis fills in the rest and never removes it."""
        return self._insert(photo_id, box, landmarks, state=FaceState.MANUAL, source=source)

    def remove(self, face_id: int) -> None:
        """Remove a face and all that hangs on it (to take back a box that was drawn)."""
        self._session.execute(delete(FaceRow).where(FaceRow.id == face_id))

    def set_state(self, face_id: int, state: FaceState) -> None:
        """Change a face's state; one that belongs to nobody in it loses its person.

        Raises:
            LibraryError: there is no such face.
            ValueError: the state needs a person (`People.assign` gives one).
        """
        face = self.get(face_id)
        if state in BELONGING and face.person_id is None:
            raise ValueError(f"A {state} face needs a person.")
        values: dict[str, object] = {"state": state}
        if state not in BELONGING:
            values |= {"person_id": None, "probability": None}
        self._session.execute(update(FaceRow).where(FaceRow.id == face_id).values(**values))

    def reconcile(
        self, photo_id: int, detected: Sequence[DetectedFace], *, detector: str, embedder: str
    ) -> tuple[int, ...]:
        """Bring a photo's faces up to date with a new analysis; a face number for each detection.

        A detection that overlaps a known face (IoU > 0.5) becomes that face: number, person and
        state stay, and so does a box that no model drew. Others are new. Known faces that were not
        found again go, unless a user has spoken of them or something was made of them.
        """
        known = list(
            self._session.scalars(select(FaceRow).where(FaceRow.photo_id == photo_id).order_by(FaceRow.id))
        )
        matched = match_boxes([box_of(row) for row in known], [face.box for face in detected])
        ids: list[int] = []
        for index, face in enumerate(detected):
            if index in matched:
                face_id = self._renew(known[matched[index]], face)
            else:
                face_id = self._insert(
                    photo_id, face.box, face.landmarks, state=FaceState.UNKNOWN, source=FaceSource.MODEL
                )
            ids.append(face_id)
        self._describe(photo_id, dict(zip(ids, detected, strict=True)), detector, embedder)
        self._drop_vanished({row.id for row in known} - set(ids))
        return tuple(ids)

    def _insert(
        self, photo_id: int, box: Box, landmarks: Landmarks | None, *, state: FaceState, source: FaceSource
    ) -> int:
        values = {
            "photo_id": photo_id,
            "landmarks": None if landmarks is None else landmarks.points,
            "state": state,
            "source": source,
            "detector": "",
            "score": 1.0,
        }
        statement = insert(FaceRow).values(**values, **box_columns(box)).returning(FaceRow.id)
        return self._session.scalars(statement).one()

    def _renew(self, row: FaceRow, face: DetectedFace) -> int:
        """Give a known face what a detection says; what a user drew stays."""
        values: dict[str, object] = {}
        if row.source is FaceSource.MODEL:
            values |= box_columns(face.box)
        if row.source is not FaceSource.USER or row.landmarks is None:
            values["landmarks"] = face.landmarks.points
        if values.get("landmarks", row.landmarks) != row.landmarks:
            # Tokens were read from another crop of this face.
            self._session.execute(delete(ReferenceTokenRow).where(ReferenceTokenRow.face_id == row.id))
        if values:
            self._session.execute(update(FaceRow).where(FaceRow.id == row.id).values(**values))
        return row.id

    def _describe(self, photo_id: int, found: dict[int, DetectedFace], detector: str, embedder: str) -> None:
        """Score, quality and vector of each face that was found."""
        restored = self._session.scalar(select(PhotoRow.restored_by_ai).where(PhotoRow.id == photo_id))
        for face_id, face in found.items():
            vector = None if restored else face.embedding
            self._session.execute(
                update(FaceRow)
                .where(FaceRow.id == face_id)
                .values(detector=detector, embedder=None if vector is None else embedder, score=face.score)
            )
            parts = asdict(face.quality)
            self._session.execute(
                insert(FaceQualityRow)
                .values(face_id=face_id, **parts)
                .on_conflict_do_update(index_elements=["face_id"], set_=parts)
            )
            if vector is None:
                self.drop_vector(face_id, embedder)
            else:
                self.put_vector(face_id, embedder, vector)

    def _drop_vanished(self, face_ids: set[int]) -> None:
        spoken_of = or_(
            *(
                exists().where(column == FaceRow.id)
                for column in (
                    RestorationRow.face_id,
                    RestorationReferenceRow.face_id,
                    VersionFaceRow.face_id,
                    ReferenceChoiceRow.face_id,
                    PersonCoverRow.face_id,
                    FaceLinkRow.first_id,
                    FaceLinkRow.second_id,
                    RejectionRow.face_id,
                )
            )
        )
        self._session.execute(
            delete(FaceRow)
            .where(FaceRow.id.in_(face_ids), FaceRow.state.in_(PASSING))
            .where(FaceRow.source == FaceSource.MODEL, ~spoken_of)
            .execution_options(synchronize_session=False)
        )
