"""Finding photos by who is in them, when they were taken, and what state their faces are in.

One statement whatever the query; every value is bound. What names people, days or qualities is
answered by indexes; only "not", words and an empty query have to look at every photo.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, Select, cast, exists, func, not_, or_, select, text
from sqlalchemy.orm import Session
from sqlalchemy.types import String

from core.domain.face import BELONGING, NAMELESS
from core.domain.search import Query
from core.library.locations import OFFLINE
from core.library.restorable import restorable
from core.library.tables import (
    FaceQualityRow,
    FaceRow,
    LocationRow,
    PersonRow,
    PhotoRow,
    VersionFaceRow,
    VersionRow,
)

_OFFLINE = text(OFFLINE).columns(LocationRow.photo_id)

SEEN = (*BELONGING, *NAMELESS)


class Search:
    """Photos that have a place, by a query."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def photo_ids(self, query: Query) -> list[int]:
        """Photos a query finds by date, undated last; restorable ones by expected gain.

        `folder` and `album` of the query are not looked at here.
        """
        return list(self._session.scalars(self.statement(query)))

    def statement(self, query: Query) -> Select[int]:
        """The query as SQL."""
        wanted = select(PhotoRow.id).where(*_conditions(query))
        if query.restorable:
            gains = _gains(query.people).subquery()
            wanted = wanted.join(gains, gains.c.photo_id == PhotoRow.id)
            return wanted.order_by(gains.c.gain.desc(), PhotoRow.id)
        return wanted.order_by(PhotoRow.taken_at.is_(None), PhotoRow.taken_at, PhotoRow.id)


def _conditions(query: Query) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [_has_place()]
    found += [PhotoRow.id.in_(_showing((person,), query)) for person in query.all_of]
    if query.any_of:
        found.append(PhotoRow.id.in_(_showing(query.any_of, query)))
    if not query.people and (query.min_quality is not None or query.max_quality is not None):
        found.append(PhotoRow.id.in_(_of_quality(query)))
    found += [PhotoRow.id.not_in(_showing((person,), Query())) for person in query.none_of]
    if query.exactly:
        found.append(not_(exists().where(*_somebody_else(query.people))))
    if query.unknown_faces:
        found.append(PhotoRow.id.in_(_nameless()))
    if query.restored:
        found.append(PhotoRow.id.in_(_restored()))
    if query.offline:
        found.append(PhotoRow.id.in_(_OFFLINE))
    return [*found, *_taken(query.since, query.until), *_worded(query.text)]


def _has_place() -> ColumnElement[bool]:
    return exists().where(LocationRow.photo_id == PhotoRow.id)


def _showing(people: tuple[int, ...], query: Query) -> Select[int]:
    """Photos in which one of these people is, with a face of the wanted quality."""
    faces = select(FaceRow.photo_id).where(FaceRow.person_id.in_(people), FaceRow.state.in_(BELONGING))
    if query.min_quality is None and query.max_quality is None:
        return faces
    return faces.join(FaceQualityRow, FaceQualityRow.face_id == FaceRow.id).where(*_quality(query))


def _of_quality(query: Query) -> Select[int]:
    return (
        select(FaceRow.photo_id)
        .join(FaceQualityRow, FaceQualityRow.face_id == FaceRow.id)
        .where(FaceRow.state.in_(SEEN), *_quality(query))
    )


def _quality(query: Query) -> list[ColumnElement[bool]]:
    score, found = FaceQualityRow.score, []
    if query.min_quality is not None:
        found.append(score >= query.min_quality)
    if query.max_quality is not None:
        found.append(score <= query.max_quality)
    return found


def _somebody_else(people: tuple[int, ...]) -> list[ColumnElement[bool]]:
    stranger = or_(FaceRow.person_id.is_(None), FaceRow.person_id.not_in(people))
    return [FaceRow.photo_id == PhotoRow.id, FaceRow.state.in_(SEEN), stranger]


def _nameless() -> Select[int]:
    """Photos with a face of nobody, or of a group that nobody named."""
    groups = select(PersonRow.id).where(PersonRow.name_key.is_(None))
    free = select(FaceRow.photo_id).where(FaceRow.state.in_(NAMELESS))
    grouped = select(FaceRow.photo_id).where(FaceRow.person_id.in_(groups), FaceRow.state.in_(BELONGING))
    return select(free.union_all(grouped).subquery().c.photo_id)


def _restored() -> Select[int]:
    """Photos whose newest choice shows a restored face."""
    newer = VersionRow.__table__.alias("newer")
    superseded = exists().where(newer.c.photo_id == VersionRow.photo_id, newer.c.turn > VersionRow.turn)
    return (
        select(VersionRow.photo_id)
        .join(VersionFaceRow, VersionFaceRow.version_id == VersionRow.id)
        .where(VersionFaceRow.restoration_id > 0, ~superseded)
    )


def _taken(since: date | None, until: date | None) -> list[ColumnElement[bool]]:
    taken, found = PhotoRow.taken_at, []
    if since is not None:
        found.append(taken >= since.isoformat())
    if until is not None:
        found.append(taken < f"{until.isoformat()}U")  # "T" ends the day in ISO 8601 and "U" follows it
    return found


def _worded(text: str) -> list[ColumnElement[bool]]:
    relative = cast(LocationRow.relative, String)
    return [
        or_(
            PhotoRow.description.icontains(word, autoescape=True),
            exists().where(LocationRow.photo_id == PhotoRow.id, relative.icontains(word, autoescape=True)),
        )
        for word in text.split()
    ]


def _gains(people: tuple[int, ...]) -> Select[int, float]:
    """Photos with what restoring their poorest face may bring; `core.services.batching` weighs closer."""
    found = restorable(people).subquery()
    return select(found.c.photo_id, func.max(found.c.gain).label("gain")).group_by(found.c.photo_id)
