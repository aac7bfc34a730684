"""Clearing up after a program that died: nothing half-done is left to be seen or counted."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.orm import Session

from core.domain.restoration import RestorationState
from core.errors import LibraryError
from core.library.database import DAMAGED
from core.library.tables import MetaRow, RestorationRow, VersionRow
from core.paths import LibraryPaths
from core.sentence import Sentence, system_reason

UNFINISHED = ".ridfr-*.part"
"""Names of files that were being written (as `core.imaging.files` writes them)."""

TRACES = ("exports.json", "*.log*")
"""Files in the library's folder, besides pictures and copies, that may tell of what was in it."""

RESULT = re.compile(r"[0-9a-f]{64}\.png")
"""Names of crops and composites."""

_OPEN, _FORGETTING = "open", "forgetting"


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
        raise LibraryError("{problem} SQLite says: {details}.", problem=DAMAGED, details=problems[0])
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


def mark_forgetting(session: Session) -> None:
    """Note that files still have to follow the rows that were forgotten, also after a crash."""
    session.execute(insert(MetaRow).prefix_with("OR IGNORE").values(key=_FORGETTING, value="yes"))


def is_forgetting(session: Session) -> bool:
    """Whether the files of what was forgotten may still be there."""
    return session.scalar(select(MetaRow.value).where(MetaRow.key == _FORGETTING)) is not None


def mark_forgotten(session: Session) -> None:
    session.execute(delete(MetaRow).where(MetaRow.key == _FORGETTING))


def sweep_results(session: Session, paths: LibraryPaths) -> int:
    """Delete crops and composites that no row names; their number.

    Safe while this program holds the library's lock and a transaction that writes: a row is
    written after its file, in a transaction of this program, which has to wait. What is not
    named as results are (64 hexadecimal digits) is somebody else's and stays.

    Raises:
        LibraryError: a file cannot be deleted.
    """
    crops = set(session.scalars(select(RestorationRow.crop).where(RestorationRow.crop != "")))
    composites = set(session.scalars(select(VersionRow.file).where(VersionRow.file != "")))
    deleted = 0
    for folder, kept in ((paths.restorations, crops), (paths.versions, composites)):
        for file in folder.glob("*.png"):
            if file.name not in kept and RESULT.fullmatch(file.name):
                delete_file(file)
                deleted += 1
    return deleted


def delete_traces(paths: LibraryPaths) -> int:
    """Delete older copies of the library, its logs and its ledger of exports; the number of copies.

    Raises:
        LibraryError: a file cannot be deleted.
    """
    backups = list(paths.backups.glob("*.sqlite*"))
    for file in [*backups, *(file for pattern in TRACES for file in paths.root.glob(pattern))]:
        delete_file(file)
    return len(backups)


def delete_file(file: Path) -> None:
    """Delete a file that must not stay.

    Raises:
        LibraryError: it cannot be deleted.
    """
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        reason = system_reason(error)
        message = Sentence(
            "This file tells of what was forgotten and cannot be deleted ({reason}); delete it yourself.",
            reason=reason,
        )
        raise LibraryError(message, path=file) from error


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):  # a leftover does no harm; opening must not fail for it
        path.unlink()
