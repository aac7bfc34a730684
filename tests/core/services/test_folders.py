"""Folders: added once, offline when their drive is, forgotten without forgetting photos."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import LibraryError
from core.library.library import Library
from core.services.folders import (
    add_folder,
    is_online,
    list_folders,
    refresh_online,
    remove_folder,
    set_watched,
    volume_of,
)


def test_a_folder_is_added_once_with_its_links_resolved(library: Library, photos: Path) -> None:
    (photos.parent / "link").symlink_to(photos, target_is_directory=True)
    first = add_folder(library, photos.parent / "link")
    assert first == add_folder(library, photos)
    assert (first.path, first.online, first.volume) == (photos.resolve(), True, volume_of(photos))


def test_a_folder_inside_a_known_one_is_that_one(library: Library, photos: Path) -> None:
    (photos / "inner").mkdir()
    outer = add_folder(library, photos)
    assert add_folder(library, photos / "inner", watched=True).id == outer.id
    assert list_folders(library)[0].watched


def test_a_file_and_a_missing_folder_are_refused(library: Library, photos: Path) -> None:
    (photos / "a.txt").touch()
    for path in (photos / "a.txt", photos / "missing"):
        with pytest.raises(LibraryError):
            add_folder(library, path)


def test_the_library_and_what_is_in_it_are_refused(library: Library) -> None:
    for path in (library.paths.root, library.paths.versions):
        with pytest.raises(LibraryError, match="own folder"):
            add_folder(library, path)


def test_the_volume_of_a_place_does_not_change(photos: Path) -> None:
    (photos / "inner").mkdir()
    assert volume_of(photos) == volume_of(photos / "inner") != ""


def test_a_folder_that_went_away_is_noticed_and_comes_back(library: Library, photos: Path) -> None:
    folder = add_folder(library, photos)
    photos.rename(photos.parent / "unplugged")
    assert refresh_online(library).offline == (folder,)
    assert not list_folders(library)[0].online
    (photos.parent / "unplugged").rename(photos)
    assert [each.id for each in refresh_online(library).online] == [folder.id]
    assert refresh_online(library).online == ()


def test_another_drive_at_the_same_place_is_not_the_folder(library: Library, photos: Path) -> None:
    with library.transaction() as tx:
        folder = tx.folders.add(photos, volume="uuid:of-another-drive")
    assert not is_online(folder)


def test_a_folder_can_be_removed_while_its_drive_is_away(library: Library, photos: Path) -> None:
    add_folder(library, photos)
    photos.rename(photos.parent / "unplugged")
    remove_folder(library, photos)
    assert list_folders(library) == []
    with pytest.raises(LibraryError, match="does not have"):
        remove_folder(library, photos)


def test_watching_is_remembered(library: Library, photos: Path) -> None:
    add_folder(library, photos)
    assert set_watched(library, photos, True).watched
    assert not set_watched(library, photos, False).watched
