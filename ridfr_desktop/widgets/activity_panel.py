"""All background work: what runs, what waits, how it ended, and its problems in words."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.jobs.job import JobState, JobStatus
from ridfr_desktop.operations import Operations
from ridfr_desktop.problem_words import problem_words
from ridfr_desktop.theme import GRID, Tones
from ridfr_desktop.widgets.activity_words import (
    PAUSED,
    held_up_by,
    outcome_words,
    problems_of,
    progress_words,
)

WIDTH, HEIGHT = 520, 360
FINISHED = 12
"""Ended jobs that stay in the list."""
LISTED = 200
"""Problems that are written out."""


class ActivityPanel(QFrame):
    """A floating list, the newest job first; what ended without a problem fades first."""

    emptied = Signal()
    """The list of problems was cleared."""

    def __init__(self, operations: Operations, tones: Tones, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setFixedSize(WIDTH, HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Activity"))
        self._operations = operations
        self._rows: dict[int, _JobRow] = {}
        heading = QLabel(self.tr("Activity"))
        heading.setObjectName("heading")
        clear = QPushButton(self.tr("Clear finished"))
        clear.clicked.connect(self.clear_finished)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.hide)
        top = QHBoxLayout()
        top.addWidget(heading, 1)
        top.addWidget(clear)
        top.addWidget(close)
        self._list = QVBoxLayout()
        self._list.setSpacing(3 * GRID)
        self._list.addStretch(1)
        content = QWidget()
        content.setObjectName("content")
        content.setLayout(self._list)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * GRID, 3 * GRID, 2 * GRID, 3 * GRID)
        layout.addLayout(top)
        layout.addWidget(area, 1)
        self.hide()

    @property
    def problems(self) -> int:
        """Number of problems in the list."""
        return sum(len(problems_of(row.status)) for row in self._rows.values() if row.status.state.finished)

    def show_status(self, status: JobStatus) -> None:
        row = self._rows.get(status.id)
        if row is None:
            row = self._rows[status.id] = _JobRow(self._operations, status)
            row.retried.connect(self._forget)
            self._list.insertWidget(0, row)
        row.show_status(status)
        self._say_who_waits()
        if status.state.finished and not problems_of(status) and status.state is JobState.DONE:
            done = [job for job, each in self._rows.items() if each.status.state is JobState.DONE]
            for job in [job for job in done if not problems_of(self._rows[job].status)][:-FINISHED]:
                self._forget(job)

    def _say_who_waits(self) -> None:
        statuses = [row.status for row in self._rows.values()]
        for row in self._rows.values():
            if row.status.state is JobState.WAITING:
                row.show_waiting(held_up_by(row.status, statuses))

    def clear_finished(self) -> None:
        for job in [job for job, row in self._rows.items() if row.status.state.finished]:
            self._forget(job)
        self.emptied.emit()

    def _forget(self, job: int) -> None:
        row = self._rows.pop(job)
        self._list.removeWidget(row)
        row.deleteLater()


class _JobRow(QWidget):
    """One job with what can be done about it."""

    retried = Signal(int)

    def __init__(self, operations: Operations, status: JobStatus) -> None:
        super().__init__()
        self.status = status
        self._operations = operations
        self._title = QLabel()
        self._words = QLabel()
        self._words.setProperty("quiet", True)
        for label in (self._title, self._words):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._list = QPlainTextEdit()
        self._list.setReadOnly(True)
        self._list.setFixedHeight(96)
        self._list.setAccessibleName(self.tr("Problems"))
        self._pause, self._cancel = QPushButton(), QPushButton(self.tr("Cancel"))
        self._retry = QPushButton(self.tr("Try again"))
        self._pause.clicked.connect(self._toggle)
        self._cancel.clicked.connect(lambda: operations.cancel(self.status.id))
        self._retry.clicked.connect(self._run_again)
        buttons = QHBoxLayout()
        buttons.addWidget(self._title, 1)
        for button in (self._pause, self._cancel, self._retry):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 2 * GRID, 0)
        layout.setSpacing(GRID)
        layout.addLayout(buttons)
        for widget in (self._bar, self._words, self._list):
            layout.addWidget(widget)
        self.show_status(status)

    def show_status(self, status: JobStatus) -> None:
        self.status = status
        finished, problems = status.state.finished, problems_of(status)
        self._title.setText(status.title)
        self._words.setText(outcome_words(status) if finished else progress_words(status))
        self._bar.setValue(round(status.fraction * 1000))
        self._bar.setVisible(not finished)
        paused = status.state in PAUSED
        self._pause.setText(self.tr("Go on") if paused else self.tr("Pause"))
        self._pause.setVisible(not finished and self._operations.can_pause(status.id))
        self._cancel.setVisible(not finished)
        self._retry.setVisible(finished and (bool(problems) or status.state is not JobState.DONE))
        self._list.setVisible(bool(problems))
        if problems:
            lines = [
                f"{p.path}: {p.message}" if p.path else p.message
                for p in map(problem_words, problems[:LISTED])
            ]
            if len(problems) > LISTED:
                lines.append(self.tr("… and %Ln more", "", len(problems) - LISTED))
            if self._list.toPlainText() != "\n".join(lines):
                self._list.setPlainText("\n".join(lines))

    def show_waiting(self, behind: JobStatus | None) -> None:
        """Say what it waits for: its turn, or a paused job before it."""
        self._words.setText(progress_words(self.status, behind))

    def _toggle(self) -> None:
        paused = self.status.state in PAUSED
        (self._operations.resume if paused else self._operations.pause)(self.status.id)

    def _run_again(self) -> None:
        job = self.status.id
        self._operations.retry(job)
        self.retried.emit(job)
