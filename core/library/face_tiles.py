"""Light rows for screens: the faces of a person, their cover, their counts; nothing is loaded twice.

A person may have eleven thousand faces: columns are read, not row objects, and no landmarks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, distinct, exists, func, select
from sqlalchemy.orm import Session

from core.domain.face import BELONGING, FaceState
from core.domain.face_tile import FaceTile
from core.library.batches import batches
from core.library.summaries import Summaries
from core.library.tables import FaceQualityRow, FaceRow, LocationRow, PersonCoverRow, PhotoRow

_COLUMNS = (
    FaceRow.id,
    FaceRow.photo_id,
    FaceRow.x,
    FaceRow.y,
    FaceRow.width,
    FaceRow.height,
    FaceRow.state,
    FaceRow.person_id,
    FaceRow.probability,
    PhotoRow.digest,
    PhotoRow.width.label("photo_width"),
    PhotoRow.height.label("photo_height"),
    PhotoRow.taken_at,
    FaceQualityRow.score.label("quality"),
)


@dataclass(frozen=True, slots=True)
class PersonCount:
    """How much there is of a person."""

    photos: int
    confirmed: int
    suggested: int
    first: str | None = None
    """Earliest and latest date of the photos, ISO; None when none has one, or everybody was asked for."""
    last: str | None = None


class FaceTiles:
    """Faces for lists; those of photos without a place are left out."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._summaries = Summaries(session)

    def with_ids(self, face_ids: Iterable[int]) -> dict[int, FaceTile]:
        """These faces by number; numbers that nobody has are left out."""
        found: dict[int, FaceTile] = {}
        for ids in batches(face_ids):
            found |= {tile.id: tile for tile in self._read(FaceRow.id.in_(ids))}
        return found

    def of_person(self, person_id: int, states: Iterable[FaceState] = BELONGING) -> list[FaceTile]:
        """Faces of a person in these states, ascending by number."""
        return self._read(FaceRow.person_id == person_id, FaceRow.state.in_(list(states)), _has_place())

    def best_of_person(self, person_id: int, limit: int) -> list[FaceTile]:
        """The confirmed faces of the highest quality, the best first."""
        conditions = (FaceRow.person_id == person_id, FaceRow.state == FaceState.CONFIRMED, _has_place())
        query = _faces().where(*conditions).order_by(FaceQualityRow.score.desc(), FaceRow.id)
        return [_tile(row) for row in self._session.execute(query.limit(limit))]

    def covers(self, person_id: int | None = None) -> dict[int, FaceTile]:
        """The face that stands for each person (or for one): the user's choice, else the best confirmed."""
        covers = select(PersonCoverRow.person_id, PersonCoverRow.face_id)
        if person_id is None:
            found = self._summaries.all().items()
            best = {person: each.best_face_id for person, each in found if each.best_face_id is not None}
        else:
            covers = covers.where(PersonCoverRow.person_id == person_id)
            rows = self._session.execute(_BEST_FACE.where(FaceRow.person_id == person_id))
            best = {row[0]: row[1] for row in rows}
        best |= {row[0]: row[1] for row in self._session.execute(covers)}
        tiles = self.with_ids(best.values())
        return {person: tiles[face] for person, face in best.items() if face in tiles}

    def embedder_of(self, person_id: int) -> str:
        """The embedder that has seen most faces of a person; "" when none has."""
        number = func.count()
        query = (
            select(FaceRow.embedder)
            .where(FaceRow.person_id == person_id, FaceRow.embedder.is_not(None))
            .group_by(FaceRow.embedder)
            .order_by(number.desc(), FaceRow.embedder)
        )
        return self._session.scalars(query.limit(1)).first() or ""

    def counts(self, person_id: int | None = None) -> dict[int, PersonCount]:
        """Numbers by person, of one or of all; people without a face are left out."""
        if person_id is not None:
            rows = self._session.execute(_COUNT.where(FaceRow.person_id == person_id))
            return {row[0]: PersonCount(*row[1:]) for row in rows}
        return {
            person: PersonCount(each.photos, each.confirmed, each.suggested)
            for person, each in self._summaries.all().items()
            if each.photos
        }

    def _read(self, *conditions: ColumnElement[bool]) -> list[FaceTile]:
        query = _faces().where(*conditions).order_by(FaceRow.id)
        return [_tile(row) for row in self._session.execute(query)]


def _faces() -> Select[*tuple[Any, ...]]:
    return (
        select(*_COLUMNS)
        .join(PhotoRow, PhotoRow.id == FaceRow.photo_id)
        .outerjoin(FaceQualityRow, FaceQualityRow.face_id == FaceRow.id)
    )


def _has_place() -> ColumnElement[bool]:
    return exists().where(LocationRow.photo_id == PhotoRow.id)


def _number_in(state: FaceState) -> ColumnElement[int]:
    return func.sum(case((FaceRow.state == state, 1), else_=0))


_BELONGS = (FaceRow.person_id.is_not(None), FaceRow.state.in_(BELONGING))


# SQLite gives the other columns of the row that has the maximum.
_BEST_FACE: Select[*tuple[Any, ...]] = (
    select(
        FaceRow.person_id,
        FaceRow.id,
        func.max(
            func.coalesce(FaceQualityRow.score, 0.0)
            + case((FaceRow.state == FaceState.CONFIRMED, 1.0), else_=0.0)
            - case((PhotoRow.restored_by_ai, 2.0), else_=0.0)
        ),
    )
    .join(PhotoRow, PhotoRow.id == FaceRow.photo_id)
    .outerjoin(FaceQualityRow, FaceQualityRow.face_id == FaceRow.id)
    .where(*_BELONGS, _has_place())
    .group_by(FaceRow.person_id)
)

_COUNT: Select[*tuple[Any, ...]] = (
    select(
        FaceRow.person_id,
        func.count(distinct(FaceRow.photo_id)),
        _number_in(FaceState.CONFIRMED),
        _number_in(FaceState.SUGGESTED),
        func.min(PhotoRow.taken_at),
        func.max(PhotoRow.taken_at),
    )
    .join(PhotoRow, PhotoRow.id == FaceRow.photo_id)
    .where(*_BELONGS, _has_place())
    .group_by(FaceRow.person_id)
)


def _tile(row: Row[*tuple[Any, ...]]) -> FaceTile:
    # Taken apart at once: a row's attributes are looked up by name each time.
    (face_id, photo_id, x, y, wide, high, state, person, chance, digest, width, height, taken, quality) = row
    width, height = max(width, 1), max(height, 1)
    moment = None if taken is None else datetime.fromisoformat(taken)
    if moment is not None and moment.tzinfo is not None:
        # Cameras without a time zone and phones with one meet in one library.
        moment = moment.replace(tzinfo=None)
    return FaceTile(
        face_id,
        photo_id,
        digest,
        x / width,
        y / height,
        wide / width,
        high / height,
        state,
        person,
        chance,
        quality,
        moment,
        width,
        height,
    )
