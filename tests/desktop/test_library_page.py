"""The library page: photos by date, filters, keys, selection, and coming back to where one was."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from core.progress import Progress
from core.services.albums import create_album
from core.services.folders import list_folders
from core.services.indexing import index_folders
from ridfr_desktop.navigation import Place
from ridfr_desktop.pages.library_page import LibraryPage
from tests.desktop.conftest import FAMILY, RED, Desk, save_portrait
from tests.fakes import FakeAnalyzer


def titles(page: LibraryPage) -> list[str]:
    return [section.title for section in page._grid._photos.sections()]


def photos(page: LibraryPage) -> tuple[int, ...]:
    return page._grid._photos.photos.ids


def test_photos_stand_under_their_years_the_newest_first(desk: Desk) -> None:
    page = desk.open(LibraryPage, Place("all"))
    assert titles(page) == [str(1950 + number) for number in reversed(range(len(FAMILY)))]
    assert page._header._title.text() == "All photos"
    assert page._header._count.text().startswith("9 ")


def test_the_order_can_be_turned_round_and_is_remembered(desk: Desk) -> None:
    page = desk.open(LibraryPage, Place("all"))
    newest = photos(page)
    page._header._order.setCurrentIndex(page._header._order.findData("oldest"))
    desk.settle()
    assert photos(page) == newest[::-1]
    again = desk.open(LibraryPage, Place("all"))
    assert photos(again) == newest[::-1]


def test_a_filter_narrows_the_photos_and_escape_clears_it(desk: Desk) -> None:
    page = desk.open(LibraryPage, Place("all"))
    page._header._filter.setChecked(True)
    desk.qtbot.keyClicks(page._filters._since, "1952")
    desk.qtbot.keyClicks(page._filters._until, "1954")
    desk.until(lambda: len(photos(page)) == 3)
    assert page.escape()
    desk.until(lambda: len(photos(page)) == 9)


def test_a_filter_shows_the_photos_of_one_folder(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "attic").mkdir()
    save_portrait(tmp_path / "attic" / "old.jpg", RED, 61)
    index_folders(desk.library, desk.context.app.decoder, FakeAnalyzer(), [tmp_path / "attic"], Progress())
    page = desk.open(LibraryPage, Place("all"))
    page._header._filter.setChecked(True)
    desk.settle()
    box = page._filters._folders
    box.setCurrentIndex(box.findText("attic"))
    box.activated.emit(box.currentIndex())
    desk.until(lambda: len(photos(page)) == 1)
    page._filters.clear()
    desk.until(lambda: len(photos(page)) == 10)


def test_a_search_that_finds_nothing_says_what_could_be_searched_for(desk: Desk) -> None:
    page = desk.open(LibraryPage, Place("search", text="1801"))
    assert page._stack.currentIndex() == 1
    assert page._message._heading.text() == "Nothing found"
    page._message.acted.emit("all")
    assert desk.went == [Place("all")]


def test_enter_opens_the_photo_that_has_the_focus(desk: Desk) -> None:
    page = desk.open(LibraryPage, Place("all"))
    page._grid.setCurrentIndex(page._grid.model().index(2, 0))
    desk.qtbot.keyClick(page._grid, Qt.Key.Key_Return)
    assert (desk.went[0].kind, desk.went[0].id) == ("photo", photos(page)[2])


def test_arrows_and_shift_select_a_run_of_photos(desk: Desk) -> None:
    page = desk.open(LibraryPage, Place("all"))
    page._grid.setCurrentIndex(page._grid.model().index(0, 0))
    for _ in range(3):
        desk.qtbot.keyClick(page._grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert page._grid.selected_ids() == list(photos(page)[:4])
    assert page._bar.isVisible()
    assert page._header._count.text() == "4 of 9 selected"


def test_the_selection_is_announced_once_it_rests(desk: Desk) -> None:
    page = desk.open(LibraryPage, Place("all"))
    announced: list[tuple[int, ...]] = []
    page.selection.connect(announced.append)
    page.select_all()
    desk.until(lambda: bool(announced))
    assert announced == [photos(page)]
    desk.until(lambda: len(page._grid.drag_files) == 9)
    assert Path(page._grid.drag_files[0]).is_file()


def test_new_photos_appear_without_losing_place_and_selection(desk: Desk, tmp_path: Path) -> None:
    page = desk.open(LibraryPage, Place("all"))
    chosen = photos(page)[5]
    page._grid.select_ids([chosen], chosen)
    page._grid.verticalScrollBar().setValue(400)
    top = page._grid._photos.photos.ids[
        next(iter(page._grid._layout.rows_in(page._grid._shown(page._grid.viewport().rect()))))
    ]
    folder = list_folders(desk.library)[0].path
    save_portrait(folder / "new.jpg", RED, 60)
    index_folders(desk.library, desk.context.app.decoder, FakeAnalyzer(), [folder], Progress())
    (folder / "new.jpg").unlink()
    page.refresh()
    desk.settle()
    assert len(photos(page)) == 10
    assert page._grid.selected_ids() == [chosen]
    after = page._grid._photos.photos.ids[
        next(iter(page._grid._layout.rows_in(page._grid._shown(page._grid.viewport().rect()))))
    ]
    assert after == top


def test_coming_back_to_a_place_finds_it_as_it_was_left(desk: Desk) -> None:
    page = desk.open(LibraryPage, Place("all"))
    page._grid.select_ids(photos(page)[:2], photos(page)[1])
    page._grid.verticalScrollBar().setValue(300)
    scroll = page._grid.verticalScrollBar().value()
    page.open(Place("restored"))
    desk.settle()
    assert page._message._heading.text() == "Nothing is restored yet"
    page.open(Place("all"))
    desk.settle()
    assert page._grid.verticalScrollBar().value() == scroll
    assert len(page._grid.selected_ids()) == 2


def test_an_empty_album_says_how_to_fill_it(desk: Desk) -> None:
    album = create_album(desk.library, "Berlin")
    page = desk.open(LibraryPage, Place("album", album.id))
    assert page._header._title.text() == "Berlin"
    assert page._message._heading.text() == "This album is empty"


def test_a_folder_that_is_gone_is_said_in_words(desk: Desk) -> None:
    page = desk.open(LibraryPage, Place("folder", 99))
    assert page._stack.currentIndex() == 1
    assert "This folder is not in the library any more" in page._message._words.text()


def test_plus_and_the_wheel_make_the_pictures_larger(desk: Desk) -> None:
    page = desk.open(LibraryPage, Place("all"))
    before = page._grid.side
    desk.qtbot.keyClick(page._grid, Qt.Key.Key_Plus)
    assert page._grid.side > before
    assert (page._grid.side - 6) % 8 == 0
    assert desk.open(LibraryPage, Place("all"))._grid.side == page._grid.side


def test_pictures_are_painted_when_they_have_been_read(desk: Desk, qtbot: QtBot) -> None:
    page = desk.open(LibraryPage, Place("all"))
    qtbot.waitUntil(lambda: page._grid._photos.picture(0) is not None, timeout=10_000)
    cell = page._grid.visualRect(page._grid.model().index(0, 0))
    colour = page._grid.viewport().grab(cell).toImage().pixelColor(cell.width() // 2, cell.height() // 2)
    assert colour.green() > colour.red() + 60  # the newest photos are of Green


@pytest.mark.parametrize("name", ["restore", "export", "album"])
def test_the_bar_over_the_grid_acts_on_the_selected_photos(desk: Desk, name: str) -> None:
    page = desk.open(LibraryPage, Place("all"))
    page.select_all()
    asked: list[tuple[str, object]] = []
    page.command.connect(lambda *command: asked.append(command))
    page._bar.acted.emit(name)
    assert asked == [(name, photos(page))]


def test_a_right_click_asks_for_the_menu_of_photos(desk: Desk) -> None:
    page = desk.open(LibraryPage, Place("all"))
    asked: list[str] = []
    page.command.connect(lambda name, _: asked.append(name))
    page._grid.menu_asked.emit(QPoint(1, 1))
    assert asked == ["photo-menu"]


def test_the_month_of_what_is_seen_first_stays_in_sight(desk: Desk) -> None:
    page = desk.open(LibraryPage, Place("all"))
    grid, strip = page._grid, page._grid._sticky
    assert strip is not None
    first = grid._layout.blocks[0]
    assert strip.isVisible()
    assert strip.title == first.title
    assert grid.viewport().geometry().top() == strip.geometry().bottom() + 1, "beside the cells, not on them"
    page.resize(page.width(), 300)
    grid.verticalScrollBar().setValue(grid.verticalScrollBar().maximum())
    assert strip.title == grid._layout.title_over(grid.verticalOffset()) != first.title
    assert strip.accessibleName() == strip.title
