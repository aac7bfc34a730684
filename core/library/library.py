"""A library: opened once, read in snapshots, changed in transactions.

    with Library.open(paths) as library:
        with library.transaction() as tx:
            tx.people.rename(person_id, "Ada")

A transaction is all or nothing, also when the process is killed in it. Values that come out
are frozen and stay valid when the transaction is over.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from core.errors import LibraryError
from core.library.albums import Albums
from core.library.backup import back_up
from core.library.database import compact, open_engine, session_of
from core.library.face_tiles import FaceTiles
from core.library.faces import Faces
from core.library.folders import Folders
from core.library.forgetting import Forgetting
from core.library.grid import Grid
from core.library.journal import Journal
from core.library.lock import LibraryLock
from core.library.people import People
from core.library.photos import Photos
from core.library.recovery import (
    delete_traces,
    is_forgetting,
    mark_closed,
    mark_forgotten,
    mark_opened,
    recover,
    sweep,
    sweep_results,
)
from core.library.references import References
from core.library.relations import Relations
from core.library.restorable import Restorable
from core.library.restoration_queue import RestorationQueue
from core.library.restorations import Restorations
from core.library.schema import schema_state, upgrade
from core.library.search import Search
from core.library.summaries import Summaries
from core.library.versions import Versions
from core.paths import LibraryPaths
from core.sentence import system_reason

AFTER_FORGETTING = "library-after-forgetting"
"""Name of the copy that takes the place of those that still knew who was forgotten."""


class Transaction:
    """The doors to one consistent state of the library."""

    def __init__(self, session: Session) -> None:
        self.folders = Folders(session)
        self.photos = Photos(session)
        self.grid = Grid(session)
        self.faces = Faces(session)
        self.tiles = FaceTiles(session)
        self.summaries = Summaries(session)
        self.people = People(session)
        self.relations = Relations(session)
        self.references = References(session)
        self.restorable = Restorable(session)
        self.restorations = Restorations(session)
        self.queue = RestorationQueue(session)
        self.versions = Versions(session)
        self.albums = Albums(session)
        self.journal = Journal(session)
        self.search = Search(session)
        self.forgetting = Forgetting(session)


@dataclass(frozen=True)
class Cleared:
    """Files that went with what was forgotten."""

    results: int
    """Crops and composites."""
    backups: int


class Library:
    """One library folder; safe to use from several threads."""

    def __init__(self, paths: LibraryPaths, engine: Engine, lock: LibraryLock | None) -> None:
        self.paths = paths
        self._engine = engine
        self._lock = lock
        self._writing = threading.RLock()
        self._in_transaction = False
        self._closed = False

    @classmethod
    def open(cls, paths: LibraryPaths, *, create: bool = True, exclusive: bool = True) -> Self:
        """Open the library in `paths`.

        `create` makes it where there is none. `exclusive` takes the lock and allows changes;
        without it the library can only be read, also while another program changes it.

        Raises:
            LibraryError: locked, not there, made by a newer program, or damaged.
        """
        if not create and not paths.database.exists():
            raise LibraryError(
                "There is no library here yet; `ridfr index FOLDER` makes one.", path=paths.root
            )
        lock = LibraryLock(paths.lock)
        with contextlib.ExitStack() as on_failure:
            ready = paths.database.exists() and schema_state(paths.database).current
            if exclusive or not ready:
                _create_folders(paths)
                lock.acquire()
                on_failure.callback(lock.release)
                upgrade(paths.database, paths.backups)
            engine = open_engine(paths.database)
            on_failure.callback(engine.dispose)
            if exclusive:
                _take_over(paths, engine)
            else:
                lock.release()
            on_failure.pop_all()
        return cls(paths, engine, lock if exclusive else None)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Change the library: everything inside is kept, or nothing when an error leaves the block.

        Raises:
            LibraryError: opened for reading only, or the database refuses (drive full, damaged).
            RuntimeError: this thread has a transaction open already.
        """
        if self._lock is None:
            raise LibraryError("The library was opened for reading only.", path=self.paths.root)
        with self._writing:  # threads of this program wait here, however long the other one takes
            self._refuse_closed()
            if self._in_transaction:
                raise RuntimeError("A transaction is open in this thread; pass it on instead.")
            self._in_transaction = True
            try:
                with session_of(self._engine, writes=True) as session:
                    yield Transaction(session)
            finally:
                self._in_transaction = False

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[Transaction]:
        """Read one state of the library, unmoved by changes made meanwhile; changes are refused.

        Raises:
            LibraryError: something inside tried to write, or the file is damaged.
        """
        self._refuse_closed()
        with session_of(self._engine, writes=False) as session:
            yield Transaction(session)

    def finish_forgetting(self) -> Cleared:
        """Delete the files of what was forgotten, older copies and logs, and rebuild the library file.

        A copy without what was forgotten takes the place of the older ones. When this is
        interrupted, it is done when the library is next opened.

        Raises:
            LibraryError: opened for reading only, something in this or another program reads the
                library all the while, or the drive has no room for a second copy of the file.
        """
        if self._lock is None:
            raise LibraryError("The library was opened for reading only.", path=self.paths.root)
        with self._writing:
            self._refuse_closed()
            return _finish_forgetting(self.paths, self._engine)

    def sweep_results(self) -> int:
        """Delete crops and composites that nothing in the library names; their number.

        Raises:
            LibraryError: opened for reading only, or a file cannot be deleted.
        """
        if self._lock is None:
            raise LibraryError("The library was opened for reading only.", path=self.paths.root)
        with self._writing, session_of(self._engine, writes=True) as session:
            return sweep_results(session, self.paths)

    def close(self) -> None:
        """Let go of the file and the lock, after a transaction that runs; safe to call twice."""
        with self._writing:
            if self._closed:
                return
            self._closed = True
            if self._lock is not None:
                # A drive that is full or gone: the next one to open the library will look it through.
                with contextlib.suppress(LibraryError), session_of(self._engine, writes=True) as session:
                    Journal(session).prune()
                    mark_closed(session)
            self._engine.dispose()
            if self._lock is not None:
                self._lock.release()

    def _refuse_closed(self) -> None:
        if self._closed:
            raise LibraryError("The library was closed; open it again.", path=self.paths.root)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _create_folders(paths: LibraryPaths) -> None:
    try:
        paths.create()
    except OSError as error:
        reason = system_reason(error)
        raise LibraryError(
            "The library folder cannot be made: {reason}.", reason=reason, path=paths.root
        ) from error


def _finish_forgetting(paths: LibraryPaths, engine: Engine) -> Cleared:
    with session_of(engine, writes=True) as session:
        results = sweep_results(session, paths)
    backups = delete_traces(paths)
    engine.dispose()  # idle connections hold pages of the old file
    compact(engine)
    with session_of(engine, writes=True) as session:
        mark_forgotten(session)
    if backups:
        back_up(paths.database, paths.backups, AFTER_FORGETTING)
    return Cleared(results, backups)


def _take_over(paths: LibraryPaths, engine: Engine) -> None:
    """Clear up after a program that died in the library, then mark it as open."""
    with session_of(engine, writes=True) as session:
        died = mark_opened(session)
        recover(session, check=died)
        if died:
            sweep_results(session, paths)
        unfinished = is_forgetting(session)
    sweep(paths, everywhere=died)
    if unfinished:
        _finish_forgetting(paths, engine)
