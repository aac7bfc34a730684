"""A quiet line over a page: a sentence and what can be done about it. Never a window in the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMargins, QPoint, Qt, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ridfr_desktop.theme import GRID

Choice = tuple[str, Callable[[], None]]
"""Words of a button and what it does."""
NO_ROOM = QMargins()
STILL = 1.0
"""Seconds that the pointer rests before a notice leaves: the page moves up with it, under a click."""


class NoticeBar(QWidget):
    """Hidden until there is something to say; the first choice is the one in amber.

    `room` is left free around it while it is shown, as contents margins.
    """

    def __init__(self, parent: QWidget | None = None, *, room: QMargins = NO_ROOM) -> None:
        super().__init__(parent)
        card = QFrame()
        card.setObjectName("card")
        around = QVBoxLayout(self)
        around.setContentsMargins(room)
        around.addWidget(card)
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._buttons: list[QPushButton] = []
        self._line = QHBoxLayout(card)
        self._line.setContentsMargins(3 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        self._line.setSpacing(2 * GRID)
        self._line.addWidget(self._words, 1)
        self._away = QTimer(self, singleShot=True)
        self._away.timeout.connect(self._leave)
        self._pointer: QPoint | None = None
        self.hide()

    @property
    def words(self) -> str:
        return self._words.text()

    def ask(self, words: str, choices: Sequence[Choice], *, focus: bool = True) -> None:
        """Show a sentence with buttons; one of them, or `clear`, ends it."""
        self._show(words, choices, primary=True)
        if focus and self._buttons:
            self._buttons[0].setFocus()

    def tell(self, words: str, choices: Sequence[Choice] = (), *, seconds: float = 8.0) -> None:
        """Say something that goes by itself, once the pointer rests."""
        self._show(words, choices, primary=False)
        self._pointer = None
        self._away.start(round(seconds * 1000))

    def clear(self) -> None:
        self._away.stop()
        self._words.clear()
        self.hide()
        for button in self._buttons:
            button.deleteLater()
        self._buttons = []

    def _leave(self) -> None:
        before, self._pointer = self._pointer, QCursor.pos()
        if self._pointer == before:
            self.clear()
        else:
            self._away.start(round(STILL * 1000))

    def _show(self, words: str, choices: Sequence[Choice], *, primary: bool) -> None:
        self.clear()
        self._words.setText(words)
        self.setAccessibleName(words)
        for number, (title, act) in enumerate(choices):
            button = QPushButton(title)
            button.setProperty("primary", primary and number == 0)
            button.clicked.connect(self._ended_by(act))
            button.setAutoDefault(True)
            self._line.addWidget(button)
            self._buttons.append(button)
        self.show()

    def _ended_by(self, act: Callable[[], None]) -> Callable[[], None]:
        def end() -> None:
            self.clear()
            act()

        return end
