"""Exported EXIF as another EXIF implementation reads it: Pillow agreeing with itself is no proof."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import piexif
import pytest
from numpy.typing import NDArray
from PIL import Image

from core.imaging.decoded import SourceMetadata
from core.imaging.encoding import encode_image


@pytest.mark.parametrize("name", ["jpeg", "webp"])
def test_another_reader_finds_the_same_exif(
    tmp_path: Path, portrait: NDArray[np.uint8], camera_exif: Image.Exif, name: str
) -> None:
    camera_exif[0x0112] = 6
    source = SourceMetadata(exif=camera_exif.tobytes())
    path = tmp_path / f"out.{name}"
    path.write_bytes(encode_image(portrait, name, size=(400, 300), source=source))
    blocks = piexif.load(str(path))
    assert blocks["0th"][piexif.ImageIFD.Orientation] == 1
    assert blocks["0th"][piexif.ImageIFD.ImageDescription] == b"Grandma's birthday"
    assert blocks["Exif"][piexif.ExifIFD.PixelXDimension] == 400
    assert blocks["Exif"][piexif.ExifIFD.MakerNote] == b"maker's own"
    assert blocks["GPS"][piexif.GPSIFD.GPSLongitudeRef] == b"W"
    assert blocks["thumbnail"] is None


def test_another_reader_finds_no_place_when_it_is_left_out(
    tmp_path: Path, portrait: NDArray[np.uint8], camera_exif: Image.Exif
) -> None:
    source = SourceMetadata(exif=camera_exif.tobytes())
    path = tmp_path / "out.jpg"
    path.write_bytes(encode_image(portrait, "jpeg", size=(400, 300), source=source, keep_gps=False))
    blocks = piexif.load(str(path))
    assert blocks["GPS"] == {}
    assert blocks["Exif"][piexif.ExifIFD.PixelXDimension] == 400
