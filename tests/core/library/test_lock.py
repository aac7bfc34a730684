from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from core.errors import LibraryError
from core.library.library import Library
from core.paths import LibraryPaths

OPEN_AND_WAIT = """
import sys, time
from pathlib import Path
from core.errors import LibraryError
from core.library.library import Library
from core.paths import LibraryPaths
try:
    library = Library.open(LibraryPaths(Path(sys.argv[1])))
except LibraryError as error:
    print("refused:", error, flush=True)
else:
    print("open", flush=True)
    sys.stdin.readline()
    if sys.argv[2] == "close":
        library.close()
"""


def opener(root: Path, ending: str = "close") -> subprocess.Popen[str]:
    """Another program that opens the library, says so, and ends after a line of input."""
    return subprocess.Popen(
        [sys.executable, "-c", OPEN_AND_WAIT, str(root), ending],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def said(program: subprocess.Popen[str]) -> str:
    assert program.stdout is not None
    return program.stdout.readline()


def end(*programs: subprocess.Popen[str]) -> None:
    for program in programs:
        program.communicate("\n")


def test_a_second_program_is_told_who_has_the_library(library: Library, library_paths: LibraryPaths) -> None:
    other = opener(library_paths.root)
    message = said(other)
    end(other)
    assert message.startswith("refused:")
    assert f"process {os.getpid()} on {socket.gethostname()}" in message


def test_of_two_programs_racing_for_a_new_library_exactly_one_gets_it(library_paths: LibraryPaths) -> None:
    programs = [opener(library_paths.root) for _ in range(2)]
    answers = sorted(said(program).split(":")[0].strip() for program in programs)
    end(*programs)
    assert answers == ["open", "refused"]


@pytest.mark.skipif(os.name == "nt", reason="kills with a POSIX signal")
def test_a_killed_program_locks_nobody_out(library_paths: LibraryPaths) -> None:
    other = opener(library_paths.root)
    assert said(other) == "open\n"
    other.send_signal(signal.SIGKILL)
    end(other)
    Library.open(library_paths).close()


def test_it_opens_again_after_it_was_closed(library_paths: LibraryPaths) -> None:
    for _ in range(2):
        Library.open(library_paths).close()


def test_an_unreadable_note_of_the_holder_still_gives_a_sentence(
    library: Library, library_paths: LibraryPaths
) -> None:
    (library_paths.root / "lock.holder").write_bytes(b"\xff{")
    with pytest.raises(LibraryError, match="open in another program; close it there first"):
        Library.open(library_paths)


def test_readers_need_no_lock(library: Library, library_paths: LibraryPaths) -> None:
    with library.transaction() as tx:
        tx.people.create("Ada")
    with Library.open(library_paths, exclusive=False) as reader, reader.snapshot() as tx:
        assert [person.name for person in tx.people.all()] == ["Ada"]


def test_a_reader_may_not_change_anything(library_paths: LibraryPaths) -> None:
    with (
        Library.open(library_paths, exclusive=False) as reader,
        pytest.raises(LibraryError, match="reading only"),
        reader.transaction(),
    ):
        pytest.fail("a transaction was opened")


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(LibraryError, match="cannot be made"):
        Library.open(LibraryPaths(tmp_path / "file" / "library"))


def test_a_library_that_is_not_there_is_not_made_unasked(library_paths: LibraryPaths) -> None:
    with pytest.raises(LibraryError, match="no library here yet"):
        Library.open(library_paths, create=False)
    assert not library_paths.root.exists()
