"""Batches: what would be restored and how long it takes, then the queue while it runs.

Without an offer the page shows the queue; a queue that an earlier session left is offered to go on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.app import App
from core.domain.recipe import RestoreRecipe
from core.domain.reports import FaceStage, Problem
from core.jobs.job import Lane
from core.services.albums import album_photos
from core.services.batch_queue import QueueLine, enqueue, queued_faces, retry_failed, withdraw
from core.services.batching import BatchPlan, plan_batch
from core.services.estimating import Estimate, estimate, measured_speed
from core.services.people import find_person
from core.services.purity import PurityReport, purity
from core.services.restore_scene import reference_tiles
from ridfr_desktop.batch_runner import RunState, batch_runner
from ridfr_desktop.models.batch_model import BatchModel, Column
from ridfr_desktop.navigation import Place
from ridfr_desktop.page import PageContext
from ridfr_desktop.pages.batch_page_table import BatchTable
from ridfr_desktop.pages.batch_page_words import (
    estimate_words,
    left_alone_words,
    progress_words,
    purity_words,
    summary_words,
)
from ridfr_desktop.pages.face_page import FacePage
from ridfr_desktop.theme import GRID
from ridfr_desktop.widgets.elided_label import ElidedLabel
from ridfr_desktop.widgets.flow_layout import FlowLayout
from ridfr_desktop.widgets.guess_notice import GuessNotice
from ridfr_desktop.widgets.message_pane import MessagePane
from ridfr_desktop.widgets.notice_bar import NoticeBar

POLL_MS = 250
"""The board is in memory: looking at it costs nothing."""


@dataclass(frozen=True)
class Offer:
    """What the user could start."""

    name: str
    plan: BatchPlan
    estimate: Estimate
    people: tuple[tuple[int, str], ...]
    """Whose faces are to be restored."""


class BatchPage(FacePage):
    """An offer with one amber button, or the queue with pause, cancel, and what comes after."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._runner = batch_runner(context)
        self._offer: Offer | None = None
        self._place = Place("batch")
        self._speed: float | None = None
        self._model = BatchModel()
        self._purity = NoticeBar(self)
        self._poll = QTimer(self, interval=POLL_MS)
        self._poll.timeout.connect(self._show_queue)
        self._make_widgets()
        self._lay_out()
        self._connect()

    def open(self, place: Place) -> None:
        """Offer what the place names, or show the queue."""
        self._place, self._offer = place, None
        self._purity.clear()
        if place.text:
            self._show_head(self.tr("Restore"), "")
            self._show_message("search", self.tr("Looking through the faces…"))
            self._show_buttons()
            self._read("offer", lambda app: _offer(app, place), self._show_offer, failure=self._no_offer)
        else:
            self._open_queue()

    def refresh(self) -> None:
        if self._place.text and self._offer is not None:
            place = self._place
            self._read("offer", lambda app: _offer(app, place), self._show_offer)

    def _open_queue(self) -> None:
        self._read("queue", lambda app: queued_faces(app.library), self._found_queue)
        restorer = self.context.app.settings.restorer
        self._read("speed", lambda app: measured_speed(app.library, restorer), self._found_speed)
        self._show_queue()

    def _show_offer(self, offer: Offer) -> None:
        first, self._offer = self._offer is None, offer
        wanted = len(offer.plan.wanted)
        title = self.tr("Restore {name}").format(name=offer.name) if offer.name else self.tr("Restore")
        words = [estimate_words(offer.estimate), left_alone_words(len(offer.plan.left_alone))]
        if not wanted:
            words[0] = self.tr("No face of these would gain from a restoration.")
        self._show_head(title, "  ".join(filter(None, words)))
        self._model.show_plan(offer.plan)
        self._stack.setCurrentIndex(0)
        if not self._model.rowCount():
            self._show_head(title, "")
            self._show_message("restore", self.tr("No face was found in these photos"), way_out=True)
        self._start.setText(self.tr("Restore %Ln face(s)", "", wanted))
        self._show_buttons()
        if wanted:
            if first:
                # Enter begins; it would open a line if the table had the focus.
                self._start.setFocus()
            self._check_purity(offer)

    def _no_offer(self, problem: Problem) -> None:
        self._show_message("warning", problem.title, problem.message)

    def _show_message(self, sign: str, heading: str, words: str = "", *, way_out: bool = False) -> None:
        """In place of the table; `way_out`: with a button that leads to photos worth restoring."""
        buttons = (("restorable", self.tr("Show what can be restored")),) if way_out else ()
        self._empty.show_message(sign, heading, words, buttons)
        self._stack.setCurrentIndex(1)

    def _check_purity(self, offer: Offer) -> None:
        """Wrong faces among a person's photos would guide the restorations."""
        people = [person for person, _ in offer.people]
        work = lambda app: [purity(app.library, person, app.analyzer().embedder) for person in people]  # noqa: E731
        self._read("purity", work, self._show_purity, lane=Lane.GPU)

    def _show_purity(self, reports: list[PurityReport]) -> None:
        impure = [report for report in reports if not report.pure]
        if self._offer is None or not impure:
            return
        names = dict(self._offer.people)
        words = purity_words([(names[each.person_id], len(each.face_ids)) for each in impure])
        place = Place("person", impure[0].person_id)
        self._purity.ask(words, [(self.tr("Look at them first"), lambda: self.go.emit(place))], focus=False)

    def _begin(self) -> None:
        if self._offer is None:
            return
        faces = [each.face_id for each in self._offer.plan.wanted]
        recipe = RestoreRecipe(restorer=self.context.app.settings.restorer)
        self._start.setEnabled(False)
        self._start.setText(self.tr("Beginning…"))
        self._read("begin", lambda app: enqueue(app.library, faces, recipe), self._begun)

    def _begun(self, lines: list[QueueLine]) -> None:
        self._speed = None
        if self._offer is not None and self._offer.estimate.speed is not None:
            self._speed = self._offer.estimate.speed.seconds
        self._offer, self._place = None, Place("batch")
        self._purity.clear()
        self._runner.start(lines)
        self._show_queue()

    def _found_queue(self, lines: list[QueueLine]) -> None:
        """What the library has; while a run is on, the board knows better."""
        if self._runner.state is RunState.IDLE:
            known = {line.face_id for line in self._runner.board.lines()}
            self._runner.board.add(line for line in lines if line.face_id not in known)
        self._show_queue()

    def _found_speed(self, speed: object) -> None:
        self._speed = getattr(speed, "seconds", None)

    def _show_queue(self) -> None:
        """The board as it is now."""
        if self._place.text:
            return
        lines = self._runner.board.lines()
        self._model.show_lines(lines)
        self._stack.setCurrentIndex(0)
        if not lines:
            words = self.tr("Select photos, a person or an album, and choose Restore.")
            self._show_message("restore", self.tr("Nothing waits to be restored"), words, way_out=True)
        state = self._runner.state
        finished = [line for line in lines if line.stage is not None and line.stage.finished]
        running = state in (RunState.RUNNING, RunState.PAUSING)
        title = {
            RunState.IDLE: self.tr("Restoration queue"),
            RunState.RUNNING: self.tr("Restoring"),
            RunState.PAUSING: self.tr("Pausing after these faces…"),
            RunState.PAUSED: self.tr("Paused"),
        }[state]
        waiting = sum(line.stage is None for line in lines)
        if running and not self.context.app.models.has_restorer():
            words = self.tr("Loading the restorer…")
        elif running or state is RunState.PAUSED:
            words = progress_words(lines, self._runner.seconds, self._speed)
        elif waiting:
            words = self.tr("%Ln face(s) wait from an earlier session.", "", waiting)
        else:
            words = summary_words(lines)
        self._show_head(title, words)
        self._bar.setVisible(running or state is RunState.PAUSED)
        self._bar.setRange(0, max(len(lines), 1))
        self._bar.setValue(len(finished))
        self._poll.start() if running else self._poll.stop()
        self._show_buttons()

    def _show_buttons(self) -> None:
        offering, state = bool(self._place.text), self._runner.state
        self._table.setColumnHidden(Column.TIME, offering)
        lines = () if offering else self._runner.board.lines()
        waiting = any(line.stage is None for line in lines)
        stages = [line.stage for line in lines]
        idle = state is RunState.IDLE and not offering
        self._bar.setVisible(not offering and self._bar.isVisible())
        self._start.setVisible(offering and self._offer is not None and bool(self._offer.plan.wanted))
        self._start.setEnabled(True)
        self._pause.setVisible(state is RunState.RUNNING and not offering)
        self._resume.setVisible(not offering and (state is RunState.PAUSED or (idle and waiting)))
        self._cancel.setVisible(not offering and (state is not RunState.IDLE or waiting))
        self._retry.setVisible(idle and FaceStage.FAILED in stages)
        self._review.setVisible(idle and FaceStage.HELD in stages)
        done = FaceStage.DONE in stages or FaceStage.REPEATED in stages
        self._export.setVisible(idle and done)
        self._guess.setVisible(done or FaceStage.HELD in stages)

    def _pause_run(self) -> None:
        self._runner.pause()

    def _cancel_run(self) -> None:
        """Stop, and take out of the queue what was not begun."""
        self._runner.cancel()
        self._read("withdraw", lambda app: withdraw(app.library), self._withdrawn)

    def _withdrawn(self, _: int) -> None:
        self._runner.board.wait_again()
        self._runner.board.drop_waiting()
        self._show_queue()

    def _retry_failed(self) -> None:
        self._read("retry", lambda app: retry_failed(app.library), self._begun)

    def _export_results(self) -> None:
        done = (FaceStage.DONE, FaceStage.REPEATED)
        photos = dict.fromkeys(line.photo_id for line in self._runner.board.lines() if line.stage in done)
        self.command.emit("export", tuple(photos))

    def _open_line(self, row: int) -> None:
        line = self._model.line(row)
        tile = self._table.tile(line.face_id)
        photo = line.photo_id or (0 if tile is None else tile.photo_id)
        if photo:
            self.go.emit(Place("restore", photo, ids=(line.face_id,)))

    def _read_tiles(self, faces: tuple[int, ...]) -> None:
        # Rows that come into sight later are other questions: none of the answers is dropped.
        self._read(f"tiles {faces}", lambda app: reference_tiles(app.library, faces), self._table.show_tiles)

    def _show_head(self, title: str, words: str) -> None:
        self._title.setText(title)
        self._words.setText(words)

    def _make_widgets(self) -> None:
        self._title = ElidedLabel()
        self._title.setObjectName("title")
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.hide()
        self._table = BatchTable(self._model, self.context.tones, self._pictures)
        self._empty = MessagePane(self.context.tones)
        self._guess = GuessNotice()
        self._guess.hide()
        self._start = self._button(self._begin, primary=True)
        self._resume = self._button(self._runner.resume, self.tr("Go on"), primary=True)
        self._pause = self._button(self._pause_run, self.tr("Pause"))
        self._cancel = self._button(self._cancel_run, self.tr("Cancel"))
        self._retry = self._button(self._retry_failed, self.tr("Try again what failed"))
        self._review = self._button(self._go_review, self.tr("Look at held results…"), primary=True)
        self._export = self._button(self._export_results, self.tr("Export…"))

    def _button(self, act: object, words: str = "", *, primary: bool = False) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("primary", primary)
        button.clicked.connect(act)
        button.hide()
        return button

    def _go_review(self) -> None:
        self.go.emit(Place("review", text="held"))

    def _lay_out(self) -> None:
        head = FlowLayout()
        head.addWidget(self._title)
        head.add_space()
        ahead, after = (self._start, self._resume, self._review), (self._export, self._retry)
        for button in (*ahead, *after, self._pause, self._cancel):
            head.addWidget(button)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._table)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(5 * GRID, 4 * GRID, 5 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self._notice)
        layout.addLayout(head)
        for part in (self._words, self._bar, self._purity):
            layout.addWidget(part)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._guess)

    def _connect(self) -> None:
        self._runner.changed.connect(self._show_queue)
        self._runner.finished.connect(self._finished)
        self._runner.failed.connect(self.problem)
        self._runner.library_changed.connect(self.changed)
        self._table.activated.connect(lambda index: self._open_line(index.row()))
        self._table.tiles_wanted.connect(self._read_tiles)
        self._empty.acted.connect(lambda name: self.go.emit(Place(name)))

    def _finished(self, _: object) -> None:
        self._show_queue()

    def shortcuts(self) -> Sequence[tuple[str, str]]:
        return ((self.tr("Enter"), self.tr("Open the face in the restore view")),)


def _offer(app: App, place: Place) -> Offer:
    """Read what the place names: a person, an album, or photos."""
    people: list[int] | None = None
    photos: list[int] | None = None
    name = ""
    if place.text == "person":
        people, name = [place.id], find_person(app.library, place.id).name or ""
    elif place.text == "album":
        with app.library.snapshot() as tx:
            name = tx.albums.get(place.id).name
        photos = [photo.id for photo in album_photos(app.library, name)]
    else:
        photos = list(place.ids)
    plan = plan_batch(app.library, person_ids=people, photo_ids=photos)
    known = {each.person_id: each.person for each in plan.wanted if each.person_id is not None}
    found = estimate(app.library, app.settings.restorer, len(plan.wanted))
    return Offer(name, plan, found, tuple(known.items()))
