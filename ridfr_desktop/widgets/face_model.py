"""The model behind every list of faces and people: what a cell shows, by role, in sections."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, IntEnum

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QPixmap

from ridfr_desktop.tooltip_words import plain as plain_tooltip
from ridfr_desktop.widgets.face_pictures import FacePictures
from ridfr_desktop.widgets.section_grid import ID_ROLE, SectionModel
from ridfr_desktop.widgets.section_layout import Section, sections_by

Index = QModelIndex | QPersistentModelIndex
Picture = Callable[[], QPixmap | None]
"""What is there of a picture now; asking for it starts reading it."""

COALESCED_MS = 40
"""Pictures that arrive within this time are painted together."""


class FaceRole(IntEnum):
    ID = ID_ROLE
    PICTURE = Qt.ItemDataRole.UserRole + 2
    SECOND = Qt.ItemDataRole.UserRole + 3
    """A picture to the right of the first: the reference, the result."""
    NOTE = Qt.ItemDataRole.UserRole + 4
    MARK = Qt.ItemDataRole.UserRole + 5
    PROGRESS = Qt.ItemDataRole.UserRole + 6
    """Share in [0, 1], or None."""


class Mark(Enum):
    """What is said about a face by a sign in its corner, never by colour alone."""

    NONE = ""
    OPEN = "?"
    """Waits for an answer."""
    REMOVED = "×"
    """Taken out of the group that is being named."""
    KEPT = "✓"
    HELD = "!"


@dataclass(frozen=True, slots=True)
class FaceEntry:
    """One cell."""

    id: int
    picture: Picture
    caption: str
    note: str = ""
    second: Picture | None = None
    mark: Mark = Mark.NONE
    progress: float | None = None
    told: str = ""
    """All about it, for the tooltip and for who cannot see the picture."""
    named: bool = True
    """False: the caption is a question, not a name; the name editor starts empty."""


class FaceModel(SectionModel):
    """Entries in order; replaced as a whole, painted anew when pictures arrive."""

    def __init__(self, pictures: FacePictures, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: Sequence[int] = ()
        self._make: Callable[[int], FaceEntry] = _never
        self._made: dict[int, FaceEntry] = {}
        """By row; of the rows that somebody has asked for."""
        self._sections: tuple[Section, ...] = ()
        self._rows: dict[int, int] = {}
        self._later = QTimer(self, singleShot=True, interval=COALESCED_MS)
        self._later.timeout.connect(self._pictures_arrived)
        pictures.ready.connect(self._later.start)

    def show_entries(self, entries: Sequence[FaceEntry], titles: Sequence[str] = ()) -> None:
        """Show these; `titles` has the section of each entry, equal ones side by side."""
        self._reset([entry.id for entry in entries], _never, titles, dict(enumerate(entries)))

    def show_numbers(
        self, ids: Sequence[int], make: Callable[[int], FaceEntry], titles: Sequence[str] = ()
    ) -> None:
        """Show cells of which only the numbers are known; `make` gives the entry of a row that is seen."""
        self._reset(ids, make, titles, {})

    def _reset(
        self,
        ids: Sequence[int],
        make: Callable[[int], FaceEntry],
        titles: Sequence[str],
        made: dict[int, FaceEntry],
    ) -> None:
        self.beginResetModel()
        self._ids, self._make, self._made = ids, make, made
        self._sections = sections_by(titles) if titles else (Section("", len(ids)),)
        self._rows = {number: row for row, number in enumerate(ids)}
        self.endResetModel()

    def replace_entry(self, entry: FaceEntry) -> None:
        """Show another state of an entry that is there."""
        row = self._rows[entry.id]
        self._made[row] = entry
        index = self.index(row)
        self.dataChanged.emit(index, index)

    def entry(self, row: int) -> FaceEntry:
        if row not in self._made:
            self._made[row] = self._make(row)
        return self._made[row]

    def entry_of(self, number: int) -> FaceEntry | None:
        row = self._rows.get(number)
        return None if row is None else self.entry(row)

    def row_of(self, number: int) -> int | None:
        return self._rows.get(number)

    def sections(self) -> Sequence[Section]:
        return self._sections

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == FaceRole.ID:
            return self._ids[index.row()]
        entry = self.entry(index.row())
        match role:
            case FaceRole.PICTURE:
                return entry.picture()
            case FaceRole.SECOND:
                return None if entry.second is None else entry.second()
            case FaceRole.NOTE:
                return entry.note
            case FaceRole.MARK:
                return entry.mark
            case FaceRole.PROGRESS:
                return entry.progress
            case Qt.ItemDataRole.DisplayRole:
                return entry.caption
            case Qt.ItemDataRole.EditRole:
                return entry.caption if entry.named else ""
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
                return plain_tooltip(entry.told) or None
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{entry.caption}, {entry.note}" if entry.note else entry.caption
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cells are edited in place where the view allows it, dragged and dropped upon likewise."""
        flags = Qt.ItemFlag
        extra = flags.ItemIsEditable | flags.ItemIsDragEnabled | flags.ItemIsDropEnabled
        return super().flags(index) | extra if index.isValid() else flags.NoItemFlags

    def _pictures_arrived(self) -> None:
        if self._ids:
            roles = [FaceRole.PICTURE, FaceRole.SECOND]
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1), roles)


def _never(row: int) -> FaceEntry:
    """Of a model whose entries are all there."""
    raise LookupError(f"There is no entry for row {row}.")
