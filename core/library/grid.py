"""What a grid of photographs needs of each, and no more: a hundred thousand are read at once.

Numbers and dates come out of an index alone; everything else is asked for when it is seen.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from core.domain.photo import UnreadableFile
from core.library.batches import batches
from core.library.database import plain_rows
from core.library.locations import OFFLINE, absolute
from core.library.tables import FileProblemRow, FolderRow, LocationRow, PhotoRow
from core.sentence import sentence_from_json

DatedPhoto = tuple[int, str | None]
"""Number of a photo, and when it was taken: ISO 8601 as the camera wrote it."""
DatedPhotos = tuple[list[int], list[str | None]]
"""Many of them as two equally long columns."""


class Grid:
    """Light reads for long lists; each is one or two statements whatever the number of photos."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def by_date(self, *, newest_first: bool = False) -> DatedPhotos:
        """All photos that have a place, by the clock they were taken by; undated ones last, by number."""
        ids, taken = self._dated(" DESC" if newest_first else "")
        undated = [row[0] for row in plain_rows(self._session, _UNDATED)]
        ids, taken = ids + undated, taken + [None] * len(undated)
        placeless = self.without_place()
        if not placeless:
            return ids, taken
        kept = [row for row in zip(ids, taken, strict=True) if row[0] not in placeless]
        return [row[0] for row in kept], [row[1] for row in kept]

    def of(self, photo_ids: Iterable[int]) -> list[DatedPhoto]:
        """Those of these photos that have a place, ascending by number."""
        placeless, rows = self.without_place(), []
        for ids in batches(photo_ids):
            wanted = select(PhotoRow.id, PhotoRow.taken_at).where(PhotoRow.id.in_(ids)).order_by(PhotoRow.id)
            rows += [(row.id, row.taken_at) for row in self._session.execute(wanted)]
        return [row for row in rows if row[0] not in placeless]

    def without_place(self) -> frozenset[int]:
        """Photos whose last place went; they wait for it to come back."""
        ((photos, placed),) = plain_rows(self._session, _PLACED)
        # Counting asks two indexes; looking for the place of every photo takes six times as long.
        missing = plain_rows(self._session, _WITHOUT_PLACE) if placed < photos else ()
        return frozenset(number for (number,) in missing)

    def offline(self) -> frozenset[int]:
        """Photos that lie only where nothing can be read now: a drive that is away, files that are gone."""
        return frozenset(number for (number,) in plain_rows(self._session, OFFLINE))

    def restored(self) -> frozenset[int]:
        """Photos whose version in use shows a restored face."""
        return frozenset(number for (number,) in plain_rows(self._session, _RESTORED))

    def troubled(self) -> frozenset[int]:
        """Photos whose metadata could be read only in part."""
        return frozenset(number for (number,) in plain_rows(self._session, _TROUBLED))

    def unreadable(self) -> list[UnreadableFile]:
        """Files that could not be read, by path."""
        connected = and_(LocationRow.online, FolderRow.online)
        rows = self._session.execute(
            select(LocationRow.id, FolderRow.path, LocationRow.relative, FileProblemRow.message, connected)
            .join(LocationRow, LocationRow.id == FileProblemRow.location_id)
            .join(FolderRow, FolderRow.id == LocationRow.folder_id)
        )
        # Sorted here: SQLite would walk through all places to get them in this order.
        return [
            UnreadableFile(number, absolute(folder, relative), sentence_from_json(message), online)
            for number, folder, relative, message, online in sorted(rows, key=lambda row: (row[1], row[2]))
        ]

    def digest(self, photo_id: int) -> str | None:
        """SHA-256 of a photo, hex; None when it is gone."""
        return self._session.scalar(select(PhotoRow.digest).where(PhotoRow.id == photo_id))

    def paths(self) -> dict[int, bytes]:
        """The path of a photo's first place below its folder."""
        rows = plain_rows(self._session, _FIRST_PATHS)
        return {photo_id: relative for photo_id, relative, _ in rows}

    def folder_sizes(self) -> dict[int, int]:
        """Number of photos in each folder that has any; copies count once."""
        number = func.count(LocationRow.photo_id.distinct())
        rows = self._session.execute(select(LocationRow.folder_id, number).group_by(LocationRow.folder_id))
        return {folder_id: photos for folder_id, photos in rows}  # noqa: C416 - rows are no pairs to mypy

    def _dated(self, direction: str) -> DatedPhotos:
        """Columns put together inside SQLite: other threads go on meanwhile.

        Fetched row by row, a hundred thousand values would take the interpreter from them as often.
        Numbers and ISO dates hold no comma.
        """
        ((numbers, days),) = plain_rows(self._session, _DATED.format(direction))
        if numbers is None:
            return [], []
        return np.fromstring(numbers, np.int64, sep=",").tolist(), days.split(",")


_DATED = (
    "SELECT group_concat(id), group_concat(taken_at) FROM "
    "(SELECT id, taken_at FROM photos WHERE taken_at IS NOT NULL ORDER BY taken_at{0}, id{0})"
)
_UNDATED = "SELECT id FROM photos WHERE taken_at IS NULL ORDER BY id"
_PLACED = "SELECT (SELECT count(*) FROM photos), (SELECT count(DISTINCT photo_id) FROM photo_locations)"
_WITHOUT_PLACE = (
    "SELECT id FROM photos WHERE NOT EXISTS (SELECT 1 FROM photo_locations WHERE photo_id = photos.id)"
)
# A version without a file is the original; beside max(), SQLite gives the columns of that row.
_RESTORED = (
    "SELECT photo_id FROM (SELECT photo_id, file, max(turn) FROM versions GROUP BY photo_id) WHERE file <> ''"
)
_FIRST_PATHS = (
    "SELECT photo_id, relative, min(id) FROM photo_locations WHERE photo_id IS NOT NULL GROUP BY photo_id"
)
# The condition of the partial index, word for word: without it this would walk through all photos.
_TROUBLED = "SELECT id FROM photos WHERE metadata_problem <> ''"
