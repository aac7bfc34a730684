"""What one can do with the selected photos, floating over the foot of the grid."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QToolButton, QWidget

from ridfr_desktop.icons import icon
from ridfr_desktop.theme import GRID, Tones
from ridfr_desktop.widgets.flow_layout import FlowLayout


class SelectionBar(QFrame):
    """Shown while more than one photo is selected; keeps itself centred in its parent."""

    acted = Signal(str)
    """"restore", "export", "album" or "select-none"."""

    def __init__(self, tones: Tones, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        layout = FlowLayout(self)
        layout.setContentsMargins(3 * GRID, GRID, GRID, GRID)
        layout.addWidget(self._words)
        for name, words in (
            ("restore", self.tr("Restore…")),
            ("export", self.tr("Export…")),
            ("album", self.tr("Add to album…")),
        ):
            button = QPushButton(words)
            button.setProperty("primary", name == "restore")
            button.clicked.connect(lambda _=False, name=name: self.acted.emit(name))
            layout.addWidget(button)
        nothing = QToolButton()
        nothing.setIcon(icon("close", tones.text))
        nothing.setToolTip(self.tr("Select nothing (Escape)"))
        nothing.setAccessibleName(self.tr("Select nothing"))
        nothing.clicked.connect(lambda: self.acted.emit("select-none"))
        layout.addWidget(nothing)
        self._over = parent
        parent.installEventFilter(self)
        self.hide()

    def show_number(self, number: int) -> None:
        """How many photos are selected."""
        self._words.setText(self.tr("%Ln selected", "", number))
        self.setVisible(number > 1)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        """In the middle of the foot; in several lines where the window is narrow."""
        room = self._over.size()
        width = min(self.sizeHint().width(), room.width() - 4 * GRID)
        self.resize(width, self.heightForWidth(width))
        self.move((room.width() - self.width()) // 2, room.height() - self.height() - 4 * GRID)
        self.raise_()
