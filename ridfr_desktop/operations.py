"""Run a service in a lane, then one function on the UI thread: success or failure.

Pages never make a thread; they say what to run and what to do with the answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from core.domain.reports import Problem
from core.jobs.job import JobState, JobStatus, Lane
from core.jobs.queue import JobQueue, Work
from ridfr_desktop.bridge import Bridge
from ridfr_desktop.problem_words import problem_words

Success = Callable[[object], None]
Failure = Callable[[Problem], None]

KEPT = 20
"""Finished operations that can be started again."""


@dataclass(frozen=True)
class Divisible:
    """Of work that is done in parts: it makes room between two of them, and does not hold while paused."""

    changed: Callable[[JobState], None]
    """Told every change of its state, on the UI thread, before its success."""
    again: Callable[[], None]
    """Starts it anew after it failed or was cancelled."""


@dataclass(frozen=True)
class _Operation:
    lane: Lane
    title: str
    work: Work
    success: Success
    failure: Failure | None
    cancelled: Callable[[], None] | None
    quiet: bool
    pausable: bool
    divisible: Divisible | None


class Operations(QObject):
    """Every background work of the application goes through here."""

    failed = Signal(object)
    """`Problem` of an operation that nobody else handles."""
    visible_changed = Signal(object)
    """`JobStatus` of work that the activity bar shows."""

    def __init__(self, queue: JobQueue, bridge: Bridge) -> None:
        super().__init__()
        self._queue = queue
        self._running: dict[int, _Operation] = {}
        self._finished: dict[int, _Operation] = {}
        self._at_rest: set[int] = set()
        """Divisible work that is paused: it ends only when somebody lets it go on."""
        self._closed = False
        bridge.job_changed.connect(self._job_changed)

    @property
    def idle(self) -> bool:
        """Whether nothing runs or waits, and all answers have arrived; a watch of folders does not count."""
        going = (each for job, each in self._running.items() if job not in self._at_rest)
        return all(operation.lane is Lane.WATCH for operation in going)

    @property
    def busy(self) -> bool:
        """Whether work runs or waits that the activity bar shows."""
        return any(not operation.quiet for operation in self._running.values())

    def working(self, lane: Lane) -> bool:
        """Whether work that the activity bar shows runs or waits in this lane."""
        return any(each.lane is lane and not each.quiet for each in self._running.values())

    def run(
        self,
        lane: Lane,
        title: str,
        work: Work,
        success: Success,
        *,
        failure: Failure | None = None,
        cancelled: Callable[[], None] | None = None,
        quiet: bool = False,
        pausable: bool = True,
        divisible: Divisible | None = None,
    ) -> int:
        """Run `work` in `lane`; `success` gets its result on the UI thread. 0 once all is closed.

        `cancelled` is called when the user stopped the work before it had a result, mostly while it
        waited for its lane. `quiet` work is not shown in the activity bar (short reads for a page).
        Work that is not `pausable` would hold something there that others need; `divisible` work
        lets go of it.
        """
        return self._start(
            _Operation(lane, title, work, success, failure, cancelled, quiet, pausable, divisible)
        )

    def retry(self, job: int) -> None:
        """Run finished visible work again; nothing happens when it is long forgotten."""
        operation = self._finished.pop(job, None)
        if operation is not None and operation.divisible is not None:
            operation.divisible.again()
        elif operation is not None:
            self._start(operation)

    def close(self) -> None:
        """The window goes: start nothing more, and call nobody back."""
        self._closed = True
        self._running.clear()

    def can_pause(self, job: int) -> bool:
        """Whether the activity bar offers to pause this work."""
        operation = self._running.get(job)
        return operation is None or operation.pausable

    def pause(self, job: int) -> None:
        self._queue.pause(job)

    def resume(self, job: int) -> None:
        self._queue.resume(job)

    def cancel(self, job: int) -> None:
        """Stop work; nothing happens when it has ended."""
        if job in self._running:
            self._queue.cancel(job)

    def _start(self, operation: _Operation) -> int:
        if self._closed:
            return 0
        # The bridge delivers through the event loop, so the entry is there before any notice.
        parted = operation.divisible is not None
        job = self._queue.submit(operation.lane, operation.title, operation.work, divisible=parted)
        self._running[job] = operation
        return job

    @Slot(object)
    def _job_changed(self, status: JobStatus) -> None:
        operation = self._running.get(status.id)
        if operation is None:
            return
        (self._at_rest.add if _rests(operation, status) else self._at_rest.discard)(status.id)
        if status.state.finished:
            del self._running[status.id]
            if not operation.quiet:
                self._finished[status.id] = operation
                for job in list(self._finished)[:-KEPT]:
                    del self._finished[job]
        if not operation.quiet:
            self.visible_changed.emit(status)
        if operation.divisible is not None:
            operation.divisible.changed(status.state)
        if status.state is JobState.FAILED and status.problem is not None:
            (operation.failure or self.failed.emit)(problem_words(status.problem))
        elif status.state.finished and (status.result is not None or status.state is JobState.DONE):
            operation.success(status.result)
        elif status.state is JobState.CANCELLED and operation.cancelled is not None:
            operation.cancelled()


def _rests(operation: _Operation, status: JobStatus) -> bool:
    return operation.divisible is not None and status.state is JobState.PAUSED
