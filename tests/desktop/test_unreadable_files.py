"""Files that could not be read: shown at the end of the grid, with the reason, and never acted upon."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from core.jobs.job import Lane
from core.progress import Progress
from core.services.browsing_grid import GridRequest, Mark, PhotoFilter, open_grid
from core.services.indexing import index_folders
from ridfr_desktop.application import Application
from ridfr_desktop.navigation import Place
from ridfr_desktop.pages.library_page import LibraryPage
from ridfr_desktop.widgets.inspector import Inspector
from ridfr_desktop.widgets.photo_grid import PhotoGrid
from tests.desktop.conftest import RED, Desk, save_portrait
from tests.fakes import FakeAnalyzer

PHOTOS = 9


@pytest.fixture
def broken(desk: Desk, tmp_path: Path) -> Path:
    """The family's library and a folder with one more photo and a file that is none."""
    folder = tmp_path / "more"
    folder.mkdir()
    save_portrait(folder / "good.jpg", RED, 20)
    (folder / "bad <b>.jpg").write_bytes(b"\xff\xd8 not a picture")
    app = desk.context.app
    index_folders(app.library, app.decoder, FakeAnalyzer(), [folder], Progress())
    return folder / "bad <b>.jpg"


def grid_of(page: LibraryPage) -> PhotoGrid:
    grid = page.findChild(PhotoGrid)
    assert isinstance(grid, PhotoGrid)
    return grid


def test_unreadable_files_come_last_in_a_section_of_their_own(desk: Desk, broken: Path) -> None:
    photos = open_grid(desk.library, GridRequest("all"))
    assert len(photos.photos) == PHOTOS + 1 == len(photos.ids) - 1
    assert photos.marks[-1] == Mark.UNREADABLE
    assert photos.sections[-1].period == "unreadable"
    assert photos.unreadable[photos.ids[-1]].path == broken
    assert photos.unreadable[photos.ids[-1]].message
    assert not open_grid(desk.library, GridRequest("all", filter=PhotoFilter(since=1950))).unreadable
    assert not open_grid(desk.library, GridRequest("folder", 1)).unreadable, "it lies in another folder"
    assert len(open_grid(desk.library, GridRequest("folder", 2)).unreadable) == 1


def test_the_reason_is_in_the_tooltip_and_said_to_screen_readers(desk: Desk, broken: Path) -> None:
    page = desk.open(LibraryPage, Place("all"))
    index = grid_of(page).model().index(PHOTOS + 1, 0)
    tooltip = index.data(Qt.ItemDataRole.ToolTipRole)
    assert tooltip.startswith("bad ‹b>.jpg\n")
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).startswith("bad <b>.jpg could not be read: ")
    assert index.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole) is None


def test_it_can_be_looked_at_but_not_opened_or_chosen_as_a_photo(desk: Desk, broken: Path) -> None:
    page = desk.open(LibraryPage, Place("all"))
    grid, asked = grid_of(page), []
    page.command.connect(lambda name, about: asked.append((name, about)))
    desk.qtbot.waitUntil(lambda: grid.model().rowCount() == PHOTOS + 2)
    grid.setCurrentIndex(grid.model().index(PHOTOS + 1, 0))
    desk.qtbot.keyClick(grid, Qt.Key.Key_Return)
    desk.until(lambda: any(name == "unreadable" for name, _ in asked))
    assert grid.selected_ids() == []
    assert desk.went == []
    grid.selectAll()
    assert len(grid.selected_ids()) == PHOTOS + 1


def test_the_inspector_says_why(window: Application, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "bad.jpg").write_bytes(b"\xff\xd8 not a picture")
    index_folders(window.app.library, window.app.decoder, FakeAnalyzer(), [tmp_path / "more"], Progress())
    file = next(iter(open_grid(window.app.library, GridRequest("all")).unreadable.values()))
    window.window.page.command.emit("unreadable", file)
    inspector = window.window.findChild(Inspector)
    assert isinstance(inspector, Inspector)
    assert file.message in [label.text() for label in inspector.findChildren(QLabel)]


def test_while_a_first_index_runs_photos_are_being_looked_for(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desk.library.transaction() as tx:
        for folder in tx.folders.all():
            tx.folders.remove(folder.id)
    page = desk.open(LibraryPage, Place("all"))
    said = [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)]
    assert "No photos here yet" in said
    operations = desk.context.operations
    monkeypatch.setattr(operations, "working", lambda lane: lane is Lane.INDEX)
    page.refresh()
    desk.settle()
    said = [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)]
    assert "Looking for photos…" in said
