"""The person page as a user works with it: name, birth, references, timeline, what to restore."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from core.domain.face import Box, FaceState
from core.services.manual_faces import add_face
from core.services.people import confirm, find_person, list_people, name_person, reject, set_birth_date
from core.services.purity import OddFace, PurityReport
from ridfr_desktop.navigation import Place
from ridfr_desktop.pages.person_page import PersonPage
from ridfr_desktop.pages.person_page_faces import Tab
from ridfr_desktop.widgets.reference_strip import _Chip
from tests.desktop.conftest import Desk


@pytest.fixture
def ann(desk: Desk) -> int:
    """Four faces of 1950 to 1953; the first two are confirmed."""
    number = next(person.id for person in list_people(desk.library) if person.suggested == 4)
    name_person(desk.library, number, "Ann")
    with desk.library.snapshot() as tx:
        faces = [face.id for face in tx.faces.of_person(number)]
    confirm(desk.library, faces[:2], number)
    return number


@pytest.fixture
def page(desk: Desk, ann: int) -> PersonPage:
    return desk.open(PersonPage, Place("person", ann))


def faces_of(desk: Desk, person: int, state: FaceState) -> set[int]:
    with desk.library.snapshot() as tx:
        return {face.id for face in tx.faces.of_person(person, states=(state,))}


def select(page: PersonPage, *rows: int) -> list[int]:
    numbers = [page._faces._model.entry(row).id for row in rows]
    page._faces._grid.select_ids(numbers, numbers[0])
    page._faces._grid.setFocus()
    return numbers


def test_the_head_says_how_much_there_is_of_whom(page: PersonPage) -> None:
    header = page._header
    assert header._name.text() == "Ann"
    assert header._facts.text() == "4 photos  ·  1950–1953  ·  2 to review"


def test_the_timeline_has_a_section_for_every_year(page: PersonPage) -> None:
    sections = [(section.title, section.count) for section in page._faces._model.sections()]
    assert sections == [("1950", 1), ("1951", 1), ("1952", 1), ("1953", 1)]


def test_a_click_on_the_name_changes_it(page: PersonPage, desk: Desk, ann: int) -> None:
    desk.qtbot.mouseClick(page._header._name, Qt.MouseButton.LeftButton)
    edit = page._header._edit
    assert edit.selectedText() == "Ann"
    desk.qtbot.keyClicks(edit, "Anna Maria")
    desk.qtbot.keyClick(edit, Qt.Key.Key_Return)
    desk.until(lambda: page._header._name.text() == "Anna Maria")
    assert find_person(desk.library, "Anna Maria").id == ann


def test_the_name_of_somebody_else_asks_whether_they_are_one(page: PersonPage, desk: Desk, ann: int) -> None:
    other = next(person.id for person in list_people(desk.library) if person.suggested == 3)
    name_person(desk.library, other, "Ben")
    page.refresh()
    desk.until(lambda: "Ben" in page._names)
    page._header.named.emit("ben")
    assert "Ben" in page._notice.words or "ben" in page._notice.words
    next(b for b in page._notice.findChildren(QPushButton) if b.text().startswith("Merge")).click()
    desk.settle()
    assert Place("person", other) in desk.went
    assert find_person(desk.library, "Ben").confirmed == 2


def test_a_date_of_birth_gives_the_age_in_the_photos(page: PersonPage, desk: Desk, ann: int) -> None:
    page._header._birth_button.click()
    desk.qtbot.keyClicks(page._header._birth_edit, "1940-05-17")
    desk.qtbot.keyClick(page._header._birth_edit, Qt.Key.Key_Return)
    desk.until(lambda: "age 10–13" in page._header._birth_button.text())
    assert find_person(desk.library, "Ann").birth_date == date(1940, 5, 17)


def test_a_date_that_is_none_stays_to_be_corrected(page: PersonPage, desk: Desk) -> None:
    page._header._birth_button.click()
    desk.qtbot.keyClicks(page._header._birth_edit, "in spring")
    desk.qtbot.keyClick(page._header._birth_edit, Qt.Key.Key_Return)
    assert page._header._birth_edit.isVisible()
    assert page.escape()
    assert not page._header._birth_edit.isVisible()


def test_enter_confirms_and_delete_rejects_the_selected_faces(page: PersonPage, desk: Desk, ann: int) -> None:
    select(page, 2)
    desk.qtbot.keyClick(page._faces._grid, Qt.Key.Key_Return)
    desk.until(lambda: len(faces_of(desk, ann, FaceState.CONFIRMED)) == 3)
    [face] = select(page, 3)
    desk.qtbot.keyClick(page._faces._grid, Qt.Key.Key_Delete)
    desk.until(lambda: page._faces._model.rowCount() == 3)
    with desk.library.snapshot() as tx:
        assert (face, ann) in tx.people.rejections()


def test_someone_else_moves_the_faces_to_a_typed_name(page: PersonPage, desk: Desk, ann: int) -> None:
    faces = select(page, 2, 3)
    desk.qtbot.keyClick(page._faces._grid, Qt.Key.Key_F2)
    desk.qtbot.keyClicks(page._faces._name, "Clara")
    desk.qtbot.keyClick(page._faces._name, Qt.Key.Key_Return)
    desk.until(lambda: page._faces._model.rowCount() == 2)
    clara = find_person(desk.library, "Clara")
    assert faces_of(desk, clara.id, FaceState.CONFIRMED) == set(faces)


def test_splitting_makes_somebody_new_of_the_selection(page: PersonPage, desk: Desk, ann: int) -> None:
    select(page, 3)
    desk.qtbot.keyClick(page._faces._grid, Qt.Key.Key_S)
    desk.until(lambda: page._faces._model.rowCount() == 3)
    assert len(list_people(desk.library)) == 4


def test_enter_on_a_confirmed_face_opens_its_photo_with_the_others_around_it(
    page: PersonPage, desk: Desk
) -> None:
    select(page, 0)
    desk.qtbot.keyClick(page._faces._grid, Qt.Key.Key_Return)
    [place] = desk.went
    assert (place.kind, len(place.ids)) == ("photo", 4)
    assert place.id == place.ids[0]


def test_to_review_has_the_open_faces_the_likeliest_first(page: PersonPage, desk: Desk, ann: int) -> None:
    page._faces.show_tab(Tab.REVIEW)
    assert page._faces._tabs.tabText(Tab.REVIEW) == "To review  2"
    shown = {page._faces._model.entry(row).id for row in range(page._faces._model.rowCount())}
    assert shown == faces_of(desk, ann, FaceState.SUGGESTED)
    page._faces._one_by_one.click()
    assert desk.went == [Place("review", ann)]


def test_whole_photos_take_the_place_of_faces(page: PersonPage) -> None:
    faces = page._faces._model.entry(0)
    page._faces._whole.click()
    assert page._faces._model.entry(0).id == faces.id
    assert page._faces._grid._cell.width() > 128


def test_references_are_pinned_and_banned_by_keys(page: PersonPage, desk: Desk, ann: int) -> None:
    desk.until(lambda: bool(page._strip._chips))
    chip = page._strip._chips[0]
    face = chip._chip.face_id
    chip.setFocus()
    desk.qtbot.keyClick(chip, Qt.Key.Key_P)
    desk.until(lambda: any(each._chip.pinned for each in page._strip._chips))
    chip = next(each for each in page._strip._chips if each._chip.face_id == face)
    desk.qtbot.keyClick(chip, Qt.Key.Key_Delete)
    desk.until(lambda: face not in {each._chip.face_id for each in page._strip._chips})
    with desk.library.snapshot() as tx:
        assert tx.references.of(ann).banned == {face}


def test_the_pin_and_ban_buttons_show_with_the_focus(page: PersonPage, desk: Desk) -> None:
    desk.until(lambda: bool(page._strip._chips))
    chip: _Chip = page._strip._chips[0]
    assert not chip._pin.isVisible()
    chip.setFocus()
    desk.qtbot.waitUntil(lambda: chip._pin.isVisible() and chip._ban.isVisible())


def test_restorable_faces_have_their_reference_beside_them(page: PersonPage, desk: Desk, ann: int) -> None:
    desk.until(lambda: page._faces._restorable is not None)
    page._faces.show_tab(Tab.RESTORABLE)
    assert page._faces._pairs.rowCount() == len(page._faces._restorable or ())
    if page._faces._pairs.rowCount():
        assert page._faces._pairs.entry(0).second is not None
        page._faces._open(page._faces._pairs.entry(0).id)
        assert desk.went[-1].kind == "restore"


def test_the_amber_button_offers_to_restore_the_person(page: PersonPage, desk: Desk, ann: int) -> None:
    page._header.show_restorable(3)
    assert page._header._restore.text() == "Restore 3 photos…"
    page._header._restore.click()
    assert desk.went == [Place("batch", ann, text="person")]


def test_faces_that_may_be_somebody_else_are_shown_when_asked(page: PersonPage, ann: int) -> None:
    odd = page._faces._model.entry(1).id
    page._show_purity(PurityReport(ann, "Ann", 4, outliers=(OddFace(odd, 0.2, 0.7),)))
    assert "1 confirmed face " in page._warning.words
    next(b for b in page._warning.findChildren(QPushButton) if b.text() == "Look at them").click()
    assert page._faces._grid.selected_ids() == [odd]


def test_two_confirmed_faces_of_one_photo_are_pointed_out(page: PersonPage, desk: Desk, ann: int) -> None:
    first = page._faces._timeline[0]
    assert not page._warning.isVisible()
    second = add_face(desk.library, first.photo_id, Box(5, 5, 40, 40), person=ann)
    page.refresh()
    desk.until(lambda: page._warning.isVisible())
    assert page._warning.words == "1 photo with two confirmed faces: one may be somebody else."
    page._warning._buttons[0].click()
    assert set(page._faces._grid.selected_ids()) == {first.id, second}
    page.refresh()
    desk.settle()
    assert not page._warning.isVisible(), "said once, until something changes"
    reject(desk.library, [second], ann)
    page.refresh()
    desk.until(lambda: len(page._photo_of) == 4)
    assert page._together == ()


def test_two_faces_of_one_photo_that_are_right_are_not_pointed_out_again(
    page: PersonPage, desk: Desk, ann: int
) -> None:
    add_face(desk.library, page._faces._timeline[0].photo_id, Box(5, 5, 40, 40), person=ann)
    page.refresh()
    desk.until(lambda: page._warning.isVisible())
    page._warning._buttons[1].click()
    page.open(Place("person", ann + 1))
    desk.settle()
    page.open(Place("person", ann))
    desk.until(lambda: len(page._photo_of) == 5)
    assert not page._warning.isVisible()


def test_somebody_born_later_than_the_photos_has_no_age(page: PersonPage, desk: Desk, ann: int) -> None:
    set_birth_date(desk.library, ann, date(1990, 1, 1))
    page.refresh()
    desk.until(lambda: page._header._birth is not None)
    assert "age" not in page._header._birth_button.text()


def test_somebody_who_is_gone_is_told_with_a_way_out(page: PersonPage, desk: Desk, ann: int) -> None:
    page.open(Place("person", 999))
    desk.settle()
    assert page._stack.currentWidget() is page._gone
    assert desk.problems == []
    page._gone.findChildren(QPushButton)[0].click()
    assert desk.went == [Place("people")]
    page.open(Place("person", ann))
    desk.settle()
    assert page._stack.currentIndex() == 0
    assert page._faces._model.rowCount() == 4


def test_ages_are_those_of_the_days_of_the_photos(page: PersonPage, desk: Desk, ann: int) -> None:
    set_birth_date(desk.library, ann, date(1940, 11, 19))
    page.refresh()
    desk.until(lambda: page._header._birth is not None)
    assert page._header._birth_button.accessibleName().endswith("age 9–12 in the photos")


def test_what_comes_nearest_to_a_gap_is_shown_with_words(page: PersonPage) -> None:
    nearest = page._faces._model.entry(2).id
    page._show_nearest((nearest,))
    assert page._faces._grid.selected_ids() == [nearest]
    assert page._faces._model.entry(2).note == "comes nearest"
