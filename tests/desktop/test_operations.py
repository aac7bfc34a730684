"""Work runs in its lane; its answer, or the reason why there is none, comes to the UI thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from core.domain.reports import Problem
from core.errors import LibraryError
from core.jobs.job import JobStatus, Lane
from core.jobs.queue import JobQueue
from core.progress import Progress
from ridfr_desktop.bridge import Bridge
from ridfr_desktop.operations import Operations


@pytest.fixture
def operations(qtbot: QtBot) -> Iterator[Operations]:
    bridge = Bridge()
    with JobQueue(bridge.announce) as queue:
        yield Operations(queue, bridge)


def test_success_is_called_on_the_ui_thread_with_the_result(operations: Operations, qtbot: QtBot) -> None:
    answers: list[tuple[object, threading.Thread]] = []
    work_threads: list[str] = []

    def work(_: Progress) -> int:
        work_threads.append(threading.current_thread().name)
        return 42

    operations.run(
        Lane.FILES, "adding", work, lambda result: answers.append((result, threading.current_thread()))
    )
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [(42, threading.main_thread())]
    assert work_threads == ["lane-files"]


def test_a_failure_nobody_handles_is_announced_in_words(operations: Operations, qtbot: QtBot) -> None:
    def work(_: Progress) -> None:
        raise LibraryError("The drive is full.", path="/photos")

    with qtbot.waitSignal(operations.failed) as failed:
        operations.run(Lane.FILES, "writing", work, lambda _: None)
    assert failed.args == [Problem("/photos", "Library problem", "The drive is full.")]


def test_quiet_work_does_not_show_in_the_activity_bar(operations: Operations, qtbot: QtBot) -> None:
    shown: list[JobStatus] = []
    done: list[object] = []
    operations.visible_changed.connect(shown.append)
    operations.run(Lane.FILES, "", lambda _: None, done.append, quiet=True)
    operations.run(Lane.FILES, "seen", lambda _: None, done.append)
    qtbot.waitUntil(lambda: len(done) == 2)
    assert {status.title for status in shown} == {"seen"}
