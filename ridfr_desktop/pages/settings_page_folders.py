"""Folders of the library: where they are, whether they are followed, and what could not be read."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout
from shiboken6 import isValid

from core.domain.photo import Folder
from core.domain.reports import Problem
from core.services.browsing_places import folder_problems, folder_sizes
from core.services.folders import remove_folder, set_watched
from ridfr_desktop.page import PageContext
from ridfr_desktop.pages.settings_section import SettingsSection, button, plain
from ridfr_desktop.problem_words import message_words
from ridfr_desktop.theme import GRID
from ridfr_desktop.widgets.elided_label import ElidedLabel
from ridfr_desktop.widgets.flow_layout import FlowLayout
from ridfr_desktop.widgets.layout_clearing import clear_layout
from ridfr_desktop.widgets.wrapping_check import WrappingCheck

LISTED = 500


class FolderSettings(SettingsSection):
    """A card for each folder."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.heading(self.tr("Folders of photos"))
        self.sentence(
            self.tr("Folders are read where they are. Removing one here changes nothing on the disk.")
        )
        self._cards = QVBoxLayout()
        self._cards.setSpacing(2 * GRID)
        self._column.addLayout(self._cards)
        self.add(
            button(self.tr("Add a folder…"), lambda: self.command.emit("add-folder", None), primary=True),
            button(self.tr("Read all again"), lambda: self.command.emit("index", ())),
        )
        self._unreadable = plain("")
        self._problems = QPlainTextEdit()
        self._problems.setReadOnly(True)
        self._problems.setMinimumHeight(140)
        self._problems.setAccessibleName(self.tr("Files that could not be read"))
        self.add(self._unreadable)
        self.add(self._problems)
        self.finish()

    def refresh(self) -> None:
        library = self.context.app.library
        self.read(lambda _: (folder_sizes(library), folder_problems(library)), self._show)

    def _show(self, read: object) -> None:
        assert isinstance(read, tuple)
        folders, problems = read
        if not isValid(self):
            return  # the page went before its answer came
        clear_layout(self._cards)
        for folder, photos in folders:
            self._cards.addWidget(self._card(folder, photos))
        self._show_problems(problems)

    def _show_problems(self, problems: list[Problem]) -> None:
        for widget in (self._unreadable, self._problems):
            widget.setVisible(bool(problems))
        self._unreadable.setText(self.tr("%Ln file(s) could not be read", "", len(problems)))
        self._problems.setPlainText(
            "\n".join(f"{each.path}: {message_words(each.message)}" for each in problems[:LISTED])
        )

    def _card(self, folder: Folder, photos: int) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        words = self.tr("%Ln photo(s)", "", photos)
        if not folder.online:
            words += " · " + self.tr("not connected: photos stay, dimmed, until the drive is back")
        facts = plain(words)
        facts.setProperty("quiet", True)
        follow = WrappingCheck(self.tr("Follow changes"))
        follow.setChecked(folder.watched)
        follow.toggled.connect(lambda on: self._follow(folder, on))
        remove = button(self.tr("Remove…"), lambda: self._ask_removal(folder))
        remove.setAccessibleName(self.tr("Remove {folder}").format(folder=folder.path))
        again = button(self.tr("Read again"), lambda: self.command.emit("index", (folder.path,)))
        again.setAccessibleName(self.tr("Read {folder} again").format(folder=folder.path))
        line = FlowLayout()
        for widget in (again, remove, follow):
            line.addWidget(widget)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(ElidedLabel(str(folder.path), mode=Qt.TextElideMode.ElideMiddle))
        layout.addWidget(facts)
        layout.addLayout(line)
        return card

    def _follow(self, folder: Folder, on: bool) -> None:
        library = self.context.app.library
        self.read(
            lambda _: set_watched(library, folder.path, on), lambda _: self.command.emit("follow", None)
        )

    def _ask_removal(self, folder: Folder) -> None:
        self.ask(
            self.tr("Remove this folder from the library?"),
            self.tr(
                "{folder}\n\nIts photos no longer show here. Nothing on the disk is changed, and names come "
                "back when you add the folder again."
            ).format(folder=folder.path),
            self.tr("Remove the folder"),
            lambda: self._remove(folder),
        )

    def _remove(self, folder: Folder) -> None:
        library = self.context.app.library
        self.read(lambda _: remove_folder(library, folder.path), lambda _: self._removed())

    def _removed(self) -> None:
        self.changed.emit()
        self.command.emit("follow", None)
        self.refresh()
