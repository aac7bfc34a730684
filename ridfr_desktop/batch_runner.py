"""Runs the batch queue in the lane of the models, and makes room when somebody waits for a face.

Lives as long as the application, whatever page is shown. The run stops between photos while
another job waits for the models, and goes on behind it: nobody who opens the restore view waits
for a whole album.
"""

from __future__ import annotations

import threading
import time
from enum import Enum

from PySide6.QtCore import QObject, Signal

from core.app import App
from core.domain.reports import BatchReport, FaceStage, Problem
from core.jobs.job import Lane
from core.progress import Progress
from core.services.batch_queue import Board, QueueLine, run_queue
from ridfr_desktop.notifications import notify
from ridfr_desktop.operations import Operations
from ridfr_desktop.page import PageContext
from ridfr_desktop.sleep_inhibition import SleepInhibitor


class RunState(Enum):
    IDLE = "idle"
    RUNNING = "running"
    PAUSING = "pausing"
    """The faces that were begun are finished first."""
    PAUSED = "paused"


class BatchRunner(QObject):
    """One queue, one run at a time."""

    changed = Signal()
    """The state, or what is in the queue."""
    finished = Signal(object)
    """`BatchReport` of a slice that ended the run."""
    failed = Signal(object)
    """`Problem` that stopped the run; what is not done waits."""
    library_changed = Signal()

    def __init__(self, app: App, operations: Operations) -> None:
        super().__init__(operations)
        self.board = Board()
        self.state = RunState.IDLE
        self._app = app
        self._operations = operations
        self._stop = threading.Event()
        self._cancelling = False
        self._job: int | None = None
        self._sleep = SleepInhibitor()
        self._begun = 0.0
        self._worked = 0.0

    @property
    def seconds(self) -> float:
        """That the run has worked, without pauses."""
        running = (
            time.monotonic() - self._begun if self.state in (RunState.RUNNING, RunState.PAUSING) else 0.0
        )
        return self._worked + running

    def start(self, lines: list[QueueLine]) -> None:
        """Add faces that are in the library's queue by now, and run."""
        if self.state is RunState.IDLE and not any(line.stage is None for line in self.board.lines()):
            self.board, self._worked = Board(), 0.0
        self.board.add(lines)
        self.resume()

    def resume(self) -> None:
        self._stop.clear()
        self._cancelling = False
        if self.state is RunState.PAUSING:
            self._set(RunState.RUNNING)
        elif self.state is not RunState.RUNNING:
            self._begun = time.monotonic()
            self._sleep.hold(self.tr("Restoring faces"))
            self._set(RunState.RUNNING)
            self._slice()

    def pause(self) -> None:
        """Stop after the faces that were begun; the models are free for others meanwhile."""
        if self.state is RunState.RUNNING:
            self._stop.set()
            self._set(RunState.PAUSING)

    def cancel(self) -> None:
        """Stop at once; faces that were begun wait again."""
        self._stop.set()
        if self._job is not None:
            # The run may see `_stop` before its own cancellation, and then report an orderly end.
            self._cancelling = True
            self._operations.cancel(self._job)
        else:
            self._rest(RunState.IDLE)

    def _slice(self) -> None:
        app, board, stop, operations = self._app, self.board, self._stop, self._operations
        lines = board.lines()
        begun = sum(line.stage is not None for line in lines) / len(lines) if lines else 0.0
        gave_way = threading.Event()

        def make_room() -> bool:
            if operations.waiting(Lane.GPU):
                gave_way.set()
            return stop.is_set() or gave_way.is_set()

        def work(progress: Progress) -> tuple[BatchReport, bool]:
            share = progress.between(begun, 1.0)
            limit = max(1, app.settings.references)
            report = run_queue(
                app.library, app.restore_tools(), share, board, reference_limit=limit, stop=make_room
            )
            return report, gave_way.is_set()

        title = self.tr("Restoring %n face(s)", "", len(lines))
        self._job = operations.run(
            Lane.GPU,
            title,
            work,
            self._ended,
            failure=self._broken,
            cancelled=self._never_begun,
            # The page's pause lets go of the models; the activity bar's would hold them.
            pausable=False,
        )

    def _ended(self, answer: object) -> None:
        assert isinstance(answer, tuple)
        report, gave_way = answer
        self._job = None
        self.library_changed.emit()
        if report.cancelled or self._cancelling:
            self._rest(RunState.IDLE)
        elif self._stop.is_set():
            self._rest(RunState.PAUSED)
        elif gave_way:
            self._slice()
            self.changed.emit()
        else:
            self.board.drop_waiting()
            self._rest(RunState.IDLE)
            self.finished.emit(report)
            notify(self.tr("Restoring is finished"), self._summary())

    def _never_begun(self) -> None:
        """Cancelled, here or in the activity bar, before it had the models."""
        self._job = None
        self._rest(RunState.IDLE)

    def _broken(self, problem: Problem) -> None:
        self._job = None
        self._rest(RunState.PAUSED)
        self.failed.emit(problem)

    def _rest(self, state: RunState) -> None:
        self._worked = self.seconds
        self._begun = time.monotonic()
        self._sleep.release()
        self._set(state)

    def _set(self, state: RunState) -> None:
        self.state = state
        self.changed.emit()

    def _summary(self) -> str:
        stages = [line.stage for line in self.board.lines()]
        done = sum(stage in (FaceStage.DONE, FaceStage.REPEATED) for stage in stages)
        held = stages.count(FaceStage.HELD)
        words = self.tr("%n face(s) restored", "", done)
        return words + (", " + self.tr("%n held for review", "", held) if held else "")


def batch_runner(context: PageContext) -> BatchRunner:
    """The one runner of the application; pages come and go."""
    found = context.operations.findChild(BatchRunner)
    return found if isinstance(found, BatchRunner) else BatchRunner(context.app, context.operations)
