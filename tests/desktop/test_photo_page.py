"""The photo page as a user works with it: zoom, faces, boxes, versions, the next photo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from core.domain.face import FaceState
from core.domain.recipe import RestoreRecipe
from core.domain.restoration import Decision
from core.errors import UnreadablePhoto
from core.progress import Progress
from core.services.people import find_person, list_people, name_person
from core.services.people_browsing import photo_faces
from core.services.restoring import restore_faces
from core.services.versions import decide
from ridfr_desktop.navigation import Place
from ridfr_desktop.pages import photo_page_reading
from ridfr_desktop.pages.photo_page import PhotoPage
from ridfr_desktop.theme import DARK
from ridfr_desktop.widgets.photo_frame import PhotoFrame
from ridfr_desktop.widgets.photo_view import PhotoFace, PhotoView
from tests.desktop.conftest import Desk


@pytest.fixture
def page(desk: Desk) -> PhotoPage:
    """The first of the nine portraits; its one face may be Ann's."""
    ann = next(person.id for person in list_people(desk.library) if person.suggested == 4)
    name_person(desk.library, ann, "Ann")
    return desk.open(PhotoPage, Place("photo", 1, ids=tuple(range(1, 10))))


def face_of(page: PhotoPage) -> int:
    assert page._shown is not None
    return page._shown.faces.faces[0].face.id


def middle_of(page: PhotoPage) -> QPoint:
    return page._view.frame.to_view(page._view._faces[0].box).center().toPoint()


def test_a_photo_fits_the_view_with_its_faces_named(page: PhotoPage) -> None:
    assert page._view.frame.zoom is None
    assert [face.words for face in page._view._faces] == ["Ann?"]
    assert not page._view._faces[0].certain


def test_the_keys_zoom_fit_and_show_actual_pixels(page: PhotoPage, desk: Desk) -> None:
    fit = page._view.frame.scale
    desk.qtbot.keyClick(page._view, Qt.Key.Key_Plus)
    assert page._view.frame.scale == pytest.approx(fit * 1.25)
    desk.qtbot.keyClick(page._view, Qt.Key.Key_1)
    assert page._view.frame.scale == pytest.approx(1.0)
    desk.qtbot.keyClick(page._view, Qt.Key.Key_0)
    assert page._view.frame.zoom is None


def test_the_arrows_go_through_the_list_one_came_from(page: PhotoPage, desk: Desk) -> None:
    desk.qtbot.keyClick(page._view, Qt.Key.Key_Right)
    desk.until(lambda: page._shown is not None)
    assert page._photo == 2
    assert page._where.text() == "2 of 9"
    for _ in range(3):
        desk.qtbot.keyClick(page._view, Qt.Key.Key_Left)
    desk.settle()
    assert page._photo == 1, "it stops at the first"
    assert desk.went == [], "Back leads to the list, not through the photos"


def test_the_next_photo_of_the_same_size_is_seen_as_closely(page: PhotoPage, desk: Desk) -> None:
    desk.qtbot.keyClick(page._view, Qt.Key.Key_1)
    page._view.look_at(page._view.frame.zoomed(4.0).moved(QPointF(-40, -30)))
    centre = page._view.frame.centre
    desk.qtbot.keyClick(page._view, Qt.Key.Key_Right)
    desk.until(lambda: page._shown is not None)
    assert (page._view.frame.zoom, page._view.frame.centre) == (4.0, centre)
    page.open(Place("photo", 3, ids=(3, 4)))
    desk.until(lambda: page._shown is not None)
    assert page._view.frame.zoom is None, "from a list, a photo is seen whole"


def test_a_click_on_a_face_asks_who_it_is(page: PhotoPage, desk: Desk) -> None:
    desk.qtbot.mouseClick(page._view, Qt.MouseButton.LeftButton, pos=middle_of(page))
    assert page._name.isVisible()
    assert page._name.text() == "Ann"
    desk.qtbot.keyClicks(page._name, "Berta")
    desk.qtbot.keyClick(page._name, Qt.Key.Key_Return)
    desk.until(lambda: page._view._faces[0].words == "Berta")
    assert find_person(desk.library, "Berta").confirmed == 1


def test_tab_and_f2_name_a_face_without_the_mouse(page: PhotoPage, desk: Desk) -> None:
    desk.qtbot.keyClick(page._view, Qt.Key.Key_Tab)
    assert page._view.current_face == face_of(page)
    desk.qtbot.keyClick(page._view, Qt.Key.Key_F2)
    assert page._name.isVisible()
    assert page.escape()
    assert not page._name.isVisible()


def test_delete_says_that_it_is_not_this_person(page: PhotoPage, desk: Desk) -> None:
    face = face_of(page)
    page._view.select_face(face)
    desk.qtbot.keyClick(page._view, Qt.Key.Key_Delete)
    desk.until(lambda: page._view._faces[0].words == "Who is this?")
    with desk.library.snapshot() as tx:
        assert tx.faces.get(face).person_id is None


def test_b_hides_the_boxes_and_shows_them_again(page: PhotoPage, desk: Desk) -> None:
    desk.qtbot.keyClick(page._view, Qt.Key.Key_B)
    assert page._view._face_at(QPointF(middle_of(page))) == 0
    desk.qtbot.keyClick(page._view, Qt.Key.Key_B)
    assert page._view._face_at(QPointF(middle_of(page))) == face_of(page)


def test_a_face_is_drawn_by_hand_and_named(page: PhotoPage, desk: Desk) -> None:
    desk.qtbot.keyClick(page._view, Qt.Key.Key_N)
    place = page._view.frame.to_view(QRectF(5, 5, 40, 40))
    start, end = place.topLeft().toPoint(), place.bottomRight().toPoint()
    desk.qtbot.mousePress(page._view, Qt.MouseButton.LeftButton, pos=start)
    desk.qtbot.mouseMove(page._view, end)
    desk.qtbot.mouseRelease(page._view, Qt.MouseButton.LeftButton, pos=end)
    desk.qtbot.keyClicks(page._name, "Baby")
    desk.qtbot.keyClick(page._name, Qt.Key.Key_Return)
    desk.until(lambda: len(page._view._faces) == 2)
    with desk.library.snapshot() as tx:
        [face] = tx.faces.of_person(find_person(desk.library, "Baby").id)
    assert face.state is FaceState.CONFIRMED
    assert (face.box.x, face.box.width) == (pytest.approx(5, abs=2), pytest.approx(40, abs=2))


def test_the_menu_of_a_face_restores_it_with_one_click(page: PhotoPage, desk: Desk) -> None:
    assert page._shown is not None
    menu = page.menu_for(page._shown.faces.faces[0])
    words = [action.text() for action in menu.actions() if action.text()]
    assert words[0] == "Yes, this is Ann"
    next(action for action in menu.actions() if action.text().startswith("Restore")).trigger()
    assert desk.went == [Place("restore", 1, ids=(face_of(page),))]


def test_a_version_is_switched_to_the_original_and_back(page: PhotoPage, desk: Desk) -> None:
    tools = desk.context.app.restore_tools()
    restore_faces(desk.library, tools, [face_of(page)], RestoreRecipe(), Progress(), keep=False)
    with desk.library.snapshot() as tx:
        [made] = tx.restorations.of_faces(face_of(page))
    decide(desk.library, [made.id], Decision.KEPT, tools.decoder)
    page.refresh()
    desk.until(lambda: page._shown is not None and bool(page._shown.faces.versions))
    words = [button.text() for button in page._panel._versions]
    assert words == ["Original", "Restored: Ann"]
    page._panel._versions[0].click()
    desk.until(lambda: page._panel._versions[0].isChecked())
    assert photo_faces(desk.library, 1).versions[-1].file == ""
    page._panel._versions[1].click()
    desk.until(lambda: page._panel._versions[1].isChecked())
    assert photo_faces(desk.library, 1).versions[-1].file


def test_a_photo_that_is_gone_is_shown_from_its_thumbnail_and_says_so(desk: Desk) -> None:
    with desk.library.transaction() as tx:
        photo = tx.photos.get(1)
        place = photo.locations[0]
        tx.photos.put_location(1, place.folder_id, b"moved away.jpg", place.stamp)
        tx.photos.remove_locations([place.id])
    page = desk.open(PhotoPage, Place("photo", 1))
    assert page._shown is not None
    assert not page._shown.picture.isNull()
    assert page._notice.words


@pytest.fixture
def view(qtbot: QtBot) -> PhotoView:
    made = PhotoView(DARK)
    qtbot.addWidget(made)
    made.resize(400, 400)
    made.show()
    red, blue = QImage(100, 100, QImage.Format.Format_RGB32), QImage(50, 50, QImage.Format.Format_RGB32)
    red.fill(QColor("red"))
    blue.fill(QColor("blue"))
    made.show_photo(red, QSizeF(200, 200), original=blue)
    return made


def test_holding_space_shows_the_original(view: PhotoView, qtbot: QtBot) -> None:
    qtbot.keyPress(view, Qt.Key.Key_Space)
    assert view.grab().toImage().pixelColor(200, 200).name() == "#0000ff"
    qtbot.keyRelease(view, Qt.Key.Key_Space)
    assert view.grab().toImage().pixelColor(200, 200).name() == "#ff0000"


def test_the_smaller_of_two_faces_over_each_other_is_meant(view: PhotoView) -> None:
    faces = [PhotoFace(1, QRectF(0, 0, 200, 200), "big"), PhotoFace(2, QRectF(80, 80, 40, 40), "small")]
    view.show_faces(faces)
    assert view._face_at(QPointF(200, 200)) == 2
    assert view._face_at(QPointF(20, 20)) == 1


def test_zooming_keeps_the_pixel_under_the_mouse_where_it_is() -> None:
    frame = PhotoFrame(QSizeF(1000, 800), QSize(500, 400)).zoomed(2.0)
    at = QPointF(400, 100)
    before = frame.to_photo(at)
    after = frame.zoomed(4.0, at).to_photo(at)
    assert (after.x(), after.y()) == (pytest.approx(before.x()), pytest.approx(before.y()))


def test_dragging_never_shows_more_than_the_photo() -> None:
    frame = PhotoFrame(QSizeF(1000, 800), QSize(500, 400)).zoomed(2.0).moved(QPointF(9999, 9999))
    assert frame.target.topLeft() == QPointF(0, 0)


def test_a_photo_smaller_than_the_view_stays_in_the_middle() -> None:
    frame = PhotoFrame(QSizeF(100, 50), QSize(1000, 1000))
    assert frame.target.center() == QPointF(500, 500)
    assert frame.scale == 3.0, "not blown up beyond three times"


def test_a_photo_on_a_disk_that_is_not_connected_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> None:
        raise UnreadablePhoto("The file is no longer there; index its folder again.")

    monkeypatch.setattr(photo_page_reading, "original_image", gone)
    with desk.library.transaction() as tx:
        tx.photos.set_locations_online(range(1, 10), False)
    page = desk.open(PhotoPage, Place("photo", 1))
    assert page._notice.words == "Not connected: the photo is shown from its thumbnail."
    assert not page._restore_button.isEnabled()
