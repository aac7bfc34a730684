from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine

from core.domain.photo import FileStamp
from core.domain.restoration import Decision
from core.errors import LibraryError
from core.library import schema
from core.library.database import APPLICATION_ID, WRITES, open_engine
from core.library.library import Library
from core.library.schema import schema_state, upgrade
from core.library.tables import Base
from core.paths import LibraryPaths
from core.services.decisions import Decide
from core.services.edits import from_json
from tests.core.library.samples import add_face


def described(database: Path) -> set[str]:
    """Every table and index of a file; the order of columns and constraints does not count."""
    query = (
        "SELECT sql FROM sqlite_schema WHERE type IN ('table', 'index') "
        "AND sql IS NOT NULL AND name NOT LIKE 'alembic%'"
    )
    with contextlib.closing(sqlite3.connect(database)) as connection:
        definitions = [row[0] for row in connection.execute(query)]
    return {"\n".join(sorted(_parts(sql))) for sql in definitions}


def _parts(sql: str) -> list[str]:
    """Columns and constraints of a definition, wherever its lines break; one added later stands last."""
    words = " ".join(sql.split()).removesuffix(")").rstrip()
    return [part.strip() for part in re.split(r",(?![^(]*\))", words)]


def set_revision(database: Path, revision: str) -> None:
    with contextlib.closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", [revision])


@pytest.fixture
def old_library(library_paths: LibraryPaths) -> LibraryPaths:
    """A library with one person in it, of the revision before the newest in `later_steps`."""
    with Library.open(library_paths) as library, library.transaction() as tx:
        tx.people.create("Ada")
    return library_paths


@pytest.fixture
def later_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The product's migrations and one more that rebuilds a table; returns the added file."""
    steps = tmp_path / "migrations"
    (steps / "versions").mkdir(parents=True)
    for source in schema.MIGRATIONS.rglob("*.py"):
        (steps / source.relative_to(schema.MIGRATIONS)).write_text(source.read_text())
    added = steps / "versions" / "r9999_later.py"
    added.write_text(LATER)
    monkeypatch.setattr(schema, "MIGRATIONS", steps)
    return added


LATER = """
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "0004"


def upgrade() -> None:
    with op.batch_alter_table("people", recreate="always") as batch:
        batch.add_column(sa.Column("nickname", sa.String()))
"""


def test_migrations_end_in_the_tables_of_the_program(tmp_path: Path) -> None:
    migrated, created = tmp_path / "migrated.sqlite", tmp_path / "created.sqlite"
    upgrade(migrated, tmp_path)
    engine = create_engine(f"sqlite:///{created}")
    Base.metadata.create_all(engine)
    engine.dispose()
    assert described(migrated) == described(created)


def test_alembic_finds_nothing_left_to_do(tmp_path: Path) -> None:
    upgrade(tmp_path / "new.sqlite", tmp_path)
    engine = create_engine(f"sqlite:///{tmp_path / 'new.sqlite'}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_a_newer_library_is_refused_and_not_touched(old_library: LibraryPaths) -> None:
    set_revision(old_library.database, "4711")
    before = old_library.database.read_bytes()
    with pytest.raises(LibraryError, match="newer RIDFR Desktop"):
        Library.open(old_library)
    assert old_library.database.read_bytes() == before


def test_an_upgrade_keeps_what_is_there_and_makes_a_sound_copy_first(
    old_library: LibraryPaths, later_steps: Path
) -> None:
    with Library.open(old_library) as library, library.snapshot() as tx:
        assert tx.people.find("ada") is not None
    (copy,) = old_library.backups.glob("library-0004-*.sqlite")
    with contextlib.closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT name FROM people").fetchall() == [("Ada",)]
    assert schema_state(old_library.database).revision == "9999"


def test_rebuilding_a_table_does_not_take_along_what_hangs_on_it(
    old_library: LibraryPaths, later_steps: Path
) -> None:
    with Library.open(old_library) as library, library.transaction() as tx:
        tx.people.reject(add_face(tx), 1)
    later_steps.write_text(LATER.replace("9999", "9998"))
    set_revision(old_library.database, "0004")
    with contextlib.closing(sqlite3.connect(old_library.database)) as connection, connection:
        connection.execute("ALTER TABLE people DROP COLUMN nickname")
    with Library.open(old_library) as library, library.snapshot() as tx:
        assert tx.people.rejections() == {(1, 1)}


def test_an_interrupted_upgrade_leaves_the_old_state(old_library: LibraryPaths, later_steps: Path) -> None:
    before = described(old_library.database)
    later_steps.write_text(f"{LATER}    raise KeyboardInterrupt\n")
    with pytest.raises(KeyboardInterrupt):
        Library.open(old_library)
    assert described(old_library.database) == before
    assert schema_state(old_library.database).revision == "0004"


def test_a_step_that_breaks_a_reference_is_taken_back(old_library: LibraryPaths, later_steps: Path) -> None:
    later_steps.write_text(f"{LATER}    op.execute(\"INSERT INTO analyses VALUES (5, 'd', 'e')\")\n")
    with pytest.raises(LibraryError, match="old state was kept"):
        Library.open(old_library)
    assert schema_state(old_library.database).revision == "0004"


def test_only_the_newest_copies_are_kept(old_library: LibraryPaths, later_steps: Path) -> None:
    for number in range(5):
        (old_library.backups / f"library-0000-{number}.sqlite").write_bytes(b"")
    Library.open(old_library).close()
    assert len(list(old_library.backups.glob("library-*.sqlite"))) == 3
    assert list(old_library.backups.glob("library-0004-*.sqlite"))


def test_the_database_of_another_program_is_left_alone(library_paths: LibraryPaths) -> None:
    library_paths.create()
    with contextlib.closing(sqlite3.connect(library_paths.database)) as connection, connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    before = library_paths.database.read_bytes()
    with pytest.raises(LibraryError, match="another program"):
        Library.open(library_paths)
    assert library_paths.database.read_bytes() == before


@pytest.mark.parametrize("content", [b"not a database at all" * 100, b"SQLite format 3\0" + b"\xff" * 4080])
def test_a_damaged_file_is_told_in_plain_words(library_paths: LibraryPaths, content: bytes) -> None:
    library_paths.create()
    library_paths.database.write_bytes(content)
    with pytest.raises(LibraryError, match=r"damaged; put back the newest copy from its backups"):
        Library.open(library_paths)


def test_creation_that_was_killed_early_starts_over(library_paths: LibraryPaths) -> None:
    library_paths.create()
    library_paths.database.touch()
    with Library.open(library_paths) as library, library.snapshot() as tx:
        assert tx.people.all() == []


def test_a_library_without_its_revision_is_damaged(old_library: LibraryPaths) -> None:
    with contextlib.closing(sqlite3.connect(old_library.database)) as connection, connection:
        connection.execute("DELETE FROM alembic_version")
    with pytest.raises(LibraryError, match="damaged"):
        Library.open(old_library)


@contextlib.contextmanager
def earlier_library(paths: LibraryPaths, revision: str) -> Iterator[Connection]:
    """A new library as the program of that revision left it, to be filled."""
    paths.create()
    engine = open_engine(paths.database)
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        config = schema.migration_config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        yield connection
    engine.dispose()


THIRD = """
INSERT INTO folders VALUES (1, x'2f70686f746f73', 'disk', 1, 0);
INSERT INTO photos VALUES (1, 'd', 4, 3, 1, 'JPEG', NULL, '', '', '', '', NULL, NULL, '[]', 0, 'cut short');
INSERT INTO photo_locations VALUES (1, 1, x'61', 1, '1000', '1', '2', '340282366920938463463', 1, '7 8 9 10');
INSERT INTO photo_locations VALUES (2, 1, x'62', 1, '1000', '-1', '2', '3', 0, '');
INSERT INTO photo_locations VALUES (3, 1, x'63', 1, '5', '1', '2', '4', 1, '');
INSERT INTO photo_locations VALUES (9, 1, x'64', 1, '5', '1', '2', '4', 1, '');
DELETE FROM photo_locations WHERE id = 9;
INSERT INTO people VALUES (1, 'Ada', 'ada', NULL, 0, 0);
INSERT INTO faces VALUES (1, 1, 0, 0, 1, 1, NULL, 'confirmed', 'model', 1, NULL, 'd', NULL, 1);
INSERT INTO person_summaries VALUES (1, 1, 1, 0, 1);
"""
"""A photo at three places, one of them offline and one removed, of somebody whose card was counted."""


def test_stamps_of_an_older_library_are_still_those_of_its_files(library_paths: LibraryPaths) -> None:
    with earlier_library(library_paths, "0003") as connection:
        for statement in THIRD.strip().splitlines():
            connection.exec_driver_sql(statement)
    with Library.open(library_paths) as library, library.transaction() as tx:
        known = tx.photos.known_files(1)
        assert known[b"a"].stamp == FileStamp(1000, 1, 2, 340282366920938463463)
        assert (known[b"b"].stamp.mtime_ns, known[b"b"].online) == (-1, False)
        assert tx.photos.stamps(1) == {b"a": None, b"b": None, b"c": FileStamp(5, 1, 2, 4).text}
        assert (set(tx.grid.troubled()), set(tx.grid.offline())) == ({1}, set())
        assert tx.summaries.all()[1].photos == 1
        # Numbers of removed places stay unused, and a changed place still makes the card count anew.
        assert tx.photos.put_location(1, 1, b"e", FileStamp(0, 0, 0, 0)) == 10
        tx.photos.remove_locations([each.location_id for each in tx.photos.known_files(1).values()])
        assert tx.summaries.all()[1].photos == 0
    assert list(library_paths.backups.glob("library-0003-*.sqlite"))


def test_edits_undone_and_decisions_of_an_older_library_are_understood(library_paths: LibraryPaths) -> None:
    with earlier_library(library_paths, "0001") as connection:
        kept = '{"7": "kept"}'
        # An undo of the older program passed over decisions: here it took back "hide".
        for action, steps in (("name", "[]"), ("hide", "[]"), ("decide", kept), ("undo", "[]")):
            values = ("2026-01-01T00:00:00", action, action, steps, steps)
            added = "INSERT INTO journal (at, action, summary, forward, inverse) VALUES (?, ?, ?, ?, ?)"
            connection.exec_driver_sql(added, values)
    with Library.open(library_paths) as library, library.snapshot() as tx:
        entries = {entry.action: entry for entry in tx.journal.entries()}
        assert {name: entry.state.value for name, entry in entries.items()} == {
            "name": "standing",
            "hide": "passed",
            "decide": "standing",
        }
        assert from_json(entries["decide"].forward) == [Decide(7, Decision.KEPT)]
