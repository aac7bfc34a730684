"""The panel of the restore view: one face of the photo, and all that can be changed about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLocale, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from core.domain.face_tile import FaceTile
from core.domain.restoration import Decision, RestorationState
from ridfr_desktop.reason_words import ReasonWords
from ridfr_desktop.restore_state import FaceWork, OpenPhoto, Stage
from ridfr_desktop.theme import GRID, Tones
from ridfr_desktop.widgets.candidate_chips import Chip, ChipRow
from ridfr_desktop.widgets.elided_label import ElidedLabel
from ridfr_desktop.widgets.face_pictures import FacePictures
from ridfr_desktop.widgets.flow_layout import FlowLayout
from ridfr_desktop.widgets.likeness_words import likeness_figures, likeness_words, why_not_close
from ridfr_desktop.widgets.wrapping_check import WrappingCheck

WIDTH = 320
FACE, REFERENCE, CANDIDATE = 48, 56, 56
MORE = -1
"""Number of the chip that asks for another candidate."""
SLOW = 10.0
"""Seconds a face from which on tenths do not matter."""
LIVE_MS = 60
"""While the slider is dragged the picture follows at most this often."""


class RestorePanel(QFrame):
    """Shows values and says what the user wants; the page does it."""

    face_chosen = Signal(int)
    on_changed = Signal(bool)
    change_references = Signal()
    use_several = Signal(bool)
    """True: several references; False: the best one."""
    strength_changed = Signal(float)
    candidate_chosen = Signal(int)
    another_asked = Signal()
    restore_asked = Signal()
    invented_wanted = Signal(bool)
    keep_asked = Signal()
    discard_asked = Signal()

    def __init__(self, tones: Tones, pictures: FacePictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setFixedWidth(WIDTH)
        self._tones = tones
        self._pictures = pictures
        self._make_widgets()
        self._lay_out()
        self._connect()

    def show_photo(self, opened: OpenPhoto, face_id: int) -> None:
        """The faces of the photo, one of them chosen."""
        chips = [self._face_chip(work) for work in opened.faces.values()]
        self._faces.show_chips(chips, (face_id,))
        self._faces.setVisible(len(chips) > 1)
        keepable = any(work.result is not None or work.face.kept for work in opened.faces.values())
        working = any(work.working for work in opened.faces.values())
        self._keep.setEnabled(keepable and not (working and not opened.shown()))

    def show_face(
        self,
        work: FaceWork | None,
        references: Sequence[FaceTile] = (),
        year: int | None = None,
        *,
        seconds: float | None = None,
        opened: bool = True,
    ) -> None:
        """Everything about one face; None when there is none, or while the photo is not `opened` yet.

        `seconds`: that a face takes on this machine.
        """
        self._body.setVisible(work is not None)
        if work is None:
            self._title.setText(self._nobody if opened else "")
            self._keep.setEnabled(False)
            self._discard.setEnabled(False)
            return
        name = work.face.name or self.tr("Nobody has said who this is")
        self._title.setText(name if year is None else f"{name} · {year}")
        self._on.blockSignals(True)
        self._on.setChecked(work.on)
        self._on.blockSignals(False)
        self._show_state(work, seconds)
        self._show_references(work, references)
        self._show_strength(work)
        self._show_candidates(work)
        self._show_likeness(work)

    def show_invented(self, words: str, *, busy: bool = False) -> None:
        """The sentence under the box that asks for it."""
        self._invented_words.setText(words or (self.tr("Comparing results…") if busy else ""))
        self._invented_words.setVisible(bool(self._invented_words.text()))

    def set_invented(self, wanted: bool) -> None:
        """Tick the box without announcing it."""
        self._invented.blockSignals(True)
        self._invented.setChecked(wanted)
        self._invented.blockSignals(False)
        if not wanted:
            self.show_invented("")

    def repaint_pictures(self) -> None:
        for row in (self._faces, self._references, self._candidates):
            row.repaint_chips()

    def _face_chip(self, work: FaceWork) -> Chip:
        held = work.result is not None and work.result.state is RestorationState.HELD
        shown = work.on and work.result is not None
        sign = "…" if work.working else ("!" if held and shown else "●" if shown else "○")
        words = work.face.name or self.tr("stranger")
        state = self.tr("restored") if shown else self.tr("as in the original")
        return Chip(
            work.id,
            lambda: self._pictures.face(work.face.tile),
            words,
            sign=sign,
            dimmed=not shown and not work.working,
            told=f"{words}, {state}",
        )

    def _show_state(self, work: FaceWork, seconds: float | None) -> None:
        self._busy.setVisible(bool(work.working))
        words = work.problem
        if not words and work.result is None and not work.working:
            alone = work.face.left_alone
            words = "" if alone is None else ReasonWords().of(alone)
        if work.working:
            words = working_words(work, seconds)
        self._reason.setText(words)
        self._reason.setVisible(bool(words))
        left = work.result is None and not work.working and work.face.can_insist
        self._insist.setText(self.tr("Restore it anyway") if work.face.left_alone else self.tr("Restore"))
        self._insist.setVisible(left)
        self._on.setVisible(bool(work.results))

    def _show_references(self, work: FaceWork, references: Sequence[FaceTile]) -> None:
        chips = [
            Chip(
                tile.id,
                lambda tile=tile: self._pictures.face(tile),  # type: ignore[misc]
                str(tile.year or ""),
                told=self.tr("Reference of {year}").format(year=tile.year or self.tr("unknown date")),
            )
            for tile in references
        ]
        self._references.show_chips(chips)
        self._references.setVisible(bool(chips))
        files = [f"{each.path.rpartition('/')[2]}: {each.words}" for each in work.choice.outside]
        self._outside.setText("\n".join(files))
        self._outside.setVisible(bool(files))
        several = (work.choice.limit > 1 and not work.choice.named) or len(work.references) > 1
        self._several.setText(self.tr("Use the best one") if several else self.tr("Use several"))
        self._several.setProperty("several", several)
        known = work.face.tile.person_id is not None
        self._several.setEnabled(known)
        self._change.setEnabled(work.face.can_guide)

    def _show_strength(self, work: FaceWork) -> None:
        self._strength.blockSignals(True)
        if not self._strength.isSliderDown():
            self._strength.setValue(round(work.strength * 100))
        self._strength.blockSignals(False)
        self._strength_words.setText(f"{round(work.strength * 100)} %")
        for widget in (self._strength_row, self._candidates_row, self._invented):
            widget.setVisible(work.result is not None)

    def _show_candidates(self, work: FaceWork) -> None:
        chips = [
            Chip(
                each.id,
                lambda each=each: self._pictures.result(each.id, each.crop),  # type: ignore[misc]
                str(number),
                sign="!" if each.state is RestorationState.HELD else self._kept_sign(each.decision),
                told=self.tr("Candidate {number}").format(number=number),
            )
            for number, each in enumerate(work.results, start=1)
        ]
        if len(chips) < 9:
            chips.append(Chip(MORE, lambda: None, adds=True, told=self.tr("Another candidate")))
        self._candidates.show_chips(chips, () if work.chosen is None else (work.chosen,))

    def _kept_sign(self, decision: Decision) -> str:
        return "✓" if decision is Decision.KEPT else ""

    def _show_likeness(self, work: FaceWork) -> None:
        result = work.result
        self._likeness_row.setVisible(result is not None)
        self._discard.setEnabled(result is not None)
        if result is not None:
            self._likeness.setText(likeness_words(result, work.face.name))
            figures, why = likeness_figures(result, work.expected), why_not_close(result)
            self._figures.setText("\n".join(filter(None, (figures, why))))

    def _make_widgets(self) -> None:
        self._nobody = self.tr(
            "No face was found in this photo. If there is one, draw a box around it in the photo view."
        )
        self._title = _words()
        self._title.setObjectName("heading")
        self._faces = ChipRow(self._tones, FACE)
        self._faces.setAccessibleName(self.tr("Faces of this photo"))
        self._on = WrappingCheck(self.tr("Show this face restored"))
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.setAccessibleName(self.tr("Restoring…"))
        self._reason = _words()
        self._insist = QPushButton()
        self._references = ChipRow(self._tones, REFERENCE, exclusive=False)
        self._outside = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self._change = QPushButton(self.tr("Change…"))
        self._several = QPushButton()
        self._strength = QSlider(Qt.Orientation.Horizontal)
        self._strength.setRange(0, 100)
        self._strength.setPageStep(10)
        self._strength.setAccessibleName(self.tr("Strength"))
        self._strength_words = _words()
        self._strength_words.setWordWrap(False)
        self._strength_words.setMinimumWidth(13 * GRID)
        self._strength_words.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._candidates = ChipRow(self._tones, CANDIDATE, exclusive=False)
        self._candidates.setAccessibleName(self.tr("Candidates"))
        self._likeness, self._figures = _words(), _words(quiet=True)
        self._invented = WrappingCheck(self.tr("Show what was invented"))
        self._invented_words = _words(quiet=True)
        self._invented_words.hide()
        self._keep = QPushButton(self.tr("Keep"))
        self._keep.setProperty("primary", True)
        self._discard = QPushButton(self.tr("Discard"))
        self._later = QTimer(self, singleShot=True, interval=LIVE_MS)

    def _lay_out(self) -> None:
        self._strength_row = _block(_section(self.tr("STRENGTH")), _row(self._strength, self._strength_words))
        self._candidates_row = _block(_section(self.tr("CANDIDATES")), self._candidates)
        self._likeness_row = _block(_section(self.tr("LIKENESS")), self._likeness, self._figures)
        reference = _block(
            _section(self.tr("REFERENCE")),
            self._references,
            self._outside,
            _flow(self._change, self._several),
        )
        self._body = _block(
            self._faces,
            self._on,
            self._busy,
            self._reason,
            self._insist,
            reference,
            self._strength_row,
            self._candidates_row,
            self._likeness_row,
            self._invented,
            self._invented_words,
            space=3 * GRID,
        )
        content = QWidget()
        content.setObjectName("content")
        column = QVBoxLayout(content)
        column.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 3 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(self._title)
        column.addWidget(self._body)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(content)
        decision = QHBoxLayout()
        decision.setContentsMargins(4 * GRID, 2 * GRID, 4 * GRID, 3 * GRID)
        decision.setSpacing(2 * GRID)
        decision.addWidget(self._keep, 1)
        decision.addWidget(self._discard, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scroll, 1)
        layout.addLayout(decision)

    def _connect(self) -> None:
        self._faces.chosen.connect(self.face_chosen)
        self._on.toggled.connect(self.on_changed)
        self._change.clicked.connect(self.change_references)
        self._several.clicked.connect(self._ask_several)
        self._strength.valueChanged.connect(self._strength_moved)
        self._later.timeout.connect(self._announce_strength)
        self._candidates.chosen.connect(self._candidate_clicked)
        self._insist.clicked.connect(self.restore_asked)
        self._invented.toggled.connect(self.invented_wanted)
        self._keep.clicked.connect(self.keep_asked)
        self._discard.clicked.connect(self.discard_asked)

    def _ask_several(self) -> None:
        self.use_several.emit(not self._several.property("several"))

    def _strength_moved(self, value: int) -> None:
        self._strength_words.setText(f"{value} %")
        if not self._later.isActive():
            self._later.start()

    def _announce_strength(self) -> None:
        self.strength_changed.emit(self._strength.value() / 100)

    def _candidate_clicked(self, number: int) -> None:
        if number == MORE:
            self.another_asked.emit()
        else:
            self.candidate_chosen.emit(number)


def working_words(work: FaceWork, seconds: float | None) -> str:
    """What happens to a face now, and how long it takes as far as that is known."""
    translate = QCoreApplication.translate
    match work.stage:
        case Stage.WAITING:
            return translate("restore", "Waiting for the models, which do other work first.")
        case Stage.LOADING:
            return translate(
                "restore", "Loading the restorer… Only the first face after a start waits for this."
            )
    if seconds is None:
        return translate("restore", "Restoring…")
    usual = QLocale().toString(seconds, "f", 0 if seconds >= SLOW else 1)
    return translate("restore", "Restoring… A face takes about {seconds} s on this computer.").format(
        seconds=usual
    )


def _words(*, quiet: bool = False) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("quiet", quiet)
    return label


def _section(words: str) -> QLabel:
    label = _words()
    label.setText(words)
    label.setProperty("section", True)
    return label


def _block(*widgets: QWidget, space: int = GRID) -> QWidget:
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(space)
    for widget in widgets:
        column.addWidget(widget)
    return block


def _row(*widgets: QWidget) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(2 * GRID)
    for widget in widgets:
        line.addWidget(widget)
    return row


def _flow(*widgets: QWidget) -> QWidget:
    """A row that goes on in another one where the words are long."""
    row = QWidget()
    line = FlowLayout(row)
    for widget in widgets:
        line.addWidget(widget)
    return row
