"""Enter presses the button that has the focus, as Space does; Qt does so only in dialogs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EnterKey(QObject):
    """Watches a window for the Enter that no widget in it had a use for."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in ENTER:
            button = QApplication.focusWidget()
            # A key that is held down would press again and again.
            if isinstance(button, QAbstractButton) and not event.isAutoRepeat():
                button.click()
                return True
        return super().eventFilter(watched, event)
