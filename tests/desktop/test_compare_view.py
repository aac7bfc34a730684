"""Before and after: what is painted left and right of the handle, and the keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from ridfr_desktop.theme import DARK
from ridfr_desktop.widgets.compare_view import CompareMode, CompareView


@pytest.fixture
def view(qtbot: QtBot) -> CompareView:
    made = CompareView(DARK)
    qtbot.addWidget(made)
    made.resize(400, 400)
    before, after = (QImage(side, side, QImage.Format.Format_RGB32) for side in (200, 400))
    before.fill(QColor("red"))
    after.fill(QColor("blue"))
    made.show_original(before, QSizeF(200, 200))
    made.show_result(after)
    return made


def colour_at(view: CompareView, x: int, y: int = 40) -> str:
    return view.grab().toImage().pixelColor(QPoint(x, y)).name()


def test_the_original_is_left_of_the_handle_and_the_result_right_of_it(view: CompareView) -> None:
    assert colour_at(view, 100) == "#ff0000"
    assert colour_at(view, 300) == "#0000ff"


def test_the_arrow_keys_move_the_handle(view: CompareView, qtbot: QtBot) -> None:
    for _ in range(4):
        qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.split == pytest.approx(0.3)
    assert colour_at(view, 160) == "#0000ff"


def test_holding_space_shows_the_original_everywhere(view: CompareView, qtbot: QtBot) -> None:
    qtbot.keyPress(view, Qt.Key.Key_Space)
    assert colour_at(view, 300) == "#ff0000"
    qtbot.keyRelease(view, Qt.Key.Key_Space)
    assert colour_at(view, 300) == "#0000ff"


def test_dragging_the_handle_past_the_edge_stops_at_the_edge(view: CompareView, qtbot: QtBot) -> None:
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    qtbot.mouseMove(view, QPoint(900, 200))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(900, 200))
    assert view.split == 1.0


def test_side_by_side_shows_the_same_place_of_both(view: CompareView) -> None:
    view.set_mode(CompareMode.SIDE_BY_SIDE)
    view.look_at(view.frame.zoomed(4.0, QPointF(20, 20)))
    assert colour_at(view, 100, 200) == "#ff0000"
    assert colour_at(view, 300, 200) == "#0000ff"
    assert view.frame.view.width() == 198


def test_the_lens_shows_the_original_under_it(view: CompareView, qtbot: QtBot) -> None:
    view.set_mode(CompareMode.LENS)
    assert colour_at(view, 200, 200) == "#ff0000"
    assert colour_at(view, 30, 30) == "#0000ff"
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up) * 7:
        qtbot.keyClick(view, key)
    assert colour_at(view, 60, 60) == "#ff0000"
    assert colour_at(view, 300, 300) == "#0000ff"


def test_s_goes_through_the_modes(view: CompareView, qtbot: QtBot) -> None:
    seen = []
    view.mode_changed.connect(seen.append)
    for _ in range(3):
        qtbot.keyClick(view, Qt.Key.Key_S)
    assert seen == ["side by side", "lens", "slider"]


def test_an_overlay_lies_over_the_restored_side_only(view: CompareView) -> None:
    heat = QImage(10, 10, QImage.Format.Format_RGB32)
    heat.fill(QColor("lime"))
    view.show_overlay(heat, QRectF(0, 0, 200, 200))
    assert colour_at(view, 100) == "#ff0000"
    assert colour_at(view, 300) == "#00ff00"


def test_clicking_a_face_chooses_it(view: CompareView, qtbot: QtBot) -> None:
    view.show_faces([(7, QRectF(120, 20, 60, 60)), (8, QRectF(0, 100, 60, 60))], 8)
    with qtbot.waitSignal(view.face_clicked) as clicked:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(300, 100))
    assert clicked.args == [7]


def test_without_a_result_the_original_fills_the_view(view: CompareView) -> None:
    view.show_result(None)
    assert colour_at(view, 300) == "#ff0000"
