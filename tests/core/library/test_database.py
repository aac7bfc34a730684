from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from core.errors import LibraryError
from core.library.database import explain, on_network, open_engine
from core.library.library import Library, Transaction
from core.paths import LibraryPaths
from tests.core.library.samples import add_face


def mounted(monkeypatch: pytest.MonkeyPatch, mountpoint: Path, kind: str) -> None:
    parts = [
        SimpleNamespace(mountpoint="/", fstype="ext4"),
        SimpleNamespace(mountpoint=str(mountpoint), fstype=kind),
    ]
    monkeypatch.setattr(psutil, "disk_partitions", lambda all: parts)


def fill_drive(tx: Transaction) -> None:
    """Write until the file may not grow any more."""
    tx.people._session.connection().exec_driver_sql("PRAGMA max_page_count = 1")
    for number in range(2_000):
        tx.people.create(f"Person {number}")


def test_a_full_drive_keeps_what_was_there_and_says_so(library: Library) -> None:
    with library.transaction() as tx:
        kept = tx.people.create("Ada")
    with pytest.raises(LibraryError, match="drive of the library is full"), library.transaction() as tx:
        fill_drive(tx)
    with library.snapshot() as tx:
        assert [person.id for person in tx.people.all()] == [kept]


def test_a_file_damaged_in_a_crash_is_noticed_when_it_is_opened(library_paths: LibraryPaths) -> None:
    with Library.open(library_paths) as library, library.transaction() as tx:
        for number in range(50):
            add_face(tx, number, name=f"{number}.jpg")
    with contextlib.closing(sqlite3.connect(library_paths.database)) as connection, connection:
        connection.execute("INSERT INTO meta VALUES ('open', 'yes')")
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'face_vectors'"
        ).fetchone()
    content = bytearray(library_paths.database.read_bytes())
    content[(page - 1) * 4096 : (page - 1) * 4096 + 200] = b"\xff" * 200
    library_paths.database.write_bytes(content)
    with pytest.raises(LibraryError, match="damaged"):
        Library.open(library_paths)


@pytest.mark.parametrize(("kind", "mode"), [("nfs4", "delete"), ("ext4", "wal")])
def test_no_write_ahead_log_on_network_drives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, mode: str
) -> None:
    mounted(monkeypatch, tmp_path.resolve(), kind)
    engine = open_engine(tmp_path / "library.sqlite")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == mode
    engine.dispose()


def test_a_local_drive_inside_a_network_drive_is_local(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounted(monkeypatch, tmp_path.resolve() / "share", "cifs")
    assert on_network(tmp_path / "share" / "library.sqlite")
    assert not on_network(tmp_path / "library.sqlite")


def test_an_error_nobody_foresaw_is_passed_on_in_a_sentence() -> None:
    assert explain(sqlite3.OperationalError("odd")) == "The library could not do this: odd."
