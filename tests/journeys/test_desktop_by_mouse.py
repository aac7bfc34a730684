"""The four jobs from a cold start with the mouse alone: people, one face, an album, the export.

A name is typed, for there is no other way to say one; everything else is clicks. The first face is
restored with the weights that are shipped, the album by a stand-in that loses one of the faces.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ridfr_desktop.application import Application
from tests.journeys.desktop_user import Mouse
from tests.journeys.exported import check_exports
from tests.journeys.mixing_restorer import LosingRestorer

NAME = "Eileen"
PHOTOS = 7
HELD = "Results, each with the face before and after"


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.usefixtures("short_sample")
def test_the_four_jobs_with_the_mouse_alone(cold_start: Application, home: Path, qtbot: QtBot) -> None:
    user = Mouse(cold_start, qtbot)
    welcome_with_the_sample_album(user)
    browse_people_and_name_one(user)
    restore_a_face_with_a_chosen_reference(user)
    cold_start.app.models._restorers["lite"] = LosingRestorer()
    make_an_album(user)
    restore_the_album(user)
    review_what_was_held(user)
    export_the_restored_photos(user, home)


def welcome_with_the_sample_album(user: Mouse) -> None:
    user.until_seen("button", "Try with a sample album")
    user.click("Try with a sample album")
    assert "Face data stays in this library folder" in user.words()
    user.click("Find the people")
    user.click("Show my photos")
    user.until(lambda: user.application.operations.busy)
    user.settle()
    assert len(user.cells("Photos")) == PHOTOS


def browse_people_and_name_one(user: Mouse) -> None:
    user.click("Who is this?", "place")
    user.settle()
    assert "Who is this? " in user.words()
    user.click("Name", "field")
    user.type(NAME)
    user.click("Name them")
    user.settle()
    user.until_seen("place", NAME)
    user.click("All people", "place")
    user.settle()
    assert [card.data() for card in user.cells("People")] == [NAME]
    user.double_click("People", "cell")
    user.settle()
    assert NAME in user.words()


def restore_a_face_with_a_chosen_reference(user: Mouse) -> None:
    user.click("Restorable", "tab")
    user.double_click("Faces", "cell")
    user.settle()
    user.click("Change…")
    user.settle()
    used = len(user.pictures(marked=True))
    for _ in range(used):
        user.click("marked", "reference")
    user.click("others", "reference", number=used)
    user.click("Use")
    user.settle()
    user.click("Keep")
    user.settle()
    assert "Kept as a new version of this photo." in user.words()
    user.click("Restored", "place")
    user.settle()
    assert len(user.cells("Photos")) == 1


def make_an_album(user: Mouse) -> None:
    user.click("Restorable", "place")
    user.settle()
    user.click("Photos", "cell", 0)
    user.click("Photos", "cell", 1, add=True)
    user.click("Add to album…")
    user.click("Name", "field")
    user.type("1998")
    user.click("Create")
    user.settle()
    user.until_seen("place", "1998")
    assert len(user.cells("Photos")) == 2


def restore_the_album(user: Mouse) -> None:
    user.click("Restore all…")
    user.settle()
    assert "Restore 1998" in user.words()
    user.click("Restore 2 faces")
    user.until_seen("button", "Look at held results…")
    user.settle()


def review_what_was_held(user: Mouse) -> None:
    user.click("Look at held results…")
    user.settle()
    assert len(user.cells(HELD)) == 1
    user.click(HELD, "cell")
    user.click("Discard")
    user.settle()
    assert not user.has("place", "To review")


def export_the_restored_photos(user: Mouse, home: Path) -> None:
    user.click("Restored", "place")
    user.settle()
    user.click("Photos", "cell", 0)
    user.click("Photos", "cell", 1, add=True)
    user.click("Export…")
    user.until_seen("button", "Export 2 photos")
    user.click("Export 2 photos")
    user.until_seen("button", "Show in folder")
    user.click("Close")
    exports = sorted((home / "Restored photos").iterdir())
    assert len(exports) == 2
    check_exports(user.application.app.library, exports)
