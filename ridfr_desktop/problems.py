"""A problem becomes a quiet note: what happened, to which file, what to do. Plain text only."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from core.domain.reports import Problem

SHOWN = 12


def show_problem(parent: QWidget, problem: Problem) -> None:
    """One problem in a small window."""
    words = f"{problem.path}\n\n{problem.message}" if problem.path else problem.message
    _box(parent, problem.title, words).open()


def show_problems(parent: QWidget, title: str, problems: Sequence[Problem]) -> None:
    """What a run could not do, a line each."""
    lines = [f"{problem.path}: {problem.message}" for problem in problems[:SHOWN]]
    if len(problems) > SHOWN:
        lines.append(QCoreApplication.translate("problems", "… and %n more", "", len(problems) - SHOWN))
    _box(parent, title, "\n".join(lines)).open()


def _box(parent: QWidget, title: str, words: str) -> QMessageBox:
    box = QMessageBox(QMessageBox.Icon.NoIcon, title, title, QMessageBox.StandardButton.Ok, parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    # File names must never be taken for rich text.
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(words)
    return box
