"""The one place where a picture of unknown origin is opened.

Formats are an allow-list, told by content and never by name; Pillow's other plugins (EPS, FITS,
PSD ...) are not even imported. Meant to run in the worker process of `core.imaging.decoder`.
"""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rawpy
from PIL import (
    AvifImagePlugin,
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)
from pillow_heif import HeifImageFile

from core.domain.photo import RAW_SUFFIXES
from core.errors import UnreadablePhoto
from core.imaging.exif import ORIENTATION, exif_of, read_tags
from core.imaging.faults import DAMAGED, quiet_pillow, refusing_damage
from core.imaging.limits import DecodeLimits
from core.imaging.orientation import valid_orientation

PLUGINS = (
    AvifImagePlugin,
    BmpImagePlugin,
    GifImagePlugin,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)
"""Imported above, so that Pillow never goes looking for all the others."""

FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF", "AVIF")

HEIF_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"})

RAW_TURNS = {3: 3, 5: 8, 6: 6}
"""LibRaw's `flip` to EXIF orientation."""


@dataclass(frozen=True)
class Opened:
    """A picture whose header is read; its pixels mostly are not yet."""

    image: Image.Image
    format: str
    """JPEG, PNG, WEBP, TIFF, BMP, GIF, AVIF, HEIF or RAW."""
    orientation: int
    """EXIF orientation as the file has it."""
    turned: bool = False
    """The decoder turns the pixels itself, and `image.size` is upright already."""

    @property
    def to_apply(self) -> int:
        """The orientation still to apply to the pixels."""
        return 1 if self.turned else self.orientation


@contextlib.contextmanager
def open_picture(data: bytes, path: Path, limits: DecodeLimits) -> Iterator[Opened]:
    """The first picture of a file.

    Raises:
        UnreadablePhoto: no picture in an allowed format, damaged, or too large.
    """
    # Told by name, for most of them are TIFF inside and would open as their own thumbnail.
    if path.suffix.lower() in RAW_SUFFIXES:
        data, turn = raw_preview(data)
        with _opened(data, limits) as image:
            yield Opened(image, "RAW", turn or exif_orientation(image))
    elif is_heif(data):
        # libheif turns the picture while decoding; turning it again is the classic mistake.
        with _opened_heif(data, limits) as image:
            yield Opened(
                image, "HEIF", valid_orientation(image.info.get("original_orientation")), turned=True
            )
    else:
        with _opened(data, limits) as image:
            if image.format == "PNG":
                with refusing_damage():
                    image.load()  # its EXIF and XMP may follow the pixels
            name = "JPEG" if image.format == "MPO" else str(image.format)
            # Pillow turns a TIFF when it loads it, and no other format.
            yield Opened(image, name, exif_orientation(image), turned=name == "TIFF")


@contextlib.contextmanager
def bounded_pillow(limits: DecodeLimits) -> Iterator[None]:
    """Pillow's own bomb limit set to ours and its warning made an error; other warnings dropped."""
    with quiet_pillow():
        previous, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, limits.pixels
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            yield
        finally:
            Image.MAX_IMAGE_PIXELS = previous


def is_heif(data: bytes) -> bool:
    """An ISO media file whose brands say HEVC still picture, not AVIF."""
    if data[4:8] != b"ftyp" or data[8:12] in {b"avif", b"avis"}:
        return False
    length = min(int.from_bytes(data[:4], "big"), 256)
    brands = {data[8:12], *(data[at : at + 4] for at in range(16, length, 4))}
    return not brands & {b"avif", b"avis"} and bool(brands & HEIF_BRANDS)


def raw_preview(data: bytes) -> tuple[bytes, int]:
    """The largest preview inside a RAW file, as the bytes of a picture, and its EXIF orientation.

    An orientation of 0 means: what the preview itself says.

    Raises:
        UnreadablePhoto: no preview, or a damaged file.
    """
    try:
        with rawpy.imread(io.BytesIO(data)) as raw:
            preview, turn = raw.extract_thumb(), RAW_TURNS.get(raw.sizes.flip, 1)
    except (rawpy.LibRawError, OSError, ValueError) as error:
        raise UnreadablePhoto("No preview could be read from this RAW file; export a JPEG of it.") from error
    if isinstance(preview.data, bytes):
        return preview.data, 0 if has_orientation(preview.data) else turn
    packed = io.BytesIO()
    Image.fromarray(np.asarray(preview.data, dtype=np.uint8)).save(packed, "BMP")
    return packed.getvalue(), turn


def has_orientation(data: bytes) -> bool:
    """Whether a preview says itself how it is turned."""
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
            return ORIENTATION in image.getexif()
    except DAMAGED:
        return False


def exif_orientation(image: Image.Image) -> int:
    """What the EXIF block says; 1 when it is missing or damaged."""
    return valid_orientation((read_tags(exif_of(image)) or {}).get(ORIENTATION))


@contextlib.contextmanager
def _opened(data: bytes, limits: DecodeLimits) -> Iterator[Image.Image]:
    with bounded_pillow(limits):
        with refusing_damage():
            image = Image.open(io.BytesIO(data), formats=FORMATS)
            limits.check_size(*image.size)
        with image:
            yield image


@contextlib.contextmanager
def _opened_heif(data: bytes, limits: DecodeLimits) -> Iterator[Image.Image]:
    with bounded_pillow(limits):
        with refusing_damage():
            image = HeifImageFile(io.BytesIO(data))  # type: ignore[no-untyped-call]
            limits.check_size(*image.size)
        with image:
            yield image
