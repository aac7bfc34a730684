"""What a card says of each person: counted once, and kept until something of it changes.

A row is right or not there: triggers (migration 0003) remove it with every change of the faces,
qualities and places that it was counted from. `renew` counts what is missing, after grouping;
until then readers count it themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, case, distinct, exists, func, insert, select
from sqlalchemy.orm import Session

from core.domain.face import BELONGING, FaceState
from core.library.tables import (
    FaceQualityRow,
    FaceRow,
    LocationRow,
    PersonRow,
    PersonSummaryRow,
    PhotoRow,
)


@dataclass(frozen=True, slots=True)
class Summary:
    """Numbers of a person, in photos that have a place."""

    photos: int
    confirmed: int
    suggested: int
    best_face_id: int | None
    """The best confirmed face, else the best suggested one; None when nobody is left."""


class Summaries:
    """Summaries of people."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> dict[int, Summary]:
        """Of everybody, by number."""
        found = {row[0]: Summary(*row[1:]) for row in self._session.execute(_KEPT)}
        if self._session.scalar(select(exists(_MISSING))):
            found |= {row[0]: Summary(*row[1:]) for row in self._session.execute(_COUNTED)}
        return found

    def renew(self) -> None:
        """Count what changed."""
        self._session.execute(insert(PersonSummaryRow).from_select(list(_COLUMNS), _COUNTED))


_COLUMNS = {
    "person_id": PersonSummaryRow.person_id,
    "photos": PersonSummaryRow.photos,
    "confirmed": PersonSummaryRow.confirmed,
    "suggested": PersonSummaryRow.suggested,
    "best_face_id": PersonSummaryRow.best_face_id,
}
_KEPT: Select[*tuple[Any, ...]] = select(*_COLUMNS.values())
_MISSING = select(PersonRow.id).where(~exists().where(PersonSummaryRow.person_id == PersonRow.id))


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def _counted() -> Select[*tuple[Any, ...]]:
    """Everybody without a row: numbers 0 for those without a face."""
    # The rare photos are looked up once, not each face's photo: rows of photos are not read at all.
    by_ai = select(PhotoRow.id).where(PhotoRow.restored_by_ai)
    confirmed = FaceRow.state == FaceState.CONFIRMED
    worth = (
        func.coalesce(FaceQualityRow.score, 0.0)
        + case((confirmed, 1.0), else_=0.0)
        - case((FaceRow.photo_id.in_(by_ai), 2.0), else_=0.0)
    )
    faces = (
        # SQLite gives the other columns of the row that has the maximum.
        select(
            FaceRow.person_id,
            func.count(distinct(FaceRow.photo_id)).label("photos"),
            _number(confirmed).label("confirmed"),
            _number(FaceRow.state == FaceState.SUGGESTED).label("suggested"),
            FaceRow.id.label("best"),
            func.max(worth).label("worth"),
        )
        .outerjoin(FaceQualityRow, FaceQualityRow.face_id == FaceRow.id)
        .where(FaceRow.person_id.in_(_MISSING), FaceRow.state.in_(BELONGING))
        .where(exists().where(LocationRow.photo_id == FaceRow.photo_id))
        .group_by(FaceRow.person_id)
        .subquery()
    )
    numbers = (func.coalesce(column, 0) for column in (faces.c.photos, faces.c.confirmed, faces.c.suggested))
    return (
        select(PersonRow.id, *numbers, faces.c.best)
        .outerjoin(faces, faces.c.person_id == PersonRow.id)
        .where(PersonRow.id.in_(_MISSING))
    )


_COUNTED = _counted()
