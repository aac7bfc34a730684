"""Explicit light and dark palettes and one quiet style sheet.

Photographs are the only colour; one amber accent marks what can be acted on. The
palettes are our own because the platform's colour scheme cannot be relied upon.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from core.paths import RESOURCES

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
    hover: str
    """Ground of what the mouse is over."""
    name: str
    """Of the pictures under `resources/icons` that the style sheet uses."""


DARK = Tones(
    ground="#1b1b1c",
    panel="#222224",
    raised="#2c2c2f",
    line="#3a3a3e",
    text="#e6e4e0",
    quiet="#a5a29c",
    accent="#e0a030",
    on_accent="#1b1b1c",
    hover="#28282b",
    name="dark",
)
LIGHT = Tones(
    ground="#f4f3f1",
    panel="#ebe9e6",
    raised="#ffffff",
    line="#cfccc7",
    text="#232220",
    quiet="#625f5a",
    accent="#9a6200",
    on_accent="#ffffff",
    hover="#e2e0dc",
    name="light",
)


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
    """The whole look beyond the palette; sizes in points follow the desktop's font scale."""
    values = asdict(tones) | {"icons": (RESOURCES / "icons").as_posix()}
    return "".join(part.format(**values) for part in (_TEXT, _FRAMES, _BUTTONS, _FIELDS, _LISTS))


_TEXT = """
    * {{ font-size: 11pt; }}
    QLabel#title {{ font-size: 18pt; }}
    QLabel#heading {{ font-size: 13pt; }}
    QLabel[quiet="true"] {{ color: {quiet}; font-size: 10pt; }}
    QLabel[section="true"] {{ color: {quiet}; font-size: 9pt; letter-spacing: 0.8px; }}
    QToolTip {{ background: {raised}; color: {text}; border: 1px solid {line}; padding: 4px; }}
"""
_FRAMES = """
    QFrame#sidebar {{ background: {panel}; border: none; border-right: 1px solid {line}; }}
    QFrame#activity {{ background: {panel}; border: none; border-top: 1px solid {line}; }}
    QFrame#panel {{ background: {panel}; border: none; border-left: 1px solid {line}; }}
    QFrame#notice {{ background: {raised}; border: none; border-bottom: 1px solid {line}; }}
    QFrame#card {{ background: {panel}; border: 1px solid {line}; border-radius: 8px; }}
    QScrollArea, QScrollArea > QWidget > QWidget#content {{ background: transparent; border: none; }}
    QMenuBar {{ background: {panel}; border-bottom: 1px solid {line}; padding: 2px 4px; }}
    QMenuBar::item {{ padding: 4px 8px; border-radius: 4px; background: transparent; }}
    QMenuBar::item:selected {{ background: {raised}; }}
    QMenu {{ background: {raised}; border: 1px solid {line}; padding: 4px; }}
    QMenu::item {{ padding: 4px 24px 4px 12px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {accent}; color: {on_accent}; }}
    QMenu::item:disabled {{ color: {quiet}; background: transparent; }}
    QMenu::separator {{ height: 1px; background: {line}; margin: 4px 8px; }}
    QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
    QScrollBar::handle {{ background: {line}; border-radius: 4px; margin: 2px; }}
    QScrollBar::handle:vertical {{ min-height: 32px; }}
    QScrollBar::handle:horizontal {{ min-width: 32px; }}
    QScrollBar::handle:hover {{ background: {quiet}; }}
    QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
        background: none; border: none; width: 0; height: 0; }}
"""
_BUTTONS = """
    QPushButton {{ min-height: 26px; padding: 0 12px; border: 1px solid {line};
        border-radius: 4px; background: {raised}; }}
    QPushButton, QTabBar {{ outline: none; }}
    QPushButton:hover {{ border-color: {quiet}; }}
    QPushButton:focus {{ border-color: {accent}; }}
    QPushButton:disabled {{ color: {quiet}; }}
    QPushButton:checked {{ border-color: {accent}; color: {accent}; }}
    QPushButton:checked:focus {{ border-color: {text}; }}
    QPushButton[primary="true"] {{ background: {accent}; color: {on_accent}; border-color: {accent}; }}
    QPushButton[primary="true"]:focus {{ border: 2px solid {text}; }}
    QPushButton[primary="true"]:disabled {{ background: {raised}; color: {quiet}; border-color: {line}; }}
    QPushButton[line="true"] {{ text-align: left; border-color: transparent; background: transparent;
        padding: 0 8px; }}
    QPushButton[line="true"]:hover {{ background: {raised}; }}
    QPushButton[line="true"]:focus, QPushButton[line="true"]:checked {{ border-color: {accent}; }}
    QPushButton[line="true"]:checked:focus {{ border-color: {text}; }}
    QPushButton[link="true"] {{ text-align: left; border: none; background: transparent; padding: 0;
        color: {quiet}; min-height: 20px; }}
    QPushButton[link="true"]:hover, QPushButton[link="true"]:focus {{ color: {accent}; }}
    QToolButton {{ border: 1px solid transparent; border-radius: 4px; padding: 4px;
        background: transparent; }}
    QToolButton:hover {{ background: {raised}; }}
    QToolButton:checked {{ background: {raised}; border-color: {line}; }}
    QToolButton[plate="true"] {{ background: {raised}; border-color: {line}; padding: 2px; }}
    QToolButton:focus, QToolButton[plate="true"]:focus {{ border-color: {accent}; }}
    QToolButton::menu-indicator {{ image: none; width: 0; }}
    QCheckBox, QRadioButton {{ spacing: 8px; min-height: 24px; }}
    QCheckBox:focus, QRadioButton:focus {{ color: {accent}; }}
    QCheckBox::indicator {{ width: 14px; height: 14px; border: 1px solid {quiet}; border-radius: 3px;
        background: {raised}; }}
    QCheckBox::indicator:checked {{ background: {accent}; border-color: {accent};
        image: url("{icons}/tick-{name}.svg"); }}
    QCheckBox::indicator:focus {{ border-color: {accent}; }}
    QPushButton::menu-indicator {{ image: url("{icons}/down-{name}.svg"); width: 12px;
        subcontrol-origin: padding; subcontrol-position: right center; right: 6px; }}
    QTabBar::tab {{ padding: 4px 12px; border: none; border-bottom: 2px solid transparent; }}
    QTabBar::tab:selected {{ border-bottom-color: {accent}; }}
    QTabBar::tab:focus {{ color: {accent}; }}
    QTabWidget::pane {{ border: none; }}
"""
_FIELDS = """
    QLineEdit, QSpinBox, QComboBox, QDateEdit {{ min-height: 26px; padding: 0 8px;
        border: 1px solid {line}; border-radius: 4px; background: {raised}; }}
    QLineEdit:focus, QSpinBox:focus, QComboBox:focus, QDateEdit:focus, QPlainTextEdit:focus {{
        border-color: {accent}; }}
    QComboBox {{ padding-right: 20px; }}
    QComboBox::drop-down {{ border: none; width: 20px; }}
    QComboBox::down-arrow {{ image: url("{icons}/down-{name}.svg"); width: 12px; height: 12px; }}
    QSpinBox, QDateEdit {{ padding: 0 20px 0 0; }}
    QAbstractSpinBox QLineEdit {{ min-height: 0; padding: 0; border: none; background: transparent; }}
    QSpinBox::up-button, QSpinBox::down-button {{ width: 18px; border: none; background: transparent; }}
    QSpinBox::up-arrow {{ image: url("{icons}/up-{name}.svg"); width: 10px; height: 10px; }}
    QSpinBox::down-arrow {{ image: url("{icons}/down-{name}.svg"); width: 10px; height: 10px; }}
    QDateEdit::drop-down {{ border: none; width: 20px; }}
    QDateEdit::down-arrow {{ image: url("{icons}/down-{name}.svg"); width: 12px; height: 12px; }}
    QComboBox QAbstractItemView {{ background: {raised}; border: 1px solid {line};
        selection-background-color: {accent}; selection-color: {on_accent}; }}
    QPlainTextEdit {{ border: 1px solid {line}; border-radius: 4px; background: {raised}; }}
    QProgressBar {{ border: none; border-radius: 2px; background: {line}; max-height: 4px; }}
    QProgressBar::chunk {{ background: {accent}; border-radius: 2px; }}
    QSlider::groove:horizontal {{ height: 4px; background: {line}; border-radius: 2px; }}
    QSlider::handle:horizontal {{ width: 12px; height: 12px; margin: -4px 0; border-radius: 6px;
        background: {quiet}; }}
    QSlider::handle:horizontal:hover {{ background: {text}; }}
    QSlider::handle:horizontal:focus {{ background: {accent}; }}
"""
_LISTS = """
    QAbstractItemView {{ border: none; outline: none; background: transparent; }}
    QListWidget::item {{ min-height: 28px; padding: 0 8px; border-radius: 4px; }}
    QListWidget::item:hover {{ background: {hover}; }}
    QListWidget::item:selected {{ background: {raised}; color: {text}; }}
    QListWidget::item:selected:focus {{ border: 1px solid {accent}; }}
    QTableView {{ border: 1px solid transparent; gridline-color: {line};
        selection-background-color: {raised}; selection-color: {text}; }}
    QTableView:focus {{ border-color: {line}; }}
    QTableView::item {{ padding: 0 5px; }}
    QHeaderView::section {{ background: {ground}; color: {quiet}; border: none;
        border-bottom: 1px solid {line}; padding: 4px 8px; }}
"""


def apply(application: QApplication, appearance: str = "system") -> Tones:
    """Dress the application; returns the tones for widgets that paint themselves."""
    tones = tones_for(appearance)
    application.setStyle("Fusion")
    application.setPalette(palette_of(tones))
    application.setStyleSheet(style_sheet(tones))
    return tones
