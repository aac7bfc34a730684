"""The job queue: one thread per lane, started when the lane gets its first job.

Work is a function of a `Progress`. It returns a report, raises `Cancelled` when its progress
tells it to stop, and touches nothing of the queue. `on_change` gets a frozen `JobStatus` from
whichever thread caused the change, in the order of the changes; it is called under the queue's
lock, so it returns at once and leaves work to its own thread (a Qt signal does just that).

Divisible work asks `progress.token.room_wanted` at its seams, and then returns a `Part`: its job
lets go of the lane, paused or behind the others that wait, and is called again for the rest.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from types import TracebackType

from core.domain.reports import Problem
from core.errors import Cancelled, RidfrError
from core.jobs.job import JobState, JobStatus, Lane, Part
from core.progress import CancelToken, Progress
from core.sentence import Sentence

Work = Callable[[Progress], object]

log = logging.getLogger(__name__)

KEPT_FINISHED = 200
"""Finished jobs that are remembered, so that a long session does not grow."""
KEPT_RESULTS = 4
"""Of these, the newest ones whose results are: a page of a hundred thousand photos is twenty megabytes."""


@dataclass
class _Job:
    status: JobStatus
    work: Work
    divisible: bool = False
    token: CancelToken = field(default_factory=CancelToken)
    started: float = 0.0
    """When it got its lane; 0 while it does not have it."""
    worked: float = 0.0
    """Seconds of the parts that are done."""
    announced: float = 0.0

    @property
    def seconds(self) -> float:
        return self.worked + (time.monotonic() - self.started if self.started else 0.0)


class JobQueue:
    """Runs jobs lane by lane; every method may be called from any thread."""

    def __init__(
        self, on_change: Callable[[JobStatus], None] | None = None, *, interval: float = 0.05
    ) -> None:
        """`interval`: seconds between two notices of mere progress; changes of state always notify."""
        self._on_change = on_change
        self._interval = interval
        self._changed = threading.Condition()
        self._jobs: dict[int, _Job] = {}
        self._threads: dict[Lane, threading.Thread] = {}
        self._next_id = 1
        self._closed = False

    def __enter__(self) -> JobQueue:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def submit(self, lane: Lane | str, title: str, work: Work, *, divisible: bool = False) -> int:
        """Put `work` at the end of its lane and return the job's number.

        Args:
            divisible: it may return a `Part`; it lets others go first, and does not hold while paused.

        Raises:
            ValueError: there is no such lane.
            RuntimeError: the queue is closed.
        """
        lane = Lane(lane)
        with self._changed:
            if self._closed:
                raise RuntimeError("The job queue is closed.")
            job = _Job(JobStatus(self._next_id, lane, title), work, divisible)
            self._next_id += 1
            self._jobs[job.status.id] = job
            self._announce(job)
            self._ask_for_room(job)
            self._start(lane)
            self._changed.notify_all()
            return job.status.id

    def status(self, job_id: int) -> JobStatus:
        """Raises `KeyError` for a number that was never given or is long finished."""
        with self._changed:
            return self._jobs[job_id].status

    def statuses(self) -> tuple[JobStatus, ...]:
        """All remembered jobs in the order they were submitted."""
        with self._changed:
            return tuple(job.status for job in self._jobs.values())

    def cancel(self, job_id: int) -> None:
        """Stop a job: at once if it waits, at its next report if it runs."""
        with self._changed:
            job = self._jobs[job_id]
            if job.status.state.finished:
                return
            job.token.cancel()
            if not job.started:
                self._change(job, state=JobState.CANCELLED)

    def pause(self, job_id: int) -> None:
        """Hold a job: a waiting one is passed over, a running one keeps its lane while it is held.

        Divisible work is not held: it goes on to its next seam, and then lets go of its lane.
        """
        with self._changed:
            job = self._jobs[job_id]
            running = job.status.state is JobState.RUNNING
            if running and job.divisible:
                job.token.make_room()
                self._change(job, state=JobState.PAUSING)
            elif running:
                job.token.pause()
                self._change(job, state=JobState.PAUSED)
            elif job.status.state is JobState.WAITING:
                self._change(job, state=JobState.PAUSED)

    def resume(self, job_id: int) -> None:
        """Let a paused job go on."""
        with self._changed:
            job = self._jobs[job_id]
            if job.status.state is JobState.PAUSING:
                if not any(map(self._goes_first, self._in_lane(job.status.lane))):
                    job.token.keep_room()
                self._change(job, state=JobState.RUNNING)
            elif job.status.state is JobState.PAUSED:
                job.token.resume()
                self._change(job, state=JobState.RUNNING if job.started else JobState.WAITING)
                self._ask_for_room(job)

    def wait(self, job_id: int, timeout: float | None = None) -> JobStatus:
        """Block until the job has finished, or `timeout` seconds; its status then."""
        with self._changed:
            job = self._jobs[job_id]
            self._changed.wait_for(lambda: job.status.state.finished, timeout)
            return job.status

    def close(self, timeout: float = 30.0) -> bool:
        """Take no more jobs, cancel all, wait for the lanes; False if one did not end in time."""
        with self._changed:
            self._closed = True
            for job_id in [job.status.id for job in self._jobs.values() if not job.status.state.finished]:
                self.cancel(job_id)
            self._changed.notify_all()
        deadline = time.monotonic() + timeout
        for thread in list(self._threads.values()):
            if thread is not threading.current_thread():
                thread.join(max(deadline - time.monotonic(), 0.0))
        return not any(thread.is_alive() for thread in self._threads.values())

    def _ask_for_room(self, waiting: _Job) -> None:
        """Divisible work that runs in the lane of a job that waits lets it go first."""
        if self._goes_first(waiting):
            for job in self._in_lane(waiting.status.lane):
                if job.divisible and job.started:
                    job.token.make_room()

    def _goes_first(self, job: _Job) -> bool:
        """Whether divisible work of its lane is to make room for it."""
        return job.status.state is JobState.WAITING and not job.divisible

    def _in_lane(self, lane: Lane) -> list[_Job]:
        return [job for job in self._jobs.values() if job.status.lane is lane]

    def _start(self, lane: Lane) -> None:
        if lane not in self._threads:
            thread = threading.Thread(target=self._run, args=(lane,), name=f"lane-{lane}", daemon=True)
            self._threads[lane] = thread
            thread.start()

    def _run(self, lane: Lane) -> None:
        while (job := self._take(lane)) is not None:
            self._work(job)

    def _take(self, lane: Lane) -> _Job | None:
        """The next job of the lane, marked as running; None when the queue is closed.

        The first that waits; divisible work comes after the rest, which is short beside it.
        """
        with self._changed:
            while True:
                jobs = self._in_lane(lane)
                waiting = [job for job in jobs if job.status.state is JobState.WAITING]
                if waiting:
                    job = min(waiting, key=lambda each: each.divisible)
                    job.started = time.monotonic()
                    self._change(job, state=JobState.RUNNING)
                    return job
                if self._closed:
                    return None
                self._changed.wait()

    def _work(self, job: _Job) -> None:
        try:
            result = job.work(Progress(lambda *report: self._report(job, *report), token=job.token))
        except Cancelled:
            self._change(job, state=JobState.CANCELLED)
        except RidfrError as error:
            self._change(job, state=JobState.FAILED, problem=Problem.of(error))
        except Exception as error:
            log.exception("Job %r failed", job.status.title)
            message = Sentence(
                "{title} stopped on an unexpected error: {error}. What was finished is kept.",
                title=job.status.title,
                error=f"{type(error).__name__}: {error}",
            )
            problem = Problem("", RidfrError.title, message)
            self._change(job, state=JobState.FAILED, problem=problem)
        else:
            if isinstance(result, Part):
                if self._laid_aside(job):
                    return
                result = result.report
            # Work may answer a cancel with a report of its finished part instead of raising.
            state = JobState.CANCELLED if job.token.cancelled else JobState.DONE
            fraction = job.status.fraction if job.token.cancelled else 1.0
            self._change(job, state=state, result=result, fraction=fraction)

    def _laid_aside(self, job: _Job) -> bool:
        """Put divisible work back at its seam; False when it was cancelled, and so is over."""
        with self._changed:
            if job.token.cancelled:
                return False
            job.worked, job.started = job.seconds, 0.0
            job.token.keep_room()
            pausing = job.status.state is JobState.PAUSING
            self._change(job, state=JobState.PAUSED if pausing else JobState.WAITING)
            return True

    def _report(self, job: _Job, fraction: float, message: str) -> None:
        now = time.monotonic()
        with self._changed:
            job.status = replace(job.status, fraction=fraction, message=message, seconds=job.seconds)
            if now - job.announced >= self._interval:
                job.announced = now
                self._announce(job)

    def _change(self, job: _Job, **values: object) -> None:
        with self._changed:
            state = values.get("state", job.status.state)
            keeps_lane = state is JobState.PAUSED and job.started > 0
            job.status = replace(job.status, seconds=job.seconds, keeps_lane=keeps_lane, **values)  # type: ignore[arg-type]
            if job.status.state.finished:
                job.work = _nothing  # it may hold a page, and with it a window that was closed
            self._announce(job)
            self._forget_oldest()
            self._changed.notify_all()

    def _forget_oldest(self) -> None:
        finished = [key for key, job in self._jobs.items() if job.status.state.finished]
        for key in finished[:-KEPT_RESULTS]:
            job = self._jobs[key]
            if job.status.result is not None:
                job.status = replace(job.status, result=None)
        for key in finished[:-KEPT_FINISHED]:
            del self._jobs[key]

    def _announce(self, job: _Job) -> None:
        if self._on_change is None:
            return
        try:
            self._on_change(job.status)
        except Exception:
            # A listener's fault must not end the lane and with it all later work.
            log.exception("A listener of the job queue failed")


def _nothing(_: Progress) -> None:
    """The work of a job that is over."""
