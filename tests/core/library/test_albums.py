from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from core.domain.face import FaceState
from core.errors import LibraryError
from core.library.library import Library
from tests.core.library.samples import FACTS, add_face, add_photo


def test_an_album_keeps_photos_in_the_order_they_were_added(library: Library) -> None:
    with library.transaction() as tx:
        a, b, c = (add_photo(tx, name) for name in "abc")
        album = tx.albums.create("Summer")
        tx.albums.add_photos(album, [c, a])
        tx.albums.add_photos(album, [b, c])
        assert tx.albums.photo_ids(album) == [c, a, b]
        tx.albums.remove_photos(album, [a])
        assert tx.albums.get(album).photos == 2


def test_an_album_of_a_person_follows_the_person(library: Library) -> None:
    with library.transaction() as tx:
        person, face_id = tx.people.create("Ada"), add_face(tx)
        album = tx.albums.create("Ada", f"person:{person}")
        assert tx.albums.photo_ids(album) == []
        tx.people.assign(face_id, person, FaceState.SUGGESTED, 0.9)
        assert tx.albums.photo_ids(album) == [tx.faces.get(face_id).photo_id]


def test_an_album_of_a_folder_takes_any_folder_name(library: Library) -> None:
    folder = Path("/pho\udcfftos/2001")
    with library.transaction() as tx:
        photo_id = add_photo(tx, folder=folder.parent, name="2001/a.jpg")
        add_photo(tx, folder=folder.parent, name="2002/b.jpg")
        album = tx.albums.create("2001", f"folder:{folder}")
        assert tx.albums.get(album).rule == f"folder:{folder}"
        assert tx.albums.photo_ids(album) == [photo_id]


def test_an_album_of_days_is_in_order_of_time(library: Library) -> None:
    with library.transaction() as tx:
        late, early, _ = (
            add_photo(tx, str(year), facts=replace(FACTS, taken_at=datetime(year, 6, 1)))
            for year in (1999, 1990, 2005)
        )
        album = tx.albums.create("Nineties", "dates:1990-01-01..1999-12-31")
        assert tx.albums.photo_ids(album) == [early, late]


@pytest.mark.parametrize(
    "rule", ["person:Ada", "dates:1990", "dates:1990-13-01..1991-01-01", "folder:", "size:9"]
)
def test_a_rule_that_cannot_be_read_is_refused_with_an_example(library: Library, rule: str) -> None:
    with library.transaction() as tx, pytest.raises(LibraryError, match="is no album rule; write person:ID"):
        tx.albums.create("Odd", rule)


def test_a_ruled_album_is_not_filled_by_hand(library: Library) -> None:
    with library.transaction() as tx:
        album = tx.albums.create("Ada", f"person:{tx.people.create('Ada')}")
        with pytest.raises(LibraryError, match="filled by its rule"):
            tx.albums.add_photos(album, [add_photo(tx)])


def test_names_of_albums_are_found_in_any_case_and_given_once(library: Library) -> None:
    with library.transaction() as tx:
        album = tx.albums.create("Summer")
        found = tx.albums.find("SUMMER ")
        assert found is not None
        assert found.id == album
        with pytest.raises(LibraryError, match="already an album"):
            tx.albums.create("summer")
        tx.albums.remove(album)
        assert (tx.albums.find("summer"), tx.albums.all()) == (None, [])


def test_an_album_of_days_may_reach_to_the_last_day_of_all(library: Library) -> None:
    with library.transaction() as tx:
        photo = add_photo(tx)
        tx.photos.update_facts(photo, replace(FACTS, taken_at=datetime(9999, 12, 31, 23)))
        assert tx.albums.photo_ids(tx.albums.create("Ever", "dates:0001-01-01..9999-12-31")) == [photo]
