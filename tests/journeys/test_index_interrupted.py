"""`kill -9` in the middle of indexing, again and again: the library ends as if nothing had happened."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.imaging.files import digest_of
from core.paths import LibraryPaths
from tests.core.library.canonical import library_dump
from tests.core.services.pictures import write_album, write_damaged_corpus

REPOSITORY = Path(__file__).resolve().parents[2]
SECONDS_PER_PHOTO = 0.03
PHOTOS = 48


def start(library: Path, photos: Path, seconds: float) -> subprocess.Popen[str]:
    """An index run that has opened its library."""
    command = [sys.executable, "-m", "tests.journeys.index_process", str(library), str(photos), str(seconds)]
    process = subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def run_to_the_end(library: Path, photos: Path) -> None:
    with start(library, photos, 0.0) as process:
        output, _ = process.communicate(timeout=280)
    assert output == "done\n"


@pytest.mark.slow
@pytest.mark.timeout(600)  # many starts of a process: minutes where others keep the cores busy
def test_killing_an_index_at_ten_random_moments_ends_in_the_same_library(tmp_path: Path) -> None:
    photos = tmp_path / "photos"
    originals = [*write_album(photos, PHOTOS), *write_damaged_corpus(photos / "bad").values()]
    before = [digest_of(path) for path in originals]
    run_to_the_end(tmp_path / "undisturbed", photos)
    moments = random.Random(20261121)
    for _ in range(10):
        with start(tmp_path / "killed", photos, SECONDS_PER_PHOTO) as process:
            time.sleep(moments.uniform(0.0, PHOTOS * SECONDS_PER_PHOTO / 4))
            process.kill()
    run_to_the_end(tmp_path / "killed", photos)
    killed, undisturbed = (library_dump(LibraryPaths(tmp_path / name)) for name in ("killed", "undisturbed"))
    assert killed == undisturbed
    assert [digest_of(path) for path in originals] == before
