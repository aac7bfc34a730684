"""The only place that shows background work; gone when nothing runs."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout

from core.jobs.job import JobState, JobStatus
from ridfr_desktop.operations import Operations
from ridfr_desktop.theme import GRID


class ActivityBar(QFrame):
    """One row per visible job: title, progress in words, pause and stop."""

    def __init__(self, operations: Operations) -> None:
        super().__init__()
        self.setObjectName("activity")
        self._operations = operations
        self._rows: dict[int, _JobRow] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(3 * GRID, GRID, 3 * GRID, GRID)
        self._layout.setSpacing(GRID)
        operations.visible_changed.connect(self.show_status)
        self.hide()

    @Slot(object)
    def show_status(self, status: JobStatus) -> None:
        row = self._rows.get(status.id)
        if status.state.finished:
            if row is not None:
                self._layout.removeWidget(row)
                del self._rows[status.id]
                row.deleteLater()
            self.setVisible(bool(self._rows))
            return
        if row is None:
            row = self._rows[status.id] = _JobRow(self._operations, status.id)
            self._layout.addWidget(row)
        row.show_status(status)
        self.show()


class _JobRow(QFrame):
    def __init__(self, operations: Operations, job: int) -> None:
        super().__init__()
        self._operations = operations
        self._job = job
        self._paused = False
        self._words = QLabel()
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(220)
        self._pause = QPushButton(self.tr("Pause"))
        stop = QPushButton(self.tr("Stop"))
        self._pause.clicked.connect(self._toggle_pause)
        stop.clicked.connect(self._stop)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._bar)
        layout.addWidget(self._pause)
        layout.addWidget(stop)

    def show_status(self, status: JobStatus) -> None:
        self._paused = status.state is JobState.PAUSED
        self._pause.setText(self.tr("Go on") if self._paused else self.tr("Pause"))
        self._bar.setValue(round(status.fraction * 1000))
        self._words.setText(f"{status.title}  {status.message}{self._time_left(status)}")

    def _time_left(self, status: JobStatus) -> str:
        if status.fraction < 0.02 or status.seconds < 2:
            return ""
        left = status.seconds * (1 - status.fraction) / status.fraction
        if left < 60:
            return "  ·  " + self.tr("less than a minute left")
        return "  ·  " + self.tr("%n min left", "", max(round(left / 60), 1))

    def _toggle_pause(self) -> None:
        (self._operations.resume if self._paused else self._operations.pause)(self._job)

    def _stop(self) -> None:
        self._operations.cancel(self._job)
