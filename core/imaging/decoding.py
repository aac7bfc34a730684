"""Decodes one file completely: digest, facts, pixels, thumbnail. Runs in the worker process.

One read and one decode: the digest is computed from the same bytes, the thumbnail from the same
pixels.
"""

from __future__ import annotations

import io
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from core.errors import UnreadablePhoto
from core.imaging.decoded import Decoded
from core.imaging.faults import refusing_damage
from core.imaging.files import read_content
from core.imaging.limits import DecodeLimits
from core.imaging.metadata import read_facts
from core.imaging.opening import open_picture
from core.imaging.orientation import upright
from core.imaging.pixels import as_rgb, eight_bit
from core.sentence import in_turn

__all__ = ["Decoded", "decode_file", "thumbnail_of"]

THUMBNAIL_QUALITY = 85


def decode_file(
    path: Path,
    *,
    max_side: int | None = None,
    thumbnail_side: int | None = None,
    limits: DecodeLimits | None = None,
) -> Decoded:
    """Read a photo of any allowed format.

    Args:
        path: of the file; only regular files are opened.
        max_side: longest side of the pixels wanted; None is full size.
        thumbnail_side: longest side of the thumbnail wanted; None makes none.
        limits: what the file may cost.

    Raises:
        UnreadablePhoto: not a picture that can be decoded safely, with the reason in words.
    """
    limits = limits or DecodeLimits()
    try:
        content = read_content(path, limit=limits.file_bytes)
        with open_picture(content.data, path, limits) as opened, refusing_damage():
            image, facts, full = opened.image, read_facts(opened, path), opened.image.size
            drafted_by = drafted(image, max_side) if max_side is not None else 1.0
            image.load()
            small, scale = shrunk(image, full, drafted_by, max_side)
            rgb, problem = as_rgb(small)
            pixels = upright(rgb, opened.to_apply)
    except UnreadablePhoto as error:
        raise UnreadablePhoto(error.message, path=path) from error
    except MemoryError as error:
        raise UnreadablePhoto("The picture needs more memory than one photo may use.", path=path) from error
    problems = in_turn((facts.metadata_problem, problem))
    return Decoded(
        digest=content.digest,
        facts=replace(facts, metadata_problem=problems),
        pixels=np.asarray(pixels),
        scale=scale,
        thumbnail=None if thumbnail_side is None else thumbnail_of(pixels, thumbnail_side),
        stamp=content.stamp,
    )


def drafted(image: Image.Image, max_side: int) -> float:
    """Let the JPEG decoder shrink by 2, 4 or 8 while decoding (6 times faster); the shrink made.

    Returns:
        Stored pixels per drafted pixel: exact, for a drafted edge block may be partly empty.
    """
    full = image.size
    ratio = max(full) / max_side
    if ratio >= 2 and image.format in {"JPEG", "MPO"}:
        image.draft(None, (math.ceil(full[0] / ratio), math.ceil(full[1] / ratio)))
    return 2.0 ** round(math.log2(full[0] / image.size[0]))


def shrunk(
    image: Image.Image, full: tuple[int, int], drafted_by: float, max_side: int | None
) -> tuple[Image.Image, float]:
    """The picture with a long side of at most `max_side`, and full-size pixels per pixel.

    Both sides shrink by exactly the same scale: what does not fill a whole pixel at the right
    and lower edge is cut off, so that positions map back without distortion.
    """
    scale = 1.0 if max_side is None else max(max(full) / max_side, 1.0)
    if scale == 1.0:
        return image, 1.0
    size = (max(int(full[0] / scale + 1e-9), 1), max(int(full[1] / scale + 1e-9), 1))
    step = scale / drafted_by
    box = (0.0, 0.0, min(size[0] * step, image.width), min(size[1] * step, image.height))
    kept = ("icc_profile", "transparency")
    profile: dict[str | tuple[int, int], Any] = {key: image.info[key] for key in kept if key in image.info}
    if image.mode in {"P", "PA", "1"}:
        # Numbers of colours, or single bits, cannot be averaged.
        transparent = "transparency" in profile or image.mode == "PA"
        image = image.convert("RGBA" if transparent else "L" if image.mode == "1" else "RGB")
        profile.pop("transparency", None)
    result = eight_bit(image).resize(size, Image.Resampling.BICUBIC, box=box, reducing_gap=2.0)
    result.info.update(profile)
    return result, scale


def thumbnail_of(picture: Image.Image, side: int) -> bytes:
    """JPEG with a long side of at most `side`; never enlarged."""
    small = picture.copy()
    small.thumbnail((side, side), Image.Resampling.BICUBIC)
    packed = io.BytesIO()
    small.save(packed, "JPEG", quality=THUMBNAIL_QUALITY)
    return packed.getvalue()
