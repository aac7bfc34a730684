"""A check box whose words go on in another line where the window is narrow."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPaintEvent, QPalette
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from ridfr_desktop.theme import GRID

GAP = 2 * GRID
LEAST = 24
"""Pixels of a line, so that it can be hit."""
ENDLESS = 10_000
WORDS = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)


class WrappingCheck(QCheckBox):
    """Looks and works like any other; its height follows its width."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        return max(self._words_in(width - self._beside()).height(), LEAST)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(self._words_in(ENDLESS).width() + self._beside() + 1, LEAST)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        longest = max((self.fontMetrics().horizontalAdvance(word) for word in self.text().split()), default=0)
        return QSize(longest + self._beside() + 1, LEAST)

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 - Qt's name
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter, option = QStylePainter(self), QStyleOptionButton()
        self.initStyleOption(option)
        box = self._box()
        line = max(self.fontMetrics().height(), LEAST)
        option.rect = QRect(0, (line - box.height()) // 2, box.width(), box.height())
        painter.drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorCheckBox, option)
        role = QPalette.ColorRole.Highlight if self.hasFocus() else QPalette.ColorRole.WindowText
        group = QPalette.ColorGroup.Normal if self.isEnabled() else QPalette.ColorGroup.Disabled
        painter.setPen(self.palette().color(group, role))
        words = self._words_in(self.width() - self._beside())
        above = max((LEAST - self.fontMetrics().height()) // 2, 0) if words.height() < LEAST else 0
        painter.drawText(words.translated(self._beside(), above), WORDS, self.text())

    def _box(self) -> QRect:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        return self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)

    def _beside(self) -> int:
        return self._box().width() + GAP

    def _words_in(self, width: int) -> QRect:
        return self.fontMetrics().boundingRect(QRect(0, 0, max(width, 1), ENDLESS), WORDS, self.text())
