"""Starting the application: a library that cannot be opened is said in words, in the chosen language."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox

from core.app import App
from core.errors import LibraryError
from core.settings import Settings
from ridfr_desktop import application
from ridfr_desktop.translations import install_translator


def test_a_library_that_cannot_be_opened_is_said_in_the_chosen_language(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> App:
        raise LibraryError("The library is open in {program}; close it there first.", program="X", path="L")

    said: list[tuple[str, str]] = []
    monkeypatch.setattr(application, "load_settings", lambda: Settings(language="de"))
    monkeypatch.setattr(App, "open", refuse)
    monkeypatch.setattr(QMessageBox, "critical", lambda _, title, words: said.append((title, words)))
    assert application.run(tmp_path / "library") == 2
    install_translator(qapp, "en")
    assert said == [
        ("Problem der Bibliothek", "L\nDie Bibliothek ist in X geöffnet; schließen Sie sie dort zuerst.")
    ]
