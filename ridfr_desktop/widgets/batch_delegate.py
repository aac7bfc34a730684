"""A row of the batch table: the face, its photo and person, the state and the reason for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPainterPath,
    QPixmap,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ridfr_desktop.models.batch_model import FACE_ROLE, SECOND_ROLE, Column
from ridfr_desktop.theme import GRID, Tones
from ridfr_desktop.widgets.wrapped_words import wrapped

SIDE = 44
"""Of a face, in pixels."""
SMALL = 9
"""Points of the second line."""
REASON_LINES = 2
MARGIN = GRID

Index = QModelIndex | QPersistentModelIndex


class BatchDelegate(QStyledItemDelegate):
    """Two lines where the model has a second one; `picture` gives the face of a row, if it is there yet."""

    def __init__(self, tones: Tones, picture: Callable[[int], QPixmap | None], parent: QWidget) -> None:
        super().__init__(parent)
        self._tones = tones
        self._picture = picture

    def row_height(self, font: QFont) -> int:
        """Room for a line, and for a reason of two lines below it."""
        words = QFontMetrics(font).height() + REASON_LINES * QFontMetrics(_smaller(font)).height()
        return max(SIDE, words) + 2 * MARGIN

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        return QSize(12 * GRID, self.row_height(option.font))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        place = QRect(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, QColor(self._tones.raised))
        if option.state & QStyle.StateFlag.State_HasFocus:
            # The row is what one chooses: its mark stands at the left, not around one cell of it.
            painter.fillRect(QRect(place.left(), place.top(), 3, place.height()), QColor(self._tones.accent))
        place = place.adjusted(2 * MARGIN, MARGIN, -2 * MARGIN, -MARGIN)
        if index.column() == Column.PHOTO:
            self._paint_face(painter, QRect(place.left(), place.top(), SIDE, SIDE), index)
            place.setLeft(place.left() + SIDE + 2 * GRID)
        self._paint_words(painter, place, option.font, index)
        painter.restore()

    def _paint_face(self, painter: QPainter, place: QRect, index: Index) -> None:
        clip = QPainterPath()
        clip.addRoundedRect(place, GRID, GRID)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setClipPath(clip)
        painter.fillRect(place, QColor(self._tones.raised))
        picture = self._picture(int(index.data(FACE_ROLE)))
        if picture is not None and not picture.isNull():
            size = picture.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
            target = QRect(QPoint(), size)
            target.moveCenter(place.center())
            painter.drawPixmap(target, picture)
        painter.setClipping(False)

    def _paint_words(self, painter: QPainter, place: QRect, font: QFont, index: Index) -> None:
        first, second = str(index.data() or ""), str(index.data(SECOND_ROLE) or "")
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(QColor(self._tones.text))
        elide = Qt.TextElideMode
        # File names differ at their ends.
        mode = elide.ElideMiddle if index.column() == Column.PHOTO else elide.ElideRight
        shown = metrics.elidedText(first, mode, place.width())
        across = index.data(Qt.ItemDataRole.TextAlignmentRole) or Qt.AlignmentFlag.AlignLeft
        if not second:
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | across, shown)
            return
        small = _smaller(font)
        lines = wrapped(second, small, place.width(), REASON_LINES)
        line = QFontMetrics(small).height()
        top = place.top() + max(place.height() - metrics.height() - line * len(lines), 0) // 2
        painter.drawText(place.left(), top + metrics.ascent(), shown)
        painter.setFont(small)
        painter.setPen(QColor(self._tones.quiet))
        top += metrics.height() + QFontMetrics(small).ascent()
        for number, words in enumerate(lines):
            painter.drawText(place.left(), top + number * line, words)


def _smaller(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * SMALL / 11)
    return small
