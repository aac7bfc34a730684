"""Garbage is collected on the UI thread, and by Python itself again when the application is gone."""

from __future__ import annotations

import gc
import sys
import threading
import weakref
from types import ModuleType

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ridfr_desktop.collecting import MANY, Collecting, collect_due


class Knot:
    """Only a collection of cycles can free it."""

    def __init__(self) -> None:
        self.itself = self


def knots(number: int) -> weakref.ref[Knot]:
    first = weakref.ref(Knot())
    for _ in range(number):
        Knot()
    return first


@pytest.fixture
def owner(qtbot: QtBot) -> QObject:
    return QObject()


def test_other_threads_do_not_collect_and_the_timer_does(owner: QObject, qtbot: QtBot) -> None:
    Collecting(owner)
    knot: list[weakref.ref[Knot]] = []
    thread = threading.Thread(target=lambda: knot.append(knots(5_000)))
    thread.start()
    thread.join()
    assert knot[0]() is not None, "nothing was collected beside the event loop"
    qtbot.waitUntil(lambda: knot[0]() is None, timeout=10_000)


def test_python_collects_again_when_the_application_is_gone(owner: QObject, qtbot: QtBot) -> None:
    Collecting(owner)
    assert not gc.isenabled()
    owner.deleteLater()
    qtbot.waitUntil(gc.isenabled, timeout=10_000)


def test_pages_without_an_application_are_not_collected_by_a_lane_either() -> None:
    assert not gc.isenabled()


def test_nothing_is_collected_before_its_time() -> None:
    gc.collect()
    assert collect_due() is None
    gc.disable()
    try:
        knots(2 * gc.get_threshold()[0])
        assert collect_due() is not None
        assert collect_due() is None
    finally:
        gc.enable()


def test_what_is_imported_later_is_not_walked_through_again(
    owner: QObject, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    Collecting(owner)
    before = gc.get_freeze_count()
    for number in range(MANY):
        monkeypatch.setitem(sys.modules, f"imported_{number}", ModuleType(f"imported_{number}"))
    kept = [Knot() for _ in range(3 * gc.get_threshold()[0])]
    qtbot.waitUntil(lambda: gc.get_freeze_count() > before + len(kept), timeout=10_000)


def test_what_was_set_apart_is_collected_when_the_application_is_gone(owner: QObject, qtbot: QtBot) -> None:
    gc.disable()
    knot = knots(1)
    Collecting(owner)
    gc.collect()
    assert knot() is not None
    owner.deleteLater()
    qtbot.waitUntil(gc.isenabled, timeout=10_000)
    gc.collect()
    assert knot() is None
