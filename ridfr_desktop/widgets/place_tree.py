"""The tree of the sidebar: headings, and entries with a sign, words and a count."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLocale, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QWidget,
)

from ridfr_desktop.icons import draw_icon
from ridfr_desktop.navigation import Place
from ridfr_desktop.theme import GRID, Tones
from ridfr_desktop.tooltip_words import plain as plain_tooltip

ROW = 28
ICON = 18
FACE = 20
ENTRY = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex
FaceOf = Callable[[str], QPixmap | None]
"""The picture of a face by its key, when it is there."""


@dataclass(frozen=True)
class Entry:
    """A row of the sidebar."""

    words: str
    place: Place | None = None
    """None: a heading."""
    icon: str = ""
    count: int | None = None
    face: str = ""
    """Key of a face's picture in the cache; stands before the icon."""
    dimmed: bool = False
    adds: str = ""
    """What the + of a heading adds: "folder" or "album"."""
    note: str = ""
    """More, for the tooltip."""


class PlaceTree(QTreeWidget):
    """Headings with their entries, all of them open."""

    add_asked = Signal(str)

    def __init__(self, tones: Tones, face: FaceOf) -> None:
        super().__init__()
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setItemsExpandable(False)
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(EntryDelegate(tones, face, self))

    def show_entries(self, groups: Sequence[Sequence[Entry]], current: Place | None) -> None:
        self.blockSignals(True)
        scroll = self.verticalScrollBar().value()
        self.clear()
        for heading, *entries in groups:
            top = QTreeWidgetItem(self, [heading.words])
            top.setFlags(Qt.ItemFlag.ItemIsEnabled)
            top.setData(0, ENTRY, heading)
            for entry in entries:
                item = QTreeWidgetItem(top, [entry.words])
                item.setData(0, ENTRY, entry)
                item.setData(0, Qt.ItemDataRole.AccessibleTextRole, _spoken(entry))
                item.setToolTip(0, plain_tooltip(entry.note))
        self.expandAll()
        self.verticalScrollBar().setValue(scroll)
        self.blockSignals(False)
        self.show_current(current)

    def update_face(self, key: str) -> None:
        """Paint the entry anew whose picture has come, and no other."""
        for item in self._entries():
            if entry_of(item).face == key:
                self.viewport().update(self.visualItemRect(item))

    def show_current(self, place: Place | None) -> None:
        """Mark the entry of a place, without a signal."""
        self.blockSignals(True)
        wanted = (item for item in self._entries() if place is not None and entry_of(item).place == place)
        found = next(wanted, None)
        if found is None:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        else:
            self.setCurrentItem(found)
        self.blockSignals(False)
        self.viewport().update()

    def _entries(self) -> Iterator[QTreeWidgetItem]:
        """All but the headings."""
        walk = QTreeWidgetItemIterator(self)
        while (item := walk.value()) is not None:
            if item.parent() is not None:
                yield item
            walk += 1

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        item = self.itemAt(event.position().toPoint())
        adds = "" if item is None else entry_of(item).adds
        if adds and event.position().x() > self.viewport().width() - 8 * GRID:
            self.add_asked.emit(adds)
            return
        super().mousePressEvent(event)


class EntryDelegate(QStyledItemDelegate):
    """Icon or face, words, count at the right edge; headings are small and quiet."""

    def __init__(self, tones: Tones, face: FaceOf, parent: QWidget) -> None:
        super().__init__(parent)
        self._tones = tones
        self._face = face

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        return QSize(0, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(ENTRY)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        row = option.rect.adjusted(0, 0, -2 * GRID, 0)
        if entry.place is None:
            self._paint_heading(painter, row, entry)
        else:
            self._paint_entry(painter, row, entry, option.state)
        painter.restore()

    def _paint_heading(self, painter: QPainter, row: QRect, entry: Entry) -> None:
        font = QFont(painter.font())
        font.setPointSizeF(9)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.8)
        painter.setFont(font)
        painter.setPen(QColor(self._tones.quiet))
        words = row.adjusted(2 * GRID, GRID, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, entry.words)
        if entry.adds:
            place = QRect(row.right() - ICON, row.center().y() - ICON // 2 + 2, ICON, ICON)
            draw_icon(painter, "add", place.adjusted(2, 2, -2, -2), QColor(self._tones.quiet))

    def _paint_entry(self, painter: QPainter, row: QRect, entry: Entry, state: QStyle.StateFlag) -> None:
        tones, flags = self._tones, QStyle.StateFlag
        painter.setPen(Qt.PenStyle.NoPen)
        if state & flags.State_Selected or state & flags.State_MouseOver:
            painter.setBrush(QColor(tones.raised if state & flags.State_Selected else tones.hover))
            painter.drawRoundedRect(row, GRID, GRID)
        if state & flags.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(tones.accent))
            painter.drawRoundedRect(row.adjusted(0, 0, -1, -1), GRID, GRID)
        if entry.dimmed:
            painter.setOpacity(0.6)
        left = row.left() + 2 * GRID
        self._paint_sign(painter, QRect(left, row.center().y() - FACE // 2 + 1, FACE, FACE), entry)
        middle, right = Qt.AlignmentFlag.AlignVCenter, row.right() - 2 * GRID
        if entry.count is not None:
            count = _grouped(entry.count)
            width = painter.fontMetrics().horizontalAdvance(count)
            painter.setPen(QColor(tones.quiet))
            painter.drawText(
                QRect(right - width, row.top(), width, row.height()),
                Qt.AlignmentFlag.AlignRight | middle,
                count,
            )
            right -= width + 2 * GRID
        painter.setPen(QColor(tones.text))
        start = left + FACE + 2 * GRID
        words = painter.fontMetrics().elidedText(entry.words, Qt.TextElideMode.ElideRight, right - start)
        painter.drawText(QRect(start, row.top(), right - start, row.height()), middle, words)

    def _paint_sign(self, painter: QPainter, place: QRect, entry: Entry) -> None:
        face = self._face(entry.face) if entry.face else None
        if face is None:
            draw_icon(painter, entry.icon, place.adjusted(1, 1, -1, -1), QColor(self._tones.quiet))
            return
        painter.save()
        clip = QPainterPath()
        clip.addEllipse(place)
        painter.setClipPath(clip, Qt.ClipOperation.IntersectClip)
        painter.drawPixmap(place, face)
        painter.restore()


def _grouped(number: int) -> str:
    return QLocale().toString(number)


def _spoken(entry: Entry) -> str:
    return entry.words if entry.count is None else f"{entry.words}, {_grouped(entry.count)}"


def entry_of(item: QTreeWidgetItem) -> Entry:
    entry = item.data(0, ENTRY)
    assert isinstance(entry, Entry)
    return entry
