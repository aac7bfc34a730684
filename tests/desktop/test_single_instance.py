"""A second start hands its files over and ends."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from ridfr_desktop.single_instance import SingleInstance

SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from ridfr_desktop.single_instance import SingleInstance
application = QCoreApplication([])
print(SingleInstance(Path(sys.argv[1])).claim([Path(name) for name in sys.argv[2:]]))
"""


@pytest.fixture
def first(tmp_path: Path, qtbot: QtBot) -> Iterator[SingleInstance]:
    single = SingleInstance(tmp_path / "library")
    assert single.claim()
    yield single
    single.close()


def test_a_second_start_gives_its_files_to_the_first(
    first: SingleInstance, tmp_path: Path, qtbot: QtBot
) -> None:
    odd = tmp_path / "name with ü and \udcff.jpg"  # no valid text, and still a file name
    command = [sys.executable, "-c", SECOND, str(tmp_path / "library"), os.fsencode(odd)]
    with qtbot.waitSignal(first.files_given, timeout=30_000) as given:
        second = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    out, _ = second.communicate(timeout=30)
    assert out.strip() == "False"
    assert given.args == [[odd]]


def test_another_library_is_another_program(first: SingleInstance, tmp_path: Path) -> None:
    other = SingleInstance(tmp_path / "elsewhere")
    assert other.claim()
    other.close()


def test_nonsense_on_the_socket_is_refused_without_a_word(
    first: SingleInstance, tmp_path: Path, qtbot: QtBot
) -> None:
    socket = QLocalSocket()
    socket.connectToServer(first._name)
    assert socket.waitForConnected(2000)
    with qtbot.assertNotEmitted(first.files_given, wait=200):
        socket.write(b"{not json\n")
        socket.flush()
    assert socket.readAll().data() == b""
