"""Files of the indexed folders: where photos lie, and what could not be read."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, bindparam, delete, or_, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from core.domain.photo import FileStamp, PhotoLocation
from core.domain.reports import Problem
from core.errors import UnreadablePhoto
from core.library.batches import batches
from core.library.database import plain_rows
from core.library.tables import FileProblemRow, FolderRow, LocationRow
from core.sentence import sentence_as_json, sentence_from_json


class KnownFile(NamedTuple):
    """What the library remembers of one file; a tuple, for many are read at once."""

    relative: bytes
    """Path below the folder, "/" between the parts."""
    location_id: int
    photo_id: int | None
    """None: the file could not be read."""
    online: bool
    """The file's own mark, whatever its folder's."""
    problem: str
    """Why it could not be read; empty for photos."""
    sidecar: str
    """Stamp of the metadata file beside it when it was read; "" for none."""
    stamp_text: str
    """`FileStamp.text`."""

    @property
    def stamp(self) -> FileStamp:
        return FileStamp.from_text(self.stamp_text)


class Locations:
    """Files by folder and relative path (bytes, "/" between folders)."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def stamps(self, folder_id: int) -> dict[bytes, str | None]:
        """`FileStamp.text` of every file of a folder, by its relative path.

        None where the stamp alone does not say that nothing changed: files that are offline, that
        could not be read, or that had a metadata file beside them.
        """
        return dict(plain_rows(self._session, _STAMPS, (folder_id,)))

    def known_files(self, folder_id: int, names: Iterable[bytes] | None = None) -> dict[bytes, KnownFile]:
        """Files of a folder by their relative path: those of these `names` that it has, or all."""
        if names is None:
            rows = plain_rows(self._session, f"{_KNOWN} ORDER BY l.relative", (folder_id,))
            return {row[0]: KnownFile(*row) for row in rows}
        known: dict[bytes, KnownFile] = {}
        for some in batches(names):
            chosen = f"{_KNOWN} AND l.relative IN ({', '.join('?' * len(some))})"
            known |= {
                row[0]: KnownFile(*row) for row in plain_rows(self._session, chosen, (folder_id, *some))
            }
        return known

    def sizes(self) -> set[int]:
        """Lengths in bytes of all files, whatever their folder."""
        return {size for (size,) in plain_rows(self._session, _SIZES)}

    def put_location(
        self,
        photo_id: int | None,
        folder_id: int,
        relative: bytes,
        stamp: FileStamp,
        *,
        problem: str = "",
        sidecar: str = "",
    ) -> int:
        """Note what lies at a place now, and that it is online; the location's number.

        `sidecar` is the stamp of the metadata file beside it. A file that could not be read has no
        photo but a `problem` in plain words.

        Raises:
            ValueError: both or neither of photo and problem are given.
        """
        if (photo_id is None) == (not problem):
            raise ValueError("A file is either a photo or has a problem.")
        place = {"folder_id": folder_id, "relative": relative, "photo_id": photo_id}
        place |= {"online": True, "sidecar": sidecar, "stamp": stamp}
        location_id = self._session.scalars(_PUT_LOCATION, [place]).one()
        self._session.execute(_FORGET_PROBLEM, {"location": location_id})
        if problem:
            self._session.execute(
                insert(FileProblemRow), [{"location_id": location_id, "message": sentence_as_json(problem)}]
            )
        return location_id

    def set_locations_online(self, location_ids: Iterable[int], online: bool) -> None:
        for ids in batches(location_ids):
            self._session.execute(update(LocationRow).where(LocationRow.id.in_(ids)).values(online=online))

    def remove_locations(self, location_ids: Iterable[int]) -> None:
        """Forget places; their photos stay."""
        for ids in batches(location_ids):
            self._session.execute(delete(LocationRow).where(LocationRow.id.in_(ids)))

    def problems(self) -> list[Problem]:
        """Files that could not be read, with the reason, by path."""
        rows = self._session.execute(
            select(FolderRow.path, LocationRow.relative, FileProblemRow.message)
            .join(LocationRow, LocationRow.folder_id == FolderRow.id)
            .join(FileProblemRow, FileProblemRow.location_id == LocationRow.id)
            .order_by(FolderRow.path, LocationRow.relative)
        )
        return [
            Problem(str(absolute(folder, relative)), UnreadablePhoto.title, sentence_from_json(message))
            for folder, relative, message in rows
        ]

    def places(self, photo_ids: Iterable[int]) -> dict[int | None, list[PhotoLocation]]:
        """Where photos lie, by photo, in the order the places were found."""
        query = select(
            LocationRow.photo_id, LocationRow.id, FolderRow.id, FolderRow.path, FolderRow.online, *_FILE
        )
        query = query.join(FolderRow, FolderRow.id == LocationRow.folder_id).order_by(LocationRow.id)
        places: dict[int | None, list[PhotoLocation]] = defaultdict(list)
        for ids in batches(photo_ids):
            rows = self._session.execute(query.where(LocationRow.photo_id.in_(ids)))
            for photo_id, location_id, folder_id, folder, connected, relative, online, stamp in rows:
                path = absolute(folder, relative)
                place = PhotoLocation(location_id, folder_id, path, stamp, online and connected)
                places[photo_id].append(place)
        return places

    def under(self, path: Path) -> list[int]:
        """Photos with a place at or below `path`, ascending."""
        folders = self._session.execute(select(FolderRow.id, FolderRow.path).order_by(FolderRow.id))
        conditions = [
            condition
            for folder_id, folder in folders
            if (condition := _below(folder_id, Path(folder), path)) is not None
        ]
        if not conditions:
            return []
        rows = self._session.scalars(
            select(LocationRow.photo_id).where(LocationRow.photo_id.is_not(None), or_(*conditions)).distinct()
        )
        return sorted(photo_id for photo_id in rows if photo_id is not None)


_FILE = (
    LocationRow.relative,
    LocationRow.online,
    LocationRow.stamp,
)
_STAMPS = """
    SELECT relative, CASE WHEN online AND photo_id IS NOT NULL AND sidecar = '' THEN stamp END
    FROM photo_locations WHERE folder_id = ?
"""
# Only a file that is no photo has a problem: nothing is looked up for the others.
_KNOWN = """
    SELECT l.relative, l.id, l.photo_id, l.online,
           CASE WHEN l.photo_id IS NULL
                THEN coalesce((SELECT message FROM file_problems WHERE location_id = l.id), '')
                ELSE '' END,
           l.sidecar, l.stamp
    FROM photo_locations AS l WHERE l.folder_id = ?
"""
# The size is what a stamp begins with.
_SIZES = "SELECT DISTINCT CAST(stamp AS INTEGER) FROM photo_locations"
OFFLINE = """
    SELECT photo_id FROM (
        SELECT photo_id FROM photo_locations WHERE online = 0
        UNION SELECT photo_id FROM photo_locations
        WHERE folder_id IN (SELECT id FROM folders WHERE online = 0)
    ) AS away
    WHERE photo_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM photo_locations AS place JOIN folders ON folders.id = place.folder_id
        WHERE place.photo_id = away.photo_id AND place.online = 1 AND folders.online = 1
    )
"""
"""Photos that lie only where nothing can be read now. The first condition is that of the partial
index, word for word: without it this would walk through all places."""

_PUT = insert(LocationRow)
_PUT_LOCATION = _PUT.on_conflict_do_update(
    index_elements=["folder_id", "relative"],
    set_={name: _PUT.excluded[name] for name in ("photo_id", "stamp", "online", "sidecar")},
).returning(LocationRow.id)
_FORGET_PROBLEM = delete(FileProblemRow).where(FileProblemRow.location_id == bindparam("location"))
# Indexing runs these for each file: built once, not each time.


def absolute(folder: str, relative: bytes) -> Path:
    """Where a file of a folder lies."""
    return Path(folder) / os.fsdecode(relative)


def _below(folder_id: int, folder: Path, path: Path) -> ColumnElement[bool] | None:
    """Which files of a folder lie at or below `path`; None when none can."""
    inside = LocationRow.folder_id == folder_id
    if folder == path or path in folder.parents:
        return inside
    if folder not in path.parents:
        return None
    name = os.fsencode(path.relative_to(folder).as_posix())
    # A range over the bytes, so that the index on (folder, relative) answers; "0" follows "/".
    below = and_(LocationRow.relative >= name + b"/", LocationRow.relative < name + b"0")
    return and_(inside, or_(LocationRow.relative == name, below))
