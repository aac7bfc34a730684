"""Rate and time left come from the counts in the messages of services."""

from __future__ import annotations

from core.cli.progress_bar import RateMeter, progress_bar
from core.progress import how_far


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_rate_is_items_per_second() -> None:
    clock = Clock()
    meter = RateMeter(clock)
    assert meter.update(how_far("photo", 1, 100)) == ""
    clock.now = 2.0
    assert meter.update(how_far("photo", 9, 100)) == "4.0/s"


def test_slow_work_is_told_per_minute() -> None:
    clock = Clock()
    meter = RateMeter(clock)
    meter.update(how_far("face", 1, 9))
    clock.now = 20.0
    assert meter.update(how_far("face", 2, 9)) == "3.0/min"


def test_another_count_starts_anew() -> None:
    clock = Clock()
    meter = RateMeter(clock)
    meter.update(how_far("", 1, 10))
    clock.now = 1.0
    meter.update(how_far("", 5, 10))
    assert meter.update(how_far("", 1, 20)) == ""


def test_only_the_last_seconds_count() -> None:
    clock = Clock()
    meter = RateMeter(clock)
    for second in range(100):
        clock.now = float(second)
        count = second if second < 50 else 50 + (second - 50) * 3
        shown = meter.update(how_far("", count, 1000))
    assert shown == "3.0/s"


def test_messages_without_a_count_keep_the_rate() -> None:
    clock = Clock()
    meter = RateMeter(clock)
    meter.update(how_far("", 1, 10))
    clock.now = 1.0
    meter.update(how_far("", 3, 10))
    assert meter.update("writing") == "2.0/s"


def test_a_hidden_bar_listens_to_nothing() -> None:
    with progress_bar("Indexing", shown=False) as listener:
        assert listener is None


def test_a_bar_takes_names_that_look_like_markup() -> None:
    with progress_bar("Indexing", shown=True) as listener:
        assert listener is not None
        listener(0.5, "[bold]1 of 2[/wrong] \x1b[31m")
