from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import LibraryError
from core.library.library import Library
from tests.core.library.samples import add_photo


def test_a_folder_is_found_by_its_path(library: Library) -> None:
    with library.transaction() as tx:
        added = tx.folders.add(Path("/photos"), volume="disk", watched=True)
        assert tx.folders.find(Path("/photos")) == added
        assert tx.folders.find(Path("/photo")) is None
        assert (added.volume, added.online, added.watched) == ("disk", True, True)


def test_adding_a_folder_again_keeps_its_number(library: Library) -> None:
    with library.transaction() as tx:
        first = tx.folders.add(Path("/photos"), volume="disk")
        again = tx.folders.add(Path("/photos"), volume="other disk")
    assert (again.id, again.volume) == (first.id, "other disk")


def test_an_unknown_folder_is_a_plain_sentence(library: Library) -> None:
    with library.snapshot() as tx, pytest.raises(LibraryError, match="no folder number 7"):
        tx.folders.get(7)


def test_photos_go_offline_with_their_folder_and_come_back(library: Library) -> None:
    with library.transaction() as tx:
        photo_id = add_photo(tx)
        (folder,) = tx.folders.all()
        tx.folders.set_online(folder.id, False)
        assert not tx.photos.get(photo_id).online
        tx.folders.set_online(folder.id, True)
        assert tx.photos.get(photo_id).online


def test_a_file_that_was_missing_is_still_missing_when_the_drive_is_back(library: Library) -> None:
    with library.transaction() as tx:
        photo_id = add_photo(tx)
        (folder,) = tx.folders.all()
        tx.photos.set_locations_online([each.id for each in tx.photos.get(photo_id).locations], False)
        tx.folders.set_online(folder.id, False)
        tx.folders.set_online(folder.id, True)
        assert not tx.photos.get(photo_id).online


def test_names_wait_for_a_removed_folder_to_come_back(library: Library) -> None:
    with library.transaction() as tx:
        photo_id = add_photo(tx)
        tx.folders.remove(tx.folders.all()[0].id)
        assert (tx.photos.all(), tx.photos.count()) == ([], 0)
        assert add_photo(tx) == photo_id
        assert tx.photos.count() == 1


def test_watching_is_remembered(library: Library) -> None:
    with library.transaction() as tx:
        folder = tx.folders.add(Path("/photos"), volume="disk")
        tx.folders.set_watched(folder.id, True)
        assert tx.folders.get(folder.id).watched
