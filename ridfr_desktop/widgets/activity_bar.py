"""The only place that shows background work; gone when nothing runs and nothing went wrong."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QToolButton, QWidget

from core.jobs.job import JobState, JobStatus
from ridfr_desktop.icons import icon
from ridfr_desktop.operations import Operations
from ridfr_desktop.theme import GRID, Tones
from ridfr_desktop.widgets.activity_panel import ActivityPanel
from ridfr_desktop.widgets.activity_words import PAUSED, held_up_by, progress_words
from ridfr_desktop.widgets.elided_label import ElidedLabel

SHOWN = 2
"""Jobs that have a place in the bar; the panel has all of them."""


class ActivityBar(QFrame):
    """One line: what runs, how far it is, pause; and the way to the panel with everything."""

    def __init__(self, operations: Operations, tones: Tones, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("activity")
        self._operations = operations
        self._jobs: dict[int, JobStatus] = {}
        self._cells = [_JobCell(operations, tones) for _ in range(SHOWN)]
        self._words = QLabel()
        self._words.setProperty("quiet", True)
        self.panel = ActivityPanel(operations, tones, self.window())
        self.panel.emptied.connect(self._update)
        self._more = QToolButton()
        self._more.setIcon(icon("more", tones.text))
        self._more.setToolTip(self.tr("All work and its problems (Ctrl+J)"))
        self._more.setAccessibleName(self.tr("Activity"))
        self._more.clicked.connect(self.toggle_panel)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(6 * GRID)
        for cell in self._cells:
            layout.addWidget(cell, 1)
        layout.addWidget(self._words)
        layout.addWidget(self._more)
        operations.visible_changed.connect(self.show_status)
        self.hide()

    @Slot(object)
    def show_status(self, status: JobStatus) -> None:
        if status.state.finished:
            self._jobs.pop(status.id, None)
        else:
            self._jobs[status.id] = status
        self.panel.show_status(status)
        self._update()

    def toggle_panel(self) -> None:
        """Open the panel over the bar, or close it."""
        if self.panel.isVisible():
            self.panel.hide()
            return
        self.panel.setParent(self.window())
        self.panel.adjustSize()
        corner = self.mapTo(self.window(), QPoint(self.width() - self.panel.width() - 2 * GRID, 0))
        self.panel.move(corner.x(), max(corner.y() - self.panel.height() - GRID, 0))
        self.panel.show()
        self.panel.raise_()
        self.panel.setFocus()

    def _update(self) -> None:
        running = sorted(
            self._jobs.values(), key=lambda status: (status.state is JobState.WAITING, status.id)
        )
        for cell, status in zip(self._cells, [*running[:SHOWN], *[None] * SHOWN], strict=False):
            cell.show_status(status, None if status is None else held_up_by(status, running))
        hidden, problems = len(running) - SHOWN, self.panel.problems
        words = self.tr("%Ln more", "", hidden) if hidden > 0 else ""
        if problems and not running:
            words = self.tr("%Ln problem(s)", "", problems)
        self._words.setText(words)
        self.setVisible(bool(running) or problems > 0)


class _JobCell(QWidget):
    """One running job in the bar."""

    def __init__(self, operations: Operations, tones: Tones) -> None:
        super().__init__()
        self._operations = operations
        self._tones = tones
        self._status: JobStatus | None = None
        self._words = ElidedLabel()
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(96)
        self._pause = QToolButton()
        self._pause.clicked.connect(self._toggle)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._bar)
        layout.addWidget(self._pause)

    def show_status(self, status: JobStatus | None, behind: JobStatus | None) -> None:
        """None: nothing is shown here; `behind`: the paused job for which it waits."""
        paused = status is not None and status.state in PAUSED
        was_paused = self._status is not None and self._status.state in PAUSED
        if self._status is None or paused != was_paused:
            words = self.tr("Go on") if paused else self.tr("Pause")
            self._pause.setIcon(icon("play" if paused else "pause", self._tones.text))
            self._pause.setToolTip(words)
            self._pause.setAccessibleName(words)
        self._status = status
        self.setVisible(status is not None)
        if status is not None:
            self._pause.setVisible(self._operations.can_pause(status.id))
            self._words.setText(f"{status.title}  {progress_words(status, behind)}".strip())
            self._bar.setValue(round(status.fraction * 1000))

    def _toggle(self) -> None:
        if self._status is None:
            return
        paused = self._status.state in PAUSED
        (self._operations.resume if paused else self._operations.pause)(self._status.id)
