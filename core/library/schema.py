"""Brings a library file to the schema of this program, or says why not.

All steps of an upgrade are one transaction: when it is interrupted, the old state stays. A
verified copy is made first. A file of a newer program, or of another one, is never touched.
"""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from core.errors import LibraryError
from core.library.backup import back_up
from core.library.database import APPLICATION_ID, DAMAGED, WRITES, explain, open_engine, translated
from core.sentence import Sentence

MIGRATIONS = Path(__file__).with_name("migrations")


@dataclass(frozen=True)
class SchemaState:
    """What a library file is before anything is done to it."""

    revision: str | None
    """None: there is no library yet."""
    newest: str
    """The newest revision that this program knows."""

    @property
    def current(self) -> bool:
        return self.revision == self.newest


def schema_state(database: Path) -> SchemaState:
    """Look at a library file without changing it.

    Raises:
        LibraryError: it is damaged, another program's, or a newer program's.
    """
    scripts = ScriptDirectory.from_config(migration_config())
    state = SchemaState(_revision(database), scripts.get_current_head() or "")
    known = {script.revision for script in scripts.walk_revisions()}
    if state.revision is not None and state.revision not in known:
        raise LibraryError(
            "This library was made by a newer RIDFR Desktop; update the program. Nothing was changed.",
            path=database,
        )
    return state


def upgrade(database: Path, backups: Path) -> None:
    """Create the tables of a new library, or bring an older one up to date.

    Raises:
        LibraryError: no backup could be made, or a step failed; the old state stays.
    """
    state = schema_state(database)
    if state.current:
        return
    if state.revision is not None:
        now = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
        back_up(database, backups, f"library-{state.revision}-{now}")
    # Rebuilding a table drops the old one: with foreign keys on, all that hangs on it would go too.
    engine = open_engine(database, foreign_keys=False)
    try:
        with (
            translated(),
            engine.connect().execution_options(**{WRITES: True}) as connection,
            connection.begin(),
        ):
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            config = migration_config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                message = Sentence("The library could not be upgraded; the old state was kept.")
                raise LibraryError(message, path=database)
    finally:
        engine.dispose()


def migration_config() -> Config:
    """Alembic's configuration, made in code: there is no ini file to lose."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def _revision(database: Path) -> str | None:
    """The revision in the file; None when there is no file, or no table in it yet."""
    if not database.exists():
        return None
    uri = f"{database.absolute().as_uri()}?mode=ro"
    try:
        with contextlib.closing(sqlite3.connect(uri, uri=True)) as connection:
            if connection.execute("SELECT 1 FROM sqlite_schema").fetchone() is None:
                return None
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            if application != APPLICATION_ID:
                raise LibraryError(
                    "This file belongs to another program; choose another folder.", path=database
                )
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error as error:
        raise LibraryError(explain(error), path=database) from error
    if row is None:
        raise LibraryError(DAMAGED, path=database)
    return str(row[0])
