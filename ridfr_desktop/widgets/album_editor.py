"""A new album: by hand, or kept by a rule: a person, a folder, a span of days."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.domain.photo import Folder
from core.services.people_browsing import PersonCard
from ridfr_desktop.theme import GRID

WIDTH = 420


class AlbumEditor(QDialog):
    """Asks for a name and what fills the album; `name` and `rule` say what was chosen."""

    def __init__(
        self, people: Sequence[PersonCard], folders: Sequence[Folder], photos: int, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("New album"))
        self.setMinimumWidth(WIDTH)
        self._name = QLineEdit()
        self._name.setMaxLength(120)
        self._name.textChanged.connect(self._check)
        self._kind = QComboBox()
        self._fields = QStackedWidget()
        by_hand = QLabel(
            self.tr("Begins with the %Ln selected photo(s).", "", photos)
            if photos
            else self.tr("Empty at first: select photos and choose “Add to album”.")
        )
        by_hand.setProperty("quiet", True)
        by_hand.setWordWrap(True)
        self._person, self._folder = QComboBox(), QComboBox()
        for card in people:
            self._person.addItem(card.name or "", f"person:{card.id}")
        for folder in folders:
            self._folder.addItem(str(folder.path), f"folder:{folder.path}")
        self._since, self._until = self._day(QDate(QDate.currentDate().year(), 1, 1)), self._day()
        self._add_kind("", self.tr("Photos chosen by hand"), by_hand)
        if people:
            self._add_kind("person", self.tr("All photos of a person"), self._person)
        if folders:
            self._add_kind("folder", self.tr("All photos of a folder"), self._folder)
        self._add_kind("dates", self.tr("All photos of a time"), self._span())
        self._kind.currentIndexChanged.connect(self._fields.setCurrentIndex)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setText(self.tr("Create"))
        self._buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Cancel"))
        for button in self._buttons.buttons():
            # The style's own pictures are not of our icons.
            button.setIcon(QIcon())
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setProperty("primary", True)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.setVerticalSpacing(3 * GRID)
        form.addRow(self.tr("Name"), self._name)
        form.addRow(self.tr("Holds"), self._kind)
        form.addRow("", self._fields)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addStretch(1)
        layout.addWidget(self._buttons)
        self._check()

    @property
    def name(self) -> str:
        return self._name.text().strip()

    @property
    def rule(self) -> str:
        """As `core.services.albums` reads it; "" by hand."""
        match self._kind.currentData():
            case "person":
                return str(self._person.currentData())
            case "folder":
                return str(self._folder.currentData())
            case "dates":
                iso = Qt.DateFormat.ISODate
                return f"dates:{self._since.date().toString(iso)}..{self._until.date().toString(iso)}"
        return ""

    def _add_kind(self, kind: str, words: str, field: QWidget) -> None:
        self._kind.addItem(words, kind)
        self._fields.addWidget(field)

    def _day(self, day: QDate | None = None) -> QDateEdit:
        edit = QDateEdit(day or QDate.currentDate())
        edit.setCalendarPopup(True)
        edit.dateChanged.connect(self._check)
        return edit

    def _span(self) -> QWidget:
        self._since.setAccessibleName(self.tr("First day"))
        self._until.setAccessibleName(self.tr("Last day"))
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._since, 1)
        layout.addWidget(QLabel("–"))
        layout.addWidget(self._until, 1)
        return row

    def _check(self) -> None:
        if not hasattr(self, "_buttons"):
            return
        in_order = self._kind.currentData() != "dates" or self._since.date() <= self._until.date()
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(bool(self.name) and in_order)
