"""Lanes: order, progress, cancel, pause, failures that stay inside their job."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest

from core.errors import LibraryError
from core.jobs.job import JobState, JobStatus, Lane, Part
from core.jobs.queue import KEPT_FINISHED, KEPT_RESULTS, JobQueue
from core.progress import Progress

WAIT = 10.0


@pytest.fixture
def notices() -> list[JobStatus]:
    return []


@pytest.fixture
def queue(notices: list[JobStatus]) -> Iterator[JobQueue]:
    with JobQueue(notices.append, interval=0.0) as running:
        yield running


class Gate:
    """Work that reports until it is let go, so a test can act in its middle."""

    def __init__(self) -> None:
        self.inside = threading.Event()
        self.go = threading.Event()

    def __call__(self, progress: Progress) -> str:
        while not self.go.wait(0.005):
            progress(0.5, "half")
            self.inside.set()
        return "finished"


def test_a_job_runs_and_its_result_comes_back(queue: JobQueue) -> None:
    job = queue.submit(Lane.INDEX, "Indexing", lambda progress: 42)
    status = queue.wait(job, WAIT)
    assert (status.state, status.result, status.fraction) == (JobState.DONE, 42, 1.0)


def test_notices_come_in_the_order_of_the_changes(queue: JobQueue, notices: list[JobStatus]) -> None:
    def work(progress: Progress) -> None:
        progress(0.25, "1 of 4")

    queue.wait(queue.submit("files", "Export", work), WAIT)
    assert [(n.state.value, n.fraction) for n in notices] == [
        ("waiting", 0.0),
        ("running", 0.0),
        ("running", 0.25),
        ("done", 1.0),
    ]


def test_one_lane_runs_one_job_at_a_time_and_lanes_run_side_by_side(queue: JobQueue) -> None:
    first, second, other = Gate(), Gate(), Gate()
    queue.submit(Lane.INDEX, "first", first)
    waiting = queue.submit(Lane.INDEX, "second", second)
    queue.submit(Lane.GPU, "other", other)
    assert first.inside.wait(WAIT)
    assert other.inside.wait(WAIT)
    assert queue.status(waiting).state is JobState.WAITING
    for gate in (first, second, other):
        gate.go.set()
    assert queue.wait(waiting, WAIT).state is JobState.DONE


def test_cancel_stops_running_work_at_its_next_report(queue: JobQueue) -> None:
    gate = Gate()
    job = queue.submit(Lane.INDEX, "Indexing", gate)
    assert gate.inside.wait(WAIT)
    queue.cancel(job)
    assert queue.wait(job, WAIT).state is JobState.CANCELLED


def test_work_that_answers_cancel_with_a_report_is_cancelled_and_keeps_the_report(queue: JobQueue) -> None:
    started, go = threading.Event(), threading.Event()

    def work(progress: Progress) -> str:
        started.set()
        go.wait(WAIT)
        return "12 of 40 photos"

    job = queue.submit(Lane.INDEX, "Indexing", work)
    assert started.wait(WAIT)
    queue.cancel(job)
    go.set()
    status = queue.wait(job, WAIT)
    assert (status.state, status.result) == (JobState.CANCELLED, "12 of 40 photos")


def test_a_waiting_job_is_cancelled_at_once_and_never_runs(queue: JobQueue) -> None:
    gate, ran = Gate(), threading.Event()
    queue.submit(Lane.INDEX, "first", gate)
    job = queue.submit(Lane.INDEX, "second", lambda progress: ran.set())
    queue.cancel(job)
    assert queue.status(job).state is JobState.CANCELLED
    gate.go.set()
    queue.wait(queue.submit(Lane.INDEX, "third", lambda progress: None), WAIT)
    assert not ran.is_set()


def test_a_paused_job_holds_and_goes_on(queue: JobQueue) -> None:
    gate = Gate()
    job = queue.submit(Lane.INDEX, "Indexing", gate)
    assert gate.inside.wait(WAIT)
    queue.pause(job)
    gate.go.set()
    assert queue.status(job).state is JobState.PAUSED
    queue.resume(job)
    assert queue.wait(job, WAIT).result == "finished"


def test_a_paused_waiting_job_is_passed_over(queue: JobQueue) -> None:
    gate = Gate()
    queue.submit(Lane.INDEX, "first", gate)
    held = queue.submit(Lane.INDEX, "held", lambda progress: None)
    last = queue.submit(Lane.INDEX, "last", lambda progress: None)
    queue.pause(held)
    gate.go.set()
    assert queue.wait(last, WAIT).state is JobState.DONE
    assert queue.status(held).state is JobState.PAUSED
    queue.resume(held)
    assert queue.wait(held, WAIT).state is JobState.DONE


def test_a_paused_job_can_be_cancelled(queue: JobQueue) -> None:
    gate = Gate()
    job = queue.submit(Lane.INDEX, "Indexing", gate)
    assert gate.inside.wait(WAIT)
    queue.pause(job)
    queue.cancel(job)
    assert queue.wait(job, WAIT).state is JobState.CANCELLED


def test_our_error_becomes_a_problem_in_plain_words(queue: JobQueue) -> None:
    def work(progress: Progress) -> None:
        raise LibraryError("The library is open in another program.", path="/photos")

    status = queue.wait(queue.submit(Lane.INDEX, "Indexing", work), WAIT)
    assert status.state is JobState.FAILED
    assert status.problem is not None
    assert status.problem.message == "The library is open in another program."


def test_an_unexpected_error_fails_its_job_and_the_lane_goes_on(queue: JobQueue) -> None:
    def work(progress: Progress) -> None:
        raise ZeroDivisionError("by hand")

    failed = queue.wait(queue.submit(Lane.INDEX, "Indexing", work), WAIT)
    assert failed.problem is not None
    assert "ZeroDivisionError" in failed.problem.message
    assert queue.wait(queue.submit(Lane.INDEX, "next", lambda progress: 1), WAIT).result == 1


def test_a_failing_listener_does_not_end_the_lane() -> None:
    def listener(status: JobStatus) -> None:
        raise RuntimeError("window is gone")

    with JobQueue(listener) as queue:
        assert queue.wait(queue.submit(Lane.INDEX, "a", lambda progress: 1), WAIT).result == 1
        assert queue.wait(queue.submit(Lane.INDEX, "b", lambda progress: 2), WAIT).result == 2


def test_closing_cancels_everything_and_leaves_no_thread() -> None:
    queue, gate = JobQueue(), Gate()
    running = queue.submit(Lane.INDEX, "running", gate)
    waiting = queue.submit(Lane.INDEX, "waiting", lambda progress: None)
    assert gate.inside.wait(WAIT)
    assert queue.close(WAIT)
    assert {queue.status(running).state, queue.status(waiting).state} == {JobState.CANCELLED}
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("lane-")]
    with pytest.raises(RuntimeError, match="closed"):
        queue.submit(Lane.INDEX, "late", lambda progress: None)


def test_an_unknown_lane_is_refused(queue: JobQueue) -> None:
    with pytest.raises(ValueError, match="moon"):
        queue.submit("moon", "Landing", lambda progress: None)


def test_progress_notices_are_rare_but_the_end_is_always_told() -> None:
    notices: list[JobStatus] = []

    def work(progress: Progress) -> None:
        for step in range(1000):
            progress(step / 1000, str(step))

    with JobQueue(notices.append, interval=60.0) as queue:
        queue.wait(queue.submit(Lane.INDEX, "Indexing", work), WAIT)
    assert len(notices) == 4
    assert notices[-1].state is JobState.DONE


def test_only_so_many_finished_jobs_are_remembered(queue: JobQueue) -> None:
    for _ in range(KEPT_FINISHED + 5):
        last = queue.submit(Lane.FILES, "small", lambda progress: None)
    queue.wait(last, WAIT)
    assert len(queue.statuses()) <= KEPT_FINISHED + 1


def test_finished_jobs_let_go_of_their_work_and_older_ones_of_their_results(queue: JobQueue) -> None:
    class Page:
        def read(self, _: Progress) -> list[int]:
            return [1, 2, 3]

    page = Page()
    gone = weakref.ref(page)
    jobs = [queue.submit(Lane.SCREEN, "", page.read) for _ in range(KEPT_RESULTS + 3)]
    del page
    assert queue.wait(jobs[-1], WAIT).result == [1, 2, 3]
    queue.wait(queue.submit(Lane.SCREEN, "", lambda _: None), WAIT)
    gc.collect()
    assert gone() is None, "nothing keeps the page that asked"
    assert queue.status(jobs[0]).result is None
    assert queue.status(jobs[0]).state is JobState.DONE


class Parts:
    """Divisible work: each part waits to be let go, then says what was asked of it."""

    def __init__(self, count: int) -> None:
        self.left = count
        self.begun = threading.Semaphore(0)
        self.go = threading.Semaphore(0)

    def __call__(self, progress: Progress) -> object:
        while self.left:
            self.begun.release()
            assert self.go.acquire(timeout=WAIT)
            self.left -= 1
            if self.left and progress.token.room_wanted:
                return Part(f"{self.left} left")
        return "all"


def two_parts(queue: JobQueue) -> tuple[Parts, int]:
    """Divisible work that is in the first of two parts, and its job."""
    work = Parts(2)
    job = queue.submit(Lane.GPU, "Album", work, divisible=True)
    assert work.begun.acquire(timeout=WAIT)
    return work, job


def in_state(queue: JobQueue, job: int, state: JobState) -> bool:
    with queue._changed:
        return queue._changed.wait_for(lambda: queue.status(job).state is state, WAIT)


def test_divisible_work_lets_others_go_first_and_then_goes_on(queue: JobQueue) -> None:
    work, job = two_parts(queue)
    left = queue.submit(Lane.GPU, "One face", lambda _: work.left)
    work.go.release(2)
    assert queue.wait(left, WAIT).result == 1
    assert queue.wait(job, WAIT).result == "all"


def test_paused_divisible_work_lets_go_of_its_lane_at_its_seam(queue: JobQueue) -> None:
    work, job = two_parts(queue)
    queue.pause(job)
    assert queue.status(job).state is JobState.PAUSING
    work.go.release(2)
    assert in_state(queue, job, JobState.PAUSED)
    assert not queue.status(job).keeps_lane
    assert queue.wait(queue.submit(Lane.GPU, "One face", lambda _: work.left), WAIT).result == 1
    queue.resume(job)
    assert queue.wait(job, WAIT).result == "all"


def test_divisible_work_that_is_let_on_before_its_seam_does_not_stop(queue: JobQueue) -> None:
    work, job = two_parts(queue)
    queue.pause(job)
    queue.resume(job)
    assert queue.status(job).state is JobState.RUNNING
    work.go.release(2)
    assert queue.wait(job, WAIT).result == "all"
    assert work.left == 0


def test_divisible_work_that_is_cancelled_at_its_seam_keeps_its_report(queue: JobQueue) -> None:
    work, job = two_parts(queue)
    queue.pause(job)
    queue.cancel(job)
    work.go.release()
    status = queue.wait(job, WAIT)
    assert (status.state, status.result) == (JobState.CANCELLED, "1 left")


def test_work_that_is_paused_in_its_middle_says_that_it_keeps_its_lane(queue: JobQueue) -> None:
    gate = Gate()
    job = queue.submit(Lane.INDEX, "Indexing", gate)
    behind = queue.submit(Lane.INDEX, "More", lambda _: None)
    assert gate.inside.wait(WAIT)
    for each in (behind, job):
        queue.pause(each)
    assert [queue.status(each).keeps_lane for each in (job, behind)] == [True, False]
    queue.cancel(job)
    assert not queue.wait(job, WAIT).keeps_lane
