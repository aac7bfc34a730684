"""The content of a library in a form that two runs can be compared by."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

from core.paths import LibraryPaths

MOMENTS = {"journal": {"at"}}
"""Columns that hold the time of day."""

OWN_BOOKS = {"meta", "alembic_version", "sqlite_sequence"}
"""Tables about the file, not about photographs."""


def dump(paths: LibraryPaths) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table without times of day, and every file of the library by its digest."""
    with closing(sqlite3.connect(f"file:{paths.database}?mode=ro", uri=True)) as database:
        names = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        content = {name: _rows(database, name) for name in sorted(set(names) - OWN_BOOKS)}
    for folder in (paths.thumbnails, paths.restorations, paths.versions):
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        content[folder.name] = [(str(path.relative_to(folder)), digest(path)) for path in files]
    return content


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _rows(database: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
    kept = ", ".join(column for column in columns if column not in MOMENTS.get(table, set()))
    return sorted(database.execute(f"SELECT {kept} FROM {table}"), key=repr)
