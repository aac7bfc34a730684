"""A virtual grid of equal cells in titled sections: a year of photographs, groups and people.

Cells are painted by a delegate and never become widgets; only those that are seen are asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QWidget

from ridfr_desktop.theme import GRID, Tones
from ridfr_desktop.widgets.section_layout import GAP, HEADING, Section, SectionLayout
from ridfr_desktop.widgets.sticky_heading import StickyHeading

Index = QModelIndex | QPersistentModelIndex

ID_ROLE = Qt.ItemDataRole.UserRole + 1
"""The number of what a cell shows; every model of this grid answers to it."""


class SectionModel(QAbstractListModel):
    """A list model that says how its rows fall into sections."""

    def sections(self) -> Sequence[Section]:
        """By default one section without a title."""
        return (Section("", self.rowCount()),)

    def row_of(self, number: int) -> int | None:
        """Row of the cell that shows what has this number; a model that knows it need not look."""
        rows = range(self.rowCount())
        return next((row for row in rows if self.index(row).data(ID_ROLE) == number), None)


class SectionView(QAbstractItemView):
    """What Qt asks of an item view, answered by a `SectionLayout`; scrolls by pixels."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cell = QSize(128, 160)
        self._layout = SectionLayout((), self._cell, 0)
        self._keeps_heading = False
        self.setFrameShape(self.Shape.NoFrame)
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def visualRect(self, index: Index) -> QRect:  # noqa: N802 - Qt's name
        if not index.isValid() or index.row() >= self._layout.rows:
            return QRect()
        return self._layout.rect(index.row()).translated(0, -self.verticalOffset())

    def indexAt(self, point: QPoint) -> QModelIndex:  # noqa: N802 - Qt's name
        row = self._layout.row_at(point + QPoint(0, self.verticalOffset()))
        return QModelIndex() if row is None else self.model().index(row, 0)

    def scrollTo(  # noqa: N802 - Qt's name
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        if not index.isValid() or index.row() >= self._layout.rows:
            return
        rect, bar, height = self._layout.rect(index.row()), self.verticalScrollBar(), self.viewport().height()
        if hint == self.ScrollHint.PositionAtCenter:
            bar.setValue(rect.center().y() - height // 2)
        elif hint == self.ScrollHint.PositionAtTop or rect.top() - HEADING < bar.value():
            bar.setValue(rect.top() - HEADING)
        elif rect.bottom() + GAP > bar.value() + height:
            bar.setValue(rect.bottom() + GAP - height)

    def moveCursor(  # noqa: N802 - Qt's name
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        if self._layout.rows == 0:
            return QModelIndex()
        current = self.currentIndex()
        row = self._moved(action, current.row()) if current.isValid() else 0
        return self.model().index(min(max(row, 0), self._layout.rows - 1), 0)

    def horizontalOffset(self) -> int:  # noqa: N802 - Qt's name
        return 0

    def verticalOffset(self) -> int:  # noqa: N802 - Qt's name
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: Index) -> bool:  # noqa: N802 - Qt's name
        return False

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:  # noqa: N802
        area = rect.normalized().translated(0, self.verticalOffset())
        selection = QItemSelection()
        for row in self._layout.rows_in(area):
            if self._layout.rect(row).intersects(area):
                index = self.model().index(row, 0)
                selection.select(index, index)
        self.selectionModel().select(selection, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:  # noqa: N802 - Qt's name
        region = QRegion()
        seen = set(self._layout.rows_in(self._shown(self.viewport().rect())))
        for span in cast("Iterable[QItemSelectionRange]", selection):
            for row in seen.intersection(range(span.top(), span.bottom() + 1)):
                region += self.visualRect(self.model().index(row, 0))
        return region

    def updateGeometries(self) -> None:  # noqa: N802 - Qt's name
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(self._layout.height - height, 0))
        bar.setPageStep(height)
        bar.setSingleStep(max(self._layout.down // 3, 1))
        super().updateGeometries()

    def doItemsLayout(self) -> None:  # noqa: N802 - Qt's name
        self._lay_out()
        super().doItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        self._lay_out()
        super().resizeEvent(event)

    def _lay_out(self) -> None:
        model = self.model()
        sections = model.sections() if isinstance(model, SectionModel) else ()
        self._layout = SectionLayout(
            sections, self._cell, self.viewport().width(), first_heading=not self._keeps_heading
        )
        self.updateGeometries()
        self.viewport().update()

    def _shown(self, area: QRect) -> QRect:
        """An area of the viewport as an area of the content."""
        return area.translated(0, self.verticalOffset())

    def _moved(self, action: QAbstractItemView.CursorAction, row: int) -> int:
        moves = self.CursorAction
        page = max((self.viewport().height() - HEADING) // self._layout.down, 1)
        match action:
            case moves.MoveLeft | moves.MovePrevious:
                return row - 1
            case moves.MoveRight | moves.MoveNext:
                return row + 1
            case moves.MoveHome:
                return 0
            case moves.MoveEnd:
                return self._layout.rows - 1
        step = self._layout.above if action in (moves.MoveUp, moves.MovePageUp) else self._layout.below
        for _ in range(page if action in (moves.MovePageUp, moves.MovePageDown) else 1):
            row = step(row)
        return row


class SectionGrid(SectionView):
    """The view with headings, painted cells, and cells known by the number of what they show."""

    opened = Signal(int)
    """Number of the cell that was double-clicked."""
    chosen = Signal(list)
    """Numbers of the selected cells."""

    def __init__(self, tones: Tones, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tones = tones
        self._sticky: StickyHeading | None = None
        self.setSelectionMode(self.SelectionMode.ExtendedSelection)
        self.setEditTriggers(self.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.doubleClicked.connect(self._open)

    @property
    def editing(self) -> bool:
        """Whether a cell's editor is open."""
        return self.state() is self.State.EditingState

    def keep_heading(self) -> None:
        """Keep the title of what is seen first in sight, in a strip over the cells."""
        self._keeps_heading = True
        self._sticky = StickyHeading(self._tones, self)
        self.verticalScrollBar().valueChanged.connect(self._say_heading)
        self._lay_out()

    def set_cell_size(self, size: QSize) -> None:
        """Width and height of every cell in pixels."""
        self._cell = size
        self._lay_out()

    def show_model(self, model: SectionModel) -> None:
        """Show a model; it stays the caller's."""
        self.setModel(model)
        self.selectionModel().selectionChanged.connect(self._announce)
        self._lay_out()

    def selected_ids(self) -> list[int]:
        """In the order of the rows."""
        rows = sorted(self.selectedIndexes(), key=lambda index: index.row())
        return [int(index.data(ID_ROLE)) for index in rows]

    def current_id(self) -> int | None:
        index = self.currentIndex()
        return int(index.data(ID_ROLE)) if index.isValid() else None

    def select_ids(self, ids: Sequence[int], current: int | None = None) -> None:
        """Select the cells of these numbers that are still there; `current` gets the focus."""
        model, selection = cast("SectionModel", self.model()), QItemSelection()
        for row in sorted(row for each in ids if (row := model.row_of(each)) is not None):
            selection.select(model.index(row), model.index(row))
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(selection, flags.ClearAndSelect)
        row = None if current is None else model.row_of(current)
        if row is not None:
            self.selectionModel().setCurrentIndex(model.index(row), flags.NoUpdate)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self.viewport())
        area = self._shown(event.rect())
        self._paint_headings(painter, area)
        flags = QStyle.StateFlag
        under_mouse = self.indexAt(self.viewport().mapFromGlobal(self.cursor().pos()))
        for row in self._layout.rows_in(area):
            index = self.model().index(row, 0)
            option = QStyleOptionViewItem()
            self.initViewItemOption(option)
            option.rect = self.visualRect(index)
            state = option.state & ~flags.State_HasFocus
            if self.selectionModel().isSelected(index):
                state |= flags.State_Selected
            if index == self.currentIndex() and self.hasFocus():
                state |= flags.State_HasFocus
            if index == under_mouse and self.underMouse():
                state |= flags.State_MouseOver
            option.state = state
            self.itemDelegateForIndex(index).paint(painter, option, index)

    def _lay_out(self) -> None:
        super()._lay_out()
        if self._sticky is not None:
            titled = bool(self._layout.title_over(0))
            if titled == self._sticky.isHidden():
                self._sticky.setVisible(titled)
                self.setViewportMargins(0, HEADING if titled else 0, 0, 0)
            self._sticky.setGeometry(0, 0, self.viewport().width(), HEADING)
            self._say_heading()

    def _say_heading(self) -> None:
        if self._sticky is not None:
            offset = self.verticalOffset()
            self._sticky.say(self._layout.title_over(offset), scrolled=offset > 0)

    def _paint_headings(self, painter: QPainter, area: QRect) -> None:
        font = QFont(self.font())
        font.setPointSize(13)
        painter.setFont(font)
        painter.setPen(QColor(self._tones.text))
        for block in self._layout.blocks:
            headed = block.cells_top > block.top
            if headed and block.top <= area.bottom() and block.cells_top >= area.top():
                place = QRect(
                    GRID, block.top - self.verticalOffset(), self.viewport().width() - GRID, HEADING
                )
                metrics, elide = painter.fontMetrics(), Qt.TextElideMode.ElideRight
                words = metrics.elidedText(block.title, elide, place.width())
                painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.setFont(self.font())

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(int(index.data(ID_ROLE)))

    def _announce(self) -> None:
        self.chosen.emit(self.selected_ids())
