"""The model behind every grid: cells with a picture, a caption and an id.

`data` neither decodes nor asks the database; it hands out what a service returned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from ridfr_desktop.models.thumbnail_cache import Source, ThumbnailCache

Index = QModelIndex | QPersistentModelIndex


class CellRole(IntEnum):
    ID = Qt.ItemDataRole.UserRole + 1
    PICTURE = Qt.ItemDataRole.UserRole + 2
    CAPTION = Qt.ItemDataRole.UserRole + 3
    NOTE = Qt.ItemDataRole.UserRole + 4
    DIMMED = Qt.ItemDataRole.UserRole + 5


@dataclass(frozen=True)
class Cell:
    """One place of a grid."""

    id: int
    key: str
    """Names the picture in the cache."""
    source: Source
    caption: str
    note: str = ""
    dimmed: bool = False
    """The drive is not connected."""


class CellModel(QAbstractListModel):
    """Cells in order; replaced as a whole, refreshed one by one when pictures arrive."""

    def __init__(self, cache: ThumbnailCache) -> None:
        super().__init__()
        self._cache = cache
        self._cells: list[Cell] = []
        self._rows: dict[str, list[int]] = {}
        cache.ready.connect(self._picture_ready)

    def show_cells(self, cells: Sequence[Cell]) -> None:
        self.beginResetModel()
        self._cells = list(cells)
        self._rows = {}
        for row, cell in enumerate(self._cells):
            self._rows.setdefault(cell.key, []).append(row)
        self.endResetModel()

    def cell(self, row: int) -> Cell:
        return self._cells[row]

    def row_of(self, cell_id: int) -> int | None:
        return next((row for row, cell in enumerate(self._cells) if cell.id == cell_id), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        return 0 if parent.isValid() else len(self._cells)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        cell = self._cells[index.row()]
        if role == CellRole.PICTURE:
            return self._cache.request(cell.key, cell.source)
        accessible = f"{cell.caption}, {cell.note}" if cell.note else cell.caption
        values: dict[int, object] = {
            CellRole.ID: cell.id,
            CellRole.CAPTION: cell.caption,
            CellRole.NOTE: cell.note,
            CellRole.DIMMED: cell.dimmed,
            Qt.ItemDataRole.DisplayRole: cell.caption,
            Qt.ItemDataRole.AccessibleTextRole: accessible,
        }
        return values.get(role)

    def _picture_ready(self, key: str) -> None:
        for row in self._rows.get(key, ()):
            index = self.index(row)
            self.dataChanged.emit(index, index, [CellRole.PICTURE])
