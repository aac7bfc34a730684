"""Clearing up after a program that died: nothing half-done is left to be seen or counted."""

from __future__ import annotations

import contextlib
from pathlib import Path

from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.orm import Session

from core.domain.restoration import RestorationState
from core.errors import LibraryError
from core.library.database import DAMAGED
from core.library.tables import MetaRow, RestorationRow
from core.paths import LibraryPaths

UNFINISHED = ".ridfr-*.part"
"""Names of files that were being written (as `core.imaging.files` writes them)."""

_OPEN = "open"


def mark_opened(session: Session) -> bool:
    """Note that the library is in use; True when the last program did not close it."""
    died = session.scalar(select(MetaRow.value).where(MetaRow.key == _OPEN)) is not None
    if not died:
        session.execute(insert(MetaRow).values(key=_OPEN, value="yes"))
    return died


def mark_closed(session: Session) -> None:
    session.execute(delete(MetaRow).where(MetaRow.key == _OPEN))


def recover(session: Session, *, check: bool) -> None:
    """Put restorations that a dead program was computing back in the queue.

    With `check` the file is looked through first.

    Raises:
        LibraryError: the file is damaged.
    """
    if check and (problems := list(session.scalars(text("PRAGMA quick_check")))) != ["ok"]:
        raise LibraryError(f"{DAMAGED} SQLite says: {problems[0]}.")
    session.execute(
        update(RestorationRow)
        .where(RestorationRow.state == RestorationState.RUNNING)
        .values(state=RestorationState.PLANNED)
    )


def sweep(paths: LibraryPaths, *, everywhere: bool) -> None:
    """Remove files that were never finished.

    Thumbnails lie in many folders, so they are only looked through when `everywhere` is asked.
    """
    folders = [paths.root, paths.restorations, paths.versions, paths.backups]
    found = [path for folder in folders for path in folder.glob(UNFINISHED)]
    if everywhere:
        found += paths.thumbnails.rglob(UNFINISHED)
    for path in found:
        _remove(path)


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):  # a leftover does no harm; opening must not fail for it
        path.unlink()
