"""The row of filters over the grid: people, years, folders, and what state the photos are in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from core.domain.photo import Folder
from core.services.browsing_grid import PhotoFilter
from core.services.people_browsing import PersonCard
from ridfr_desktop.theme import GRID
from ridfr_desktop.tooltip_words import plain as plain_tooltip
from ridfr_desktop.widgets.flow_layout import FlowLayout

FIRST_YEAR, LAST_YEAR = 1826, 2200
"""From the first photograph on."""
FOLDER_LETTERS = 14
"""Of a folder's name that the box has room for."""
PAUSE = 400
"""Milliseconds after the last digit of a year."""


class FilterBar(QFrame):
    """Every filter narrows the others; an empty bar filters nothing."""

    filtered = Signal(object)
    """`PhotoFilter`, or None when nothing is filtered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people = QComboBox()
        self._people.setEditable(True)
        self._people.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._people.setMinimumWidth(160)
        self._people.setAccessibleName(self.tr("Person in the photo"))
        completer = self._people.completer()
        assert completer is not None, "an editable box has one"
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self._folders = QComboBox()
        self._folders.setAccessibleName(self.tr("Folder of the photo"))
        self._folders.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._folders.setMinimumContentsLength(FOLDER_LETTERS)
        self._since = self._year(self.tr("from"), self.tr("First year"))
        self._until = self._year(self.tr("to"), self.tr("Last year"))
        self._state = QPushButton()
        menu = QMenu(self._state)
        self._states = {
            "unknown_faces": menu.addAction(self.tr("Unknown faces")),
            "restorable": menu.addAction(self.tr("Restorable")),
            "restored": menu.addAction(self.tr("Restored")),
            "offline": menu.addAction(self.tr("Offline")),
        }
        for action in self._states.values():
            action.setCheckable(True)
            action.toggled.connect(self._announce)
        self._state.setMenu(menu)
        self._state.setMinimumWidth(144)
        self._state.setAccessibleName(self.tr("State of the photos"))
        self._clear = QPushButton(self.tr("Clear"))
        self._clear.clicked.connect(self.clear)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._announce)
        self._lay_out()
        self.show_people(())
        self.show_folders(())
        self._folders.activated.connect(self._announce)
        self._people.activated.connect(self._announce)
        self._announce()

    def show_people(self, people: Sequence[PersonCard]) -> None:
        """Offer these names; the chosen one stays when it is among them."""
        chosen = self._people.currentData()
        self._people.blockSignals(True)
        self._people.clear()
        self._people.addItem(self.tr("Anybody"), 0)
        for card in people:
            self._people.addItem(card.name or "", card.id)
        self._people.setCurrentIndex(max(self._people.findData(chosen), 0))
        self._people.blockSignals(False)

    def show_folders(self, folders: Sequence[Folder]) -> None:
        """Offer these folders; the chosen one stays when it is among them."""
        chosen = self._folders.currentData()
        self._folders.clear()
        self._folders.addItem(self.tr("All folders"), 0)
        for folder in folders:
            self._folders.addItem(folder.path.name or str(folder.path), folder.id)
            tip = plain_tooltip(str(folder.path))
            self._folders.setItemData(self._folders.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
        self._folders.setCurrentIndex(max(self._folders.findData(chosen), 0))

    def value(self) -> PhotoFilter | None:
        """What is asked for now."""
        made = PhotoFilter(
            person=self._people.currentData() or 0,
            since=int(self._since.text() or 0),
            until=int(self._until.text() or 0),
            folder=self._folders.currentData() or 0,
            **{name: action.isChecked() for name, action in self._states.items()},
        )
        return None if made == PhotoFilter() else made

    def clear(self) -> None:
        for box in (self._people, self._folders):
            box.setCurrentIndex(0)
        for field in (self._since, self._until):
            field.clear()
        for action in self._states.values():
            action.setChecked(False)
        self._announce()

    def _year(self, hint: str, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(hint)
        field.setAccessibleName(name)
        field.setMaxLength(4)
        field.setFixedWidth(64)
        field.setValidator(QIntValidator(0, LAST_YEAR, field))
        field.textEdited.connect(self._typed)
        return field

    def _lay_out(self) -> None:
        years = QWidget()
        line = QHBoxLayout(years)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID)
        for widget in (self._since, QLabel("–"), self._until):
            line.addWidget(widget)
        years.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        layout = FlowLayout(self)
        layout.setContentsMargins(0, 0, 4 * GRID, 0)
        for field in (self._people, years, self._folders, self._state, self._clear):
            layout.addWidget(field)

    def _typed(self, text: str) -> None:
        """A year that is being typed is none yet."""
        if not text or (len(text) == 4 and FIRST_YEAR <= int(text) <= LAST_YEAR):
            self._pause.start()

    def _announce(self, *_: object) -> None:
        chosen = [action.text() for action in self._states.values() if action.isChecked()]
        self._state.setText(", ".join(chosen) if chosen else self.tr("Any state"))
        self.filtered.emit(self.value())
