"""A group without a name as a sheet of faces: click the wrong ones away, then name the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.domain.face_tile import FaceTile
from ridfr_desktop.theme import GRID, Tones
from ridfr_desktop.widgets.face_delegate import FaceDelegate, words_height
from ridfr_desktop.widgets.face_keys import FrequentPeople, key_button
from ridfr_desktop.widgets.face_model import FaceEntry, FaceModel, Mark
from ridfr_desktop.widgets.face_pictures import FacePictures
from ridfr_desktop.widgets.flow_layout import FlowLayout
from ridfr_desktop.widgets.name_edit import NameEdit
from ridfr_desktop.widgets.section_grid import SectionGrid

SIDE = 112


class GroupSheet(QWidget):
    """Shows the faces of a group; says what was answered and changes nothing itself."""

    named = Signal(object, list, list)
    """Number of a person or a typed name, the faces that are theirs, and those that are not."""
    ignored = Signal(list, list)
    """Faces of a stranger, and those that are somebody else."""
    split = Signal(list)
    """Faces that are somebody else, and one person."""
    later = Signal()
    undone = Signal()

    def __init__(self, pictures: FacePictures, tones: Tones, parent: QWidget) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._removed: set[int] = set()
        self._question = QLabel()
        self._question.setObjectName("title")
        self.counter = QLabel()
        self.counter.setProperty("quiet", True)
        hint = QLabel(self.tr("Click the faces that are somebody else, then say who the rest are."))
        hint.setProperty("quiet", True)
        hint.setWordWrap(True)
        self._name = NameEdit(self)
        self._name.setMinimumWidth(70 * GRID)
        self._name.setMaximumWidth(110 * GRID)
        self._name.said.connect(self._say)
        self._name.given_up.connect(self._focus_grid)
        self.frequent = FrequentPeople(self)
        self.frequent.chosen.connect(self._say)
        self._model = FaceModel(pictures, self)
        self._grid = SectionGrid(tones, self)
        self._grid.setItemDelegate(FaceDelegate(tones, self._grid))
        self._grid.setSelectionMode(self._grid.SelectionMode.NoSelection)
        self._grid.set_cell_size(QSize(SIDE, SIDE + words_height()))
        self._grid.show_model(self._model)
        self._grid.setAccessibleName(self.tr("Faces of the group"))
        self._grid.clicked.connect(self._toggle)
        for key in ("Space", "Del"):
            shortcut = QShortcut(QKeySequence(key), self._grid)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda: self._toggle(self._grid.currentIndex()))
        self._lay_out(hint)

    def _lay_out(self, hint: QLabel) -> None:
        asked = QHBoxLayout()
        asked.addWidget(self._question, 1)
        asked.addWidget(self.counter, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        answer = FlowLayout()
        answer.addWidget(self._name)
        say = key_button(self.tr("Name them"), "Return", self, primary=True)
        say.clicked.connect(self._name_them)
        ignore = key_button(self.tr("Ignore all"), "I", self)
        ignore.clicked.connect(self._ignore)
        self._split_button = key_button(self.tr("Split off"), "S", self)
        self._split_button.setToolTip(self.tr("The faces you clicked become a group of their own"))
        self._split_button.clicked.connect(self._split)
        later = key_button(self.tr("Later"), "L", self)
        later.clicked.connect(self.later)
        undo = key_button(self.tr("Undo"), "Ctrl+Z", self, own=False)
        undo.clicked.connect(self.undone)
        type_name = QShortcut(QKeySequence("F2"), self)
        type_name.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        type_name.activated.connect(self._name.setFocus)
        for button in (say, ignore, self._split_button, later, undo):
            answer.addWidget(button)
        answer.add_space()
        head = QVBoxLayout()
        head.setContentsMargins(GRID, 0, 3 * GRID, 0)
        head.setSpacing(2 * GRID)
        head.addLayout(asked)
        head.addWidget(hint)
        head.addLayout(answer)
        head.addWidget(self.frequent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addLayout(head)
        column.addWidget(self._grid, 1)

    def show_group(self, faces: Sequence[FaceTile]) -> None:
        """Ask about these; faces that were clicked away stay so when they are shown again."""
        self._removed &= {tile.id for tile in faces}
        self._name.clear()
        self._model.show_entries([self._entry(tile) for tile in faces])
        self._count()
        self._grid.setFocus()

    def offer_names(self, names: Sequence[str]) -> None:
        self._name.offer(names)

    def _focus_grid(self) -> None:
        self._grid.setFocus()

    def _entry(self, tile: FaceTile) -> FaceEntry:
        year = self.tr("no date") if tile.year is None else str(tile.year)
        mark = Mark.REMOVED if tile.id in self._removed else Mark.NONE
        return FaceEntry(tile.id, lambda: self._pictures.face(tile), year, mark=mark)

    def _toggle(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        entry = self._model.entry(index.row())
        self._removed ^= {entry.id}
        gone = entry.id in self._removed
        note = self.tr("someone else") if gone else ""
        self._model.replace_entry(replace(entry, mark=Mark.REMOVED if gone else Mark.NONE, note=note))
        self._count()

    def _count(self) -> None:
        kept = len(self._kept())
        self._question.setText(self.tr("Who is this? %Ln photo(s)", "", kept))
        self._split_button.setEnabled(bool(self._removed) and kept > 0)

    def _kept(self) -> list[int]:
        ids = [self._model.entry(row).id for row in range(self._model.rowCount())]
        return [face_id for face_id in ids if face_id not in self._removed]

    def _name_them(self) -> None:
        if self._name.text().strip():
            self._say(self._name.text().strip())
        else:
            self._name.setFocus()

    def _say(self, who: object) -> None:
        kept = self._kept()
        if kept:
            self._grid.setFocus()
            self.named.emit(who, kept, sorted(self._removed))

    def _ignore(self) -> None:
        self.ignored.emit(self._kept(), sorted(self._removed))

    def _split(self) -> None:
        self.split.emit(sorted(self._removed))
