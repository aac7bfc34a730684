"""Progress reports, splits, pauses and cancels."""

from __future__ import annotations

import threading

import pytest

from core.errors import Cancelled
from core.progress import CancelToken, Progress, count_in, how_far

Heard = list[tuple[float, str]]


@pytest.fixture
def heard() -> Heard:
    return []


@pytest.fixture
def progress(heard: Heard) -> Progress:
    return Progress(lambda fraction, message: heard.append((round(fraction, 6), message)))


def test_fractions_are_kept_between_nothing_and_all(progress: Progress, heard: Heard) -> None:
    for fraction in (-1.0, 0.5, 7.0):
        progress(fraction)
    assert [fraction for fraction, _ in heard] == [0.0, 0.5, 1.0]


def test_a_part_reports_its_share_of_the_whole(progress: Progress, heard: Heard) -> None:
    progress.part(2, 4)(0.5, "half of the third quarter")
    assert heard == [(0.625, "half of the third quarter")]


def test_parts_of_parts_multiply(progress: Progress, heard: Heard) -> None:
    progress.between(0.5, 1.0).part(1, 2)(1.0)
    assert heard == [(1.0, "")]


def test_going_over_items_counts_them(progress: Progress, heard: Heard) -> None:
    assert list(progress.over("ab", "photo")) == ["a", "b"]
    assert heard == [(0.0, "photo 1 of 2"), (0.5, "photo 2 of 2"), (1.0, "photo 2 of 2")]


def test_going_over_nothing_is_all_done(progress: Progress, heard: Heard) -> None:
    assert list(progress.over([], "photo")) == []
    assert heard == [(1.0, "photo")]


def test_a_report_after_cancel_raises_and_is_not_heard() -> None:
    heard: list[float] = []
    progress = Progress(lambda fraction, _: heard.append(fraction))
    progress.token.cancel()
    with pytest.raises(Cancelled):
        progress(0.5)
    assert heard == []


def test_parts_share_the_wish_to_stop(progress: Progress) -> None:
    progress.token.cancel()
    with pytest.raises(Cancelled):
        progress.part(0, 2).between(0.1, 0.2)(0.0)


def test_a_paused_job_waits_and_goes_on() -> None:
    token, went_on = CancelToken(), threading.Event()
    token.pause()
    worker = threading.Thread(target=lambda: (token.check(), went_on.set()))
    worker.start()
    assert token.paused
    assert not went_on.wait(0.05)
    token.resume()
    assert went_on.wait(5)
    worker.join()


def test_a_paused_job_can_be_cancelled() -> None:
    token, stopped = CancelToken(), threading.Event()
    token.pause()

    def work() -> None:
        with pytest.raises(Cancelled):
            token.check()
        stopped.set()

    worker = threading.Thread(target=work)
    worker.start()
    token.cancel()
    assert stopped.wait(5)
    worker.join()


def test_what_goes_over_things_says_how_far_it_is() -> None:
    said = how_far("Photo", 7, 90)
    assert (said, count_in(said)) == ("Photo 7 of 90", (7, 90))
    assert how_far("", 7, 90) == "7 of 90"
    assert count_in("face.pt: 12.3 of 45.6 MB") is None
