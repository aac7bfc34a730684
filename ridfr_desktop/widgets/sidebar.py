"""Where to go: all photos, what was restored, people, folders; counts beside each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QFrame, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout

from core.domain.photo import Folder
from core.services.browsing import Overview
from ridfr_desktop.theme import GRID, Tones

WIDTH = 228
PLACE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Place:
    """Something to show: kind is "all", "restored", "person" or "folder"."""

    kind: str
    id: int = 0


class Sidebar(QFrame):
    """A tree of places; keeps the chosen place when it is filled again."""

    chosen = Signal(object)
    """`Place`"""
    add_folder_asked = Signal()

    def __init__(self, tones: Tones) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setFixedWidth(WIDTH)
        self._tones = tones
        self._tree = QTreeWidget()
        self._tree.setHeaderHidden(True)
        self._tree.setColumnCount(2)
        self._tree.setRootIsDecorated(False)
        self._tree.setIndentation(3 * GRID)
        self._tree.setAccessibleName(self.tr("Places"))
        self._tree.header().setStretchLastSection(False)
        self._tree.header().setSectionResizeMode(0, self._tree.header().ResizeMode.Stretch)
        self._tree.header().setSectionResizeMode(1, self._tree.header().ResizeMode.ResizeToContents)
        self._tree.currentItemChanged.connect(self._choose)
        add = QPushButton(self.tr("Add a folder…"))
        add.clicked.connect(self.add_folder_asked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 3 * GRID, 2 * GRID, 3 * GRID)
        layout.addWidget(self._tree, 1)
        layout.addWidget(add)

    def fill(self, overview: Overview, folders: Sequence[Folder]) -> None:
        place = self.place()
        self._tree.blockSignals(True)
        self._tree.clear()
        library = self._heading(self.tr("LIBRARY"))
        self._entry(library, self.tr("All photos"), overview.photos, Place("all"))
        self._entry(library, self.tr("Restored"), overview.restored, Place("restored"))
        if overview.people:
            people = self._heading(self.tr("PEOPLE"))
            for person in overview.people:
                faces = person.confirmed + person.suggested
                self._entry(people, person.name or self.tr("Who is this?"), faces, Place("person", person.id))
        if folders:
            heading = self._heading(self.tr("FOLDERS"))
            for folder in folders:
                item = self._entry(
                    heading, folder.path.name or str(folder.path), None, Place("folder", folder.id)
                )
                item.setToolTip(0, str(folder.path).replace("<", "‹"))
                if not folder.online:
                    item.setText(1, self.tr("not connected"))
        self._tree.expandAll()
        self._tree.blockSignals(False)
        self.select(place or Place("all"))

    def place(self) -> Place | None:
        item = self._tree.currentItem()
        return None if item is None else item.data(0, PLACE)

    def select(self, place: Place) -> None:
        """Make `place` current without announcing it."""
        self._tree.blockSignals(True)
        for index in range(self._tree.topLevelItemCount()):
            heading = self._tree.topLevelItem(index)
            for row in range(heading.childCount() if heading else 0):
                item = heading.child(row) if heading else None
                if item is not None and item.data(0, PLACE) == place:
                    self._tree.setCurrentItem(item)
        self._tree.blockSignals(False)

    def _heading(self, words: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self._tree, [words, ""])
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        item.setForeground(0, QBrush(QColor(self._tones.quiet)))
        return item

    def _entry(self, parent: QTreeWidgetItem, words: str, count: int | None, place: Place) -> QTreeWidgetItem:
        item = QTreeWidgetItem(parent, [words, "" if count is None else f"{count:,}"])
        item.setData(0, PLACE, place)
        item.setForeground(1, QBrush(QColor(self._tones.quiet)))
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return item

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        place = None if item is None else item.data(0, PLACE)
        if place is not None:
            self.chosen.emit(place)
