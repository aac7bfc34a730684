"""Identity vectors of faces: one for each face and embedder, as float16."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import delete, func, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from core.domain.face import Embedding, FaceState
from core.errors import LibraryError
from core.library.absent import absent_face
from core.library.batches import batches
from core.library.tables import FaceQualityRow, FaceRow, FaceVectorRow, PersonRow, PhotoRow

STORED = np.dtype("<f2")


@dataclass(frozen=True)
class FaceVectors:
    """Vectors of many faces."""

    ids: NDArray[np.int64]
    """(N,) face ids, ascending."""
    matrix: NDArray[np.float32]
    """(N, D) unit vectors in the same order."""


class Vectors:
    """Vectors of faces; a photo restored by AI has none, whatever is asked (rule 3)."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def vectors(self, embedder: str, face_ids: Sequence[int] | None = None) -> FaceVectors:
        """Vectors of all faces, or of `face_ids`; faces without one are left out."""
        wanted = (
            select(FaceVectorRow.face_id, FaceVectorRow.vector)
            .join(FaceRow, FaceRow.id == FaceVectorRow.face_id)
            .join(PhotoRow, PhotoRow.id == FaceRow.photo_id)
            .where(FaceVectorRow.embedder == embedder, PhotoRow.restored_by_ai.is_(False))
            .order_by(FaceVectorRow.face_id)
        )
        parts = [None] if face_ids is None else list(batches(face_ids))
        rows = [
            row
            for ids in parts
            for row in self._session.execute(
                wanted if ids is None else wanted.where(FaceVectorRow.face_id.in_(ids))
            )
        ]
        return FaceVectors(
            np.array([row.face_id for row in rows], dtype=np.int64), _matrix([row.vector for row in rows])
        )

    def vectors_of(self, face_id: int) -> dict[str, Embedding]:
        """The (D,) unit vectors of one face by embedder."""
        rows = self._session.execute(
            select(FaceVectorRow.embedder, FaceVectorRow.vector).where(FaceVectorRow.face_id == face_id)
        )
        return {embedder: _matrix([stored])[0] for embedder, stored in rows}

    def confirmed_vectors(self, embedder: str, person_id: int) -> FaceVectors:
        """Vectors of all confirmed faces of a person."""
        confirmed = select(FaceRow.id).where(
            FaceRow.person_id == person_id, FaceRow.state == FaceState.CONFIRMED
        )
        return self.vectors(embedder, list(self._session.scalars(confirmed)))

    def best_confirmed(self, embedder: str, each: int) -> dict[int, FaceVectors]:
        """Vectors of the `each` best confirmed faces of everybody who has a name, by person."""
        place = func.row_number().over(
            partition_by=FaceRow.person_id, order_by=(FaceQualityRow.score.desc(), FaceRow.id)
        )
        named = select(PersonRow.id).where(PersonRow.name_key > "")
        ranked = (
            select(FaceRow.person_id, FaceRow.id, place.label("place"))
            .outerjoin(FaceQualityRow, FaceQualityRow.face_id == FaceRow.id)
            .where(FaceRow.person_id.in_(named), FaceRow.state == FaceState.CONFIRMED)
            .subquery()
        )
        best = select(ranked.c.id, ranked.c.person_id).where(ranked.c.place <= each)
        people = dict(self._session.execute(best).all())
        found = self.vectors(embedder, list(people))
        owners = np.array([people[int(face_id)] for face_id in found.ids], dtype=np.int64)
        return {
            int(person): FaceVectors(found.ids[owners == person], found.matrix[owners == person])
            for person in np.unique(owners)
        }

    def put_vector(self, face_id: int, embedder: str, vector: Embedding) -> None:
        """Keep the vector (D,) of a face; brought to unit length.

        Raises:
            LibraryError: there is no such face, or its photo is restored by AI.
            ValueError: the vector has no direction (zero, or not finite).
        """
        refuse_restored(self._session, face_id)
        write_vectors(self._session, embedder, {face_id: vector})


def refuse_restored(session: Session, face_id: int) -> None:
    """Restored pixels never feed restorations or grouping (rule 3).

    Raises:
        LibraryError: there is no such face, or its photo is restored by AI.
    """
    restored = session.scalar(
        select(PhotoRow.restored_by_ai)
        .join(FaceRow, FaceRow.photo_id == PhotoRow.id)
        .where(FaceRow.id == face_id)
    )
    if restored is None:
        raise absent_face(face_id)
    if restored:
        raise LibraryError(
            "Face {number} is in a photo restored by AI; it cannot be a reference or used as evidence.",
            number=face_id,
        )


_PUT = insert(FaceVectorRow)
_PUT_VECTOR = _PUT.on_conflict_do_update(
    index_elements=["face_id", "embedder"], set_={"vector": _PUT.excluded.vector}
)


def write_vectors(session: Session, embedder: str, vectors: Mapping[int, Embedding]) -> None:
    """Keep vectors (D,) by face id, of faces whose photos are known not to be restored."""
    rows = [
        {
            "face_id": face_id,
            "embedder": embedder,
            "vector": _unit(np.asarray(vector, dtype=np.float64)).astype(STORED).tobytes(),
        }
        for face_id, vector in vectors.items()
    ]
    if rows:
        session.execute(_PUT_VECTOR, rows)


def drop_vectors(session: Session, embedder: str, face_ids: Set[int]) -> None:
    """Forget the vectors of faces that cannot be embedded any more."""
    if face_ids:
        session.execute(
            delete(FaceVectorRow)
            .where(FaceVectorRow.face_id.in_(face_ids), FaceVectorRow.embedder == embedder)
            .execution_options(synchronize_session=False)
        )


def _unit(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rows brought to unit length."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    if not np.all(np.isfinite(length)) or np.any(length < 1e-6):
        raise ValueError("An identity vector needs a direction.")
    return np.asarray(vectors / length, dtype=np.float64)


def _matrix(stored_vectors: Sequence[bytes]) -> NDArray[np.float32]:
    if not stored_vectors:
        return np.empty((0, 0), dtype=np.float32)
    stored = np.frombuffer(b"".join(stored_vectors), dtype=STORED).reshape(len(stored_vectors), -1)
    return _unit(stored.astype(np.float64)).astype(np.float32)
