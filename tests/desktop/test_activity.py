"""Background work in words: the bar, the panel, and trying again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from core.domain.reports import IndexReport, Problem
from core.errors import LibraryError
from core.jobs.job import JobState, JobStatus, Lane
from core.jobs.queue import JobQueue
from core.progress import Progress, how_far
from ridfr_desktop.bridge import Bridge
from ridfr_desktop.operations import Operations
from ridfr_desktop.theme import DARK
from ridfr_desktop.widgets.activity_bar import ActivityBar
from ridfr_desktop.widgets.activity_words import outcome_words, progress_words

RUNNING = JobStatus(1, Lane.INDEX, "Indexing", JobState.RUNNING, 0.25, how_far("Photo", 3120, 12431), 76.0)
TORN = Problem("/photos/a.jpg", "Photo could not be read", "The picture is cut off.")


@pytest.fixture
def operations(qtbot: QtBot) -> Iterator[Operations]:
    bridge = Bridge()
    with JobQueue(bridge.announce) as queue:
        yield Operations(queue, bridge)


@pytest.fixture
def bar(operations: Operations, qtbot: QtBot) -> ActivityBar:
    made = ActivityBar(operations, DARK)
    qtbot.addWidget(made)
    return made


@pytest.fixture(autouse=True)
def english(qapp: object) -> None:
    from ridfr_desktop.translations import install_translator

    install_translator(qapp, "en")  # type: ignore[arg-type]


def test_progress_has_numbers_rate_and_time_left() -> None:
    assert progress_words(RUNNING) == "3,120 of 12,431 · 41/s · 4 min left"


def test_slow_work_is_told_by_the_minute_and_early_work_without_a_guess() -> None:
    slow = replace(RUNNING, message=how_far("", 3, 10), seconds=60.0, fraction=0.3)
    assert progress_words(slow) == "3 of 10 · 3/min · 2 min left"
    assert progress_words(replace(RUNNING, seconds=0.5)) == "3,120 of 12,431"


def test_the_end_says_what_was_kept_and_how_many_problems_there_were() -> None:
    done = replace(RUNNING, state=JobState.DONE, result=IndexReport(problems=(TORN, TORN)))
    assert outcome_words(done) == "done, 2 problems"
    assert "was finished is kept" in outcome_words(replace(RUNNING, state=JobState.CANCELLED))


def test_the_bar_is_there_only_while_something_runs(bar: ActivityBar) -> None:
    assert bar.isHidden()
    bar.show_status(RUNNING)
    assert not bar.isHidden()
    bar.show_status(replace(RUNNING, state=JobState.DONE, result=IndexReport()))
    assert bar.isHidden()


def test_problems_keep_the_bar_until_they_were_seen(bar: ActivityBar) -> None:
    bar.show_status(replace(RUNNING, state=JobState.DONE, result=IndexReport(problems=(TORN,))))
    assert not bar.isHidden()
    assert bar._words.text() == "1 problem"
    assert "/photos/a.jpg: The picture is cut off." in bar.panel._rows[1]._list.toPlainText()
    bar.panel.clear_finished()
    assert bar.isHidden()


def test_failed_work_can_be_tried_again(bar: ActivityBar, operations: Operations, qtbot: QtBot) -> None:
    answers: list[object] = []
    runs: list[int] = []

    def work(_: Progress) -> str:
        runs.append(1)
        if len(runs) == 1:
            raise LibraryError("The drive is full.")
        return "written"

    job = operations.run(Lane.FILES, "Exporting", work, answers.append, failure=lambda _: None)
    qtbot.waitUntil(lambda: job in bar.panel._rows and bar.panel._rows[job].status.state.finished)
    bar.panel._rows[job]._retry.click()
    qtbot.waitUntil(lambda: answers == ["written"])
    assert job not in bar.panel._rows


def test_the_pause_button_pauses_and_goes_on(bar: ActivityBar, operations: Operations, qtbot: QtBot) -> None:
    steps: list[int] = []

    def work(progress: Progress) -> None:
        for step in range(10_000):
            progress(step / 10_000, f"{step} of 10000")
            steps.append(step)
            time.sleep(0.01)

    job = operations.run(Lane.FILES, "Exporting", work, lambda _: None)
    qtbot.waitUntil(lambda: bool(steps) and not bar.isHidden())
    bar._cells[0]._pause.click()
    qtbot.waitUntil(lambda: bar._cells[0]._pause.toolTip() == "Go on")
    operations.cancel(job)
    qtbot.waitUntil(bar.isHidden)


def test_work_behind_a_paused_job_says_for_what_it_waits(bar: ActivityBar) -> None:
    held = replace(RUNNING, state=JobState.PAUSED, keeps_lane=True)
    behind = JobStatus(2, Lane.INDEX, "Indexing Holidays")
    bar.show_status(behind)
    assert bar._cells[0]._words.text() == "Indexing Holidays  waiting"
    bar.show_status(held)
    words = "waits for “Indexing”, which is paused"
    assert bar._cells[0]._words.text() == "Indexing  paused · 3,120 of 12,431"
    assert bar._cells[1]._words.text() == f"Indexing Holidays  {words}"
    assert bar.panel._rows[2]._words.text() == words
    bar.show_status(RUNNING)
    assert bar.panel._rows[2]._words.text() == "waiting"
