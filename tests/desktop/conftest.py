"""What desktop tests share: a small real library, built once and copied, and a desk to open pages on."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

from core.app import App
from core.domain.face import FaceState
from core.imaging.decoder import Decoder
from core.library.library import Library
from core.paths import LibraryPaths
from core.progress import Progress
from core.services.indexing import index_folders
from core.settings import Settings
from ridfr_desktop.application import Application
from ridfr_desktop.collecting import collect_due
from ridfr_desktop.navigation import Place
from ridfr_desktop.page import Page, PageContext
from ridfr_desktop.translations import install_translator
from tests.desktop.page_contexts import page_context
from tests.fakes import FakeAnalyzer, FakeRestorer

RED, BLUE, GREEN = (180, 44, 44), (44, 44, 180), (44, 180, 44)
FAMILY = (RED, RED, RED, RED, BLUE, BLUE, GREEN, GREEN, GREEN)
"""Who is on which photo: paint decides who somebody is."""

PATIENCE = 120_000
"""Milliseconds after which a test gives up: a loaded machine needs many, a passing test next to none."""

PageKind = TypeVar("PageKind", bound=Page)


class PatientBot(QtBot):
    """Waits as long as a loaded machine needs; pytest-qt gives up after five seconds."""

    def waitUntil(self, callback: Callable[[], object], *, timeout: int = PATIENCE) -> None:  # noqa: N802
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: object, *, timeout: int = PATIENCE, **options: object) -> SignalBlocker:  # noqa: N802
        return super().waitSignal(signal, timeout=timeout, **options)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """In the place of pytest-qt's fixture of this name."""
    return PatientBot(request)


@pytest.fixture(scope="package", autouse=True)
def _python_collects_again_afterwards() -> Iterator[None]:
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def _collect_here_only(_python_collects_again_afterwards: None) -> Iterator[None]:
    """As in the application: a lane that collected cycles of a page would destroy widgets there, and crash.

    Where a test opens an application, Python collects again when that is gone: so this is for every test.
    """
    gc.disable()
    yield
    gc.disable()
    collect_due()


@pytest.fixture(autouse=True)
def _english(qapp: QApplication) -> None:
    """Every test begins in English with its plurals, whatever another one has chosen."""
    install_translator(qapp, "en")


def save_portrait(path: Path, colour: tuple[int, int, int], seed: int) -> None:
    """A flat picture with a little noise, so that no two files are the same; taken in 1950 + seed."""
    noise = np.random.default_rng(seed).integers(-2, 3, (240, 320, 3))
    picture = Image.fromarray(np.clip(np.array(colour) + noise, 0, 255).astype(np.uint8))
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = f"{1950 + seed}:06:01 12:00:00"
    picture.save(path, quality=95, exif=exif)


@dataclass
class Desk:
    """Everything a page needs, without the window around it."""

    context: PageContext
    qtbot: QtBot
    went: list[Place] = field(default_factory=list)
    problems: list[object] = field(default_factory=list)

    @property
    def library(self) -> Library:
        return self.context.app.library

    def open(self, kind: type[PageKind], place: Place) -> PageKind:
        """A page at a place, shown, with all its reads done."""
        page = kind(self.context)
        self.qtbot.addWidget(page)
        page.resize(1072, 744)
        page.go.connect(self.went.append)
        page.problem.connect(self.problems.append)
        page.changed.connect(page.refresh)
        page.show()
        page.activateWindow()
        page.open(place)
        self.settle()
        return page

    def wait(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds, whatever runs meanwhile."""
        self.qtbot.waitUntil(holds)

    def settle(self) -> None:
        """Wait until nothing runs any more and all answers have arrived."""
        self.wait(lambda: self.context.operations.idle)

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds and nothing runs."""
        self.wait(holds)
        self.settle()


@pytest.fixture(scope="session")
def shared_decoder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Decoder]:
    """The real decoder; its worker takes longer to start than most tests to run."""
    with Decoder(tmp_path_factory.mktemp("decoder") / "decoding.json") as running:
        yield running


@pytest.fixture(scope="session")
def family_library(tmp_path_factory: pytest.TempPathFactory, shared_decoder: Decoder) -> Path:
    """A library of nine portraits of three people, indexed and grouped; to be copied, not changed."""
    root = tmp_path_factory.mktemp("family")
    (root / "photos").mkdir()
    for number, colour in enumerate(FAMILY):
        save_portrait(root / "photos" / f"{number}.jpg", colour, number)
    analyzer = FakeAnalyzer()
    with Library.open(LibraryPaths(root / "library")) as library:
        index_folders(library, shared_decoder, analyzer, [root / "photos"], Progress())
        suggest_people(library)
    return root / "library"


def suggest_people(library: Library) -> None:
    """What grouping would say: a group for each colour, the later photos a little less likely."""
    with library.transaction() as tx:
        groups = {colour: tx.people.create(None) for colour in dict.fromkeys(FAMILY)}
        for photo in tx.photos.all():
            number = int(photo.path.stem)
            [face] = tx.faces.of_photo(photo.id)
            likely = 0.99 - number / 100
            tx.people.assign(face.id, groups[FAMILY[number]], FaceState.SUGGESTED, likely)


@pytest.fixture
def family(family_library: Path, tmp_path: Path, shared_decoder: Decoder) -> Iterator[App]:
    """The family's library, this test's own, with models that need no weights."""
    shutil.copytree(family_library, tmp_path / "library")
    app = App.open(Settings(), tmp_path / "library")
    app._decoder = shared_decoder
    analyzer = FakeAnalyzer()
    app.models._analyzer, app.models._judge = analyzer, analyzer.embedder
    app.models._restorers["lite"] = FakeRestorer()
    yield app
    app._decoder = None
    app.close()


@pytest.fixture
def desk(family: App, qtbot: QtBot) -> Iterator[Desk]:
    """Pages open here on the family's library."""
    with page_context(family) as context:
        yield Desk(context, qtbot)


@pytest.fixture
def window(family: App, qtbot: QtBot) -> Iterator[Application]:
    """The whole application on the family's library, shown, with its first reads done."""
    family.settings = Settings(find_faces="yes", appearance="light", language="en")
    application = Application(family)
    application.window.show()
    qtbot.waitUntil(lambda: application.operations.idle)
    yield application
    application.operations.close()
    application.queue.close()
    application.cache.close()
    application.window.close()
    application.deleteLater()
