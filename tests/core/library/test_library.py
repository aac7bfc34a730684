from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from core.domain.recipe import RestoreRecipe
from core.domain.restoration import RestorationState
from core.errors import LibraryError
from core.library.library import Library
from core.paths import LibraryPaths
from tests.core.library.canonical import canonical_dump
from tests.core.library.samples import add_face, add_photo

WRITE_UNTIL_KILLED = """
import sys
from pathlib import Path
from core.domain.edit_summary import EditCode, EditSummary
from core.library.library import Library
from core.paths import LibraryPaths
from tests.core.library.samples import add_face
library = Library.open(LibraryPaths(Path(sys.argv[1])))
for number in range(int(sys.argv[2]), 1_000_000):
    with library.transaction() as tx:
        face_id = add_face(tx, number, name=f"{number}.jpg")
        person = tx.people.create(f"Person {number}")
        tx.journal.record("name", EditSummary(EditCode.TOLD, [""]), "", "")
    print(number, flush=True)
"""


def writing(paths: LibraryPaths, start: int) -> subprocess.Popen[str]:
    """Another program that has begun to write one edit after the other."""
    command = [sys.executable, "-c", WRITE_UNTIL_KILLED, str(paths.root), str(start)]
    program = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    assert program.stdout.readline(), "the first edit is written"
    return program


def test_an_error_takes_everything_back(library: Library) -> None:
    with pytest.raises(LibraryError), library.transaction() as tx:
        tx.people.rename(tx.people.create("Ada") + 1, "Ben")
    with library.snapshot() as tx:
        assert tx.people.all() == []


def test_a_snapshot_does_not_move_while_others_write(library: Library) -> None:
    with library.snapshot() as before:
        assert before.people.all() == []
        with library.transaction() as tx:
            tx.people.create("Ada")
        assert before.people.all() == []


def test_a_snapshot_refuses_to_write(library: Library) -> None:
    with pytest.raises(LibraryError), library.snapshot() as tx:
        tx.people.create("Ada")
    with library.transaction() as tx:
        assert tx.people.create("Ada")


def test_a_transaction_inside_a_transaction_is_refused_at_once(library: Library) -> None:
    with library.transaction(), pytest.raises(RuntimeError, match="pass it on"), library.transaction():
        pytest.fail("it was opened")


def test_threads_take_turns(library: Library) -> None:
    def work(name: str) -> None:
        for number in range(20):
            with library.transaction() as tx:
                tx.people.create(f"{name} {number}")

    threads = [threading.Thread(target=work, args=(name,)) for name in ("Ada", "Ben", "Cleo")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with library.snapshot() as tx:
        assert len(tx.people.all()) == 60


def test_a_closed_library_says_so(library: Library) -> None:
    library.close()
    with pytest.raises(LibraryError, match="closed"), library.snapshot():
        pytest.fail("a snapshot was opened")


def test_the_file_is_kept_safely(library: Library) -> None:
    with library.snapshot() as tx:
        connection = tx.photos._session.connection()
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "application_id")
        }
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "application_id": 0x52494446,
    }


def test_what_a_dead_program_was_computing_is_planned_again(library_paths: LibraryPaths) -> None:
    with Library.open(library_paths) as library, library.transaction() as tx:
        face_id = add_face(tx)
        recipe = RestoreRecipe()
        planned = tx.restorations.plan(
            face_id=face_id, person_id=None, key="k", recipe=recipe, reference_face_ids=[], input_digest="d"
        )
        tx.restorations.start(planned)
    with Library.open(library_paths) as library, library.snapshot() as tx:
        assert tx.restorations.get(planned).state is RestorationState.PLANNED


def test_unfinished_files_are_swept_and_others_stay(library_paths: LibraryPaths) -> None:
    library_paths.create()
    left = library_paths.restorations / ".ridfr-1234.part"
    kept = library_paths.restorations / "1234.png"
    for path in (left, kept):
        path.write_bytes(b"half")
    Library.open(library_paths).close()
    assert not left.exists()
    assert kept.exists()


def test_after_a_crash_thumbnails_are_swept_too(library_paths: LibraryPaths) -> None:
    Library.open(library_paths).close()
    left = library_paths.thumbnails / "ab" / ".ridfr-1234.part"
    left.parent.mkdir()
    left.write_bytes(b"half")
    writer = writing(library_paths, 0)
    writer.kill()
    writer.communicate()
    Library.open(library_paths).close()
    assert not left.exists()


@pytest.mark.skipif(os.name == "nt", reason="kills with a POSIX signal")
def test_no_acknowledged_edit_is_lost_and_none_is_half_done_when_killed(library_paths: LibraryPaths) -> None:
    seed = random.Random(7)
    written = 0
    for _ in range(4):
        writer = writing(library_paths, written)
        time.sleep(seed.uniform(0.01, 0.2))
        writer.send_signal(signal.SIGKILL)
        rest = writer.communicate()[0].split()
        with Library.open(library_paths) as library, library.snapshot() as tx:
            people, photos, edits = len(tx.people.all()), tx.photos.count(), len(tx.journal.entries(10**6))
        assert people == photos == edits >= max([written, *(int(line) + 1 for line in rest)])
        written = people


def test_equal_contents_have_equal_dumps_whatever_the_numbers(tmp_path: Path) -> None:
    dumps = []
    for names in (["a", "b", "c"], ["c", "a", "b"]):
        paths = LibraryPaths(tmp_path / names[0])
        with Library.open(paths) as library, library.transaction() as tx:
            for name in names:
                face_id = add_face(tx, name, name=name)
                tx.people.reject(face_id, tx.people.create(f"Person {name}"))
            add_photo(tx, "d")
        dumps.append(canonical_dump(paths.database))
    assert dumps[0] == dumps[1]
    assert len(dumps[0]["photos"]) == 4


def test_closing_waits_for_a_transaction_of_another_thread(library: Library) -> None:
    inside = threading.Event()

    def write() -> None:
        with library.transaction() as tx:
            inside.set()
            tx.people.create("Ada")
            time.sleep(0.2)
            assert library._lock is not None
            held.append(library._lock.held)

    held: list[bool] = []
    writer = threading.Thread(target=write)
    writer.start()
    inside.wait()
    library.close()
    writer.join()
    assert held == [True]
    with Library.open(library.paths) as again, again.snapshot() as tx:
        assert tx.people.find("Ada") is not None
