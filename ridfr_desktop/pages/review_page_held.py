"""Results that the guard held back: before and after side by side, all in one grid."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from core.domain.restoration import Decision
from core.services.people_browsing import RestoredTile
from ridfr_desktop.reason_words import ReasonWords
from ridfr_desktop.theme import GRID, Tones
from ridfr_desktop.widgets.face_delegate import FaceDelegate, words_height
from ridfr_desktop.widgets.face_keys import key_button
from ridfr_desktop.widgets.face_model import FaceEntry, FaceModel, Mark
from ridfr_desktop.widgets.face_pictures import FacePictures
from ridfr_desktop.widgets.flow_layout import FlowLayout
from ridfr_desktop.widgets.guess_notice import GuessNotice
from ridfr_desktop.widgets.section_grid import SectionGrid

SIDE = 168
"""Of one of the two pictures."""


class HeldResults(QWidget):
    """Enter keeps, Del discards what is selected; says so and changes nothing itself."""

    decided = Signal(list, object)
    """Restoration numbers and the `Decision`."""
    opened = Signal(int, int)
    """Photo and face of a result, to be looked at closely."""
    undone = Signal()

    def __init__(self, pictures: FacePictures, tones: Tones, parent: QWidget) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._results: dict[int, RestoredTile] = {}
        self._words = ReasonWords(self)
        title = QLabel(self.tr("Held for review"))
        title.setObjectName("title")
        self.counter = QLabel()
        self.counter.setProperty("quiet", True)
        self._reason = QLabel()
        self._reason.setTextFormat(Qt.TextFormat.PlainText)
        self._reason.setWordWrap(True)
        self._model = FaceModel(pictures, self)
        self._grid = SectionGrid(tones, self)
        self._grid.setItemDelegate(FaceDelegate(tones, self._grid, pair=True))
        self._grid.set_cell_size(QSize(2 * SIDE + GRID, SIDE + words_height()))
        self._grid.show_model(self._model)
        self._grid.setAccessibleName(self.tr("Results, each with the face before and after"))
        self._grid.chosen.connect(self._show_reason)
        self._grid.opened.connect(self._open)
        keep = key_button(self.tr("Keep"), "Return", self, primary=True)
        keep.clicked.connect(lambda: self._decide(Decision.KEPT))
        discard = key_button(self.tr("Discard"), "Del", self)
        discard.clicked.connect(lambda: self._decide(Decision.DISCARDED))
        undo = key_button(self.tr("Undo"), "Ctrl+Z", self, own=False)
        undo.clicked.connect(self.undone)
        guess = GuessNotice()
        head = FlowLayout()
        head.setContentsMargins(GRID, 0, 3 * GRID, 0)
        for label in (title, self.counter):
            head.addWidget(label)
        line = FlowLayout()
        for button in (keep, discard, undo):
            line.addWidget(button)
        foot = QVBoxLayout()
        foot.setContentsMargins(GRID, 0, 3 * GRID, 3 * GRID)
        foot.setSpacing(2 * GRID)
        foot.addWidget(self._reason)
        foot.addLayout(line)
        foot.addWidget(guess)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addLayout(head)
        column.addWidget(self._grid, 1)
        column.addLayout(foot)

    def show_results(self, results: Sequence[RestoredTile]) -> None:
        """Show what waits; the next one after a decided one is chosen."""
        row = max(self._grid.currentIndex().row(), 0)
        chosen = [
            number for number in self._grid.selected_ids() if number in {r.restoration_id for r in results}
        ]
        self._results = {result.restoration_id: result for result in results}
        titles = [result.name or self.tr("Nobody has said who this is") for result in results]
        self._model.show_entries([self._entry(result) for result in results], titles)
        self.counter.setText(self.tr("%Ln result(s) that may no longer be the person", "", len(results)))
        if results:
            current = results[min(row, len(results) - 1)].restoration_id
            self._grid.select_ids(chosen or [current], current)
        self._grid.setFocus()

    def _entry(self, result: RestoredTile) -> FaceEntry:
        tile = result.tile
        year = self.tr("no date") if tile.year is None else str(tile.year)
        return FaceEntry(
            id=result.restoration_id,
            picture=lambda: self._pictures.before(result),
            second=lambda: self._pictures.result(result.restoration_id, result.crop),
            caption=self.tr("{year}  ·  before and after").format(year=year),
            note=self._likeness(result),
            mark=Mark.HELD,
        )

    def _likeness(self, result: RestoredTile) -> str:
        judgement = result.judgement
        if judgement is None or judgement.after is None:
            return self.tr("likeness unknown")
        values = [value for value in (judgement.before, judgement.after) if value is not None]
        numbers = " → ".join(QLocale().toString(value, "f", 2) for value in values)
        return self.tr("likeness {numbers}").format(numbers=numbers)

    def _show_reason(self, chosen: list[int]) -> None:
        known = [self._results[number] for number in chosen if number in self._results]
        if len(known) == 1:
            judged = known[0].judgement
            self._reason.setText("" if judged is None else self._words.all_of(judged.reasons))
        else:
            self._reason.setText(self.tr("%Ln result(s) selected", "", len(known)) if known else "")

    def _decide(self, decision: Decision) -> None:
        chosen = self._grid.selected_ids()
        if chosen:
            self.decided.emit(chosen, decision)

    def _open(self, number: int) -> None:
        tile = self._results[number].tile
        self.opened.emit(tile.photo_id, tile.id)
