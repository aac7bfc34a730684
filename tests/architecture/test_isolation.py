"""The tests themselves: no network, nothing of the user touched, the command line robust everywhere."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from core import paths
from tests.conftest import REPOSITORY


def test_a_connection_is_refused() -> None:
    with pytest.raises(AssertionError, match="tried to connect"):
        socket.create_connection(("127.0.0.1", 9))
    with socket.socket() as one, pytest.raises(AssertionError, match="tried to connect"):
        one.connect(("127.0.0.1", 9))


def test_the_users_folders_are_replaced(tmp_path: Path) -> None:
    for place in (paths.default_library_folder(), paths.packs_folder(), paths.settings_file()):
        assert place.is_relative_to(tmp_path)


def test_models_use_one_thread_in_tests() -> None:
    assert os.environ["OMP_NUM_THREADS"] == "1"


def test_a_console_without_unicode_shows_something(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "RIDFR_LIBRARY": str(tmp_path / "fotos–é")}
    command = [sys.executable, "-m", "core.cli", "people"]
    ran = subprocess.run(command, capture_output=True, cwd=REPOSITORY, env=environment, check=False)
    assert ran.returncode == 2
    assert b"There is no library here yet" in ran.stderr
    assert b"Traceback" not in ran.stderr


def test_a_reader_that_goes_away_is_no_fault() -> None:
    command = f"{sys.executable} -m core.cli packs --json | true"
    ran = subprocess.run(command, shell=True, capture_output=True, cwd=REPOSITORY, check=False)
    assert ran.stderr == b""
