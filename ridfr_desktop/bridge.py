"""The only place where core's threads meet Qt: job notices become signals.

Invariant: receivers are bound methods of QObjects that live on the UI thread, connected
from it, so every slot runs there.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot

from core.jobs.job import JobStatus


class Bridge(QObject):
    """Hands frozen job notices to the UI thread."""

    job_changed = Signal(object)
    """`JobStatus`, on the UI thread."""
    _from_lane = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._from_lane.connect(self._arrive, Qt.ConnectionType.QueuedConnection)

    def announce(self, status: JobStatus) -> None:
        """Listener for the job queue; may be called from any thread."""
        self._from_lane.emit(status)

    @Slot(object)
    def _arrive(self, status: JobStatus) -> None:
        self.job_changed.emit(status)
