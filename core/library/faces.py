"""Faces: found by a model, named in metadata, or drawn by a user."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from core.domain.face import Box, DetectedFace, Face, FaceSource, FaceState, Landmarks
from core.errors import LibraryError
from core.library.batches import batches
from core.library.face_rows import box_columns, face_query, read_faces
from core.library.reconcile import reconcile_faces
from core.library.tables import FaceRow
from core.library.vectors import FaceVectors, Vectors

__all__ = ["FaceVectors", "Faces"]

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
        return dict(rows.all())

    def add_manual(
        self,
        photo_id: int,
        box: Box,
        landmarks: Landmarks | None,
        *,
        source: FaceSource = FaceSource.USER,
    ) -> int:
        """A box that a user (or metadata) drew; analysis fills in the rest and never removes it."""
        values = {
            "photo_id": photo_id,
            "landmarks": None if landmarks is None else landmarks.points,
            "state": FaceState.MANUAL,
            "source": source,
            "detector": "",
            "score": 1.0,
        }
        statement = insert(FaceRow).values(**values, **box_columns(box)).returning(FaceRow.id)
        return self._session.scalars(statement).one()

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
        return reconcile_faces(self._session, photo_id, detected, detector=detector, embedder=embedder)
