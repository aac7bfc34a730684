"""The search box: completes names while one types, and searches on Enter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from ridfr_desktop.icons import icon
from ridfr_desktop.theme import Tones

PAUSE = 120
"""Milliseconds without a key after which completions are asked for."""


class SearchBox(QLineEdit):
    """Type a name, a year or both; what it means is `core.services.searching`'s business."""

    searched = Signal(str)
    completions_wanted = Signal(str)
    """The text so far; answer with `show_completions`."""

    def __init__(self, tones: Tones, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(self.tr("Search"))
        self.setAccessibleName(self.tr("Search"))
        self.setToolTip(self.tr("Names, years and words: anna AND bob NOT carl 1950-1960 (Ctrl+F)"))
        self.setClearButtonEnabled(True)
        self.addAction(
            QAction(icon("search", tones.quiet), "", self), QLineEdit.ActionPosition.LeadingPosition
        )
        self._words = QStringListModel(self)
        completer = QCompleter(self._words, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        self._completer = completer
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._ask)
        self.textEdited.connect(self._edited)
        self.returnPressed.connect(self._search)

    def show_completions(self, prefix: str, words: Sequence[str]) -> None:
        """Offer whole texts; late answers to an earlier prefix are dropped."""
        if prefix != self.text() or not self.hasFocus():
            return
        self._words.setStringList(list(words))
        if words:
            self._completer.complete()
        elif (popup := self._completer.popup()) is not None:
            popup.hide()

    def _edited(self) -> None:
        self._pause.start()

    def _ask(self) -> None:
        if self.text().strip():
            self.completions_wanted.emit(self.text())

    def _search(self) -> None:
        self._pause.stop()
        if self.text().strip():
            self.searched.emit(self.text().strip())
