"""The frame on a real library: places, inspector, undo, albums, shortcuts, appearance, closing."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from core.app import App
from core.services.albums import list_albums
from core.services.browsing_places import place_counts
from core.services.people import ignore, list_people, name_person
from core.settings import Settings, load_settings
from ridfr_desktop.application import Application
from ridfr_desktop.dropped_files import DroppedFiles
from ridfr_desktop.navigation import Place
from ridfr_desktop.pages.library_page import LibraryPage
from ridfr_desktop.pages.registry import PAGES
from ridfr_desktop.pages.settings_page import SettingsPage
from ridfr_desktop.pages.welcome_page import WelcomePage
from ridfr_desktop.widgets.place_tree import entry_of
from tests.desktop.conftest import BLUE, save_portrait
from tests.fakes import FakeAnalyzer


def resting(application: Application) -> bool:
    """Whether the window waits for a moment before it reads."""
    window = application.window
    return window._count_later.isActive() or window._inspect_later.isActive()


def settle(application: Application, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: application.operations.idle and not resting(application), timeout=20_000)


def go(application: Application, place: Place, qtbot: QtBot) -> None:
    application.window.navigation.go(place)
    settle(application, qtbot)


def sidebar_words(application: Application) -> dict[str, int | None]:
    tree, found = application.window._sidebar._tree, {}
    for top in range(tree.topLevelItemCount()):
        heading = tree.topLevelItem(top)
        assert heading is not None
        for row in range(heading.childCount()):
            entry = entry_of(heading.child(row))
            found[entry.words] = entry.count
    return found


def test_the_sidebar_counts_photos_people_and_folders(window: Application) -> None:
    words = sidebar_words(window)
    assert words["All photos"] == 9
    assert words["Who is this?"] == 3
    assert words["photos"] == 9


def test_after_an_edit_that_cannot_be_undone_the_one_before_is_offered(
    window: Application, qtbot: QtBot
) -> None:
    library = window.app.library
    name_person(library, list_people(library)[0].id, "Rosa")
    with library.snapshot() as tx:
        [face, *_] = [face.id for photo in tx.photos.all() for face in tx.faces.of_photo(photo.id)]
    ignore(library, [face])
    with library.transaction() as tx:
        tx.faces.remove(face)
    window.window.refresh()
    settle(window, qtbot)
    window.window._menus.undo.trigger()
    settle(window, qtbot)
    assert "cannot be undone" in window.window._notice.words
    assert window.window._menus.undo.text() == "Undo: name Person 1 Rosa"


def test_a_person_that_got_a_name_is_in_the_sidebar_and_undo_says_what_it_would_take_back(
    window: Application, qtbot: QtBot
) -> None:
    library = window.app.library
    largest = max(list_people(library), key=lambda person: person.suggested)
    name_person(library, largest.id, "Grandmother")
    window.window.refresh()
    settle(window, qtbot)
    assert "Grandmother" in sidebar_words(window)
    assert window.window._menus.undo.text().startswith("Undo: ")
    window.window._menus.undo.trigger()
    settle(window, qtbot)
    assert "Grandmother" not in sidebar_words(window)
    assert window.window._menus.redo.text().startswith("Redo: ")
    window.window._menus.redo.trigger()
    settle(window, qtbot)
    assert "Grandmother" in sidebar_words(window)


def test_every_kind_of_place_opens_its_page(window: Application, qtbot: QtBot) -> None:
    numbered = {"folder", "person", "photo", "restore"}
    for kind, page in PAGES.items():
        go(window, Place(kind, 1 if kind in numbered else 0, "1955" if kind == "search" else ""), qtbot)
        assert isinstance(window.window.page, page), kind


def test_escape_leads_back_to_where_one_was(window: Application, qtbot: QtBot) -> None:
    go(window, Place("settings"), qtbot)
    assert isinstance(window.window.page, SettingsPage)
    qtbot.keyClick(window.window, Qt.Key.Key_Escape)
    assert isinstance(window.window.page, LibraryPage)


def test_the_inspector_tells_what_is_known_of_the_selected_photo(window: Application, qtbot: QtBot) -> None:
    page = window.window.page
    assert isinstance(page, LibraryPage)
    page._grid.select_ids([1], 1)
    qtbot.waitUntil(lambda: window.window._inspected == (1,), timeout=5_000)
    settle(window, qtbot)
    told = " ".join(label.text() for label in window.window._inspector.findChildren(QLabel))
    assert "0.jpg" in told
    assert "320 × 240" in told
    assert "Who is this?" in told


def test_i_hides_the_inspector_and_it_stays_hidden_in_the_next_window(
    window: Application, qtbot: QtBot
) -> None:
    assert window.window._inspector.isVisible()
    window.window._menus.inspector.trigger()
    assert not window.window._inspector.isVisible()
    window.rebuild()
    assert not window.window._inspector.isVisible()


def test_on_pages_where_i_means_ignore_it_does_not_toggle_the_inspector(
    window: Application, qtbot: QtBot
) -> None:
    go(window, Place("review"), qtbot)
    assert not window.window._menus.inspector.isEnabled()


def test_a_search_in_the_box_opens_what_it_finds(window: Application, qtbot: QtBot) -> None:
    box = window.window._sidebar.search
    box.setText("1953-1955")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    settle(window, qtbot)
    page = window.window.page
    assert isinstance(page, LibraryPage)
    assert len(page._grid._photos.photos.ids) == 3


def test_an_album_by_hand_begins_with_the_selected_photos_and_can_be_renamed_and_removed(
    window: Application, qtbot: QtBot
) -> None:
    albums, library = window.window._albums, window.app.library
    albums.create("Berlin", "", (1, 2))
    settle(window, qtbot)
    assert window.window.navigation.place == Place("album", list_albums(library)[0].id)
    assert sidebar_words(window)["Berlin"] == 2
    albums.rename(list_albums(library)[0], "Bremen")
    settle(window, qtbot)
    assert sidebar_words(window)["Bremen"] == 2
    albums.remove(list_albums(library)[0])
    settle(window, qtbot)
    assert not list_albums(library)


def test_adding_to_an_album_and_taking_out_again_by_the_menu(window: Application, qtbot: QtBot) -> None:
    window.window._albums.create("Berlin", "", ())
    settle(window, qtbot)
    photo = window.window._photo
    photo.show_selection((3, 4))
    next(action for action in photo.albums.actions() if action.text() == "Berlin").trigger()
    settle(window, qtbot)
    assert list_albums(window.app.library)[0].photos == 2
    photo.show_selection((3,))
    assert photo._remove.isVisible()
    photo._remove.trigger()
    settle(window, qtbot)
    assert list_albums(window.app.library)[0].photos == 1


def test_a_refused_edit_is_said_over_the_page_with_the_way_out(window: Application, qtbot: QtBot) -> None:
    for _ in range(2):
        window.window._albums.create("Berlin", "", ())
        settle(window, qtbot)
    assert "choose another name" in window.window._notice.words


def test_the_shortcut_list_names_every_key_of_the_menus(window: Application) -> None:
    groups = dict(window.window._menus.shortcuts())
    assert ("Ctrl+F", "Find") in groups["Edit"]
    assert ("I", "Inspector") in groups["View"]
    assert ("Ctrl+R", "Restore…") in groups["Photo"]


def test_no_two_commands_of_the_window_have_the_same_key(window: Application) -> None:
    keys = [key for _, rows in window.window._menus.shortcuts() for key, _ in rows]
    assert len(keys) == len(set(keys))


def test_another_appearance_builds_the_window_anew_at_the_same_place(
    window: Application, qtbot: QtBot
) -> None:
    go(window, Place("folder", 1), qtbot)
    old = window.window
    window.change_settings(window.app.settings.model_copy(update={"appearance": "dark"}))
    qtbot.waitUntil(lambda: window.window is not old)
    settle(window, qtbot)
    assert window.window.navigation.place == Place("folder", 1)
    assert window.window.isVisible()
    assert not old.isVisible()
    assert QApplication.palette().window().color().lightness() < 64
    assert load_settings().appearance == "dark"


def test_a_dropped_file_offers_to_add_its_folder(window: Application, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    save_portrait(tmp_path / "new" / "one.jpg", BLUE, 3)
    window.window.open_files([tmp_path / "new" / "one.jpg"])
    assert "new" in window.window._notice.words


def test_a_dropped_folder_is_indexed_and_its_photos_appear(
    window: Application, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "new").mkdir()
    save_portrait(tmp_path / "new" / "one.jpg", BLUE, 30)
    with qtbot.waitSignal(window.indexing.finished, timeout=60_000):
        window.window.open_files([tmp_path / "new"])
    settle(window, qtbot)
    page = window.window.page
    assert isinstance(page, LibraryPage)
    qtbot.waitUntil(lambda: len(page._grid._photos.photos.ids) == 10, timeout=5_000)
    assert "1 new photo" in window.window._notice.words


def test_an_empty_library_starts_with_the_welcome_and_asks_before_faces(tmp_path: Path, qtbot: QtBot) -> None:
    application = Application(App.open(Settings(), tmp_path / "empty"))
    application.window.show()
    qtbot.waitUntil(lambda: isinstance(application.window.page, WelcomePage), timeout=10_000)
    application.window.add_folders([tmp_path])
    assert application.window.navigation.place == Place("welcome", text=str(tmp_path))
    application.close()


def test_closing_while_indexing_leaves_a_usable_library(tmp_path: Path, qtbot: QtBot) -> None:
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    for number in range(6):
        save_portrait(pictures / f"{number}.jpg", BLUE, number)
    app = App.open(Settings(find_faces="yes"), tmp_path / "library")
    app.models._analyzer = FakeAnalyzer()
    application = Application(app)
    application.indexing.add([pictures])
    QApplication.processEvents()
    application.close()
    application.close()
    with App.open(Settings(), tmp_path / "library") as again:
        assert place_counts(again.library).photos <= 6


def test_opening_and_closing_leaves_no_thread_behind(tmp_path: Path, qtbot: QtBot) -> None:
    before = threading.active_count()
    for _ in range(5):
        application = Application(App.open(Settings(find_faces="no"), tmp_path / "library"))
        application.window.show()
        qtbot.waitUntil(lambda application=application: application.operations.idle, timeout=10_000)
        application.close()
    assert threading.active_count() == before


def test_a_new_window_begins_where_the_last_one_was_closed(window: Application, qtbot: QtBot) -> None:
    go(window, Place("folder", 1), qtbot)
    go(window, Place("photo", 3, ids=(1, 2, 3)), qtbot)
    window.window.close()
    again = window._build()
    assert again.navigation.place == Place("folder", 1)
    again.retire()
    again.deleteLater()


def test_a_place_that_is_gone_by_the_next_start_gives_way_to_all_photos(
    window: Application, qtbot: QtBot
) -> None:
    go(window, Place("album", 77), qtbot)
    window.window.save_state()
    old = window.window
    window.window = again = window._build()
    qtbot.waitUntil(lambda: again.navigation.place == Place("all"), timeout=20_000)
    old.retire()
    old.deleteLater()


def test_files_that_are_dropped_from_another_program_are_opened(window: Application, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    save_portrait(tmp_path / "new" / "one.jpg", BLUE, 3)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "new" / "one.jpg"))])
    copy, left, no_key = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(40, 40), copy, data, left, no_key)
    assert window.window.findChild(DroppedFiles).eventFilter(window.window, event)
    assert "new" in window.window._notice.words
