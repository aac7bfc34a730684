"""What Qt brings for showing many pictures, as somebody would use it who builds no grid of their own."""

from __future__ import annotations

import time
from collections import OrderedDict
from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QAbstractItemView, QListView

from ridfr_desktop.benchmark_loop import interrupted

CELL = 176
"""Pixels: what the library page shows by default."""
KEPT = 256
"""Icons that are kept: about the memory that our cache of thumbnails takes."""
BUDGET = 20.0
"""Processor seconds that a view may spend on asking for icons before it is cut short."""

Index = QModelIndex | QPersistentModelIndex


class PictureModel(QAbstractListModel):
    """Pictures by path as `QIcon` decorations, the last `KEPT` of them in memory.

    A view that wants to see every picture before it shows one would take minutes or hours and all
    memory: once the budget is spent, the rest has no icon, and `reached` says how far it came.
    """

    def __init__(self, paths: list[Path]) -> None:
        super().__init__()
        self._paths = paths
        self._icons: OrderedDict[int, QIcon] = OrderedDict()
        self._ends = 0.0
        self.reached = 0
        """Photos whose picture could be given."""
        self.cut_short = False

    def allow(self, seconds: float) -> None:
        """Give icons for so much processor time of this thread from now on."""
        self._ends = time.thread_time() + seconds

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        return 0 if parent.isValid() else len(self._paths)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._paths[index.row()].name
        return self._icon(index.row()) if role == Qt.ItemDataRole.DecorationRole else None

    def _icon(self, row: int) -> QIcon | None:
        if self.cut_short or interrupted() or time.thread_time() > self._ends:
            self.cut_short = True
            return None
        self.reached = max(self.reached, row + 1)
        icon = self._icons.pop(row, None) or QIcon(str(self._paths[row]))
        self._icons[row] = icon
        if len(self._icons) > KEPT:
            self._icons.popitem(last=False)
        return icon


def default_view() -> QListView:
    """`QListView` in icon mode as it comes."""
    view = QListView()
    view.setViewMode(QListView.ViewMode.IconMode)
    view.setResizeMode(QListView.ResizeMode.Adjust)
    view.setIconSize(QSize(CELL, CELL))
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    return view


def tuned_view() -> QListView:
    """The same with all that Qt's documentation advises for many items."""
    view = default_view()
    view.setUniformItemSizes(True)
    view.setLayoutMode(QListView.LayoutMode.Batched)
    view.setGridSize(QSize(CELL + 8, CELL + 28))
    return view
