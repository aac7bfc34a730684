"""Verified copies of the library file, made before each upgrade."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path

from core.errors import LibraryError
from core.library.database import DAMAGED, explain
from core.sentence import system_reason

KEPT = 3
"""Older copies go when a new one is made."""


def back_up(source: Path, folder: Path, name: str) -> Path:
    """Copy the library file to `folder`, check the copy, and give its path.

    Goes through SQLite's online backup: a plain copy of an open database may be half old.

    Raises:
        LibraryError: the copy could not be made or is not sound; nothing else was changed.
    """
    target = folder / f"{name}.sqlite"
    temporary = folder / f".ridfr-{name}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        temporary.unlink(missing_ok=True)
        _copy(source, temporary)
        _sync(temporary)
        os.replace(temporary, target)
    except sqlite3.Error as error:
        raise LibraryError(
            "No backup could be made. {problem}", problem=explain(error), path=source
        ) from error
    except OSError as error:
        reason = system_reason(error)
        raise LibraryError("No backup could be written: {reason}.", reason=reason, path=folder) from error
    finally:
        temporary.unlink(missing_ok=True)
    _forget_old(folder)
    return target


def _copy(source: Path, target: Path) -> None:
    with (
        contextlib.closing(sqlite3.connect(source)) as original,
        contextlib.closing(sqlite3.connect(target)) as copy,
    ):
        original.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE").close()  # one file, nothing beside it
        problems = [row[0] for row in copy.execute("PRAGMA quick_check")]
    if problems != ["ok"]:
        raise LibraryError(DAMAGED, path=source)


def _sync(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _forget_old(folder: Path) -> None:
    copies = sorted(folder.glob("library-*.sqlite"), key=lambda path: path.stat().st_mtime_ns)
    for path in copies[:-KEPT]:
        with contextlib.suppress(OSError):
            path.unlink()
