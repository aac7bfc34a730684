"""The people page as a user works with it: name by typing, merge by name and by drag, hide, undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel, QPushButton

from core.services.people import find_person, list_people, name_person
from core.services.undoing import next_undo
from ridfr_desktop.navigation import Place
from ridfr_desktop.pages.people_page import PeoplePage
from ridfr_desktop.widgets.face_drop_grid import PEOPLE
from ridfr_desktop.widgets.name_edit import NameEdit
from tests.desktop.conftest import Desk


def group_of(desk: Desk, photos: int) -> int:
    """The number of the person with so many photos."""
    return next(person.id for person in list_people(desk.library) if person.suggested == photos)


@pytest.fixture
def page(desk: Desk) -> PeoplePage:
    """Ann has four photos and a name; the groups of three and of two have none."""
    name_person(desk.library, group_of(desk, 4), "Ann")
    return desk.open(PeoplePage, Place("people"))


def captions(page: PeoplePage) -> list[str]:
    return [page._model.index(row).data() for row in range(page._model.rowCount())]


def choose(page: PeoplePage, row: int) -> int:
    index = page._model.index(row)
    page._grid.setCurrentIndex(index)
    page._grid.setFocus()
    return page._grid.current_id() or 0


def press(page: PeoplePage, words: str) -> None:
    """A button of the notice by its words."""
    buttons = page._notice.findChildren(QPushButton)
    next(button for button in buttons if button.text() == words).click()


def test_groups_without_a_name_come_first_the_largest_of_them_first(page: PeoplePage) -> None:
    assert captions(page) == ["Who is this?", "Who is this?", "Ann"]
    assert [section.count for section in page._model.sections()] == [2, 1]
    assert [page._by_id[page._model.entry(row).id].photos for row in range(3)] == [3, 2, 4]


def test_typing_on_a_card_names_it(page: PeoplePage, desk: Desk) -> None:
    number = choose(page, 0)
    desk.qtbot.keyClick(page._grid, Qt.Key.Key_B)
    editor = page._grid.findChild(NameEdit)
    assert editor is not None, "typing opens the editor"
    desk.qtbot.keyClicks(editor, "en")
    desk.qtbot.keyClick(editor, Qt.Key.Key_Return)
    desk.until(lambda: "Ben" in captions(page) or "ben" in captions(page))
    assert find_person(desk.library, "ben").id == number


def test_what_is_being_typed_stays_when_pictures_and_people_arrive(page: PeoplePage, desk: Desk) -> None:
    number = choose(page, 0)
    desk.qtbot.keyClick(page._grid, Qt.Key.Key_B)
    editor = page._grid.findChild(NameEdit)
    index = page._model.index(0)
    page._model.dataChanged.emit(index, index)
    name_person(desk.library, group_of(desk, 2), "Carl")
    page.refresh()
    desk.settle()
    desk.qtbot.keyClicks(editor, "en")
    desk.qtbot.keyClick(editor, Qt.Key.Key_Return)
    desk.until(lambda: {"ben", "Carl"} <= set(captions(page)))
    assert find_person(desk.library, "ben").id == number


def test_escape_in_the_name_editor_leaves_everything_as_it_was(page: PeoplePage, desk: Desk) -> None:
    choose(page, 0)
    desk.qtbot.keyClick(page._grid, Qt.Key.Key_F2)
    editor = page._grid.findChild(NameEdit)
    assert editor is not None
    desk.qtbot.keyClicks(editor, "Somebody")
    desk.qtbot.keyClick(editor, Qt.Key.Key_Escape)
    desk.settle()
    assert captions(page) == ["Who is this?", "Who is this?", "Ann"]


def test_the_name_of_somebody_else_asks_in_place_and_merges(page: PeoplePage, desk: Desk) -> None:
    number = choose(page, 0)
    page._delegate.named.emit(number, "  ANN ")
    assert "Ann" in page._notice.words
    assert len(list_people(desk.library)) == 3, "asking changes nothing"
    press(page, "Merge")
    desk.until(lambda: page._model.rowCount() == 2)
    assert find_person(desk.library, "Ann").suggested == 7


def test_a_merge_is_taken_back_from_the_notice(page: PeoplePage, desk: Desk) -> None:
    page._merge_now(page._model.entry(2).id, [page._model.entry(0).id])
    desk.until(lambda: page._notice.isVisible())
    assert "Ann" in (next_undo(desk.library) or "")
    press(page, "Undo (Ctrl+Z)")
    desk.until(lambda: page._model.rowCount() == 3)
    assert find_person(desk.library, "Ann").suggested == 4


def drop(page: PeoplePage, carried: int, row: int) -> None:
    data = QMimeData()
    data.setData(PEOPLE, str(carried).encode())
    place = QPointF(page._grid.visualRect(page._model.index(row)).center())
    move, left, nothing = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page._grid.dropEvent(QDropEvent(place, move, data, left, nothing))


def test_a_group_dropped_on_a_person_joins_them_at_once(page: PeoplePage, desk: Desk) -> None:
    drop(page, page._model.entry(0).id, 2)
    desk.until(lambda: page._model.rowCount() == 2)
    assert find_person(desk.library, "Ann").suggested == 7


def test_a_card_dropped_on_itself_does_nothing(page: PeoplePage, desk: Desk) -> None:
    drop(page, page._model.entry(2).id, 2)
    desk.settle()
    assert len(list_people(desk.library)) == 3


def test_two_names_are_merged_only_when_the_user_says_so(page: PeoplePage, desk: Desk) -> None:
    name_person(desk.library, page._model.entry(0).id, "Ben")
    page.refresh()
    desk.until(lambda: "Ben" in captions(page))
    drop(page, page._model.entry(captions(page).index("Ben")).id, captions(page).index("Ann"))
    assert "Ben" in page._notice.words
    press(page, "Cancel")
    desk.settle()
    assert {person.name for person in list_people(desk.library)} == {"Ann", "Ben", None}


def test_delete_hides_and_the_box_shows_the_hidden_again(page: PeoplePage, desk: Desk) -> None:
    choose(page, 2)
    desk.qtbot.keyClick(page._grid, Qt.Key.Key_Delete)
    desk.until(lambda: "Ann" not in captions(page))
    assert page._hidden.isVisible()
    page._hidden.click()
    desk.until(lambda: "Ann" in captions(page))
    assert "hidden" in page._model.entry(captions(page).index("Ann")).note


def test_enter_opens_a_person_and_reviews_a_group(page: PeoplePage, desk: Desk) -> None:
    group, ann = choose(page, 0), 0
    desk.qtbot.keyClick(page._grid, Qt.Key.Key_Return)
    ann = choose(page, 2)
    desk.qtbot.keyClick(page._grid, Qt.Key.Key_Return)
    assert desk.went == [Place("review", group), Place("person", ann)]


def test_the_arrow_keys_go_from_the_groups_to_the_people(page: PeoplePage, desk: Desk) -> None:
    choose(page, 0)
    desk.qtbot.keyClick(page._grid, Qt.Key.Key_Down)
    assert page._grid.currentIndex().data() == "Ann"
    desk.qtbot.keyClick(page._grid, Qt.Key.Key_Up)
    assert page._grid.currentIndex().row() == 0


def test_finding_shows_only_names_with_these_letters(page: PeoplePage, desk: Desk) -> None:
    desk.qtbot.keyClicks(page._find, "aN")
    assert captions(page) == ["Ann"]
    assert page.escape()
    assert len(captions(page)) == 3


def test_forgetting_says_first_that_it_is_for_good(page: PeoplePage, desk: Desk) -> None:
    ann = page._model.entry(2).id
    menu = page.menu_for([ann])
    next(action for action in menu.actions() if action.text() == "Forget…").trigger()
    assert "cannot be undone" in page._notice.words
    press(page, "Forget")
    desk.until(lambda: "Ann" not in captions(page))
    assert all(person.name != "Ann" for person in list_people(desk.library, hidden=True))


def test_a_name_with_markup_is_plain_text(page: PeoplePage, desk: Desk) -> None:
    name_person(desk.library, page._model.entry(2).id, "<b>Ann</b>")
    page.refresh()
    desk.until(lambda: "<b>Ann</b>" in captions(page))
    labels = page.findChildren(QLabel)
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels if "<b>" in label.text())


def test_a_library_without_people_says_what_to_do(desk: Desk) -> None:
    with desk.library.transaction() as tx:
        for person in tx.people.all():
            tx.people.remove(person.id)
    page = desk.open(PeoplePage, Place("people"))
    buttons = [button for button in page.findChildren(QPushButton) if button.text() == "Go to the photos"]
    buttons[0].click()
    assert desk.went == [Place("all")]
