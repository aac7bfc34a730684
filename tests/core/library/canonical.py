"""The content of a library without the numbers of its rows: equal for equal libraries.

Two runs that reach the same state by other ways (interrupted, other batches) number their rows
differently; here each row is named by what it is. Times of the clock, timings and marks of open
libraries are left out.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.imaging.files import digest_of
from core.paths import LibraryPaths

Names = Mapping[str, Mapping[int, object]]

OMITTED = {
    "albums": {"rule"},
    "folders": {"path"},
    "journal": {"at", "forward", "inverse"},
    "photo_locations": {"stamp"},
    "restorations": {"seconds"},
    "versions": {"turn", "composition"},
}
"""Columns with clock times, places, or row numbers inside texts; `version_faces` tells compositions."""

TABLES_OMITTED = {"meta", "alembic_version", "sqlite_sequence"}

NUMBERS = {
    "photo_id": "photos",
    "folder_id": "folders",
    "location_id": "photo_locations",
    "face_id": "faces",
    "first_id": "faces",
    "second_id": "faces",
    "person_id": "people",
    "restoration_id": "restorations",
    "version_id": "versions",
    "album_id": "albums",
}


def canonical_dump(database: Path) -> dict[str, list[str]]:
    """Rows of every table as sorted texts, by table."""
    with contextlib.closing(sqlite3.connect(database)) as connection:
        connection.row_factory = sqlite3.Row
        names = _names(connection)
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {
            table: sorted(_text(table, row, names) for row in connection.execute(f"SELECT * FROM {table}"))
            for table in sorted(set(tables) - TABLES_OMITTED)
        }


def _names(connection: sqlite3.Connection) -> dict[str, dict[int, object]]:
    """What each number stands for."""
    names: dict[str, dict[int, object]] = {}
    for table, column in (("photos", "digest"), ("restorations", "key"), ("albums", "name")):
        names[table] = {row[0]: row[1] for row in connection.execute(f"SELECT id, {column} FROM {table}")}
    names["folders"] = {
        row[0]: Path(row[1].decode(errors="surrogateescape")).name
        for row in connection.execute("SELECT id, path FROM folders")
    }
    names["photo_locations"] = {
        row[0]: (names["folders"][row[1]], row[2])
        for row in connection.execute("SELECT id, folder_id, relative FROM photo_locations")
    }
    names["faces"] = {
        row[0]: (names["photos"][row[1]], *(round(value, 3) for value in row[2:]))
        for row in connection.execute("SELECT id, photo_id, x, y, width, height FROM faces")
    }
    names["people"] = _people(connection, names["faces"])
    names["versions"] = {
        row["id"]: (names["photos"][row["photo_id"]], row["digest"])
        for row in connection.execute("SELECT id, photo_id, digest FROM versions")
    }
    return names


def _people(connection: sqlite3.Connection, faces: Mapping[int, object]) -> dict[int, object]:
    """Named people by name, groups by their first face."""
    rows = connection.execute("SELECT id, name FROM people").fetchall()
    groups: dict[int, object] = {}
    for person_id, name in rows:
        members = connection.execute("SELECT id FROM faces WHERE person_id = ?", [person_id])
        groups[person_id] = name or ("group", min((str(faces[row[0]]) for row in members), default=""))
    return groups


def _text(table: str, row: sqlite3.Row, names: Names) -> str:
    values: dict[str, Any] = dict(row)
    kept = {
        column: names[NUMBERS[column]].get(value, value) if column in NUMBERS and value is not None else value
        for column, value in values.items()
        if column != "id" and column not in OMITTED.get(table, set())
    }
    return repr(kept)


def library_dump(paths: LibraryPaths) -> dict[str, list[str]]:
    """Every row of a library by what it is, and every picture in its folder by its digest."""
    content = canonical_dump(paths.database)
    for folder in (paths.thumbnails, paths.restorations, paths.versions):
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        content[f"{folder.name}/"] = [f"{path.relative_to(folder)} {digest_of(path)}" for path in files]
    return content
