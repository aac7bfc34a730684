"""Square pictures of faces for lists: at once from the thumbnail, sharp from the original.

In a group photograph a face is thirty pixels of the thumbnail; who looks for the wrong one in a
hundred needs more. Nothing of this is written to the disk, so there is nothing to forget later.
"""

from __future__ import annotations

import io
import math
from collections import OrderedDict
from pathlib import Path

import numpy as np
from PIL import Image

from core.domain.alignment import Similarity
from core.domain.face_tile import FaceTile
from core.errors import UnreadablePhoto
from core.imaging.align import warp_to_template
from core.imaging.decoder import Decoder
from core.imaging.thumbnails import ThumbnailStore
from core.library.library import Library

MARGIN = 0.3
"""Share of the face's longer side that is shown around it."""
SIDE = 192
"""Pixels of a sharp picture; lists show them at most this large."""
ENOUGH = 112
"""Pixels of the face in the thumbnail from which the thumbnail serves as well."""
THUMBNAIL_SIDE = 512
"""Long side of stored thumbnails."""
KEPT = 2
"""Decoded photos that are kept: the faces of one photo are asked for one after the other."""


def thumbnail_is_enough(tile: FaceTile) -> bool:
    """Whether the original would show no more of the face than its thumbnail does."""
    shrunk = min(THUMBNAIL_SIDE / tile.photo_pixels, 1.0)
    return tile.side * shrunk >= ENOUGH or shrunk > 0.8


def face_from_thumbnail(store: ThumbnailStore, tile: FaceTile) -> bytes | None:
    """JPEG of the face with a margin, cut from the photo's thumbnail; None when there is none yet."""
    if tile.digest not in store:
        return None
    return _encoded(_cut(store.open(tile.digest), tile))


class SharpFaces:
    """Faces cut from the originals; belongs to one thread."""

    def __init__(self, library: Library, decoder: Decoder) -> None:
        self._library = library
        self._decoder = decoder
        self._decoded: OrderedDict[tuple[int, int | None], Image.Image] = OrderedDict()

    def picture(self, tile: FaceTile) -> bytes:
        """JPEG of the face with a margin, `SIDE` square where the original has that much.

        Raises:
            UnreadablePhoto: the original is not there or cannot be decoded.
        """
        enlargement = SIDE / max(tile.side * (1 + 2 * MARGIN), 1.0)
        # Powers of two: faces of nearly one size share the decoded photo.
        wanted = 2 ** math.ceil(math.log2(max(tile.photo_pixels * enlargement, 1.0)))
        picture = _cut(self._photo(tile.photo_id, min(wanted, tile.photo_pixels)), tile)
        picture.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
        return _encoded(picture)

    def aligned(self, photo_id: int, alignment: Similarity, crop: Path) -> bytes:
        """JPEG of a part of the photo as it was, framed and sized as the result in the file `crop`.

        Raises:
            UnreadablePhoto: the original or the result is not there or cannot be decoded.
        """
        try:
            with Image.open(crop, formats=("PNG",)) as result:
                side = result.width
        except OSError as error:
            raise UnreadablePhoto("This result is no longer in the library folder.", path=crop) from error
        pixels = np.asarray(self._photo(photo_id, None))
        framed, _ = warp_to_template(pixels, alignment, side)
        return _encoded(Image.fromarray(framed))

    def _photo(self, photo_id: int, max_side: int | None) -> Image.Image:
        key = (photo_id, max_side)
        if key not in self._decoded:
            with self._library.snapshot() as tx:
                path = tx.photos.get(photo_id).path
            self._decoded[key] = Image.fromarray(self._decoder.decode(path, max_side=max_side).pixels)
            while len(self._decoded) > KEPT:
                self._decoded.popitem(last=False)
        return self._decoded[key]


def _cut(photo: Image.Image, tile: FaceTile) -> Image.Image:
    """A square around the face, moved inside the photo where it would reach beyond."""
    width, height = photo.size
    side = min(max(tile.width * width, tile.height * height) * (1 + 2 * MARGIN), width, height)
    left = (tile.left + tile.width / 2) * width - side / 2
    top = (tile.top + tile.height / 2) * height - side / 2
    left, top = min(max(left, 0.0), width - side), min(max(top, 0.0), height - side)
    size = max(round(side), 1)
    return photo.crop((round(left), round(top), round(left) + size, round(top) + size))


def _encoded(picture: Image.Image) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=90)
    return stream.getvalue()
