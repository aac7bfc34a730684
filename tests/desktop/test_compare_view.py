"""Before and after: what is painted left and right of the handle, and the keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from ridfr_desktop.theme import DARK
from ridfr_desktop.widgets.compare_view import CompareView


@pytest.fixture
def view(qtbot: QtBot) -> CompareView:
    made = CompareView(DARK)
    qtbot.addWidget(made)
    made.resize(400, 400)
    before, after = QImage(50, 50, QImage.Format.Format_RGB32), QImage(100, 100, QImage.Format.Format_RGB32)
    before.fill(QColor("red"))
    after.fill(QColor("blue"))
    made.show_pictures(before, after)
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
