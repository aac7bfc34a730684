"""From whatever a file holds to 8-bit RGB in sRGB."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

from core.sentence import Sentence

WIDE_MODES = frozenset({"I", "F", "I;16", "I;16L", "I;16B", "I;16N"})
"""Modes of one channel with more than 8 bits, which Pillow's `convert` would only cut off."""

TRANSPARENT_MODES = frozenset({"LA", "La", "PA", "RGBA", "RGBa"})

PROFILE_FAULTS = (ImageCms.PyCMSError, OSError, ValueError, TypeError)


def as_rgb(image: Image.Image) -> tuple[Image.Image, str]:
    """The picture in 8-bit sRGB on white, and what is wrong with its colour profile ("" if nothing)."""
    profile = image.info.get("icc_profile")
    image = eight_bit(image)
    image = on_white(image)
    if not isinstance(profile, bytes) or is_srgb(profile):
        return image.convert("RGB"), ""
    try:
        return to_srgb(image, profile), ""
    except PROFILE_FAULTS:
        return image.convert("RGB"), Sentence("The colour profile is damaged; colours were read as sRGB.")


def eight_bit(image: Image.Image) -> Image.Image:
    """Scale 16-bit, 32-bit and float pictures to 8 bits; others come back as they are."""
    if image.mode not in WIDE_MODES:
        return image
    values = np.asarray(image, dtype=np.float64)
    values = np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0)
    return Image.fromarray(scaled_to_byte(values, is_float=image.mode == "F"))


def scaled_to_byte(values: NDArray[np.float64], *, is_float: bool) -> NDArray[np.uint8]:
    """Bytes for grey values whose range the file does not say.

    Floats up to 1 are fractions of white; integers are 8 bit if all of them fit, else 16 bit,
    else the largest one is white.
    """
    top = float(values.max(initial=0.0))
    if is_float and top <= 1.0:
        white = 1.0
    elif top <= 255.0 and not is_float:
        white = 255.0
    else:
        white = 65535.0 if top > 255.0 and top <= 65535.0 else max(top, 1.0)
    return np.clip(np.rint(values * (255.0 / white)), 0, 255).astype(np.uint8)


def on_white(image: Image.Image) -> Image.Image:
    """Transparent parts become white, as on paper."""
    if image.mode not in TRANSPARENT_MODES and "transparency" not in image.info:
        return image
    layer = image.convert("RGBA")
    canvas = Image.new("RGBA", layer.size, (255, 255, 255, 255))
    canvas.alpha_composite(layer)
    return canvas.convert("RGB")


def is_srgb(profile: bytes) -> bool:
    """Whether a profile is one of the many that say sRGB (their primaries agree)."""
    try:
        opened = ImageCms.getOpenProfile(io.BytesIO(profile))
        name = ImageCms.getProfileDescription(opened)
    except PROFILE_FAULTS:
        return False
    return "srgb" in name.lower() and opened.profile.xcolor_space.strip() == "RGB"


def to_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """Convert colours from the embedded profile to sRGB, perceptually.

    Raises:
        ImageCms.PyCMSError: the profile is damaged or for another kind of picture.
    """
    source = ImageCms.getOpenProfile(io.BytesIO(profile))
    space = source.profile.xcolor_space.strip()
    image = image.convert({"RGB": "RGB", "GRAY": "L", "CMYK": "CMYK", "Lab": "LAB"}.get(space, image.mode))
    converted = ImageCms.profileToProfile(
        image, source, ImageCms.createProfile("sRGB"), ImageCms.Intent.PERCEPTUAL, "RGB"
    )
    if converted is None:
        raise ValueError("the colour profile did not convert")
    return converted
