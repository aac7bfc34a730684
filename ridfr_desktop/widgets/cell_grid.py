"""The virtual grid: fixed cells, painted by a delegate, for a hundred thousand photos.

Uniform sizes, a fixed grid and batched layout are what keeps a QListView fast; without
them the first paint of 100,000 cells takes seconds.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ridfr_desktop.models.cell_model import CellModel, CellRole
from ridfr_desktop.theme import CORNER, GRID, Tones

CAPTION_HEIGHT = 40


class CellDelegate(QStyledItemDelegate):
    """Paints a picture with rounded corners, a caption and a quiet note."""

    def __init__(self, tones: Tones, *, fill: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._tones = tones
        self._fill = fill

    def sizeHint(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return option.decorationSize

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cell = option.rect.adjusted(GRID, GRID, -GRID, -GRID)
        frame = cell.adjusted(0, 0, 0, -CAPTION_HEIGHT)
        if index.data(CellRole.DIMMED):
            painter.setOpacity(0.4)
        self._paint_picture(painter, frame, index.data(CellRole.PICTURE))
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(QColor(self._tones.accent), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame.adjusted(1, 1, -1, -1), CORNER, CORNER)
        elif state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(self._tones.accent), 1, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(frame.adjusted(1, 1, -1, -1), CORNER, CORNER)
        self._paint_words(painter, cell, str(index.data(CellRole.CAPTION)), str(index.data(CellRole.NOTE)))
        painter.restore()

    def _paint_picture(self, painter: QPainter, frame: QRect, picture: QPixmap | None) -> None:
        if picture is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._tones.panel))
            painter.drawRoundedRect(frame, CORNER, CORNER)
            return
        mode = (
            Qt.AspectRatioMode.KeepAspectRatioByExpanding
            if self._fill
            else Qt.AspectRatioMode.KeepAspectRatio
        )
        size = picture.size().scaled(frame.size(), mode)
        target = QRect(0, 0, size.width(), size.height())
        target.moveCenter(frame.center())
        clip = QPainterPath()
        visible = target.intersected(frame)
        clip.addRoundedRect(visible, CORNER, CORNER)
        painter.setClipPath(clip)
        painter.drawPixmap(target, picture)
        painter.setClipping(False)

    def _paint_words(self, painter: QPainter, cell: QRect, caption: str, note: str) -> None:
        line = CAPTION_HEIGHT // 2
        top = QRect(cell.left(), cell.bottom() - CAPTION_HEIGHT + 2, cell.width(), line)
        metrics = painter.fontMetrics()
        painter.setPen(QColor(self._tones.text))
        words = metrics.elidedText(caption, Qt.TextElideMode.ElideMiddle, cell.width())
        painter.drawText(top, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.setPen(QColor(self._tones.quiet))
        words = metrics.elidedText(note, Qt.TextElideMode.ElideRight, cell.width())
        painter.drawText(top.translated(0, line - 2), Qt.AlignmentFlag.AlignLeft, words)


class CellGrid(QListView):
    """A grid of cells with a size that the user chooses."""

    opened = Signal(int)
    """Id of the cell that was double-clicked or entered."""
    chosen = Signal(list)
    """Ids of the selected cells."""

    def __init__(self, model: CellModel, tones: Tones, *, fill: bool = False) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(CellDelegate(tones, fill=fill, parent=self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(2000)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.set_cell_size(176)
        self.activated.connect(self._open)
        self.selectionModel().selectionChanged.connect(self._announce)

    def set_cell_size(self, side: int) -> None:
        """Side of the picture in pixels."""
        size = QSize(side + 2 * GRID, side + CAPTION_HEIGHT + 2 * GRID)
        self.setIconSize(size)
        self.setGridSize(size + QSize(GRID, GRID))

    def selected_ids(self) -> list[int]:
        return [int(index.data(CellRole.ID)) for index in self.selectedIndexes()]

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(int(index.data(CellRole.ID)))

    def _announce(self) -> None:
        self.chosen.emit(self.selected_ids())
