"""Explicit light and dark palettes and one quiet style sheet.

Photographs are the only colour; one amber accent marks what can be acted on. The
palettes are our own because the platform's colour scheme cannot be relied upon.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

GRID = 4
"""Every distance is a multiple of this many pixels."""
CORNER = 8


@dataclass(frozen=True)
class Tones:
    """The colours of one appearance; text on ground has at least 4.5:1 contrast."""

    ground: str
    panel: str
    raised: str
    line: str
    text: str
    quiet: str
    accent: str
    on_accent: str


DARK = Tones("#1b1b1c", "#222224", "#2c2c2f", "#3a3a3e", "#e6e4e0", "#a5a29c", "#e0a030", "#1b1b1c")
LIGHT = Tones("#f4f3f1", "#ebe9e6", "#ffffff", "#cfccc7", "#232220", "#625f5a", "#9a6200", "#ffffff")


def tones_for(appearance: str) -> Tones:
    """Tones of "dark", "light", or "system" (what the desktop asks for, dark if unknown)."""
    if appearance == "system":
        scheme = QApplication.styleHints().colorScheme()
        return LIGHT if scheme is Qt.ColorScheme.Light else DARK
    return LIGHT if appearance == "light" else DARK


def palette_of(tones: Tones) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: tones.ground,
        QPalette.ColorRole.Base: tones.ground,
        QPalette.ColorRole.AlternateBase: tones.panel,
        QPalette.ColorRole.Button: tones.raised,
        QPalette.ColorRole.ToolTipBase: tones.raised,
        QPalette.ColorRole.WindowText: tones.text,
        QPalette.ColorRole.Text: tones.text,
        QPalette.ColorRole.ButtonText: tones.text,
        QPalette.ColorRole.ToolTipText: tones.text,
        QPalette.ColorRole.PlaceholderText: tones.quiet,
        QPalette.ColorRole.Highlight: tones.accent,
        QPalette.ColorRole.HighlightedText: tones.on_accent,
        QPalette.ColorRole.Mid: tones.line,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tones.quiet))
    return palette


def style_sheet(tones: Tones) -> str:
    return f"""
    * {{ font-size: 11pt; }}
    QLabel#title {{ font-size: 18pt; }}
    QLabel[quiet="true"] {{ color: {tones.quiet}; font-size: 10pt; }}
    QFrame#sidebar {{ background: {tones.panel}; border-right: 1px solid {tones.line}; }}
    QFrame#activity {{ background: {tones.panel}; border-top: 1px solid {tones.line}; }}
    QFrame#panel {{ background: {tones.panel}; border-left: 1px solid {tones.line}; }}
    QListView, QTreeView {{ border: none; outline: none; background: transparent; }}
    QTreeView::item {{ min-height: 28px; padding-left: 4px; }}
    QTreeView::item:selected {{ background: {tones.raised}; color: {tones.text}; }}
    QTreeView::item:focus {{ border: 1px solid {tones.accent}; }}
    QPushButton {{ min-height: 26px; padding: 0 12px; border: 1px solid {tones.line};
        border-radius: 4px; background: {tones.raised}; }}
    QPushButton:hover {{ border-color: {tones.quiet}; }}
    QPushButton:focus {{ border-color: {tones.accent}; }}
    QPushButton:disabled {{ color: {tones.quiet}; }}
    QPushButton[primary="true"] {{ background: {tones.accent}; color: {tones.on_accent};
        border-color: {tones.accent}; }}
    QPushButton[primary="true"]:disabled {{ background: {tones.raised}; color: {tones.quiet};
        border-color: {tones.line}; }}
    QLineEdit {{ min-height: 26px; padding: 0 8px; border: 1px solid {tones.line};
        border-radius: 4px; background: {tones.raised}; }}
    QLineEdit:focus {{ border-color: {tones.accent}; }}
    QProgressBar {{ border: none; background: {tones.line}; max-height: 4px; }}
    QProgressBar::chunk {{ background: {tones.accent}; }}
    """


def apply(application: QApplication, appearance: str = "system") -> Tones:
    """Dress the application; returns the tones for widgets that paint themselves."""
    tones = tones_for(appearance)
    application.setStyle("Fusion")
    application.setPalette(palette_of(tones))
    application.setStyleSheet(style_sheet(tones))
    return tones
