"""The line under every result: what it is, and what it is not for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel


class GuessNotice(QLabel):
    """Quiet and wrapped; stands wherever restored faces are judged or handed on."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(self.tr("Restored by a model: details are a guess. Not for identification."))
        self.setProperty("quiet", True)
        self.setWordWrap(True)
