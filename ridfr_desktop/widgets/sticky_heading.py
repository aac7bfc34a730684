"""The title of what is seen first in a grid, in a strip of its own over the cells.

Beside the viewport and not upon it: what stays in sight while one scrolls is moved, not painted
again, and a widget that lay over it would have all of it painted at every step.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ridfr_desktop.theme import GRID, Tones


class StickyHeading(QWidget):
    """Says which section one is in; a line under it once cells have gone beneath."""

    def __init__(self, tones: Tones, parent: QWidget) -> None:
        super().__init__(parent)
        self._tones = tones
        self._title = ""
        self._scrolled = False
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.hide()

    @property
    def title(self) -> str:
        return self._title

    def say(self, title: str, *, scrolled: bool) -> None:
        """Costs nothing while nothing changes."""
        if (title, scrolled) != (self._title, self._scrolled):
            self._title, self._scrolled = title, scrolled
            self.setAccessibleName(title)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._tones.ground)
        font = QFont(self.font())
        font.setPointSize(13)
        painter.setFont(font)
        painter.setPen(QColor(self._tones.text))
        place = self.rect().adjusted(GRID, 0, 0, 0)
        words = painter.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        if self._scrolled:
            painter.setPen(QColor(self._tones.line))
            painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
