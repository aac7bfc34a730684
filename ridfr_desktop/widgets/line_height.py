"""The height of a line of words, for widgets that paint themselves."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication


def line_height(points: int) -> int:
    """Pixels of one line in letters of so many points, in the font of the desktop."""
    font = QApplication.font()
    font.setPointSize(points)
    return QFontMetrics(font).height()
