"""The window is closed while something runs; the next start has lost nothing and goes on."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.analysis.analyzer import Image
from core.app import App
from core.domain.face import DetectedFace
from core.domain.restoration import RestorationState
from core.library.library import Library
from core.progress import Progress
from core.restoration.restorer import RestoredFaces, RestoreRequest
from core.settings import Settings
from ridfr_desktop.application import Application
from ridfr_desktop.navigation import Place
from ridfr_desktop.translations import install_translator
from tests.core.services.restoring_setup import PaintingRestorer
from tests.desktop.conftest import BLUE, save_portrait
from tests.desktop.conftest import shared_decoder as shared_decoder
from tests.desktop.restoring_desk import write_painted_library as write_painted_library
from tests.fakes import FakeAnalyzer, FakeEmbedder
from tests.journeys.desktop_user import PATIENCE, Mouse

PRINTS = ("ann print 0.png", "ann print 1.png", "ben print 0.png")
FINISHED = (RestorationState.DONE, RestorationState.HELD)
LOOK = 0.01
"""Seconds between two looks whether the work is to end."""


@dataclass
class EndlessRestorer(PaintingRestorer):
    """Is at work on its first face until it is told to stop."""

    at_work: threading.Event = field(default_factory=threading.Event)

    def restore(self, requests: Sequence[RestoreRequest], progress: Progress) -> RestoredFaces:
        self.at_work.set()
        while not self.gate.wait(LOOK):
            progress(0.0)
        return super().restore(requests, progress)


class HaltingAnalyzer(FakeAnalyzer):
    """Finds the faces of two photos, and comes back from the third only when the window closes."""

    def __init__(self) -> None:
        super().__init__()
        self.halted = threading.Event()
        self.closing: Callable[[], bool] = lambda: False

    def analyze(self, image: Image, scale: float = 1.0) -> list[DetectedFace]:
        if self.calls == 2:
            self.halted.set()
            while not self.closing():
                threading.Event().wait(LOOK)
        return super().analyze(image, scale)


@dataclass
class Sessions:
    """One library folder, opened and closed as often as one likes."""

    folder: Path
    qtbot: QtBot
    opened: list[Application] = field(default_factory=list)

    def open(self, restorer: PaintingRestorer, analyzer: FakeAnalyzer | None = None) -> Mouse:
        app = App.open(Settings(find_faces="yes", appearance="light", language="en"), self.folder)
        app.models._analyzer, app.models._judge = analyzer or FakeAnalyzer(), FakeEmbedder()
        app.models._restorers["lite"] = restorer
        application = Application(app)
        self.opened.append(application)
        application.window.show()
        user = Mouse(application, self.qtbot)
        user.settle()
        return user


@pytest.fixture
def sessions(painted_library: Path, tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Sessions]:
    install_translator(qapp, "en")
    shutil.copytree(painted_library, tmp_path / "library")
    sessions = Sessions(tmp_path / "library", qtbot)
    yield sessions
    for application in sessions.opened:
        application.close()
        application.deleteLater()


def numbers_of(library: Library, names: Sequence[str]) -> tuple[int, ...]:
    with library.snapshot() as tx:
        return tuple(photo.id for photo in tx.photos.all() if photo.name in names)


def photo_count(user: Mouse) -> int:
    with user.application.app.library.snapshot() as tx:
        return tx.photos.count()


def in_state(library: Library, *states: RestorationState) -> int:
    with library.snapshot() as tx:
        return sum(len(tx.restorations.in_state(state)) for state in states)


def test_a_batch_goes_on_where_the_window_was_closed(sessions: Sessions) -> None:
    endless = EndlessRestorer()
    endless.gate.clear()
    user = sessions.open(endless)
    photos = numbers_of(user.application.app.library, PRINTS)
    user.application.window.navigation.go(Place("batch", text="photos", ids=photos))
    user.settle()
    user.click("Restore 3 faces")
    user.until(endless.at_work.is_set)
    user.application.close()
    again = sessions.open(PaintingRestorer())
    assert in_state(again.application.app.library, RestorationState.RUNNING) == 0
    again.application.window.navigation.go(Place("batch"))
    again.settle()
    assert "3 faces wait from an earlier session." in again.words()
    again.click("Go on")
    again.until(lambda: in_state(again.application.app.library, *FINISHED) == len(PRINTS))
    again.settle()


def test_a_face_that_was_being_restored_is_as_it_was_and_can_be_restored(sessions: Sessions) -> None:
    endless = EndlessRestorer()
    endless.gate.clear()
    user = sessions.open(endless)
    [photo] = numbers_of(user.application.app.library, PRINTS[:1])
    user.application.window.navigation.go(Place("restore", photo))
    user.until(endless.at_work.is_set)
    user.application.close()
    again = sessions.open(PaintingRestorer())
    library = again.application.app.library
    assert in_state(library, RestorationState.RUNNING, *FINISHED) == 0
    again.application.window.navigation.go(Place("restore", photo))
    again.until_seen("button", "Keep")
    again.click("Keep")
    again.settle()
    assert in_state(library, *FINISHED) == 1


def test_indexing_goes_on_with_the_photos_that_are_not_read_yet(sessions: Sessions, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    for number in range(5):
        save_portrait(tmp_path / "more" / f"more {number}.jpg", BLUE, 20 + number)
    halting = HaltingAnalyzer()
    user = sessions.open(PaintingRestorer(), halting)
    halting.closing = lambda: user.application._closed
    before = photo_count(user)
    user.application.window.open_files([tmp_path / "more"])
    user.until(halting.halted.is_set)
    user.application.close()
    analyzer = FakeAnalyzer()
    again = sessions.open(PaintingRestorer(), analyzer)
    kept = photo_count(again) - before
    assert kept >= 2
    with sessions.qtbot.waitSignal(again.application.indexing.finished, timeout=PATIENCE):
        again.application.indexing.index()
    again.settle()
    assert photo_count(again) == before + 5
    assert analyzer.calls == 5 - kept
