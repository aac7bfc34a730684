"""One person: their faces by date, a name to edit, and one button that restores."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from core.domain.face import FaceState
from core.domain.person import Person
from core.imaging.thumbnails import ThumbnailStore
from core.services.browsing import FaceCell, face_picture
from ridfr_desktop.models.cell_model import Cell, CellModel
from ridfr_desktop.models.thumbnail_cache import ThumbnailCache
from ridfr_desktop.theme import GRID, Tones
from ridfr_desktop.widgets.cell_grid import CellGrid


class PersonPage(QWidget):
    """Enter confirms the selected faces, Del rejects them, a double click opens the photo."""

    named = Signal(int, str)
    confirmed = Signal(int, list)
    rejected = Signal(int, list)
    restore_asked = Signal(int)
    photo_opened = Signal(int)

    def __init__(self, store: ThumbnailStore, cache: ThumbnailCache, tones: Tones) -> None:
        super().__init__()
        self._store = store
        self._person: Person | None = None
        self._photo_of: dict[int, int] = {}
        self._model = CellModel(cache)
        self._grid = CellGrid(self._model, tones, fill=True)
        self._grid.setAccessibleName(self.tr("Faces"))
        self._grid.set_cell_size(128)
        self._grid.doubleClicked.connect(self._open_photo)
        self._grid.chosen.connect(self._selection_changed)
        self._name = QLineEdit()
        self._name.setPlaceholderText(self.tr("Who is this?"))
        self._name.setAccessibleName(self.tr("Name"))
        self._name.setMaximumWidth(360)
        self._name.returnPressed.connect(self._rename)
        self._facts = QLabel()
        self._facts.setProperty("quiet", True)
        self._confirm = QPushButton(self.tr("Confirm (Enter)"))
        self._reject = QPushButton(self.tr("Not this person (Del)"))
        self._restore = QPushButton()
        self._restore.setProperty("primary", True)
        self._confirm.clicked.connect(self._confirm_selected)
        self._reject.clicked.connect(self._reject_selected)
        self._restore.clicked.connect(self._ask_restore)
        for key, slot in (
            (Qt.Key.Key_Return, self._confirm_selected),
            (Qt.Key.Key_Delete, self._reject_selected),
        ):
            shortcut = QShortcut(QKeySequence(key), self._grid)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)
        self._lay_out()

    def _lay_out(self) -> None:
        header = QHBoxLayout()
        header.addWidget(self._name)
        header.addWidget(self._facts, 1)
        header.addWidget(self._confirm)
        header.addWidget(self._reject)
        header.addWidget(self._restore)
        header.setSpacing(2 * GRID)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * GRID, 3 * GRID, 3 * GRID, 0)
        layout.setSpacing(3 * GRID)
        layout.addLayout(header)
        layout.addWidget(self._grid, 1)

    def show_person(self, person: Person, cells: Sequence[FaceCell], restorable: int) -> None:
        self._person = person
        self._photo_of = {cell.face.id: cell.face.photo_id for cell in cells}
        self._name.setText(person.name or "")
        words = self.tr("%n face(s)", "", len(cells))
        if person.suggested:
            words += "  ·  " + self.tr("%n to review", "", person.suggested)
        self._facts.setText(words)
        self._restore.setText(self.tr("Restore %n photo(s)…", "", restorable))
        self._restore.setEnabled(restorable > 0)
        self._model.show_cells([self._cell(cell) for cell in cells])
        self._selection_changed([])

    def _cell(self, cell: FaceCell) -> Cell:
        year = str(cell.taken_at.year) if cell.taken_at else self.tr("no date")
        suggested = cell.face.state is FaceState.SUGGESTED
        return Cell(
            cell.face.id,
            f"face-{cell.face.id}",
            lambda: face_picture(self._store, cell),
            year,
            self.tr("is this right?") if suggested else "",
        )

    def _selection_changed(self, chosen: list[int]) -> None:
        self._confirm.setEnabled(bool(chosen))
        self._reject.setEnabled(bool(chosen))

    def _rename(self) -> None:
        if self._person is not None and self._name.text().strip():
            self.named.emit(self._person.id, self._name.text().strip())

    def _confirm_selected(self) -> None:
        if self._person is not None and self._grid.selected_ids():
            self.confirmed.emit(self._person.id, self._grid.selected_ids())

    def _reject_selected(self) -> None:
        if self._person is not None and self._grid.selected_ids():
            self.rejected.emit(self._person.id, self._grid.selected_ids())

    def _ask_restore(self) -> None:
        if self._person is not None:
            self.restore_asked.emit(self._person.id)

    def _open_photo(self) -> None:
        chosen = self._grid.selected_ids()
        if chosen:
            self.photo_opened.emit(self._photo_of[chosen[0]])
