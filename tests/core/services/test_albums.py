"""Albums: by hand, by person, by folder, by date."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import LibraryError
from core.library.library import Library
from core.services.albums import (
    add_to_album,
    album_photos,
    create_album,
    list_albums,
    remove_album,
    remove_from_album,
)
from core.services.people import confirm, find_person
from tests.core.services.faces import add_person_photos, add_photo


def ids(library: Library, name: str) -> list[int]:
    return [photo.id for photo in album_photos(library, name)]


def test_an_album_by_hand_holds_what_is_put_into_it(library: Library) -> None:
    add_person_photos(library, "ann", 4)
    create_album(library, "Summer")
    assert add_to_album(library, "summer", [3, 1, 1]).photos == 2
    assert sorted(ids(library, "Summer")) == [1, 3]
    assert remove_from_album(library, "Summer", [1]).photos == 1
    remove_album(library, "Summer")
    assert list_albums(library) == []


def test_an_album_of_a_person_fills_itself(library: Library) -> None:
    faces = add_person_photos(library, "ann", 3)
    confirm(library, faces[:2], "Ann")
    album = create_album(library, "Ann's", "person:ann")
    assert album.rule == f"person:{find_person(library, 'Ann').id}"
    assert ids(library, "Ann's") == [1, 2]
    confirm(library, faces[2:], "Ann")
    assert ids(library, "Ann's") == [1, 2, 3]


def test_an_album_of_days_includes_the_first_and_the_last(library: Library) -> None:
    with library.transaction() as tx:
        for year in (1999, 2000, 2001):
            add_photo(tx, f"{year}.jpg", [], year=year)
        add_photo(tx, "undated.jpg", [], year=None)
    create_album(library, "2000", "dates:2000-06-01..2001-06-01")
    assert ids(library, "2000") == [2, 3]


def test_an_album_of_a_folder_holds_what_lies_below(library: Library) -> None:
    with library.transaction() as tx:
        add_photo(tx, "a/1.jpg", [])
        add_photo(tx, "ab/2.jpg", [])
    create_album(library, "A", "folder:/photos/a")
    assert ids(library, "A") == [1]


@pytest.mark.parametrize(
    "rule",
    ["people:1", "person:", "person:Nobody", "folder:", "dates:2001-01-01", "dates:2002-01-01..2001-01-01"],
)
def test_a_rule_that_cannot_be_understood_is_refused(library: Library, rule: str) -> None:
    with pytest.raises(LibraryError):
        create_album(library, "A", rule)
    assert list_albums(library) == []


def test_names_are_unique_and_not_empty(library: Library) -> None:
    create_album(library, "Summer")
    for name in ("  ", "SUMMER"):
        with pytest.raises(LibraryError):
            create_album(library, name)


def test_an_album_with_a_rule_is_not_filled_by_hand(library: Library) -> None:
    add_person_photos(library, "ann", 1)
    create_album(library, "All", f"folder:{Path('/photos')}")
    with pytest.raises(LibraryError, match="rule"):
        add_to_album(library, "All", [1])


def test_an_unknown_photo_or_album_is_refused(library: Library) -> None:
    create_album(library, "Summer")
    with pytest.raises(LibraryError, match="photo number 9"):
        add_to_album(library, "Summer", [9])
    with pytest.raises(LibraryError, match="no album"):
        album_photos(library, "Winter")
