"""`kill -9` in the middle of a restore or an export, again and again: as if nothing had happened."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.imaging.decoder import Decoder
from core.library.library import Library
from core.paths import LibraryPaths
from tests.core.library.canonical import library_dump
from tests.core.services.restoring_setup import index_family, manifest, write_family

REPOSITORY = Path(__file__).resolve().parents[2]
PRINTS = 6
KILLS = 10

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is killed without warning on POSIX only"),
]


class Worker:
    """Does one thing after the other, each in a process that can be killed."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._orders, self._answers = process.stdin, process.stdout

    def start(self, *order: object) -> int:
        """Begin; the number of the process, which has opened its library."""
        self._orders.write(json.dumps(order, default=str) + "\n")
        self._orders.flush()
        first, second = self._answers.readline().strip(), self._answers.readline().strip()
        assert {first, second} >= {"ready"}, (first, second)
        return int(first if second == "ready" else second)

    def finish(self) -> list[str]:
        """What else it says until it ends."""
        return list(iter(lambda: self._answers.readline().strip(), "ended"))

    def run(self, *order: object) -> float:
        """Do all of it; seconds from the opened library to the end."""
        self.start(*order)
        started = time.monotonic()
        assert self.finish() == ["done"]
        return time.monotonic() - started

    def kill_again_and_again(self, seconds: float, *order: object) -> int:
        """Start it ten times and kill it within `seconds`; how often it was not done by then."""
        moments = random.Random(20261121)
        hits = 0
        for _ in range(KILLS):
            process = self.start(*order)
            time.sleep(moments.uniform(0.0, seconds))
            with contextlib.suppress(ProcessLookupError):  # it was done already
                os.kill(process, signal.SIGKILL)
            hits += self.finish() != ["done"]
        return hits


@pytest.fixture
def worker() -> Iterator[Worker]:
    command = [sys.executable, "-m", "tests.journeys.restore_process"]
    with subprocess.Popen(
        command, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Worker(process)


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    """An indexed library with twelve damaged prints."""
    write_family(tmp_path / "photos", prints=PRINTS)
    paths = LibraryPaths(tmp_path / "library")
    with Library.open(paths) as library, Decoder(tmp_path / "decoding.json") as decoder:
        index_family(library, decoder, tmp_path / "photos")
    return paths.root


def content(root: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row and file of a library, but not how long it took."""
    with contextlib.closing(sqlite3.connect(root / "library.sqlite")) as database, database:
        database.execute("UPDATE restorations SET seconds = 0")
    return library_dump(LibraryPaths(root))


def files(folder: Path) -> dict[str, bytes]:
    return {name: data for name, (_, data) in manifest(folder).items()}


def test_killing_a_restore_at_ten_random_moments_ends_in_the_same_library(
    prepared: Path, tmp_path: Path, worker: Worker
) -> None:
    before = manifest(tmp_path / "photos")
    killed, undisturbed = tmp_path / "killed", tmp_path / "undisturbed"
    for copy in (killed, undisturbed):
        shutil.copytree(prepared, copy)
    whole = worker.run(undisturbed, 0.03)
    assert worker.kill_again_and_again(whole / 3, killed, 0.03) >= 3
    worker.run(killed, 0.0)
    assert content(killed) == content(undisturbed)
    assert len(content(killed)["versions"]) == 2 * PRINTS
    assert manifest(tmp_path / "photos") == before


def test_killing_an_export_at_ten_random_moments_ends_in_the_same_files(
    prepared: Path, tmp_path: Path, worker: Worker
) -> None:
    before = manifest(tmp_path / "photos")
    worker.run(prepared, 0.0)
    whole = worker.run(prepared, 0.03, tmp_path / "undisturbed")
    assert worker.kill_again_and_again(whole / 3, prepared, 0.03, tmp_path / "killed") >= 3
    worker.run(prepared, 0.0, tmp_path / "killed")
    assert files(tmp_path / "killed") == files(tmp_path / "undisturbed")
    assert len(files(tmp_path / "killed")) == 2 * PRINTS
    assert manifest(tmp_path / "photos") == before
