"""Files and folders that are dragged onto a window from another program."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget


class DroppedFiles(QObject):
    """Takes what comes from outside; what is dragged within the window is left to its widgets."""

    dropped = Signal(list)
    """`Path`s on this computer."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if isinstance(event, QDragEnterEvent):
            if event.source() is None and event.mimeData().hasUrls():
                event.acceptProposedAction()
                return True
        elif isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            event.acceptProposedAction()
            urls = event.mimeData().urls()
            self.dropped.emit([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])
            return True
        return super().eventFilter(watched, event)
