"""What screens read: every library can be shown, whatever its photos say and wherever they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from core.domain.face import FaceState
from core.errors import UnreadablePhoto
from core.library.library import Library
from core.services.browsing import person_faces, photo_details
from core.services.people import confirm
from tests.core.services.faces import add_person_photos, add_photo, detected, near

ABROAD = timezone(timedelta(hours=9))


def date(library: Library, photo_id: int, moment: datetime | None) -> None:
    with library.transaction() as tx:
        tx.photos.update_facts(photo_id, replace(tx.photos.get(photo_id).facts, taken_at=moment))


@pytest.fixture
def ann(library: Library) -> int:
    """A person with three photos: of a phone, of a camera without a time zone, and without a date."""
    faces = add_person_photos(library, "ann", 3)
    date(library, 1, datetime(2020, 1, 2, tzinfo=ABROAD))
    date(library, 2, datetime(2020, 1, 1))
    date(library, 3, None)
    return confirm(library, faces, "Ann").id


def remove_folder(library: Library) -> None:
    with library.transaction() as tx:
        tx.folders.remove(tx.folders.all()[0].id)


def test_photos_with_and_without_a_time_zone_are_ordered_together(library: Library, ann: int) -> None:
    assert [cell.face.photo_id for cell in person_faces(library, ann)] == [3, 2, 1]


def test_people_can_be_shown_after_their_folder_was_removed(library: Library, ann: int) -> None:
    remove_folder(library)
    assert {cell.photo_name for cell in person_faces(library, ann)} == {""}


def test_a_photo_without_a_place_says_so_in_words(library: Library, ann: int) -> None:
    remove_folder(library)
    photo = photo_details(library, 1).photo
    assert photo.name == ""
    with pytest.raises(UnreadablePhoto, match="no longer in the library"):
        _ = photo.path


def test_confirmed_faces_come_first(library: Library, ann: int) -> None:
    with library.transaction() as tx:
        [face] = add_photo(tx, "early.jpg", [detected(near("ann", 9))], year=1990)
        tx.people.assign(face, ann, FaceState.SUGGESTED, 0.9)
    assert person_faces(library, ann)[-1].face.id == face
