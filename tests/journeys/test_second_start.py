"""Two starts of the real program with one library: the second hands its files over and ends."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.desktop.conftest import BLUE, save_portrait
from tests.journeys.desktop_process import PATIENCE, DesktopProcess


@pytest.fixture
def first(tmp_path: Path) -> Iterator[DesktopProcess]:
    started = DesktopProcess(tmp_path / "home", tmp_path / "library", {"QT_QPA_PLATFORM": "offscreen"})
    started.until_read("Where are your photos?")
    yield started
    started.end()


def test_a_photo_that_is_opened_again_appears_in_the_window_that_is_there(
    first: DesktopProcess, tmp_path: Path
) -> None:
    photo = tmp_path / "from the file manager" / "one.jpg"
    photo.parent.mkdir()
    save_portrait(photo, BLUE, 1)
    command = [sys.executable, "-m", "ridfr_desktop", *first.arguments, str(photo)]
    second = subprocess.run(
        command, env=first.environment, cwd=REPOSITORY, timeout=PATIENCE, capture_output=True, check=False
    )
    assert second.returncode == 0, second.stderr.decode()
    first.until_read("from the file manager")
    assert first.process.poll() is None
