"""`ridfr people`, `search` and `references`: edits that are undone, searches, purity, and forgetting."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.core.cli.conftest import Ridfr


def test_edits_are_undone_and_done_again_from_one_command_to_the_next(ridfr: Ridfr, filled: Path) -> None:
    ridfr("people", "name", 1, "Eileen")
    undone = ridfr("people", "undo", "--json").value
    assert undone == {"done": "name Person 1 Eileen", "next_undo": None, "next_redo": "name Person 1 Eileen"}
    assert "Done again: name Person 1 Eileen." in ridfr("people", "redo").out
    assert "nothing to redo" in ridfr("people", "redo").out
    assert ridfr("people", "show", "Eileen").code == 0


def test_faces_are_moved_accepted_and_listed_as_suggestions(ridfr: Ridfr, filled: Path) -> None:
    waiting = ridfr("people", "suggestions", "--json").value
    assert {one["face_id"] for one in waiting} == {1, 2}
    assert ridfr("people", "accept", 1, "--json").value == 1
    assert ridfr("people", "move", "Sally", 2, "--json").value["confirmed"] == 1
    assert ridfr("people", "suggestions", "--json").value == []


def test_somebody_is_ignored_everywhere_hidden_and_shown_again(ridfr: Ridfr, filled: Path) -> None:
    stranger = ridfr("people", "ignore", 1, "--everywhere", "--json").value
    assert ridfr("people", "--json").value == []
    assert [one["id"] for one in ridfr("people", "list", "--strangers", "--json").value] == [stranger["id"]]
    assert ridfr("people", "unhide", stranger["id"]).code == 0
    ridfr("people", "name", stranger["id"], "Eileen")
    ridfr("people", "hide", "Eileen")
    assert ridfr("people", "--json").value == []
    assert ridfr("people", "unhide", "Eileen", "--json").value["hidden"] is False


def test_notes_births_and_ages_are_shown(ridfr: Ridfr, filled: Path) -> None:
    ridfr("people", "confirm", "Eileen", 1)
    ridfr("people", "confirm", "James", 2)
    ridfr("people", "birth", "Eileen", "1956-11-19")
    [relation] = ridfr("people", "relate", "Eileen", "James", "wife", "--json").value
    assert (relation["person"]["name"], relation["note"], relation["other"]["name"]) == (
        "Eileen",
        "wife",
        "James",
    )
    assert "Eileen: wife of James" in ridfr("people", "show", "James").out


def test_photos_are_searched_for_by_people_and_words(ridfr: Ridfr, filled: Path) -> None:
    ridfr("people", "confirm", "Eileen", 1)
    ridfr("people", "confirm", "James", 2)
    assert len(ridfr("search", "eileen OR james", "--json").value) == 2
    assert len(ridfr("search", "eileen", "NOT", "james", "--json").value) == 1
    assert "Eileen and James: 0 photos" in ridfr("search", "eileen", "james").out
    refused = ridfr("search", "NOT nobody")
    assert (refused.code, "nobody in the library" in refused.err) == (2, True)


def test_references_purity_and_gaps_are_told_in_words(ridfr: Ridfr, filled: Path) -> None:
    ridfr("people", "confirm", "Eileen", 1, 2)
    [chip] = ridfr("references", "set", "Eileen", "--json").value
    assert chip["reasons"][0]["code"] == "best"
    assert "2 confirmed faces looked at; 0 to look at again." in ridfr("people", "purity", "Eileen").out
    assert ridfr("people", "gaps", "Eileen").code == 0


def test_forgetting_asks_first_and_leaves_nothing(
    ridfr: Ridfr, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("no\n"))
    ridfr("people", "confirm", "Eileen", 1, 2)
    assert ridfr("people", "forget").code == 2
    assert "Nothing was forgotten" in ridfr("people", "forget", "Eileen").err
    assert ridfr("people", "show", "Eileen").code == 0
    report = ridfr("people", "forget", "Eileen", "--yes", "--json").value
    assert report["faces"] == 2
    assert ridfr("people", "--json").value == []
    assert b"Eileen" not in (filled / "library.sqlite").read_bytes()


def test_names_are_written_beside_the_photos_when_asked(ridfr: Ridfr, filled: Path, photos: Path) -> None:
    ridfr("people", "confirm", "Eileen", 1)
    try:
        report = ridfr("people", "write-names", "--all", "--json").value
        [sidecar] = photos.glob("*.xmp")
        assert (report["written"], b"Eileen" in sidecar.read_bytes()) == (1, True)
    finally:
        for file in photos.glob("*.xmp"):
            file.unlink()
    assert ridfr("people", "write-names").code == 2


def test_a_face_is_drawn_given_points_and_listed_with_its_photo(ridfr: Ridfr, filled: Path) -> None:
    before = ridfr("people", "faces", 1, "--json").value
    drawn = ridfr("people", "draw", 1, 2, 3, 40, 50, "--person", "Mary", "--json").value
    assert (drawn["box"]["width"], drawn["state"], drawn["source"]) == (40.0, "confirmed", "user")
    places = [10, 20, 30, 20, 20, 30, 12, 40, 28, 40]
    placed = ridfr("people", "points", drawn["id"], *places, "--json").value
    assert placed["landmarks"]["points"][2] == [20.0, 30.0]
    assert placed["quality"] is not None
    listed = ridfr("people", "faces", 1, "--json").value
    assert [each["person"] for each in listed[len(before) :]] == ["Mary"]
    refused = ridfr("people", "points", drawn["id"], 1, 2)
    assert (refused.code, "ten numbers" in refused.err) == (2, True)


def test_the_list_of_edits_says_which_are_undone(ridfr: Ridfr, filled: Path) -> None:
    assert "Nothing was edited yet" in ridfr("people", "history").out
    ridfr("people", "name", 1, "Eileen")
    ridfr("people", "hide", "Eileen")
    ridfr("people", "undo")
    edits = ridfr("people", "history", "--json").value
    assert [(each["summary"], each["state"]) for each in edits] == [
        ("hide Eileen", "undone"),
        ("name Person 1 Eileen", "standing"),
    ]


def test_a_person_without_dates_or_with_few_faces_is_said_to_be_so(ridfr: Ridfr, filled: Path) -> None:
    ridfr("people", "confirm", "Eileen", 1, 2)
    assert "No photo of Eileen has a date" in ridfr("people", "gaps", "Eileen").out
    assert "too few to tell" in ridfr("people", "purity", "Eileen").out
