"""Runs the batch queue in the lane of the models, and makes room when somebody waits for a face.

Lives as long as the application, whatever page is shown. The run is one divisible job: it lets go
of the models between photos while another job waits for them, or while it is paused, from here or
from the activity bar, and nobody who opens the restore view waits for a whole album.
"""

from __future__ import annotations

import time
from enum import Enum

from PySide6.QtCore import QObject, Signal

from core.app import App
from core.domain.reports import BatchReport, FaceStage, Problem
from core.jobs.job import JobState, Lane, Part
from core.jobs.queue import Work
from core.progress import Progress, how_far
from core.services.batch_queue import Board, QueueLine, joined, run_queue
from ridfr_desktop.notifications import notify
from ridfr_desktop.operations import Divisible, Operations
from ridfr_desktop.page import PageContext
from ridfr_desktop.sleep_inhibition import SleepInhibitor


class RunState(Enum):
    IDLE = "idle"
    RUNNING = "running"
    PAUSING = "pausing"
    """The faces that were begun are finished first."""
    PAUSED = "paused"


STATES = {
    JobState.WAITING: RunState.RUNNING,
    JobState.RUNNING: RunState.RUNNING,
    JobState.PAUSING: RunState.PAUSING,
    JobState.PAUSED: RunState.PAUSED,
}
"""What the job's state is for the run; a job that ended is told by its report or its problem."""
WORKING = (RunState.RUNNING, RunState.PAUSING)


class BatchRunner(QObject):
    """One queue, one run at a time."""

    changed = Signal()
    """The state, or what is in the queue."""
    finished = Signal(object)
    """`BatchReport` of a run that came to its end."""
    failed = Signal(object)
    """`Problem` that stopped the run; what is not done waits."""
    library_changed = Signal()

    def __init__(self, app: App, operations: Operations) -> None:
        super().__init__(operations)
        self.board = Board()
        self.state = RunState.IDLE
        self._app = app
        self._operations = operations
        self._job: int | None = None
        self._cancelled = False
        self._sleep = SleepInhibitor()
        self._begun = 0.0
        self._worked = 0.0

    @property
    def seconds(self) -> float:
        """That the run has worked, without pauses."""
        return self._worked + (time.monotonic() - self._begun if self.state in WORKING else 0.0)

    def start(self, lines: list[QueueLine]) -> None:
        """Add faces that are in the library's queue by now, and run."""
        if self.state is RunState.IDLE and not any(line.stage is None for line in self.board.lines()):
            self.board, self._worked = Board(), 0.0
        self.board.add(lines)
        self.resume()

    def resume(self) -> None:
        """Go on after a pause or a failure, or begin."""
        if self._job is not None:
            self._operations.resume(self._job)
            return
        self._cancelled = False
        title = self.tr("Restoring %Ln face(s)", "", len(self.board.lines()))
        self._job = self._operations.run(
            Lane.GPU,
            title,
            _run_of(self._app, self.board),
            self._ended,
            failure=self._broken,
            cancelled=self._never_begun,
            divisible=Divisible(self._follow, self.resume),
        )
        self._set(RunState.RUNNING)

    def pause(self) -> None:
        """Stop after the faces that were begun; the models are free for others meanwhile."""
        if self._job is not None:
            self._operations.pause(self._job)

    def cancel(self) -> None:
        """Stop at once; faces that were begun wait again."""
        if self._job is not None:
            self._operations.cancel(self._job)
        else:
            self._set(RunState.IDLE)

    def _follow(self, state: JobState) -> None:
        """The job was paused, let on or cancelled: here, or in the activity bar."""
        self._cancelled = state is JobState.CANCELLED
        if state in STATES and STATES[state] is not self.state:
            self._set(STATES[state])
            if state is JobState.PAUSED:
                self.library_changed.emit()

    def _ended(self, report: object) -> None:
        assert isinstance(report, BatchReport)
        self._job = None
        self.library_changed.emit()
        if report.cancelled or self._cancelled:
            self._set(RunState.IDLE)
        else:
            self.board.drop_waiting()
            self._set(RunState.IDLE)
            self.finished.emit(report)
            notify(self.tr("Restoring is finished"), self._summary())

    def _never_begun(self) -> None:
        """Cancelled, here or in the activity bar, before it had the models."""
        self._job = None
        self._set(RunState.IDLE)

    def _broken(self, problem: Problem) -> None:
        self._job = None
        self._set(RunState.PAUSED)
        self.failed.emit(problem)

    def _set(self, state: RunState) -> None:
        """Time counts, and the machine stays awake, only while faces are restored."""
        worked, was_working = self.seconds, self.state in WORKING
        self.state = state
        if state not in WORKING:
            self._worked = worked
            self._sleep.release()
        elif not was_working:
            self._begun = time.monotonic()
            self._sleep.hold(self.tr("Restoring faces"))
        self.changed.emit()

    def _summary(self) -> str:
        stages = [line.stage for line in self.board.lines()]
        done = sum(stage in (FaceStage.DONE, FaceStage.REPEATED) for stage in stages)
        held = stages.count(FaceStage.HELD)
        words = self.tr("%Ln face(s) restored", "", done)
        return words + (", " + self.tr("%Ln held for review", "", held) if held else "")


def batch_runner(context: PageContext) -> BatchRunner:
    """The one runner of the application; pages come and go."""
    found = context.operations.findChild(BatchRunner)
    return found if isinstance(found, BatchRunner) else BatchRunner(context.app, context.operations)


def _run_of(app: App, board: Board) -> Work:
    """The run as work for a lane: each call restores what waits by then, until room is wanted."""
    reports: list[BatchReport] = []

    def work(progress: Progress) -> BatchReport | Part:
        reports.append(
            run_queue(
                app.library,
                app.restore_tools(),
                _of_the_whole(board, progress),
                board,
                reference_limit=max(1, app.settings.references),
                stop=lambda: progress.token.room_wanted,
            )
        )
        so_far, (done, total) = joined(reports), _counted(board)
        return Part(so_far) if done < total and progress.token.room_wanted else so_far

    return work


def _of_the_whole(board: Board, progress: Progress) -> Progress:
    """Counts the faces of all parts of a run, where a part would count its own."""
    done, total = _counted(board)
    share = progress.between(done / total if total else 0.0, 1.0)

    def report(fraction: float, _: str) -> None:
        share(fraction, how_far("Face", *_counted(board)))

    return Progress(report, token=progress.token)


def _counted(board: Board) -> tuple[int, int]:
    """Faces that are done, and all."""
    stages = [line.stage for line in board.lines()]
    return sum(stage is not None and stage.finished for stage in stages), len(stages)
