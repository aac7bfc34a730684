"""Cold starts: no library, no settings, nothing restored, and a home folder of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.app import App
from core.services.sample import album
from core.settings import load_settings
from ridfr_desktop.application import Application
from ridfr_desktop.translations import install_translator
from tests.journeys.short_album import SHORT_ALBUM


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's home: sample album, exports and settings land here."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    return folder


@pytest.fixture
def short_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample album with one person."""
    monkeypatch.setattr(album, "ENTRIES", SHORT_ALBUM)


@pytest.fixture
def cold_start(home: Path, tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Application]:
    """The application as it is on its first day, with the models that it ships."""
    install_translator(qapp, "en")
    application = Application(App.open(load_settings(), tmp_path / "library"))
    application.window.show()
    application.window.activateWindow()
    qtbot.waitUntil(lambda: application.operations.idle, timeout=20_000)
    yield application
    application.close()
    application.deleteLater()
