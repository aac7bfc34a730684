"""Rows of controls in narrow windows: nothing is squeezed, nothing is cut off."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ridfr_desktop.date_words import day_words, long_day_words, moment_words
from ridfr_desktop.widgets.elided_button import ElidedButton
from ridfr_desktop.widgets.flow_layout import GAP, FlowLayout


def row_of(qtbot: QtBot, *widths: int) -> tuple[QWidget, FlowLayout, list[QWidget]]:
    widget = QWidget()
    qtbot.addWidget(widget)
    row, buttons = FlowLayout(widget), [QWidget(widget) for _ in widths]
    for button, width in zip(buttons, widths, strict=True):
        button.setFixedSize(width, 30)
        row.addWidget(button)
    return widget, row, buttons


def test_a_row_that_does_not_fit_goes_on_below(qtbot: QtBot) -> None:
    widget, row, buttons = row_of(qtbot, 100, 100, 100)
    widget.resize(2 * 100 + GAP, 200)
    widget.show()
    assert row.heightForWidth(widget.width()) == 2 * 30 + GAP
    assert [button.pos().toTuple() for button in buttons] == [(0, 0), (100 + GAP, 0), (0, 30 + GAP)]
    assert row.heightForWidth(3 * 100 + 2 * GAP) == 30


def test_what_follows_a_space_stands_at_the_right(qtbot: QtBot) -> None:
    widget, row, [first] = row_of(qtbot, 50)
    second = QWidget(widget)
    second.setFixedSize(50, 30)
    row.add_space()
    row.addWidget(second)
    widget.resize(400, 40)
    widget.show()
    assert first.x() == 0
    assert second.geometry().right() == 399


def test_a_hidden_control_takes_no_room(qtbot: QtBot) -> None:
    widget, row, (_, second, third) = row_of(qtbot, 60, 60, 60)
    second.hide()
    widget.resize(60 + GAP + 60, 100)
    widget.show()
    assert third.pos().toTuple() == (60 + GAP, 0)
    assert row.heightForWidth(60 + GAP + 60) == 30


def test_a_button_shortens_its_words_and_keeps_them_for_the_screen_reader(qtbot: QtBot) -> None:
    button = ElidedButton("Anna & <b>Bo</b> of the very long name")
    qtbot.addWidget(button)
    button.resize(80, 30)
    short = button.grab().toImage()
    assert button.minimumSizeHint().width() < button.sizeHint().width()
    assert button.accessibleName() == "Anna & <b>Bo</b> of the very long name"
    assert "<" not in button.toolTip()
    button.set_words("Anna")
    assert button.grab().toImage() != short


@pytest.mark.parametrize(
    ("language", "day", "long", "moment"),
    [
        ("de", "19.11.1956", "19. November 1956", "19.11.1956 09:05"),
        ("en_GB", "19/11/1956", "19 November 1956", ""),
    ],
)
def test_years_are_written_in_full(language: str, day: str, long: str, moment: str, qapp: object) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(language))
    try:
        assert (day_words(date(1956, 11, 19)), long_day_words(date(1956, 11, 19))) == (day, long)
        assert moment in moment_words(datetime(1956, 11, 19, 9, 5))
    finally:
        QLocale.setDefault(before)
