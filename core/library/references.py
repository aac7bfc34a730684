"""Reference sets: faces that users pinned or banned, and the cached tokens of references."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from core.library.tables import ReferenceChoiceRow, ReferenceTokenRow
from core.library.vectors import refuse_restored

STORED = np.dtype("<f2")


@dataclass(frozen=True)
class ReferenceSet:
    """What the user chose for one person (face ids)."""

    pinned: frozenset[int]
    """Used before all others."""
    banned: frozenset[int]
    """Never used."""


class References:
    """References of people; a photo restored by AI never becomes one (rule 3)."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def pin(self, person_id: int, face_id: int) -> None:
        """Use this face before all others for this person.

        Raises:
            LibraryError: there is no such face, or its photo is restored by AI.
        """
        refuse_restored(self._session, face_id)
        self._choose(person_id, face_id, pinned=True)

    def ban(self, person_id: int, face_id: int) -> None:
        """Never use this face for this person."""
        self._choose(person_id, face_id, pinned=False)

    def clear(self, person_id: int, face_id: int) -> None:
        """Leave the choice to the program again."""
        self._session.execute(
            delete(ReferenceChoiceRow).where(
                ReferenceChoiceRow.person_id == person_id, ReferenceChoiceRow.face_id == face_id
            )
        )

    def of(self, person_id: int) -> ReferenceSet:
        """What was chosen for a person; empty sets when nothing was."""
        rows = self._session.execute(
            select(ReferenceChoiceRow.face_id, ReferenceChoiceRow.pinned).where(
                ReferenceChoiceRow.person_id == person_id
            )
        ).all()
        return ReferenceSet(
            pinned=frozenset(face_id for face_id, pinned in rows if pinned),
            banned=frozenset(face_id for face_id, pinned in rows if not pinned),
        )

    def tokens(self, face_id: int, weights: str) -> NDArray[np.float16] | None:
        """(N, C) tokens of a face for these weights; None when they are not cached."""
        row = self._session.scalar(
            select(ReferenceTokenRow).where(
                ReferenceTokenRow.face_id == face_id, ReferenceTokenRow.weights == weights
            )
        )
        if row is None:
            return None
        stored = np.frombuffer(row.tokens, dtype=STORED).reshape(row.rows, row.columns)
        return stored.astype(np.float16)

    def put_tokens(self, face_id: int, weights: str, tokens: NDArray[np.float16]) -> None:
        """Cache the tokens (N, C) of a face.

        Raises:
            LibraryError: there is no such face, or its photo is restored by AI.
            ValueError: not two dimensions.
        """
        refuse_restored(self._session, face_id)
        rows, columns = np.shape(tokens)
        values = {
            "rows": rows,
            "columns": columns,
            "tokens": np.ascontiguousarray(tokens, dtype=STORED).tobytes(),
        }
        self._session.execute(
            insert(ReferenceTokenRow)
            .values(face_id=face_id, weights=weights, **values)
            .on_conflict_do_update(index_elements=["face_id", "weights"], set_=values)
        )

    def _choose(self, person_id: int, face_id: int, *, pinned: bool) -> None:
        self._session.execute(
            insert(ReferenceChoiceRow)
            .values(person_id=person_id, face_id=face_id, pinned=pinned)
            .on_conflict_do_update(index_elements=["person_id", "face_id"], set_={"pinned": pinned})
        )
