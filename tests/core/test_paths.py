"""Where things live, and what overrides it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import core
from core import paths
from core.paths import LibraryPaths


@pytest.mark.parametrize(
    ("variable", "function"),
    [
        ("RIDFR_LIBRARY", paths.default_library_folder),
        ("RIDFR_PACKS", paths.packs_folder),
        ("RIDFR_SETTINGS", paths.settings_file),
    ],
)
def test_an_environment_variable_moves_it(
    variable: str, function: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(variable, str(tmp_path / "elsewhere"))
    assert function() == tmp_path / "elsewhere"
    monkeypatch.delenv(variable)
    assert "ridfr-desktop" in str(function())


def test_a_home_sign_in_a_variable_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RIDFR_LIBRARY", "~/photos")
    assert paths.default_library_folder() == Path.home() / "photos"


def test_a_library_makes_all_its_folders_and_no_file(tmp_path: Path) -> None:
    LibraryPaths(tmp_path / "new" / "library").create()
    made = {path.name for path in (tmp_path / "new" / "library").iterdir()}
    assert made == {"thumbnails", "restorations", "versions", "backups"}


def test_everything_of_a_library_lies_inside_its_folder(tmp_path: Path) -> None:
    library = LibraryPaths(tmp_path)
    inside = (library.database, library.lock, library.decode_journal, library.versions, library.restorations)
    assert all(path.is_relative_to(tmp_path) for path in inside)


def test_the_resources_are_the_checkouts_own() -> None:
    assert Path(core.__file__).parent.parent / "resources" == paths.RESOURCES
    assert paths.RESOURCES.is_dir()


@pytest.mark.skipif(os.name == "nt", reason="Windows gives a user's folders to that user alone")
def test_a_new_library_is_open_to_its_user_only(tmp_path: Path) -> None:
    paths = LibraryPaths(tmp_path / "new" / "library")
    paths.create()
    assert paths.root.stat().st_mode & 0o077 == 0


def test_a_folder_that_only_begins_like_a_home_is_a_folder() -> None:
    assert paths.with_home(Path("~/photos")) == Path.home() / "photos"
    assert paths.with_home(Path("~nobody we know/photos")) == Path("~nobody we know/photos")
