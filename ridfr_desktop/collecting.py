"""Python's cyclic garbage is collected on the UI thread only.

The interpreter collects in whichever thread happens to allocate. When that is a lane or the reader of
thumbnails, and widgets are among the garbage, Qt destroys them outside their thread and the program
crashes. So automatic collection is off while the application lives, and a timer does the same work,
by the same thresholds, where it is safe.

A full collection walks through every object there is. Most of them belong to imported modules, which
never go: they are set apart, or the window would stand still for a quarter of a second now and then.
"""

from __future__ import annotations

import gc
import sys

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 250
MANY = 20
"""Modules that are worth setting apart what is there; a window has few left to import by and by."""


class Collecting(QObject):
    """From now on until it is destroyed, with its parent."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()
        self._modules = len(sys.modules)
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self.destroyed.connect(_let_python_collect)

    def _tick(self) -> None:
        if len(sys.modules) < self._modules + MANY:
            collect_due()
            return
        # Moves lists and looks at nothing. Cycles among what is set apart are never freed: as it happens
        # only when much is imported, that is at most what one window leaves behind.
        self._modules = len(sys.modules)
        gc.freeze()


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
    gc.unfreeze()
    gc.enable()
