"""All photos, or a part of them, in a grid."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSlider, QStackedLayout, QVBoxLayout, QWidget

from core.imaging.thumbnails import ThumbnailStore
from core.services.browsing import GridPhoto, thumbnail_bytes
from ridfr_desktop.models.cell_model import Cell, CellModel
from ridfr_desktop.models.thumbnail_cache import ThumbnailCache
from ridfr_desktop.theme import GRID, Tones
from ridfr_desktop.widgets.cell_grid import CellGrid


class LibraryPage(QWidget):
    """Grid with title, count and size; an empty library says the one thing to do."""

    photo_opened = Signal(int)
    add_folder_asked = Signal()

    def __init__(self, store: ThumbnailStore, cache: ThumbnailCache, tones: Tones) -> None:
        super().__init__()
        self._store = store
        self._model = CellModel(cache)
        self._grid = CellGrid(self._model, tones)
        self._grid.setAccessibleName(self.tr("Photos"))
        self._grid.opened.connect(self.photo_opened)
        self._title = QLabel()
        self._title.setObjectName("title")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._count = QLabel()
        self._count.setProperty("quiet", True)
        size = QSlider(Qt.Orientation.Horizontal)
        size.setRange(96, 320)
        size.setValue(176)
        size.setFixedWidth(140)
        size.setAccessibleName(self.tr("Size of the pictures"))
        size.valueChanged.connect(self._grid.set_cell_size)
        header = QHBoxLayout()
        header.addWidget(self._title)
        header.addWidget(self._count, 1, Qt.AlignmentFlag.AlignBottom)
        header.addWidget(size)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._grid)
        self._stack.addWidget(self._empty_state())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * GRID, 3 * GRID, 0, 0)
        layout.addLayout(header)
        layout.addLayout(self._stack, 1)

    def show_photos(self, title: str, photos: Sequence[GridPhoto]) -> None:
        self._title.setText(title)
        self._count.setText(self.tr("%n photo(s)", "", len(photos)))
        self._model.show_cells([self._cell(photo) for photo in photos])
        self._stack.setCurrentIndex(0 if photos else 1)

    def _cell(self, photo: GridPhoto) -> Cell:
        digest = photo.digest
        note = photo.taken_at.strftime("%Y-%m-%d") if photo.taken_at else ""
        if not photo.online:
            note = self.tr("not connected")
        return Cell(
            photo.id,
            digest,
            lambda: thumbnail_bytes(self._store, digest),
            photo.name,
            note,
            dimmed=not photo.online,
        )

    def _empty_state(self) -> QWidget:
        empty = QWidget()
        words = QLabel(self.tr("No photos here yet.\nAdd a folder: it is read in place and never changed."))
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        add = QPushButton(self.tr("Add a folder…"))
        add.setProperty("primary", True)
        add.clicked.connect(self.add_folder_asked)
        layout = QVBoxLayout(empty)
        layout.addStretch(1)
        layout.addWidget(words)
        layout.addWidget(add, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(2)
        return empty
