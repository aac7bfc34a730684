"""The photographs of a place as rows: columns that a service read, pictures when they are seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QDate, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QPixmap

from core.domain.photo import UnreadableFile
from core.services.browsing_grid import UNREADABLE, GridPhotos, Mark
from ridfr_desktop.date_words import moment_words
from ridfr_desktop.models.thumbnail_cache import ThumbnailCache
from ridfr_desktop.problem_words import message_words
from ridfr_desktop.tooltip_words import plain as plain_tooltip
from ridfr_desktop.widgets.section_grid import ID_ROLE, SectionModel
from ridfr_desktop.widgets.section_layout import Section

Index = QModelIndex | QPersistentModelIndex
ReadThumbnail = Callable[[int], bytes | None]
"""Encoded thumbnail of a photo by its number; called on the reader thread."""

NOTHING = GridPhotos("", (), (), b"", (), {})


class PhotoModel(SectionModel):
    """Shows a `GridPhotos`; replaced as a whole."""

    picture_ready = Signal(int)
    """Row whose picture can now be had."""

    def __init__(self, cache: ThumbnailCache, read: ReadThumbnail, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cache = cache
        self._read = read
        self._photos = NOTHING
        self._sections: tuple[Section, ...] = ()
        self._side = 168
        cache.ready.connect(self._ready)

    @property
    def photos(self) -> GridPhotos:
        return self._photos

    def show_photos(self, photos: GridPhotos) -> None:
        self.beginResetModel()
        self._photos = photos
        sections = [Section(self._words(section.period), section.count) for section in photos.sections]
        self._sections = tuple(sections) or (Section("", len(photos.ids)),)
        self.endResetModel()

    def set_side(self, side: int) -> None:
        """Longest side of the pictures, in pixels of the screen."""
        self._side = side

    def sections(self) -> Sequence[Section]:
        return self._sections

    def picture(self, row: int) -> QPixmap | None:
        """The thumbnail, or None until `picture_ready`; None for ever of an unreadable file."""
        photo, read = self._photos.ids[row], self._read
        if photo < 0:
            return None
        return self._cache.request(f"photo-{photo}", lambda: read(photo), self._side)

    def mark(self, row: int) -> Mark:
        return Mark(self._photos.marks[row])

    def unreadable(self, row: int) -> UnreadableFile | None:
        """The file that could not be read, when that is what this row shows."""
        return self._photos.unreadable.get(self._photos.ids[row])

    def row_of(self, photo_id: int) -> int | None:
        return self._photos.rows.get(photo_id)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        return 0 if parent.isValid() else len(self._photos.ids)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = index.row()
        if role == ID_ROLE:
            return self._photos.ids[row]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            file = self.unreadable(row)
            return None if file is None else plain_tooltip(f"{file.path.name}\n{message_words(file.message)}")
        return None

    def _spoken(self, row: int) -> str:
        """A photo in words, for screen readers."""
        file = self.unreadable(row)
        if file is not None:
            return self.tr("{name} could not be read: {reason}").format(
                name=file.path.name, reason=message_words(file.message)
            )
        taken = self._photos.taken[row]
        words = [moment_words(datetime.fromisoformat(taken)) if taken else self.tr("Photo without a date")]
        mark = self.mark(row)
        for flag, said in (
            (Mark.RESTORED, self.tr("restored")),
            (Mark.OFFLINE, self.tr("not connected")),
            (Mark.TROUBLED, self.tr("read only in part")),
        ):
            if mark & flag:
                words.append(said)
        return ", ".join(words)

    def _words(self, period: str) -> str:
        if not period:
            return self.tr("Without a date")
        if period == UNREADABLE:
            return self.tr("Could not be read")
        if len(period) == 4:
            return period
        first = QDate(int(period[:4]), int(period[5:7]), 1)
        return QLocale().toString(first, "MMMM yyyy") if first.isValid() else period

    def _ready(self, key: str) -> None:
        if key.startswith("photo-"):
            row = self._photos.rows.get(int(key[6:]))
            if row is not None:
                self.picture_ready.emit(row)
