"""Whose photos the guard measures a person's range on."""

from __future__ import annotations

from core.library.library import Library
from core.services.restore_judging import distinct_pictures
from tests.core.services.faces import add_photo, all_photos, detected, near


def test_prints_of_one_picture_count_once_in_a_persons_range(library: Library) -> None:
    places = [100.0, 100.4, 400.0, 700.0]
    with library.transaction() as tx:
        ids = [
            add_photo(tx, f"ann {index}.jpg", [detected(near("ann", index), x=x)])[0]
            for index, x in enumerate(places)
        ]
        faces = [tx.faces.get(face_id) for face_id in ids]
    photos = {photo.id: photo for photo in all_photos(library)}
    assert [face.id for face in distinct_pictures(faces, photos)] == [ids[0], ids[2], ids[3]]
