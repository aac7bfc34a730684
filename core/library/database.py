"""The SQLite file: how it is opened, and what its errors mean in plain words."""

from __future__ import annotations

import contextlib
import logging
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from core.errors import LibraryError
from core.sentence import Sentence

APPLICATION_ID = 0x52494446
""""RIDF" in the file's header: other programs' databases are refused, not upgraded."""

BUSY_SECONDS = 15
"""How long a connection waits for another program's write."""

CHECKPOINT_MILLISECONDS = 5_000
"""How long the emptying of the write-ahead log waits for screens that read meanwhile."""

WRITES = "ridfr_writes"
"""Execution option of connections whose transactions write."""

NETWORK_SYSTEMS = frozenset(
    {"9p", "afs", "beegfs", "ceph", "cifs", "davfs", "fuse.rclone", "fuse.sshfs", "gpfs", "lustre", "nfs"}
    | {"nfs4", "ncpfs", "smb2", "smb3", "smbfs"}
)

DAMAGED = Sentence("The library file is damaged; put back the newest copy from its backups folder.")

_log = logging.getLogger(__name__)


def open_engine(path: Path, *, foreign_keys: bool = True) -> Engine:
    """An engine for the library file at `path`; nothing is opened yet.

    Every transaction starts with BEGIN, those of connections with the option `WRITES` with
    BEGIN IMMEDIATE, so that none has to upgrade its lock half-way.
    """
    engine = create_engine(
        f"sqlite+pysqlite:///{path.as_posix()}",
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
    )
    journal_mode = "DELETE" if on_network(path) else "WAL"

    @event.listens_for(engine, "connect")
    def _configure(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # SQLAlchemy's BEGIN below, not the driver's guess
        _set_pragmas(connection, journal_mode, foreign_keys)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _set_pragmas(connection: sqlite3.Connection, journal_mode: str, foreign_keys: bool) -> None:
    settings = {
        "journal_mode": journal_mode,
        "synchronous": "FULL",  # costs nothing measurable in batches, and no commit is lost
        "foreign_keys": "ON" if foreign_keys else "OFF",
        "secure_delete": "ON",  # what somebody deleted is not readable in the file
        "trusted_schema": "OFF",
    }
    for name, value in settings.items():
        connection.execute(f"PRAGMA {name} = {value}").close()


@contextlib.contextmanager
def session_of(engine: Engine, *, writes: bool) -> Iterator[Session]:
    """A session in one transaction: committed at the end, rolled back when anything is raised.

    Raises:
        LibraryError: the database refuses.
    """
    with translated(), engine.connect().execution_options(**{WRITES: writes}) as connection:
        # Rows are always read anew: values, not rows, leave the package.
        options = {"populate_existing": True}
        with Session(connection, expire_on_commit=False, execution_options=options) as session:
            yield session
            session.commit()


def compact(engine: Engine) -> None:
    """Rebuild the file from what is in it, and cut its write-ahead log to nothing.

    Raises:
        LibraryError: somebody reads the file all the while, or the drive is full.
    """
    with translated(), contextlib.closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        cursor.execute("PRAGMA query_only = OFF")
        cursor.execute("VACUUM")
        cursor.execute(f"PRAGMA busy_timeout = {CHECKPOINT_MILLISECONDS}")
        busy, *_rest = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
        if not busy:
            return
    raise LibraryError(
        "Something reads the library, so its file still holds pages of before; close the other programs "
        "that show it. What was forgotten is out of its rows already; the rest goes when it is next opened."
    )


@contextlib.contextmanager
def translated() -> Iterator[None]:
    """Turn the database's errors into `LibraryError`."""
    try:
        yield
    except DBAPIError as error:
        raise LibraryError(explain(error.orig)) from error
    except SQLAlchemyError as error:
        raise LibraryError("The library could not do this: {problem}.", problem=str(error)) from error
    except sqlite3.Error as error:
        raise LibraryError(explain(error)) from error
    except OverflowError as error:  # a number that somebody typed and SQLite cannot hold
        raise LibraryError("The library has nothing of so large a number; look at the list again.") from error


def explain(error: BaseException | None) -> str:
    """What an error of SQLite means, and the way out."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    match code:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return Sentence("Another program is writing to the library; try again when it has finished.")
        case sqlite3.SQLITE_FULL:
            return Sentence(
                "The drive of the library is full; nothing was lost, free some space and try again."
            )
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return Sentence("The library may not be written; check its folder's permissions.")
        case sqlite3.SQLITE_CANTOPEN:
            return Sentence("The library file cannot be opened; check that its drive is connected.")
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return DAMAGED
        case sqlite3.SQLITE_IOERR:
            return Sentence("The drive of the library reports an error; the last change was not kept.")
        case sqlite3.SQLITE_CONSTRAINT:
            return Sentence("The library has no such thing any more; look at the list again.")
    return Sentence("The library could not do this: {problem}.", problem=str(error))


def plain_rows(session: Session, statement: str, values: tuple[object, ...] = ()) -> list[Any]:
    """Rows of a SELECT as plain tuples from the driver: a third of the time of rows with names.

    Raises:
        LibraryError: the database refuses.
    """
    result = session.connection().exec_driver_sql(statement, values)
    assert result.cursor is not None, "a SELECT has a cursor"
    try:
        return list(result.cursor.fetchall())
    except sqlite3.Error as error:
        raise LibraryError(explain(error)) from error
    finally:
        result.close()


def on_network(path: Path) -> bool:
    """Whether `path` lies on a network drive, where write-ahead logs are not safe."""
    absolute = path.resolve()
    if os.name == "nt":
        return absolute.drive.startswith("\\\\")
    kinds = {part.mountpoint: part.fstype for part in psutil.disk_partitions(all=True)}
    holder = next((each for each in absolute.parents if os.fspath(each) in kinds), None)
    network = holder is not None and kinds[os.fspath(holder)] in NETWORK_SYSTEMS
    if network:
        _log.warning("%s lies on a network drive; a local drive is faster and safer for a library", absolute)
    return network
