"""Run a service in a lane, then one function on the UI thread: success or failure.

Pages never make a thread; they say what to run and what to do with the answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from core.domain.reports import Problem
from core.jobs.job import JobState, JobStatus, Lane
from core.jobs.queue import JobQueue
from core.progress import Progress
from ridfr_desktop.bridge import Bridge

Success = Callable[[object], None]
Failure = Callable[[Problem], None]


@dataclass
class _Waiting:
    success: Success
    failure: Failure | None
    quiet: bool


class Operations(QObject):
    """Every background work of the application goes through here."""

    failed = Signal(object)
    """`Problem` of an operation that nobody else handles."""
    visible_changed = Signal(object)
    """`JobStatus` of work that the activity bar shows."""

    def __init__(self, queue: JobQueue, bridge: Bridge) -> None:
        super().__init__()
        self._queue = queue
        self._waiting: dict[int, _Waiting] = {}
        bridge.job_changed.connect(self._job_changed)

    def run(
        self,
        lane: Lane,
        title: str,
        work: Callable[[Progress], object],
        success: Success,
        *,
        failure: Failure | None = None,
        quiet: bool = False,
    ) -> int:
        """Run `work` in `lane`; `success` gets its result on the UI thread.

        `quiet` work is not shown in the activity bar (short reads for a page).
        """
        # The bridge delivers through the event loop, so the entry is there before any notice.
        job = self._queue.submit(lane, title, work)
        self._waiting[job] = _Waiting(success, failure, quiet)
        return job

    def pause(self, job: int) -> None:
        self._queue.pause(job)

    def resume(self, job: int) -> None:
        self._queue.resume(job)

    def cancel(self, job: int) -> None:
        self._queue.cancel(job)

    @Slot(object)
    def _job_changed(self, status: JobStatus) -> None:
        waiting = self._waiting.get(status.id)
        if waiting is None:
            return
        if not waiting.quiet:
            self.visible_changed.emit(status)
        if not status.state.finished:
            return
        del self._waiting[status.id]
        if status.state is JobState.FAILED and status.problem is not None:
            (waiting.failure or self.failed.emit)(status.problem)
        elif status.result is not None or status.state is JobState.DONE:
            waiting.success(status.result)
