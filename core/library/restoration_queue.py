"""The queue: faces that somebody wants restored, and that nobody has cut out of their photo yet.

A wish is a planned restoration without the digest of its input: which pixels and which references
it will be made of is found when its turn comes. Then the restoration itself is planned under its
own key, and the wish goes. What is left in the table after a crash is still to be done.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from core.domain.recipe import RestoreRecipe
from core.domain.restoration import RestorationState
from core.library.batches import batches
from core.library.restorations import add_planned
from core.library.tables import FaceRow, RestorationReferenceRow, RestorationRow
from core.sentence import sentence_as_json, sentence_from_json


@dataclass(frozen=True)
class QueuedFace:
    """One face in the queue."""

    id: int
    face_id: int
    photo_id: int
    person_id: int | None
    recipe: RestoreRecipe
    reference_face_ids: tuple[int, ...]
    """Named by the user; none: the best ones are chosen when its turn comes."""
    failed: bool
    reason: str
    """Why it failed, in plain words."""


class RestorationQueue:
    """Wishes in the order in which they were made."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(
        self,
        face_id: int,
        person_id: int | None,
        recipe: RestoreRecipe,
        reference_face_ids: Sequence[int] = (),
    ) -> int:
        """Put a face in the queue; the number of its wish. An equal wish is made once, and tried again."""
        key = _key(face_id, recipe, reference_face_ids)
        known = self._session.scalar(select(RestorationRow.id).where(RestorationRow.key == key))
        if known is not None:
            self._set(known, RestorationState.PLANNED, "")
            return known
        row = RestorationRow(
            face_id=face_id,
            person_id=person_id,
            key=key,
            recipe=recipe.as_json(),
            input_digest="",
            alignment="",
        )
        return add_planned(self._session, row, reference_face_ids)

    def all(self) -> list[QueuedFace]:
        """What waits and what failed, oldest first."""
        rows = self._session.execute(_wishes().order_by(RestorationRow.id)).all()
        references: dict[int, list[int]] = {}
        for ids in batches([row.id for row, _ in rows]):
            named = select(RestorationReferenceRow.restoration_id, RestorationReferenceRow.face_id)
            named = named.where(RestorationReferenceRow.restoration_id.in_(ids))
            for wish, face in self._session.execute(named.order_by(RestorationReferenceRow.position)):
                references.setdefault(wish, []).append(face)
        return [_queued(row, photo, tuple(references.get(row.id, ()))) for row, photo in rows]

    def fail(self, wish_id: int, reason: str) -> None:
        """Note in plain words why it could not be done."""
        self._set(wish_id, RestorationState.FAILED, sentence_as_json(reason))

    def remove(self, wish_ids: Iterable[int]) -> None:
        """Take wishes out of the queue; restorations that were begun are not touched."""
        for ids in batches(wish_ids):
            self._session.execute(
                delete(RestorationRow).where(RestorationRow.id.in_(ids), RestorationRow.input_digest == "")
            )

    def _set(self, wish_id: int, state: RestorationState, reason: str) -> None:
        self._session.execute(
            update(RestorationRow)
            .where(RestorationRow.id == wish_id, RestorationRow.input_digest == "")
            .values(state=state, reason=reason)
            .execution_options(synchronize_session=False)
        )


def _wishes() -> Select[RestorationRow, int]:
    return (
        select(RestorationRow, FaceRow.photo_id)
        .join(FaceRow, FaceRow.id == RestorationRow.face_id)
        .where(RestorationRow.input_digest == "")
    )


def _key(face_id: int, recipe: RestoreRecipe, references: Sequence[int]) -> str:
    text = "\n".join(["queued", str(face_id), recipe.as_json(), *map(str, references)])
    return hashlib.sha256(text.encode()).hexdigest()


def _queued(row: RestorationRow, photo_id: int, references: tuple[int, ...]) -> QueuedFace:
    return QueuedFace(
        id=row.id,
        face_id=row.face_id,
        photo_id=photo_id,
        person_id=row.person_id,
        recipe=RestoreRecipe.from_json(row.recipe),
        reference_face_ids=references,
        failed=row.state is RestorationState.FAILED,
        reason=sentence_from_json(row.reason),
    )
