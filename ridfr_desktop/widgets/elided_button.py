"""A button that shortens its words instead of being cut off."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from ridfr_desktop.tooltip_words import plain as plain_tooltip

LEAST = 48


class ElidedButton(QPushButton):
    """Any text is plain: an "&" is shown; the whole of it is the tooltip and the accessible name."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Preferred)
        self.setSizePolicy(policy)
        self.set_words(words)

    def set_words(self, words: str) -> None:
        self._words = words
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(words)
        self.setToolTip(plain_tooltip(words))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(LEAST, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter, option = QStylePainter(self), QStyleOptionButton()
        self.initStyleOption(option)
        wanted = self.sizeHint().width()
        if self.width() < wanted:
            metrics = self.fontMetrics()
            room = self.width() - (wanted - metrics.horizontalAdvance(self._words))
            shown = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, room)
            option.text = shown.replace("&", "&&")
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
