"""Choosing who guides a restoration: faces of the person with reasons, or any file on the disk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.services.restore_scene import OfferedReference
from ridfr_desktop.reason_words import ReasonWords
from ridfr_desktop.theme import GRID, Tones
from ridfr_desktop.widgets.candidate_chips import Chip, PictureChip
from ridfr_desktop.widgets.face_pictures import FacePictures
from ridfr_desktop.widgets.tab_order import put_behind

SIDE = 112
ACROSS = 4
PICTURES = "*.jpg *.jpeg *.png *.webp *.tif *.tiff *.heic *.heif *.avif *.bmp"


class ReferenceDialog(QDialog):
    """One or several faces are marked; Enter uses them."""

    faces_chosen = Signal(tuple)
    file_chosen = Signal(str)
    best_wanted = Signal()

    def __init__(
        self, name: str, most: int, tones: Tones, pictures: FacePictures, parent: QWidget | None = None
    ) -> None:
        """`most` references can be used together."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Reference"))
        self.resize(ACROSS * (SIDE + 5 * GRID) + 10 * GRID, 480)
        self._tones, self._pictures, self._most = tones, pictures, most
        self._chips: list[PictureChip] = []
        self._heading = QLabel(
            self.tr("Which photos show {name} best?").format(name=name or self.tr("this person"))
        )
        self._heading.setObjectName("heading")
        self._words = QLabel(self.tr("Looking for references…"))
        self._words.setProperty("quiet", True)
        for label in (self._heading, self._words):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._use = QPushButton(self.tr("Use"))
        self._use.setProperty("primary", True)
        self._use.setDefault(True)
        self._use.setEnabled(False)
        self._best = QPushButton(self.tr("Let the program choose"))
        self._file = QPushButton(self.tr("From a file…"))
        cancel = QPushButton(self.tr("Cancel"))
        self._use.clicked.connect(self._choose)
        self._best.clicked.connect(self._choose_best)
        self._file.clicked.connect(self._choose_file)
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * GRID)
        for button in (self._file, self._best):
            buttons.addWidget(button)
        buttons.addStretch(1)
        for button in (cancel, self._use):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(5 * GRID, 4 * GRID, 5 * GRID, 4 * GRID)
        layout.setSpacing(3 * GRID)
        layout.addWidget(self._heading)
        layout.addWidget(self._words)
        layout.addWidget(self._area, 1)
        layout.addLayout(buttons)
        pictures.ready.connect(self._repaint)

    def offer(self, offered: Sequence[OfferedReference], used: Sequence[int]) -> None:
        """Show the faces that could be used; those in use are marked."""
        content = QWidget()
        content.setObjectName("content")
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(2 * GRID)
        self._chips = []
        for number, each in enumerate(offered):
            chip = PictureChip(self._chip(each), self._tones, SIDE, content, note_lines=2)
            chip.setChecked(each.tile.id in used)
            chip.toggled.connect(self._update)
            grid.addWidget(chip, number // ACROSS, number % ACROSS, Qt.AlignmentFlag.AlignTop)
            self._chips.append(chip)
        grid.setRowStretch(len(offered) // ACROSS + 1, 1)
        grid.setColumnStretch(ACROSS, 1)
        self._area.setWidget(content)
        put_behind(self._area, self._chips)
        if self._chips:
            self._chips[0].setFocus()
        words = self.tr("No photo of this person is good enough; take one from a file.")
        if offered:
            words = self.tr("Best first. Mark one, or up to %Ln together.", "", self._most)
            # Whoever restores a sepia print by a colour photo, or the reverse, wonders about it.
            words += "\n" + self.tr(
                "A reference lends the features, not the colours: a grey or sepia print stays as it is."
            )
        self._words.setText(words)
        self._best.setEnabled(bool(offered))
        self._update()

    def marked(self) -> tuple[int, ...]:
        """Faces that are marked, best first."""
        return tuple(chip.chip_id for chip in self._chips if chip.isChecked())

    def _chip(self, each: OfferedReference) -> Chip:
        year = str(each.tile.year) if each.tile.year else self.tr("no date")
        words = ReasonWords()
        told = f"{year}: {words.listed(each.reasons)}"
        return Chip(
            each.tile.id, lambda: self._pictures.face(each.tile), year, words.listed(each.telling), told=told
        )

    def _update(self) -> None:
        marked = len(self.marked())
        self._use.setEnabled(0 < marked <= self._most)
        self._use.setText(self.tr("Use %Ln reference(s)", "", marked) if marked > 1 else self.tr("Use"))

    def _choose(self) -> None:
        self.accept()
        self.faces_chosen.emit(self.marked())

    def _choose_best(self) -> None:
        self.accept()
        self.best_wanted.emit()

    def _choose_file(self) -> None:
        pattern = self.tr("Photos") + f" ({PICTURES} {PICTURES.upper()})"
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("A photo of this person"), str(Path.home()), pattern
        )
        if path:
            self.accept()
            self.file_chosen.emit(path)

    def _repaint(self) -> None:
        for chip in self._chips:
            chip.update()
