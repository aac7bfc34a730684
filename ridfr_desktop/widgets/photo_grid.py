"""The grid of photographs: opens a hundred thousand at once and paints only what came into sight.

It paints for itself instead of through a delegate: at the smallest size a large screen shows four
hundred cells, and a frame has sixteen milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import cast

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QMimeData,
    QModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QUrl,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDrag,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from core.domain.photo import UnreadableFile
from core.services.browsing_grid import GridPhotos, Mark
from ridfr_desktop.icons import draw_icon
from ridfr_desktop.models.photo_model import PhotoModel
from ridfr_desktop.models.thumbnail_cache import STEP
from ridfr_desktop.theme import CORNER, GRID, Tones
from ridfr_desktop.widgets.section_grid import SectionGrid

RING = 3
BADGE = 18
SIGN = 24
DIMMED = 0.35
SMALLEST, LARGEST = 86, 358


class PhotoGrid(SectionGrid):
    """Photographs in sections; known by their numbers, kept in place when they are read again."""

    sized = Signal(int)
    """Side of the cells that Ctrl and the wheel, or + and -, ask for."""
    menu_asked = Signal(QPoint)
    """Where on the screen the context menu is wanted."""

    def __init__(self, model: PhotoModel, tones: Tones, parent: QWidget | None = None) -> None:
        super().__init__(tones, parent)
        self._photos = model
        self._colours = tones
        self._side = 174
        self.drag_files: Sequence[str | Path] = ()
        """Files of the selected photos, for dragging them out."""
        model.picture_ready.connect(self._repaint)
        self.show_model(model)
        self.setDragEnabled(True)
        self.setDragDropMode(self.DragDropMode.DragOnly)
        self.setMouseTracking(False)
        self.set_side(self._side)
        self.keep_heading()

    @property
    def side(self) -> int:
        return self._side

    def set_side(self, side: int) -> None:
        """Side of the cells; what was in the middle of the view stays there."""
        anchor = self._anchor()
        # The frame inside is a multiple of what the cache keeps: pictures are copied, not scaled.
        self._side = round((min(max(side, SMALLEST), LARGEST) - 2 * RING) / STEP) * STEP + 2 * RING
        self._photos.set_side(round((self._side - 2 * RING) * self.devicePixelRatioF()))
        self.set_cell_size(QSize(self._side, self._side))
        self._restore_anchor(anchor)

    def show_photos(self, photos: GridPhotos, *, keep: bool) -> None:
        """Show other photos; `keep`: they are the same ones read again, so scroll and selection stay."""
        anchor = self._anchor() if keep else None
        chosen = self.selected_ids() if keep else []
        current = self.current_id() if keep else None
        self._photos.show_photos(photos)
        # Now and not when Qt finds the time: until then the scroll bar has the range of the old photos.
        self.executeDelayedItemsLayout()
        self.select_ids(chosen, current)
        if anchor is None:
            self.verticalScrollBar().setValue(0)
        else:
            self._restore_anchor(anchor)

    def rows_in_sight(self) -> list[int]:
        """Rows of the model that are at least partly seen now."""
        return list(self._layout.rows_in(self._shown(self.viewport().rect())))

    def selected_ids(self) -> list[int]:
        """Numbers of the selected photos; unreadable files are none."""
        return [each for each in self._selected() if each > 0]

    def selected_file(self) -> UnreadableFile | None:
        """The unreadable file that is selected, when it is the only thing."""
        chosen = self._selected()
        return self._photos.photos.unreadable.get(chosen[0]) if len(chosen) == 1 else None

    def _selected(self) -> list[int]:
        ids = self._photos.photos.ids
        selection = cast("Iterable[QItemSelectionRange]", self.selectionModel().selection())
        spans = sorted((span.top(), span.bottom()) for span in selection if span.isValid())
        return [photo for top, bottom in spans for photo in ids[top : bottom + 1]]

    def current_id(self) -> int | None:
        index = self.currentIndex()
        return self._photos.photos.ids[index.row()] if index.isValid() else None

    def select_ids(self, ids: Sequence[int], current: int | None = None) -> None:
        model, flags, selection = self._photos, QItemSelectionModel.SelectionFlag, QItemSelection()
        for first, last in _runs(sorted(row for each in ids if (row := model.row_of(each)) is not None)):
            selection.select(model.index(first, 0), model.index(last, 0))
        self.selectionModel().select(selection, flags.ClearAndSelect)
        row = None if current is None else model.row_of(current)
        if row is not None:
            self.setAutoScroll(False)
            self.selectionModel().setCurrentIndex(model.index(row, 0), flags.NoUpdate)
            self.setAutoScroll(True)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = event.rect().translated(0, self.verticalOffset())
        self._paint_headings(painter, area)
        selection, offset = self.selectionModel(), self.verticalOffset()
        model, layout = self._photos, self._layout
        current = self.currentIndex().row() if self.hasFocus() else -1
        chosen = selection.hasSelection()
        rows = list(layout.rows_in(area))
        # The newest request is read first: asked for from the end, pictures appear from the top.
        pictures = {row: model.picture(row) for row in reversed(rows)}
        for row in rows:
            cell = layout.rect(row).translated(0, -offset)
            file = model.unreadable(row)
            if file is None:
                frame = self._paint_photo(painter, cell, pictures[row], model.mark(row))
            else:
                frame = self._paint_unreadable(painter, cell, file.path.name)
            if chosen and selection.isRowSelected(row, QModelIndex()):
                self._ring(painter, frame, QColor(self._colours.accent), RING)
            if row == current:
                self._ring(painter, frame.adjusted(-3, -3, 3, 3), QColor(self._colours.text), 1)

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 - Qt's name
        # What stays in sight is moved, not painted again.
        self.viewport().scroll(0, dy)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id() is not None:
            self._open(self.currentIndex())
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.sized.emit(self._side + 24)
        elif key == Qt.Key.Key_Minus:
            self.sized.emit(self._side - 24)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.sized.emit(self._side + (16 if event.angleDelta().y() > 0 else -16))
            event.accept()
        else:
            super().wheelEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        place = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        self.menu_asked.emit(place)

    def startDrag(self, actions: Qt.DropAction) -> None:  # noqa: N802 - Qt's name
        if not self.drag_files:
            return
        data, drag = QMimeData(), QDrag(self)
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in self.drag_files])
        drag.setMimeData(data)
        picture = self._photos.picture(self.currentIndex().row()) if self.currentIndex().isValid() else None
        if picture is not None:
            drag.setPixmap(picture.scaled(96, 96, Qt.AspectRatioMode.KeepAspectRatio))
        drag.exec(Qt.DropAction.CopyAction)

    def _paint_photo(self, painter: QPainter, cell: QRect, picture: QPixmap | None, mark: Mark) -> QRect:
        """Paint one cell; where the picture is in it."""
        frame = cell.adjusted(RING, RING, -RING, -RING)
        if picture is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._colours.panel))
            painter.drawRoundedRect(frame, CORNER, CORNER)
            return frame
        size = picture.deviceIndependentSize().toSize()
        exact = max(size.width(), size.height()) == frame.width()
        if not exact:
            size = size.scaled(frame.size(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRect(frame.x(), frame.y(), size.width(), size.height())
        target.moveCenter(frame.center())
        if mark & Mark.OFFLINE:
            painter.setOpacity(DIMMED)
        if exact:
            painter.drawPixmap(target.topLeft(), picture)
        else:
            painter.drawPixmap(target, picture)
        painter.setOpacity(1.0)
        place = target.bottomRight() - QPoint(BADGE + GRID, BADGE + GRID)
        for flag, icon in ((Mark.TROUBLED, "warning"), (Mark.OFFLINE, "drive"), (Mark.RESTORED, "restore")):
            if mark & flag:
                self._paint_badge(painter, QRect(place, QSize(BADGE, BADGE)), icon)
                place -= QPoint(BADGE + 2, 0)
        return target

    def _paint_unreadable(self, painter: QPainter, cell: QRect, name: str) -> QRect:
        """A file that could not be read: its name under a sign, in the frame of a photo."""
        frame = cell.adjusted(RING, RING, -RING, -RING)
        painter.setPen(QPen(QColor(self._colours.line), 1))
        painter.setBrush(QColor(self._colours.panel))
        painter.drawRoundedRect(frame, CORNER, CORNER)
        sign = QRect(0, 0, SIGN, SIGN)
        sign.moveCenter(frame.center() - QPoint(0, SIGN // 2))
        draw_icon(painter, "warning", sign, QColor(self._colours.accent))
        words = QRect(frame.left() + GRID, sign.bottom() + GRID, frame.width() - 2 * GRID, SIGN)
        elide = Qt.TextElideMode.ElideMiddle
        painter.setPen(QColor(self._colours.quiet))
        painter.drawText(
            words,
            Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop,
            painter.fontMetrics().elidedText(name, elide, words.width()),
        )
        return frame

    def _paint_badge(self, painter: QPainter, place: QRect, icon: str) -> None:
        """A sign on a plate of its own: readable over any photograph."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._colours.raised))
        painter.drawRoundedRect(place, 4, 4)
        draw_icon(painter, icon, place.adjusted(3, 3, -3, -3), QColor(self._colours.text))

    def _ring(self, painter: QPainter, frame: QRect, colour: QColor, width: int) -> None:
        painter.setPen(QPen(colour, width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame, CORNER, CORNER)

    def _repaint(self, row: int) -> None:
        rect = self._layout.rect(row).translated(0, -self.verticalOffset())
        if rect.intersects(self.viewport().rect()):
            self.viewport().update(rect)

    def _open(self, index: QModelIndex) -> None:
        if self._photos.unreadable(index.row()) is None:
            super()._open(index)

    def _anchor(self) -> tuple[int, int] | None:
        """The first photo in sight and how far under the upper edge it is; None at the very top."""
        offset = self.verticalOffset()
        if offset == 0:
            return None
        view = QRect(0, offset, self.viewport().width(), max(self.viewport().height(), 1))
        row = next(iter(self._layout.rows_in(view)), None)
        if row is None or row >= len(self._photos.photos.ids):
            return None
        return self._photos.photos.ids[row], self._layout.rect(row).top() - offset

    def _restore_anchor(self, anchor: tuple[int, int] | None) -> None:
        row = None if anchor is None else self._photos.row_of(anchor[0])
        if anchor is not None and row is not None:
            self.verticalScrollBar().setValue(self._layout.rect(row).top() - anchor[1])


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Ascending rows as first and last of each unbroken run."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and row == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
