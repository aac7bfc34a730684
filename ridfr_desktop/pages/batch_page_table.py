"""The table of the batch page: rows with faces, read as they come into sight."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from core.domain.face_tile import FaceTile
from ridfr_desktop.models.batch_model import BatchModel, Column
from ridfr_desktop.theme import GRID, Tones
from ridfr_desktop.widgets.batch_delegate import BatchDelegate
from ridfr_desktop.widgets.face_pictures import FacePictures

TIME_WIDTH = 88
HIDDEN = (Column.PERSON, Column.REASON)
"""Stand as second lines in the columns before them."""


class BatchTable(QTableView):
    """One row a face; Enter or a double click opens it."""

    tiles_wanted = Signal(tuple)
    """Numbers of faces that are in sight and of which nothing is known; answer with `show_tiles`."""

    def __init__(
        self, model: BatchModel, tones: Tones, pictures: FacePictures, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._tiles: dict[int, FaceTile] = {}
        self._missing: set[int] = set()
        self._asked: set[int] = set()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._ask)
        self._delegate = BatchDelegate(tones, self._picture, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(self.tr("Restoration queue"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(12 * GRID)
        for column in (Column.PHOTO, Column.STATE, Column.REFERENCE):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(Column.TIME, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(Column.TIME, TIME_WIDTH)
        for column in HIDDEN:
            self.setColumnHidden(column, True)
        pictures.ready.connect(lambda _number, _kind: self.viewport().update())
        self._measure()

    def tile(self, face_id: int) -> FaceTile | None:
        """What is known of a face's picture."""
        return self._tiles.get(face_id)

    def show_tiles(self, tiles: Iterable[FaceTile]) -> None:
        self._tiles.update((tile.id, tile) for tile in tiles)
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure()

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._delegate.row_height(self.font()))

    def _picture(self, face_id: int) -> QPixmap | None:
        """Asked while a row is painted, so only for what is in sight."""
        tile = self._tiles.get(face_id)
        if tile is not None:
            return self._pictures.face(tile)
        if face_id not in self._asked:
            self._missing.add(face_id)
            self._soon.start()
        return None

    def _ask(self) -> None:
        wanted, self._missing = tuple(self._missing), set()
        self._asked.update(wanted)
        self.tiles_wanted.emit(wanted)
