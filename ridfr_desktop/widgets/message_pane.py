"""What a page shows when it has nothing to show: a sign, a sentence, and the one thing to do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ridfr_desktop.icons import icon
from ridfr_desktop.theme import GRID, Tones
from ridfr_desktop.widgets.layout_clearing import clear_layout

SIGN = 56
WIDTH = 420


class MessagePane(QWidget):
    """Centred, calm, plain text."""

    acted = Signal(str)
    """Name of the button that was pressed."""

    def __init__(self, tones: Tones, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tones = tones
        self._sign = QLabel()
        self._heading = QLabel()
        self._heading.setObjectName("heading")
        self._words = QLabel()
        self._words.setProperty("quiet", True)
        for label in (self._sign, self._heading, self._words):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for label in (self._heading, self._words):
            label.setWordWrap(True)
        self._buttons = QHBoxLayout()
        middle = QWidget()
        middle.setMaximumWidth(WIDTH)
        column = QVBoxLayout(middle)
        column.setSpacing(3 * GRID)
        column.addStretch(2)
        for label in (self._sign, self._heading, self._words):
            column.addWidget(label)
        column.addLayout(self._buttons)
        column.addStretch(3)
        layout = QHBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(middle, WIDTH)
        layout.addStretch(1)

    def show_message(
        self, sign: str, heading: str, words: str, buttons: Sequence[tuple[str, str]] = ()
    ) -> None:
        """`sign`: name of an icon; `buttons`: (name, words), the first one is the thing to do."""
        # PlainText labels take a pixmap all the same.
        self._sign.setPixmap(icon(sign, self._tones.quiet, SIGN).pixmap(SIGN, SIGN))
        self._heading.setText(heading)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        clear_layout(self._buttons)
        self._buttons.addStretch(1)
        for number, (name, said) in enumerate(buttons):
            button = QPushButton(said)
            button.setProperty("primary", number == 0)
            button.clicked.connect(lambda _=False, name=name: self.acted.emit(name))
            self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._buttons.addStretch(1)
        # Below each other where their words do not fit side by side.
        sideways, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._buttons.setDirection(sideways)
        if self._buttons.sizeHint().width() > WIDTH:
            self._buttons.setDirection(down)
