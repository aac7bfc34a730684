"""The window on a real library: photos appear, people get names, a photo opens and is restored."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from core.app import App
from core.services.browsing import overview
from core.settings import Settings
from ridfr_desktop.application import Application
from ridfr_desktop.models.cell_model import CellRole
from ridfr_desktop.pages.library_page import LibraryPage
from ridfr_desktop.pages.person_page import PersonPage
from ridfr_desktop.pages.restore_page import RestorePage
from ridfr_desktop.widgets.sidebar import Place
from tests.fakes import FakeAnalyzer, FakeRestorer

RED, BLUE = (180, 44, 44), (44, 44, 180)


def save_picture(path: Path, colour: tuple[int, int, int], seed: int) -> None:
    """A flat picture with a little noise, so that no two files are the same."""
    noise = np.random.default_rng(seed).integers(-2, 3, (240, 320, 3))
    Image.fromarray(np.clip(np.array(colour) + noise, 0, 255).astype(np.uint8)).save(path, quality=95)


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    folder = tmp_path / "pictures"
    folder.mkdir()
    for number, colour in enumerate((RED, RED, BLUE, BLUE)):
        save_picture(folder / f"{number}.jpg", colour, number)
    return folder


@pytest.fixture
def application(tmp_path: Path, qtbot: QtBot) -> Iterator[Application]:
    app = App.open(Settings(), tmp_path / "library")
    analyzer = FakeAnalyzer()
    models = app.models
    models._analyzer, models._judge = analyzer, analyzer.embedder
    models._restorers["lite"] = FakeRestorer()
    made = Application(app, appearance="light")
    yield made
    made.close()


def shown(application: Application) -> object:
    return application.window._pages.currentWidget()


def indexed(application: Application, pictures: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(application.actions.indexed, timeout=60_000):
        application.actions.index([pictures])


def test_an_empty_library_offers_to_add_a_folder(application: Application, qtbot: QtBot) -> None:
    page = application.window._library
    qtbot.waitUntil(lambda: page._title.text() == "All photos")
    assert page._stack.currentIndex() == 1
    assert "Add a folder…" in {button.text() for button in page.findChildren(QPushButton)}


def test_indexed_photos_appear_with_their_people_beside_them(
    application: Application, pictures: Path, qtbot: QtBot
) -> None:
    indexed(application, pictures, qtbot)
    page, tree = application.window._library, application.window._sidebar._tree
    qtbot.waitUntil(lambda: page._grid.model().rowCount() == 4)
    qtbot.waitUntil(lambda: tree.topLevelItemCount() == 3)
    people = tree.topLevelItem(1)
    assert people is not None
    assert [people.child(row).text(1) for row in range(people.childCount())] == ["2", "2"]
    assert isinstance(shown(application), LibraryPage)


def test_a_name_typed_on_the_person_page_is_in_the_library_and_the_sidebar(
    application: Application, pictures: Path, qtbot: QtBot
) -> None:
    indexed(application, pictures, qtbot)
    person = overview(application.app.library).people[0]
    application.window._open_place(Place("person", person.id))
    qtbot.waitUntil(lambda: isinstance(shown(application), PersonPage))
    page = application.window._person
    page._name.setText("Grandmother")
    with qtbot.waitSignal(application.actions.changed):
        qtbot.keyClick(page._name, Qt.Key.Key_Return)
    assert overview(application.app.library).people[0].name == "Grandmother"


def test_rejecting_a_face_frees_it(application: Application, pictures: Path, qtbot: QtBot) -> None:
    indexed(application, pictures, qtbot)
    person = overview(application.app.library).people[0]
    application.window._open_place(Place("person", person.id))
    page = application.window._person
    qtbot.waitUntil(lambda: page._grid.model().rowCount() == 2)
    page._grid.setCurrentIndex(page._grid.model().index(0, 0))
    rejected = page._grid.model().index(0, 0).data(CellRole.ID)
    with qtbot.waitSignal(application.actions.changed):
        page._reject.click()
    with application.app.library.snapshot() as tx:
        assert tx.faces.get(rejected).person_id is None


def test_a_photo_opens_in_the_compare_view(application: Application, pictures: Path, qtbot: QtBot) -> None:
    indexed(application, pictures, qtbot)
    with qtbot.waitSignal(application.actions.photo_ready, timeout=20_000):
        application.window._open_photo(1)
    qtbot.waitUntil(lambda: isinstance(shown(application), RestorePage))
    assert application.window._restore._title.text() == "0.jpg"


def test_closing_while_indexing_leaves_a_usable_library(
    application: Application, pictures: Path, qtbot: QtBot
) -> None:
    application.actions.index([pictures])
    QApplication.processEvents()
    application.close()
    with App.open(Settings(), application.app.library.paths.root) as again:
        assert overview(again.library).photos <= 4
