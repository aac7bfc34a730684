"""A line to type a name in, completed from the names that are there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

OWN = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
LONGEST = 200
"""Letters of a name."""


class NameEdit(QLineEdit):
    """Enter says the name, Escape gives up; a part of a name finds it."""

    said = Signal(str)
    """A name, without spaces around it; never empty."""
    given_up = Signal()
    completed = Signal()
    """A name of the list was chosen; `said` follows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(LONGEST)
        self.setPlaceholderText(self.tr("Who is this?"))
        self.setAccessibleName(self.tr("Name"))
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(8)
        self.setCompleter(completer)
        completer.activated[str].connect(self._complete)  # type: ignore[index]
        self.returnPressed.connect(lambda: self._say(self.text()))

    def offer(self, names: Sequence[str]) -> None:
        """The names to complete from."""
        self._names.setStringList(list(names))

    def event(self, event: QEvent) -> bool:
        """Enter and Escape are answers here, whatever they mean to the page."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in OWN
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def _complete(self, name: str) -> None:
        self.completed.emit()
        self._say(name)

    def _say(self, name: str) -> None:
        if name.strip():
            self.said.emit(name.strip())
