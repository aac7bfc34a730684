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
from types import TracebackType
from typing import Self

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from core.errors import LibraryError
from core.library.albums import Albums
from core.library.database import open_engine, session_of
from core.library.faces import Faces
from core.library.folders import Folders
from core.library.journal import Journal
from core.library.lock import LibraryLock
from core.library.people import People
from core.library.photos import Photos
from core.library.recovery import mark_closed, mark_opened, recover, sweep
from core.library.references import References
from core.library.restorations import Restorations
from core.library.schema import schema_state, upgrade
from core.library.versions import Versions
from core.paths import LibraryPaths


class Transaction:
    """The doors to one consistent state of the library."""

    def __init__(self, session: Session) -> None:
        self.folders = Folders(session)
        self.photos = Photos(session)
        self.faces = Faces(session)
        self.people = People(session)
        self.references = References(session)
        self.restorations = Restorations(session)
        self.versions = Versions(session)
        self.albums = Albums(session)
        self.journal = Journal(session)


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

    def close(self) -> None:
        """Let go of the file and the lock, after a transaction that runs; safe to call twice."""
        with self._writing:
            if self._closed:
                return
            self._closed = True
            if self._lock is not None:
                # A drive that is full or gone: the next one to open the library will look it through.
                with contextlib.suppress(LibraryError), session_of(self._engine, writes=True) as session:
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
        reason = error.strerror or str(error)
        raise LibraryError(f"The library folder cannot be made: {reason}.", path=paths.root) from error


def _take_over(paths: LibraryPaths, engine: Engine) -> None:
    """Clear up after a program that died in the library, then mark it as open."""
    with session_of(engine, writes=True) as session:
        died = mark_opened(session)
        recover(session, check=died)
    sweep(paths, everywhere=died)
