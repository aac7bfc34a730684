"""Where the next start begins: at a place of the library, never with a name that somebody typed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from ridfr_desktop.last_place import last_place, remember_place
from ridfr_desktop.navigation import Navigation, Place


def test_the_next_start_begins_at_the_last_place(qapp: QApplication, tmp_path: Path) -> None:
    remember_place(tmp_path, Navigation(Place("person", 7)))
    assert last_place(tmp_path) == Place("person", 7)
    assert last_place(tmp_path / "another library") == Place("all")


def test_what_was_searched_for_is_not_written_down(qapp: QApplication, tmp_path: Path) -> None:
    navigation = Navigation(Place("all"))
    navigation.go(Place("search", text="Eileen"))
    remember_place(tmp_path, navigation)
    assert last_place(tmp_path) == Place("all")
