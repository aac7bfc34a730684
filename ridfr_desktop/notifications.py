"""A note of the desktop for somebody who looks elsewhere; nothing where desktops have none."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QSystemTrayIcon

SHOWN_MS = 8000


def notify(title: str, words: str) -> bool:
    """Show a note unless one of our windows is in front; whether it was shown."""
    if QApplication.activeWindow() is not None or not QSystemTrayIcon.isSystemTrayAvailable():
        return False
    tray = QSystemTrayIcon(QApplication.windowIcon(), QApplication.instance())
    tray.messageClicked.connect(tray.deleteLater)
    tray.show()
    tray.showMessage(title, words, QSystemTrayIcon.MessageIcon.NoIcon, SHOWN_MS)
    return True
