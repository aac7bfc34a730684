"""What comes out of reading a file: values that cross from the worker to the program."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.domain.photo import FileStamp, PhotoFacts


@dataclass(frozen=True)
class Decoded:
    """Everything one read of a photo tells."""

    digest: str
    """SHA-256 of the file, hex."""
    facts: PhotoFacts
    pixels: NDArray[np.uint8]
    """(h, w, 3) upright sRGB, long side at most what was asked for."""
    scale: float
    """Pixels of the full-size photo per pixel of `pixels`, >= 1."""
    thumbnail: bytes | None
    """JPEG; None when none was asked for."""
    stamp: FileStamp


@dataclass(frozen=True)
class SourceMetadata:
    """The blocks of the original, as stored; None where there is none."""

    exif: bytes | None = None
    """Starts with b"Exif\\0\\0" or with the TIFF header."""
    xmp: bytes | None = None
    icc: bytes | None = None
    iptc: bytes | None = None
    """Photoshop's resources of a JPEG (with IPTC-IIM captions), without the segment's header."""
