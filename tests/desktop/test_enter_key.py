"""Enter presses what has the focus."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMainWindow, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ridfr_desktop.enter_key import EnterKey


def test_enter_presses_the_button_with_the_focus_and_nothing_when_a_field_has_it(qtbot: QtBot) -> None:
    window, content, pressed = QMainWindow(), QWidget(), []
    button, field = QPushButton("Keep"), QLineEdit()
    button.clicked.connect(lambda: pressed.append("Keep"))
    layout = QHBoxLayout(content)
    for widget in (button, field):
        layout.addWidget(widget)
    window.setCentralWidget(content)
    EnterKey(window)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    for widget, presses in ((button, 1), (field, 1), (button, 2)):
        widget.setFocus()
        qtbot.keyClick(widget, Qt.Key.Key_Return)
        assert len(pressed) == presses
