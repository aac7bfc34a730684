"""How long the UI thread keeps the user waiting: the gaps of a timer that should tick every 10 ms."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, Qt, QTimer

TICK_MS = 10


@dataclass(frozen=True)
class Stalls:
    """Milliseconds that the UI thread was late, over all ticks."""

    ticks: int
    p50: float
    p99: float
    longest: float
    busy_p99: float
    """Processor time of the UI thread between two ticks: what it would be late on a machine of its own."""


class StallMeter(QObject):
    """Measures from `start` to `stop`, on the thread that made it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._last = self._worked = 0.0
        self._late: list[float] = []
        self._busy: list[float] = []

    def start(self) -> None:
        self._late.clear()
        self._busy.clear()
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self._timer.start()

    def stop(self) -> Stalls:
        self._tick()
        self._timer.stop()
        late = np.asarray(self._late)
        p50, p99 = np.percentile(late, [50, 99])
        busy = float(np.percentile(self._busy, 99))
        return Stalls(len(late), float(p50), float(p99), float(late.max()), busy)

    def _tick(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        self._late.append(max((now - self._last) * 1000 - TICK_MS, 0.0))
        self._busy.append((worked - self._worked) * 1000)
        self._last, self._worked = now, worked
