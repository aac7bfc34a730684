"""The list of keys behind `?`: those of the page that is shown first, then those of every page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ridfr_desktop.theme import GRID

WIDTH, HEIGHT = 520, 560
Group = tuple[str, Sequence[tuple[str, str]]]
"""A heading with its (keys, words)."""


class ShortcutList(QDialog):
    """Two columns, plain text."""

    def __init__(self, groups: Sequence[Group], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(WIDTH, HEIGHT)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(shortcut_table(groups))
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.close)
        layout = QVBoxLayout(self)
        layout.addWidget(area, 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)


def shortcut_table(groups: Sequence[Group]) -> QWidget:
    """Groups of keys as one widget, for the dialog and the settings."""
    content = QWidget()
    content.setObjectName("content")
    grid = QGridLayout(content)
    grid.setHorizontalSpacing(6 * GRID)
    grid.setVerticalSpacing(GRID)
    grid.setColumnStretch(1, 1)
    row = 0
    for heading, shortcuts in groups:
        if not shortcuts:
            continue
        grid.addWidget(_label(heading, section=True), row, 0, 1, 2)
        row += 1
        for keys, words in shortcuts:
            grid.addWidget(_label(keys), row, 0)
            grid.addWidget(_label(words), row, 1)
            row += 1
    grid.setRowStretch(row, 1)
    return content


def _label(words: str, *, section: bool = False) -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(not section)
    if section:
        label.setProperty("section", True)
        label.setContentsMargins(0, 3 * GRID, 0, 0)
    return label
