"""Every verb of the command line on a real library: results, JSON, exit codes, sentences."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from core import __version__
from core.library.library import Library
from core.paths import LibraryPaths
from tests.conftest import REPOSITORY
from tests.core.cli.conftest import Ridfr


def test_the_version_is_told(ridfr: Ridfr) -> None:
    assert ridfr("--version").out == f"ridfr {__version__}\n"


@pytest.mark.parametrize("arguments", [["nonsense"], ["index", "--nonsense"], ["people", "name"]], ids=str)
def test_wrong_usage_is_told_and_nothing_is_done(ridfr: Ridfr, arguments: list[str]) -> None:
    ran = ridfr(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "ridfr" in ran.err


def test_looking_into_a_library_that_is_not_there_says_how_to_begin(ridfr: Ridfr) -> None:
    ran = ridfr("people")
    assert ran.code == 2
    assert "ridfr index FOLDER" in ran.err
    assert not Path(os.environ["RIDFR_LIBRARY"]).exists()


def test_wrong_settings_stop_every_command_with_one_sentence(ridfr: Ridfr) -> None:
    settings = Path(os.environ["RIDFR_SETTINGS"])
    settings.parent.mkdir(parents=True)
    settings.write_text("pakc = 'opencv'")
    ran = ridfr("index", "--json")
    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert "no setting named “pakc”" in ran.err


def test_indexing_reports_problems_with_code_1_and_touches_no_original(ridfr: Ridfr, photos: Path) -> None:
    before = {path: hashlib.sha256(path.read_bytes()).digest() for path in photos.iterdir()}
    ran = ridfr("index", photos, "--no-faces", "--json")
    assert ran.code == 1
    assert ran.value["index"]["added"] == 3
    assert ran.value["groups"] is None
    [problem] = ran.value["index"]["problems"]
    assert problem["path"].endswith("broken.jpg")
    assert {path: hashlib.sha256(path.read_bytes()).digest() for path in photos.iterdir()} == before


def test_indexing_again_finds_nothing_new(ridfr: Ridfr, filled: Path) -> None:
    ran = ridfr("index", "--json")
    assert (ran.value["index"]["added"], ran.value["index"]["unchanged"]) == (0, 4)


def test_indexing_a_folder_that_is_not_there_is_one_sentence(ridfr: Ridfr, tmp_path: Path) -> None:
    ran = ridfr("index", tmp_path / "gone")
    assert ran.code == 2
    assert "no such folder" in ran.err


def test_two_prints_of_one_face_are_one_person(ridfr: Ridfr, filled: Path) -> None:
    [person] = ridfr("people", "--json").value
    assert person["suggested"] == 2
    assert "Person 1" in ridfr("people").out


def test_a_person_is_named_shown_and_found_by_name(ridfr: Ridfr, filled: Path) -> None:
    assert ridfr("people", "name", "1", "Eileen").code == 0
    shown = ridfr("people", "show", "eileen", "--json").value
    assert shown["person"]["name"] == "Eileen"
    assert len(shown["faces"]) == 2
    assert "large.jpg" in ridfr("people", "show", "Eileen").out


def test_faces_are_confirmed_split_and_merged_back(ridfr: Ridfr, filled: Path) -> None:
    assert ridfr("people", "confirm", "Eileen", 1, 2, "--json").value["confirmed"] == 2
    other = ridfr("people", "split", "Eileen", 2, "--json").value
    assert other["name"] is None
    merged = ridfr("people", "merge", "Eileen", other["id"], "--json").value
    assert merged["confirmed"] == 2


def test_a_rejected_face_stays_away(ridfr: Ridfr, filled: Path) -> None:
    ridfr("people", "confirm", "Eileen", 1)
    ridfr("people", "reject", "Eileen", 2)
    ridfr("index")
    assert [face["id"] for face in ridfr("people", "show", "Eileen", "--json").value["faces"]] == [1]


def test_strangers_and_false_faces_are_put_aside(ridfr: Ridfr, filled: Path) -> None:
    assert ridfr("people", "ignore", 1, "--json").value == 1
    assert ridfr("people", "no-face", 2, "--json").value == 1
    assert all(not one["suggested"] for one in ridfr("people", "--json").value)


def test_facts_of_a_person_are_noted(ridfr: Ridfr, filled: Path) -> None:
    ridfr("people", "name", 1, "Eileen")
    assert ridfr("people", "birth-date", "Eileen", "1956-11-19", "--json").value["birth_date"] == "1956-11-19"
    assert ridfr("people", "birth-date", "Eileen", "none", "--json").value["birth_date"] is None
    assert ridfr("people", "cover", "Eileen", 2, "--json").value["cover_face_id"] == 2
    assert ridfr("people", "hide", "Eileen", "--json").value["hidden"] is True
    assert ridfr("people", "--json").value == []
    ran = ridfr("people", "birth-date", "Eileen", "19.11.1956")
    assert (ran.code, "1951-07-30" in ran.err) == (2, True)


def test_an_unknown_person_is_one_sentence(ridfr: Ridfr, filled: Path) -> None:
    ran = ridfr("people", "show", "Nobody")
    assert ran.code == 2
    assert "Nobody" in ran.err
    assert "Traceback" not in ran.err


def test_folders_are_listed_added_and_removed(ridfr: Ridfr, filled: Path, tmp_path: Path) -> None:
    more = tmp_path / "more"
    more.mkdir()
    assert ridfr("folders", "add", more, "--watch", "--json").value["watched"] is True
    assert len(ridfr("folders", "--json").value) == 2
    assert str(more) in ridfr("folders").out
    assert ridfr("folders", "remove", more).code == 0
    assert len(ridfr("folders", "--json").value) == 1


def test_albums_are_made_by_hand_and_by_rule(ridfr: Ridfr, filled: Path, photos: Path) -> None:
    ridfr("albums", "create", "Space")
    assert ridfr("albums", "add", "Space", photos / "large.jpg", 2, "--json").value["photos"] == 2
    assert ridfr("albums", "remove", "Space", 2, "--json").value["photos"] == 1
    ridfr("people", "name", 1, "Eileen")
    assert ridfr("albums", "create", "Hers", "--person", "Eileen", "--json").value["photos"] == 2
    assert [one["name"] for one in ridfr("albums", "--json").value] == ["Hers", "Space"]
    [photo] = ridfr("albums", "show", "Space", "--json").value["photos"]
    assert photo["locations"][0]["path"] == str(photos / "large.jpg")
    assert ridfr("albums", "remove", "Space").code == 0


def test_an_album_has_one_rule(ridfr: Ridfr, filled: Path) -> None:
    ran = ridfr("albums", "create", "Both", "--person", "1", "--dates", "2001-01-01..2001-12-31")
    assert (ran.code, "one rule" in ran.err) == (2, True)


def test_references_are_ranked_with_reasons_and_can_be_banned(ridfr: Ridfr, filled: Path) -> None:
    ridfr("people", "confirm", "Eileen", 1, 2)
    [reference] = ridfr("references", "show", 2, "--json").value
    assert reference["face_id"] == 1
    assert reference["reasons"]
    assert ridfr("references", "ban", "Eileen", 1).code == 0
    assert ridfr("references", "show", 2, "--json").value == []
    ridfr("references", "clear", "Eileen", 1)
    ridfr("references", "pin", "Eileen", 1)
    assert len(ridfr("references", "show", 2, "--json").value) == 1


def test_packs_are_listed_shown_verified_and_never_downloaded_unasked(ridfr: Ridfr) -> None:
    listed = {one["pack"]["name"]: one["installed"] for one in ridfr("packs", "--json").value}
    assert listed["embedded"]
    assert not listed["buffalo_l"]
    assert "MIT" in ridfr("packs", "show", "opencv").out
    assert ridfr("packs", "verify", "embedded").code == 0
    ran = ridfr("packs", "download", "opencv", "--json")
    assert (ran.code, ran.out) == (2, "")
    assert "licence" in ran.err


def test_a_library_in_use_is_refused_for_changes_and_open_for_looking(ridfr: Ridfr, filled: Path) -> None:
    with Library.open(LibraryPaths(filled)):
        ran = ridfr("people", "name", 1, "Eileen")
        assert ran.code == 2
        assert str(os.getpid()) in ran.err
        assert ridfr("people").code == 0


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_watching_ends_with_an_interrupt(filled: Path, tmp_path: Path) -> None:
    watched = tmp_path / "watched"
    watched.mkdir()
    with started("folders", "watch", watched, "--library", filled) as process:
        assert process.stderr is not None
        assert "Watching 1 folders" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_an_interrupted_index_keeps_what_is_finished_and_goes_on_later(
    ridfr: Ridfr, photos: Path, tmp_path: Path
) -> None:
    many, library = tmp_path / "many", tmp_path / "library"
    many.mkdir()
    for number in range(20):
        with Image.open(photos / "large.jpg") as photo:
            photo.crop((number, 0, 460, 460)).save(many / f"{number:02}.jpg", quality=80)
    with started("index", many, "--library", library) as process:
        wait_until(lambda: any((library / "thumbnails").rglob("*.jpg")))
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 2, err
    assert "Stopped; what was finished is kept." in err
    finished = ridfr("index", "--library", library, "--no-faces", "--json").value["index"]
    assert 0 < finished["unchanged"] < 20
    assert finished["added"] + finished["unchanged"] == 20


def started(*arguments: object) -> subprocess.Popen[str]:
    """`ridfr` in a process of its own, as from a terminal without a window."""
    command = [sys.executable, "-m", "core.cli", *map(str, arguments)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=REPOSITORY, text=True
    )


def wait_until(happened: Callable[[], bool]) -> None:
    for _ in range(600):
        if happened():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen within 30 s")
