"""A photo saved again elsewhere keeps its names; another picture under its name does not get them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from core.domain.face import Box, FaceState
from core.domain.photo import Photo
from core.imaging.decoder import Decoder
from core.library.library import Library
from core.progress import Progress
from core.services.albums import add_to_album, album_photos, create_album
from core.services.indexing import index_folders
from core.services.people import confirm, find_person, pin_reference, reject, set_cover
from tests.core.imaging.conftest import packet
from tests.core.services.pictures import BLUE, RED
from tests.fakes import FakeAnalyzer

RESTORED = packet(
    more='<Iptc4xmpExt:DigitalSourceType xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">'
    "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
    "</Iptc4xmpExt:DigitalSourceType>"
)


@pytest.fixture
def path(library: Library, decoder: Decoder, photos: Path) -> Path:
    """An indexed photo with a confirmed face, and a box drawn by the user."""
    path = photos / "a.jpg"
    save(path)
    index_folders(library, decoder, FakeAnalyzer(), [photos], Progress())
    confirm(library, [1], "Ann")
    with library.transaction() as tx:
        drawn = tx.faces.add_manual(1, Box(0, 0, 60, 60), None)
    confirm(library, [drawn], "Bob")
    return path


def save(path: Path, colour: tuple[int, int, int] = RED, *, caption: str = "", side: int = 400) -> None:
    image = Image.new("RGB", (side, side), colour)
    exif = image.getexif()
    exif[0x010E] = caption
    image.save(path, exif=exif, quality=80)


def index(library: Library, decoder: Decoder, path: Path) -> Photo:
    """The photo that lies at `path` now."""
    index_folders(library, decoder, FakeAnalyzer(), [path.parent], Progress())
    with library.snapshot() as tx:
        [photo] = tx.photos.all()
    return photo


def names(library: Library, photo: Photo) -> list[str | None]:
    with library.snapshot() as tx:
        faces = tx.faces.of_photo(photo.id)
        return [tx.people.get(face.person_id).name if face.person_id else None for face in faces]


def test_a_caption_added_by_another_program_costs_no_name(
    library: Library, decoder: Decoder, path: Path
) -> None:
    pin_reference(library, "Ann", 1)
    set_cover(library, "Ann", 1)
    create_album(library, "Best")
    add_to_album(library, "Best", [1])
    save(path, caption="Ann at the sea")
    photo = index(library, decoder, path)
    assert photo.id == 2
    assert names(library, photo) == ["Ann", "Bob"]
    assert photo in album_photos(library, "Best")
    with library.snapshot() as tx:
        [face, _] = tx.faces.of_photo(photo.id)
        assert face.state is FaceState.CONFIRMED
        assert face.id in tx.references.of(find_person(library, "Ann").id).pinned
    assert find_person(library, "Ann").cover_face_id == face.id


def test_boxes_follow_a_smaller_copy(library: Library, decoder: Decoder, path: Path) -> None:
    save(path, side=200)
    photo = index(library, decoder, path)
    assert names(library, photo) == ["Ann", "Bob"]
    with library.snapshot() as tx:
        assert tx.faces.of_photo(photo.id)[1].box == Box(0, 0, 30, 30)


def test_rejections_are_carried_too(library: Library, decoder: Decoder, path: Path) -> None:
    reject(library, [1], "Ann")
    save(path, caption="nobody")
    photo = index(library, decoder, path)
    with library.snapshot() as tx:
        face = tx.faces.of_photo(photo.id)[0]
        assert (face.id, find_person(library, "Ann").id) in tx.people.rejections()


def test_another_picture_under_the_same_name_gets_nobodys_name(
    library: Library, decoder: Decoder, path: Path
) -> None:
    save(path, BLUE)
    assert names(library, index(library, decoder, path)) == [None]


def test_a_restored_copy_saved_over_its_original_keeps_names_but_is_no_reference(
    library: Library, decoder: Decoder, path: Path
) -> None:
    pin_reference(library, "Ann", 1)
    image = Image.new("RGB", (400, 400), RED)
    image.save(path, xmp=RESTORED, quality=80)
    photo = index(library, decoder, path)
    assert photo.facts.restored_by_ai
    assert names(library, photo) == ["Ann", "Bob"]
    with library.snapshot() as tx:
        assert tx.references.of(find_person(library, "Ann").id).pinned == {1}
