"""Settings: a list of sections, one of them shown; every change applies at once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ridfr_desktop.navigation import Place
from ridfr_desktop.page import Page, PageContext
from ridfr_desktop.pages.settings_page_device import DeviceSettings
from ridfr_desktop.pages.settings_page_folders import FolderSettings
from ridfr_desktop.pages.settings_page_look import LookSettings
from ridfr_desktop.pages.settings_page_models import ModelSettings
from ridfr_desktop.pages.settings_page_privacy import PrivacySettings
from ridfr_desktop.pages.settings_section import SettingsSection
from ridfr_desktop.theme import GRID

LIST_WIDTH = 168
WIDEST = 760
"""Of a section: longer lines are hard to read."""


class SettingsPage(Page):
    """The place's text names a section; the first one otherwise."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        title = QLabel(self.tr("Settings"))
        title.setObjectName("title")
        self._names = QListWidget()
        self._names.setFixedWidth(LIST_WIDTH)
        self._names.setAccessibleName(self.tr("Sections"))
        self._names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._sections: list[tuple[str, SettingsSection]] = []
        self._stack = QStackedWidget()
        for name, words, section in (
            ("folders", self.tr("Folders"), FolderSettings(context)),
            ("models", self.tr("Models"), ModelSettings(context)),
            ("device", self.tr("This computer"), DeviceSettings(context)),
            ("privacy", self.tr("Privacy"), PrivacySettings(context)),
            ("look", self.tr("Appearance"), LookSettings(context)),
        ):
            self._add(name, words, section)
        self._names.currentRowChanged.connect(self._show)
        below = QHBoxLayout()
        below.setSpacing(6 * GRID)
        below.addWidget(self._names)
        below.addWidget(self._stack, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 0)
        layout.setSpacing(4 * GRID)
        layout.addWidget(title)
        layout.addLayout(below, 1)
        self._names.setCurrentRow(0)

    def open(self, place: Place) -> None:
        names = [name for name, _ in self._sections]
        if place.text in names:
            self._names.setCurrentRow(names.index(place.text))
        self.refresh()
        self._names.setFocus()

    def refresh(self) -> None:
        row = self._names.currentRow()
        if row >= 0:
            self._sections[row][1].refresh()

    def _add(self, name: str, words: str, section: SettingsSection) -> None:
        section.changed.connect(self.changed)
        section.command.connect(self.command)
        section.problem.connect(self.problem)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        section.setMaximumWidth(WIDEST)
        area.setWidget(section)
        self._sections.append((name, section))
        self._names.addItem(words)
        self._stack.addWidget(area)

    def _show(self, row: int) -> None:
        self._stack.setCurrentIndex(row)
        self._sections[row][1].refresh()
