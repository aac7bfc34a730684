"""What every measurement of the window does: wait for something, scroll, and stop when asked to."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

import numpy as np
from PySide6.QtCore import QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication

PATIENCE = 600.0
"""Seconds after which something that does not come about is given up, on a machine that is busy too."""
STEPS = 240
"""Frames of scrolling: half of them by a few pixels, half by pages."""
SMALL_STEP = 40
"""Pixels."""


@dataclass(frozen=True)
class Frames:
    """A frame of scrolling, with all that it causes on the UI thread; milliseconds."""

    p50: float
    p99: float
    cpu_p99: float
    """In processor time: what it would be on a machine that does nothing else."""


class _Interruption:
    """Ctrl+C, also while Qt runs: an exception there would be printed and swallowed."""

    def __init__(self) -> None:
        self.asked = False
        self.in_loop = False

    def note(self, _number: int, _frame: FrameType | None) -> None:
        self.asked = True
        if not self.in_loop:
            raise KeyboardInterrupt


_interruption = _Interruption()


@contextmanager
def interruptible() -> Iterator[None]:
    """Ctrl+C and a request to end raise `KeyboardInterrupt` inside, so that scratch folders go."""
    _interruption.asked = False
    before = {each: signal.signal(each, _interruption.note) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        _interruption.asked = False
        for each, handler in before.items():
            signal.signal(each, handler)


def interrupted() -> bool:
    """Whether somebody asked to stop: long work that Qt calls gives up then."""
    return _interruption.asked


def settle(seconds: float) -> None:
    """Run the event loop for a while.

    Raises:
        KeyboardInterrupt: somebody asked to stop.
    """
    loop, owner = QEventLoop(), QObject()
    QTimer.singleShot(round(seconds * 1000), owner, loop.quit)
    _interruption.in_loop = True
    try:
        loop.exec()
    finally:
        _interruption.in_loop = False
    if _interruption.asked:
        raise KeyboardInterrupt


def until(true: Callable[[], bool]) -> None:
    """Run the event loop until something holds.

    Raises:
        TimeoutError: it does not come about.
        KeyboardInterrupt: somebody asked to stop.
    """
    deadline = time.perf_counter() + PATIENCE
    while not true():
        if time.perf_counter() > deadline:
            raise TimeoutError(f"not done after {PATIENCE:.0f} s")
        settle(0.004)


def scroll(view: QAbstractItemView) -> Frames:
    """Scroll down by small steps and by pages, a rest after each, as a wheel and the keys do."""
    bar, frames, worked = view.verticalScrollBar(), [], []
    for step in range(STEPS):
        move = SMALL_STEP if step < STEPS // 2 else view.viewport().height()
        started, busy = time.perf_counter(), time.thread_time()
        bar.setValue(min(bar.value() + move, bar.maximum()))
        QApplication.processEvents()
        frames.append((time.perf_counter() - started) * 1e3)
        worked.append((time.thread_time() - busy) * 1e3)
        settle(0.004)
    p50, p99 = np.percentile(frames, [50, 99])
    return Frames(float(p50), float(p99), float(np.percentile(worked, 99)))
