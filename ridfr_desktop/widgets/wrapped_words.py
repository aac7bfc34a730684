"""Words in several lines, for widgets that paint themselves."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout, QTextOption


def wrapped(words: str, font: QFont, width: int, most: int) -> list[str]:
    """At most `most` lines of `width` pixels; the last one is shortened if there is more."""
    if not words:
        return []
    layout = QTextLayout(words, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    lines: list[str] = []
    layout.beginLayout()
    while len(lines) < most and (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        rest = len(lines) == most - 1
        start = line.textStart()
        part = words[start:] if rest else words[start : start + line.textLength()]
        lines.append(part.strip())
    layout.endLayout()
    if lines:
        lines[-1] = QFontMetrics(font).elidedText(lines[-1], Qt.TextElideMode.ElideRight, width)
    return lines
