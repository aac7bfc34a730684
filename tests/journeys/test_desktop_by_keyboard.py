"""The four jobs from a cold start with the keyboard alone: people, one face, an album, the export.

After every key the focus is on something that is seen (`Keyboard.look_at_focus`).
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ridfr_desktop.application import Application
from tests.journeys.desktop_user import Keyboard
from tests.journeys.exported import check_exports
from tests.journeys.mixing_restorer import LosingRestorer

NAME = "Eileen"
PHOTOS, PLACES = 7, 9
HELD = "Results, each with the face before and after"
Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.usefixtures("short_sample")
def test_the_four_jobs_with_the_keyboard_alone(cold_start: Application, home: Path, qtbot: QtBot) -> None:
    user = Keyboard(cold_start, qtbot)
    welcome_with_the_sample_album(user)
    browse_people_and_name_one(user)
    restore_a_face_with_a_chosen_reference(user)
    cold_start.app.models._restorers["lite"] = LosingRestorer()
    make_an_album(user)
    restore_the_album(user)
    review_what_was_held(user)
    export_the_restored_photos(user, home)


def welcome_with_the_sample_album(user: Keyboard) -> None:
    user.until_seen("button", "Try with a sample album")
    user.tab_to("Try with a sample album")
    user.press(Key.Key_Return)
    assert "Face data stays in this library folder" in user.words()
    user.tab_to("Find the people")
    user.press(Key.Key_Return)
    user.tab_to("Show my photos")
    user.press(Key.Key_Return)
    user.until(lambda: user.application.operations.busy)
    user.settle()
    assert len(user.cells("Photos")) == PHOTOS


def browse_people_and_name_one(user: Keyboard) -> None:
    user.chord(Key.Key_2)
    user.settle()
    user.press(Key.Key_Right, NAME, Key.Key_Return)
    user.settle()
    assert [card.data() for card in user.cells("People")] == [NAME]
    user.press(Key.Key_Return)
    user.settle()
    assert NAME in user.words()


def restore_a_face_with_a_chosen_reference(user: Keyboard) -> None:
    user.tab_to("Timeline")
    user.press(Key.Key_Right, Key.Key_Right)
    user.tab_to("Faces")
    user.press(Key.Key_Right, Key.Key_Return)
    user.settle()
    user.tab_to("Change…")
    user.press(Key.Key_Return)
    user.settle()
    used, others = (user.pictures(marked=marked) for marked in (True, False))
    for chip in (*used, others[0]):
        user.tab_to(chip)
        user.press(Key.Key_Space)
    user.press(Key.Key_Return)
    user.settle()
    user.press(Key.Key_K)
    user.settle()
    assert "Kept as a new version of this photo." in user.words()


def go_to(user: Keyboard, place: str) -> None:
    """Down the sidebar to a place, and over to its photos."""
    user.chord(Key.Key_1)
    user.settle()
    user.tab_to("Places")
    for _ in range(PLACES):
        if place in user.words().splitlines():
            break
        user.press(Key.Key_Down)
        user.settle()
    user.press(Key.Key_Return)
    user.settle()


def make_an_album(user: Keyboard) -> None:
    go_to(user, "Restorable")
    user.press(Key.Key_Right)
    user.chord(Key.Key_Right, SHIFT)
    user.chord(Key.Key_N)
    user.tab_to("Name")
    user.press("1998", Key.Key_Return)
    user.settle()
    user.until_seen("place", "1998")


def restore_the_album(user: Keyboard) -> None:
    user.tab_to("Restore all…")
    user.press(Key.Key_Return)
    user.settle()
    assert "Restore 1998" in user.words()
    user.tab_to("Restore 2 faces")
    user.press(Key.Key_Return)
    user.until_seen("button", "Look at held results…")
    user.settle()


def review_what_was_held(user: Keyboard) -> None:
    user.chord(Key.Key_5)
    user.settle()
    assert len(user.cells(HELD)) == 1
    user.press(Key.Key_Delete)
    user.settle()
    assert not user.has("place", "To review")


def export_the_restored_photos(user: Keyboard, home: Path) -> None:
    go_to(user, "Restored")
    user.chord(Key.Key_A)
    user.chord(Key.Key_E)
    user.until_seen("button", "Export 2 photos")
    user.press(Key.Key_Return)
    user.until_seen("button", "Show in folder")
    user.press(Key.Key_Escape)
    exports = sorted((home / "Restored photos").iterdir())
    assert len(exports) == 2
    check_exports(user.application.app.library, exports)
