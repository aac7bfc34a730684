"""Pictures of faces: cut square around the face, from the thumbnail or sharp from the original."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.domain.face_tile import FaceTile
from core.domain.reports import IndexReport
from core.errors import UnreadablePhoto
from core.imaging.decoder import Decoder
from core.imaging.thumbnails import ThumbnailStore
from core.library.library import Library
from core.services.face_pictures import SIDE, SharpFaces, face_from_thumbnail, thumbnail_is_enough


def tiles(library: Library) -> list[FaceTile]:
    """Of all faces."""
    with library.snapshot() as tx:
        faces = [face.id for photo in tx.photos.all() for face in tx.faces.of_photo(photo.id)]
        return list(tx.tiles.with_ids(faces).values())


@pytest.fixture
def large(photos: Path, index: Callable[..., IndexReport]) -> None:
    """A photo of 2000 pixels: red around the face in the middle, which is blue."""
    pixels = np.full((1500, 2000, 3), (200, 30, 30), dtype=np.uint8)
    pixels[375:1125, 625:1375] = (30, 30, 200)
    Image.fromarray(pixels).save(photos / "large.png")
    index()


def opened(data: bytes | None) -> Image.Image:
    assert data is not None
    return Image.open(io.BytesIO(data)).convert("RGB")


def test_a_face_is_cut_square_with_a_margin_around_it(library: Library, large: None) -> None:
    [tile] = tiles(library)
    picture = opened(face_from_thumbnail(ThumbnailStore(library.paths.thumbnails), tile))
    assert picture.width == picture.height
    red, _, blue = picture.getpixel((picture.width // 2, picture.height // 2))
    assert blue > red
    red, _, blue = picture.getpixel((2, 2))
    assert red > blue, "the margin shows what is around the face"


def test_the_sharp_picture_is_as_large_as_lists_show_it(
    library: Library, large: None, decoder: Decoder
) -> None:
    [tile] = tiles(library)
    assert opened(SharpFaces(library, decoder).picture(tile)).size == (SIDE, SIDE)


def test_a_photo_no_larger_than_its_thumbnail_is_not_decoded_again(
    library: Library, photos: Path, index: Callable[..., IndexReport]
) -> None:
    Image.new("RGB", (400, 300), (9, 99, 9)).save(photos / "small.png")
    index()
    [tile] = tiles(library)
    assert thumbnail_is_enough(tile)


def test_an_original_that_is_gone_is_said_in_words(
    library: Library, photos: Path, large: None, decoder: Decoder
) -> None:
    [tile] = tiles(library)
    (photos / "large.png").unlink()
    with pytest.raises(UnreadablePhoto):
        SharpFaces(library, decoder).picture(tile)
