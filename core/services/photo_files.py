"""Originals read, results written: the two kinds of picture files that restoring works with.

Originals are only ever read, through the decoder's worker. Results lie in the library's folder:
lossless PNG that carries the AI label, complete under its name or not there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.domain.photo import Photo
from core.domain.restoration import Restoration
from core.errors import ExportFailed, LibraryError, UnreadablePhoto
from core.imaging.decoder import Decoder
from core.imaging.encoding import encode_image
from core.imaging.files import atomic_write, digest_of
from core.imaging.xmp_writing import RestorationLabel
from core.sentence import Sentence

NOT_CONNECTED = Sentence("The drive or folder of this photo is not connected; connect it and try again.")
Pixels = NDArray[np.uint8]
"""(H, W, 3) upright sRGB."""


def name_of(photo: Photo) -> str:
    """The path of a photo for a report, also when it has none any more."""
    return str(photo.path) if photo.locations else f"photo {photo.id}"


def read_original(decoder: Decoder, photo: Photo, *, max_side: int | None = None) -> Pixels:
    """The pixels of an original, upright; all of them, or reduced to a long side of `max_side`.

    Raises:
        UnreadablePhoto: it is not there, cannot be decoded, or is another picture by now.
    """
    path = photo.path
    try:
        decoded = decoder.decode(path, max_side=max_side)
    except UnreadablePhoto as error:
        if photo.online:
            raise
        raise UnreadablePhoto(NOT_CONNECTED, path=path) from error
    if decoded.digest != photo.digest:
        raise UnreadablePhoto("This file was changed since it was indexed; index it again.", path=path)
    return decoded.pixels


def label_of(photo: Photo, restorations: Sequence[Restoration]) -> RestorationLabel:
    """What a picture with these restorations says of itself; no times, no paths, no names."""
    made = [
        {
            "recipe": json.loads(each.recipe.as_json()),
            "plan": None if each.plan is None else json.loads(each.plan.as_json()),
            "references": len(each.reference_face_ids) + len(each.recipe.outside_references),
            "input": each.input_digest,
            "result": each.result_digest,
        }
        for each in restorations
    ]
    return RestorationLabel(
        recipe_json=json.dumps(made, sort_keys=True, separators=(",", ":")),
        model=", ".join(sorted({each.recipe.restorer for each in restorations})),
        weights=", ".join(sorted({each.recipe.weights for each in restorations})),
        original_digest=photo.digest,
    )


def write_result(target: Path, pixels: Pixels, label: RestorationLabel | None) -> str:
    """Write a result of ours as PNG, whatever was under that name; the SHA-256 of the file.

    Raises:
        LibraryError: the drive is full, read-only or broken.
    """
    height, width = pixels.shape[:2]
    data = encode_image(pixels, "png", size=(width, height), label=label)
    try:
        atomic_write(target, data, overwrite=True)
    except ExportFailed as error:
        raise LibraryError(
            "A result could not be kept ({problem}) Make room on the library's drive and "
            "start again; what was finished is kept.",
            problem=error.message,
            path=target,
        ) from error
    return hashlib.sha256(data).hexdigest()


def intact(path: Path, digest: str) -> bool:
    """Whether a result is still the file that was written."""
    try:
        return digest_of(path) == digest
    except UnreadablePhoto:
        return False


def read_result(decoder: Decoder, path: Path, digest: str) -> Pixels:
    """The pixels of a result of ours.

    Raises:
        UnreadablePhoto: it is missing or is not what was written.
    """
    decoded = decoder.decode(path)
    if decoded.digest != digest:
        raise UnreadablePhoto("This result was changed by another program; restore it again.", path=path)
    return decoded.pixels
