"""The bytes of one exported file: pixels of the version in use, metadata of the original."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from PIL import Image

from core.errors import ExportFailed
from core.imaging.decoder import Decoder
from core.imaging.encoding import encode_image
from core.paths import LibraryPaths
from core.services.export_subjects import Subject
from core.services.photo_files import Pixels, label_of, read_original, read_result


class PictureOptions(Protocol):
    """The part of the export's options that decides about the bytes."""

    @property
    def format(self) -> str: ...
    @property
    def quality(self) -> int: ...
    @property
    def long_side(self) -> int | None: ...
    @property
    def metadata(self) -> str: ...
    @property
    def label(self) -> bool: ...
    @property
    def regions(self) -> bool: ...


def encode_export(paths: LibraryPaths, decoder: Decoder, subject: Subject, options: PictureOptions) -> bytes:
    """The file's bytes; equal for equal subjects and options.

    Raises:
        UnreadablePhoto: the original or the version is missing, damaged, or was changed.
        ExportFailed: the format cannot hold the picture.
    """
    photo = subject.photo
    if subject.version is None:
        pixels = read_original(decoder, photo)
    else:
        pixels = read_result(decoder, paths.versions / subject.version.file, subject.version.digest)
    labelled = options.label and subject.restorations
    # "none" is for people who hand a picture to strangers: names of faces are metadata too.
    named = options.regions and options.metadata != "none"
    try:
        return encode_image(
            within(pixels, options.long_side),
            options.format,
            size=(photo.facts.width, photo.facts.height),
            quality=options.quality,
            source=decoder.metadata(photo.path),
            regions=subject.regions if named else (),
            label=label_of(photo, subject.restorations) if labelled else None,
            keep=options.metadata != "none",
            keep_gps=options.metadata == "keep",
        )
    except ExportFailed as error:
        raise ExportFailed(error.message, path=subject.source) from error


def within(pixels: Pixels, long_side: int | None) -> Pixels:
    """The picture reduced to `long_side` pixels at most; never enlarged."""
    height, width = pixels.shape[:2]
    longest = max(width, height)
    if long_side is None or longest <= long_side:
        return pixels
    size = tuple(max(round(side * long_side / longest), 1) for side in (width, height))
    reduced = Image.fromarray(pixels).resize((size[0], size[1]), Image.Resampling.LANCZOS)
    return np.asarray(reduced, dtype=np.uint8)
