from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QCursor
from pytestqt.qtbot import QtBot

from ridfr_desktop.widgets import notice_bar
from ridfr_desktop.widgets.notice_bar import NoticeBar


@pytest.fixture
def notice(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> NoticeBar:
    monkeypatch.setattr(notice_bar, "STILL", 0.02)
    bar = NoticeBar()
    qtbot.addWidget(bar)
    return bar


def test_what_was_told_goes_by_itself_once_the_pointer_rests(qtbot: QtBot, notice: NoticeBar) -> None:
    notice.tell("7 new photos, 7 faces", seconds=0.01)
    assert not notice.isHidden()
    qtbot.waitUntil(notice.isHidden, timeout=20_000)


def test_a_notice_stays_while_the_pointer_is_at_work(
    qtbot: QtBot, notice: NoticeBar, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[QPoint] = []

    def moving() -> QPoint:
        seen.append(QPoint(len(seen), 0))
        return seen[-1]

    monkeypatch.setattr(QCursor, "pos", moving)
    notice.tell("7 new photos, 7 faces", seconds=0.01)
    qtbot.waitUntil(lambda: len(seen) > 3, timeout=20_000)
    assert not notice.isHidden(), "the page would move under the click"
    monkeypatch.setattr(QCursor, "pos", lambda: QPoint(5, 5))
    qtbot.waitUntil(notice.isHidden, timeout=20_000)


def test_a_question_waits_for_its_answer(qtbot: QtBot, notice: NoticeBar) -> None:
    answers: list[str] = []
    notice.tell("Soon gone", seconds=0.01)
    notice.ask("Try again?", [("Yes", lambda: answers.append("yes"))])
    qtbot.wait(100)
    assert notice.words == "Try again?"
    notice._buttons[0].click()
    assert answers == ["yes"]
    assert notice.isHidden()
