"""Python's cyclic garbage is collected on the UI thread only.

The interpreter collects in whichever thread happens to allocate. When that is a lane or the reader of
thumbnails, and widgets are among the garbage, Qt destroys them outside their thread and the program
crashes. So automatic collection is off while the application lives, and a timer does the same work,
by the same thresholds, where it is safe.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 250


class Collecting(QObject):
    """From now on until it is destroyed, with its parent."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(collect_due)
        self._timer.start()
        self.destroyed.connect(_let_python_collect)


def collect_due() -> int | None:
    """Collect the oldest generation whose time has come, as Python would; its number, None for none."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    due = None
    for generation, (count, threshold) in enumerate(zip(counts, thresholds, strict=True)):
        if count <= threshold:
            break
        due = generation
    if due is not None:
        gc.collect(due)
    return due


def _let_python_collect() -> None:
    gc.enable()
