"""Photos: what is known of each content, wherever it lies."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, delete, exists, func, select, update
from sqlalchemy.dialects.sqlite import insert

from core.domain.face import BELONGING
from core.domain.photo import CameraFacts, NamedRegion, Photo, PhotoFacts
from core.library.absent import absent_photo
from core.library.batches import batches
from core.library.locations import KnownFile, Locations
from core.library.tables import (
    AnalysisRow,
    FaceRow,
    FaceVectorRow,
    LocationRow,
    PhotoRow,
    ReferenceChoiceRow,
    ReferenceTokenRow,
)
from core.sentence import sentence_as_json, sentence_from_json

__all__ = ["KnownFile", "Photos"]


class Photos(Locations):
    """Photos by number or digest; lists name only photos that have a place."""

    def get(self, photo_id: int) -> Photo:
        """One photo.

        Raises:
            LibraryError: there is no such photo.
        """
        found = self.with_ids([photo_id])
        if not found:
            raise absent_photo(photo_id)
        return found[0]

    def find(self, digest: str) -> Photo | None:
        """The photo with these bytes (SHA-256, hex), also when it has no place now."""
        found = self._read(_BY_DIGEST, {"digest": digest})
        return found[0] if found else None

    def add(self, digest: str, facts: PhotoFacts) -> int:
        """The number of the photo with these bytes; facts of one that is known stay as they are."""
        self._session.execute(_ADD, [{"digest": digest} | _columns(facts)])
        return self._session.scalars(_ID_BY_DIGEST, {"digest": digest}).one()

    def update_facts(self, photo_id: int, facts: PhotoFacts) -> None:
        """Replace what is known of a photo.

        When it turns out to be AI-restored, all that would feed restorations or grouping goes.
        """
        self._session.execute(update(PhotoRow).where(PhotoRow.id == photo_id).values(**_columns(facts)))
        if facts.restored_by_ai:
            faces = select(FaceRow.id).where(FaceRow.photo_id == photo_id)
            for row in (FaceVectorRow, ReferenceTokenRow, ReferenceChoiceRow):
                self._session.execute(delete(row).where(row.face_id.in_(faces)))

    def all(self, *, limit: int | None = None, after: int = 0) -> list[Photo]:
        """Photos in ascending order of their numbers, at most `limit` of those greater than `after`."""
        wanted = select(*_COLUMNS).where(PhotoRow.id > after, _has_place())
        return self._read(wanted.order_by(PhotoRow.id).limit(limit))

    def with_ids(self, photo_ids: Iterable[int]) -> list[Photo]:
        """These photos in ascending order; numbers that nobody has are left out."""
        found: list[Photo] = []
        for ids in batches(photo_ids):
            found += self._read(select(*_COLUMNS).where(PhotoRow.id.in_(ids)).order_by(PhotoRow.id))
        return found

    def count(self) -> int:
        """Number of photos that have a place."""
        return self._session.scalars(select(func.count()).select_from(PhotoRow).where(_has_place())).one()

    def unanalyzed(self, detector: str, embedder: str) -> list[int]:
        """Photos that this detector and embedder have not looked at, ascending."""
        done = exists().where(
            AnalysisRow.photo_id == PhotoRow.id,
            AnalysisRow.detector == detector,
            AnalysisRow.embedder == embedder,
        )
        return list(
            self._session.scalars(select(PhotoRow.id).where(~done, _has_place()).order_by(PhotoRow.id))
        )

    def mark_analyzed(self, photo_id: int, detector: str, embedder: str) -> None:
        values = {"photo_id": photo_id, "detector": detector, "embedder": embedder}
        self._session.execute(_MARK_ANALYZED, [values])

    def of_person(self, person_id: int) -> list[int]:
        """Photos that show a person, confirmed or suggested, ascending."""
        shown = select(FaceRow.photo_id).where(FaceRow.person_id == person_id, FaceRow.state.in_(BELONGING))
        return self._ids(PhotoRow.id.in_(shown))

    def between(self, first: date, last: date) -> list[int]:
        """Photos taken from the `first` to the `last` day, both included, in order of time."""
        taken = PhotoRow.taken_at
        # "T" ends the day in ISO 8601 and "U" follows it; the last day of all has no next one.
        return self._ids(taken >= first.isoformat()[:10], taken < f"{last.isoformat()[:10]}U", order=taken)

    def _read(self, query: Select[*tuple[Any, ...]], values: dict[str, object] | None = None) -> list[Photo]:
        """Photos of a query for `_COLUMNS`, with their places."""
        rows = self._session.execute(query, values or {}).all()
        places = self.places([row.id for row in rows])
        return [Photo(row.id, row.digest, _facts(row), tuple(places.get(row.id, ()))) for row in rows]

    def _ids(self, *conditions: ColumnElement[bool], order: Any = PhotoRow.id) -> list[int]:
        wanted = select(PhotoRow.id).where(*conditions, _has_place()).order_by(order, PhotoRow.id)
        return list(self._session.scalars(wanted))


_COLUMNS = tuple(PhotoRow.__table__.columns)
# Columns, not row objects: a grid asks for a hundred thousand photos at once.

# Indexing runs these for each photo: built once, not each time.
_ADD = insert(PhotoRow).on_conflict_do_nothing()
_BY_DIGEST = select(*_COLUMNS).where(PhotoRow.digest == bindparam("digest"))
_ID_BY_DIGEST = select(PhotoRow.id).where(PhotoRow.digest == bindparam("digest"))
_MARK_ANALYZED = insert(AnalysisRow).on_conflict_do_nothing()


def _has_place() -> ColumnElement[bool]:
    return exists().where(LocationRow.photo_id == PhotoRow.id)


def _columns(facts: PhotoFacts) -> dict[str, object]:
    regions = [[each.name, each.x, each.y, each.width, each.height] for each in facts.regions]
    return {
        "width": facts.width,
        "height": facts.height,
        "orientation": facts.orientation,
        "format": facts.format,
        "taken_at": None if facts.taken_at is None else facts.taken_at.isoformat(),
        "make": facts.camera.make,
        "model": facts.camera.model,
        "lens": facts.camera.lens,
        "description": facts.camera.description,
        "latitude": facts.camera.latitude,
        "longitude": facts.camera.longitude,
        "regions": json.dumps(regions),
        "restored_by_ai": facts.restored_by_ai,
        "metadata_problem": sentence_as_json(facts.metadata_problem),
    }


def _facts(row: Row[*tuple[Any, ...]]) -> PhotoFacts:
    return PhotoFacts(
        width=row.width,
        height=row.height,
        orientation=row.orientation,
        format=row.format,
        taken_at=None if row.taken_at is None else datetime.fromisoformat(row.taken_at),
        camera=CameraFacts(row.make, row.model, row.lens, row.description, row.latitude, row.longitude),
        regions=tuple(NamedRegion(*values) for values in json.loads(row.regions)),
        restored_by_ai=row.restored_by_ai,
        metadata_problem=sentence_from_json(row.metadata_problem),
    )
