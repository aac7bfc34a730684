"""What an export of a restored photo must be, whoever made it and how."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image, ImageOps

from core.domain.face import Box
from core.imaging.blend import enlarge
from core.library.library import Library

LABEL = "compositeWithTrainedAlgorithmicMedia"
SAME = 4.0
"""Mean difference of levels that JPEG may make."""
OTHER = 2.0
"""How many times more a restored face differs, at least."""


def check_exports(library: Library, exports: list[Path]) -> None:
    """Each is one photo of the library with another face, all else as it was, and says so."""
    for export in exports:
        original, box, scale = _original_of(library, export)
        with Image.open(export) as picture:
            assert LABEL in picture.info["xmp"].decode(), f"{export.name} does not say that it is restored"
            assert taken(picture) == "1998:07:02 10:30:00"
        # A photo is enlarged when a face is restored with more pixels than it has.
        before, after, box = enlarge(_upright(original), scale), _upright(export), box.scaled(scale)
        difference = np.abs(before.astype(float) - after).mean(axis=2)
        around = np.ones(difference.shape, dtype=bool)
        around[_rows(box, 1.0), _columns(box, 1.0)] = False
        rest, face = difference[around].mean(), difference[_rows(box, 0.0), _columns(box, 0.0)].mean()
        assert rest < SAME, f"{export.name} is another picture outside the face: {rest:.1f}"
        assert face > OTHER * rest, f"no other face in {export.name}: {face:.1f}, the rest {rest:.1f}"


def taken(picture: Image.Image) -> str:
    """When, by EXIF; of a TIFF the sample album has only the plain date."""
    exif = picture.getexif()
    return str(
        exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal) or exif[ExifTags.Base.DateTime]
    )


def _original_of(library: Library, export: Path) -> tuple[Path, Box, float]:
    """The photo, its face, and how much its version is enlarged."""
    with library.snapshot() as tx:
        [photo] = [each for each in tx.photos.all() if export.stem.startswith(each.path.stem)]
        [face] = tx.faces.of_photo(photo.id)
        scale = tx.versions.of_photo(photo.id)[-1].scale
    return photo.path, face.box, scale


def _upright(path: Path) -> NDArray[np.uint8]:
    with Image.open(path) as picture:
        return np.asarray(ImageOps.exif_transpose(picture).convert("RGB"))


def _rows(box: Box, margin: float) -> slice:
    """`margin` in heights of the face, for the pasted area reaches beyond the box."""
    extra = margin * box.height
    return slice(max(round(box.y - extra), 0), round(box.y + box.height + extra))


def _columns(box: Box, margin: float) -> slice:
    extra = margin * box.width
    return slice(max(round(box.x - extra), 0), round(box.x + box.width + extra))
