"""Setting the eyes, nose and mouth of a face by mouse and by keys; undone, cancelled, measured anew."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

import pytest
from PySide6.QtCore import QPoint, Qt

from core.domain.face import Box, Face
from core.jobs.job import Lane
from core.services.manual_faces import add_face
from core.services.people import list_people, name_person
from ridfr_desktop.navigation import Place
from ridfr_desktop.pages.photo_page import PhotoPage
from ridfr_desktop.widgets.point_editor import SIDE, PointHandle
from tests.desktop.conftest import Desk

LEFT = Qt.MouseButton.LeftButton
MIDDLE = QPoint(SIDE // 2, SIDE // 2)


@pytest.fixture
def page(desk: Desk) -> PhotoPage:
    """The first of the nine portraits, with its face selected."""
    ann = next(person.id for person in list_people(desk.library) if person.suggested == 4)
    name_person(desk.library, ann, "Ann")
    opened = desk.open(PhotoPage, Place("photo", 1, ids=tuple(range(1, 10))))
    opened._view.select_face(opened._view._faces[0].id)
    return opened


@pytest.fixture
def face(page: PhotoPage, desk: Desk) -> Callable[[], Face]:
    def read() -> Face:
        with desk.library.snapshot() as tx:
            return tx.faces.get(page._view._faces[0].id)

    return read


def handles(page: PhotoPage) -> list[PointHandle]:
    return page._points.editor._handles


def drag(desk: Desk, handle: PointHandle, by: QPoint) -> None:
    desk.qtbot.mousePress(handle, LEFT, pos=MIDDLE)
    desk.qtbot.mouseMove(handle, MIDDLE + by)
    desk.qtbot.mouseRelease(handle, LEFT, pos=MIDDLE)


def test_a_point_is_dragged_saved_measured_and_undone(
    page: PhotoPage, face: Callable[[], Face], desk: Desk
) -> None:
    before = face()
    assert before.landmarks is not None
    desk.qtbot.keyClick(page._view, Qt.Key.Key_P)
    scale = page._view.frame.scale
    drag(desk, handles(page)[2], QPoint(12, -7))
    desk.qtbot.keyClick(handles(page)[2], Qt.Key.Key_Return)
    desk.settle()
    after = face()
    assert after.landmarks is not None
    moved = after.landmarks.array - before.landmarks.array
    assert moved[2] == pytest.approx((12 / scale, -7 / scale), abs=1.0 / scale)
    assert not moved[[0, 1, 3, 4]].any()
    assert after.quality is not None, "measured anew"
    page._edits.undo()
    desk.settle()
    assert face().landmarks == before.landmarks


def test_tab_and_arrows_move_the_points_and_escape_leaves_them(
    page: PhotoPage, face: Callable[[], Face], desk: Desk
) -> None:
    before, zoom = face().landmarks, page._view.frame.zoom
    desk.qtbot.keyClick(page._view, Qt.Key.Key_P)
    assert handles(page)[0].hasFocus()
    desk.qtbot.keyClick(handles(page)[0], Qt.Key.Key_Tab)
    assert handles(page)[1].hasFocus()
    at = page._points.editor.points[1]
    desk.qtbot.keyClick(handles(page)[1], Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    moved = page._points.editor.points[1]
    assert (moved[0] - at[0]) * page._view.frame.scale == pytest.approx(10.0)
    desk.qtbot.keyClick(page._view, Qt.Key.Key_Right)
    assert page._photo == 1, "no other photo is shown meanwhile"
    assert page.escape()
    assert not handles(page)[1].isVisible()
    assert (face().landmarks, page._view.frame.zoom) == (before, zoom)


def test_points_stay_where_they_are_in_the_photo_while_it_is_zoomed(page: PhotoPage, desk: Desk) -> None:
    desk.qtbot.keyClick(page._view, Qt.Key.Key_P)
    points = page._points.editor.points
    desk.qtbot.keyClick(handles(page)[0], Qt.Key.Key_Plus)
    place = page._view.frame.target.topLeft() + page._points.editor._points[0] * page._view.frame.scale
    assert (handles(page)[0].geometry().center() - place.toPoint()).manhattanLength() <= 2
    assert page._points.editor.points == points


def test_a_drawn_face_that_no_model_sees_offers_to_set_its_points(page: PhotoPage, desk: Desk) -> None:
    drawn = add_face(desk.library, 1, Box(200, 150, 40, 40))
    page.refresh()
    desk.until(lambda: len(page._view._faces) == 2)
    page._measure(drawn)
    desk.until(lambda: "sees no face" in page._notice.words)
    page._notice._buttons[0].click()
    assert page._points.active
    box = Box(200, 150, 40, 40)
    assert all(box.x < x < box.x + 40 and box.y < y < box.y + 40 for x, y in page._points.editor.points)


def test_measuring_is_seen_when_it_waits_behind_other_work_and_alone_it_is_not(
    page: PhotoPage, desk: Desk
) -> None:
    operations, face, free = desk.context.operations, page._view._faces[0].id, Event()
    seen: set[str] = set()
    operations.visible_changed.connect(lambda status: seen.add(status.title))
    page._points.measure(face)
    desk.settle()
    assert seen == set()
    operations.run(Lane.INDEX, "Indexing", lambda _: free.wait(60), lambda _: None)
    page._points.measure(face)
    desk.wait(lambda: seen == {"Indexing", "Measuring a face"})
    free.set()
    desk.settle()
