"""What the window remembers between two starts: sizes and places, nothing of the library.

Settings that matter are `core.settings`; this may be lost without harm.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings

from core.paths import settings_file

FILE = "window.ini"


def remembered(key: str, otherwise: Any) -> Any:
    """A value by key, as the type of `otherwise`; `otherwise` when there is none or it is unusable."""
    value = _store().value(key)
    if value is None:
        return otherwise
    try:
        if isinstance(otherwise, bool):
            return str(value).lower() in {"true", "1"}
        return type(otherwise)(value)
    except (TypeError, ValueError):
        return otherwise


def remember(key: str, value: object) -> None:
    """Keep a value; written out by Qt when there is time."""
    _store().setValue(key, value)


def _store() -> QSettings:
    """Beside the settings file, so that tests and portable installations keep theirs apart."""
    path: Path = settings_file().parent / FILE
    return QSettings(os.fspath(path), QSettings.Format.IniFormat)
