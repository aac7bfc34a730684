"""Camera facts from EXIF, read with Pillow alone.

Blocks of unknown origin hold anything: every value is checked for its kind, and a fault costs
the value, never the photo.
"""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import datetime, timedelta, timezone

from PIL import ExifTags, Image

from core.domain.photo import CameraFacts
from core.imaging.faults import DAMAGED
from core.sentence import Sentence

MAKE, MODEL, DESCRIPTION, ORIENTATION = 0x010F, 0x0110, 0x010E, 0x0112
DATE_TIME, DATE_TIME_ORIGINAL, DATE_TIME_DIGITIZED = 0x0132, 0x9003, 0x9004
OFFSET_TIME, OFFSET_TIME_ORIGINAL, OFFSET_TIME_DIGITIZED = 0x9010, 0x9011, 0x9012
LENS_MODEL = 0xA434

DATE = re.compile(r"(\d{4})[:/-](\d{2})[:/-](\d{2})[ T](\d{2}):(\d{2}):(\d{2})")
OFFSET = re.compile(r"([+-])(\d{2}):(\d{2})")

LONGEST_TEXT = 1000

Tags = dict[int, object]


def exif_of(image: Image.Image) -> Image.Exif:
    """The picture's own EXIF; an empty block when it is missing or damaged beyond reading.

    Pillow's `getexif` alone would take an orientation from XMP where EXIF has none, as no other
    program does; for TIFF, which Pillow turns by it while loading, it is removed.
    """
    try:
        if image.format == "TIFF":
            exif = image.getexif()
            if ORIENTATION not in getattr(image, "tag_v2", {}):
                exif.pop(ORIENTATION, None)
            return exif
        return loaded_exif(raw_exif(image))
    except DAMAGED:
        return Image.Exif()


def raw_exif(image: Image.Image) -> bytes | None:
    """The block as stored; ImageMagick writes it into PNG as text."""
    raw, profile = image.info.get("exif"), image.info.get("Raw profile type exif")
    if raw is None and isinstance(profile, str):
        raw = bytes.fromhex("".join(profile.split("\n")[3:]))
    return raw if isinstance(raw, bytes) else None


def loaded_exif(block: bytes | None) -> Image.Exif:
    """A block's main directory; empty when there is no block or it cannot be read."""
    exif = Image.Exif()
    if block is not None:
        try:
            exif.load(block)
        except DAMAGED:
            return Image.Exif()
    return exif


def read_tags(exif: Image.Exif, ifd: int | None = None) -> Tags | None:
    """The tags of a block or of one of its sub-blocks; None when it is damaged."""
    try:
        return dict(exif.get_ifd(ifd)) if ifd is not None else dict(exif)
    except DAMAGED:
        return None


def camera_facts(exif: Image.Exif) -> tuple[CameraFacts, datetime | None, str]:
    """Facts, capture time, and what could not be read ("" if nothing)."""
    main, detail, place = (read_tags(exif, ifd) for ifd in (None, ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo))
    problem = (
        "" if None not in (main, detail, place) else Sentence("The camera data (EXIF) is damaged in part.")
    )
    main, detail, place = main or {}, detail or {}, place or {}
    latitude, longitude = coordinates(place)
    facts = CameraFacts(
        make=text(main.get(MAKE)),
        model=text(main.get(MODEL)),
        lens=text(detail.get(LENS_MODEL)),
        description=text(main.get(DESCRIPTION)),
        latitude=latitude,
        longitude=longitude,
    )
    return facts, taken_at(main, detail), problem


def taken_at(main: Tags, detail: Tags) -> datetime | None:
    """When the shutter opened: aware if the camera knew its time zone, else naive local time."""
    for tags, date_tag, offset_tag in (
        (detail, DATE_TIME_ORIGINAL, OFFSET_TIME_ORIGINAL),
        (detail, DATE_TIME_DIGITIZED, OFFSET_TIME_DIGITIZED),
        (main, DATE_TIME, OFFSET_TIME),
    ):
        moment = date_of(text(tags.get(date_tag)), text(detail.get(offset_tag)))
        if moment is not None:
            return moment
    return None


def date_of(date: str, offset: str = "") -> datetime | None:
    """A date as EXIF writes it; None when it is none ("0000:00:00 00:00:00" is common)."""
    match = DATE.match(date)
    if match is None:
        return None
    try:
        moment = datetime(*(int(part) for part in match.groups()))  # type: ignore[arg-type]
        zone = OFFSET.fullmatch(offset)
        if zone is None:
            return moment
        minutes = int(zone[2]) * 60 + int(zone[3])
        return moment.replace(tzinfo=timezone(timedelta(minutes=minutes if zone[1] == "+" else -minutes)))
    except ValueError:
        return None


def coordinates(place: Tags) -> tuple[float | None, float | None]:
    """Latitude and longitude in degrees, north and east positive; both or none."""
    latitude = angle(place.get(ExifTags.GPS.GPSLatitude), place.get(ExifTags.GPS.GPSLatitudeRef), 90.0)
    longitude = angle(place.get(ExifTags.GPS.GPSLongitude), place.get(ExifTags.GPS.GPSLongitudeRef), 180.0)
    if latitude is None or longitude is None or latitude == longitude == 0.0:
        return None, None  # 0, 0 is what cameras without a fix write
    return latitude, longitude


def angle(value: object, reference: object, limit: float) -> float | None:
    """Degrees from (degrees, minutes, seconds); None when it is not an angle."""
    if not isinstance(value, tuple) or len(value) != 3:
        return None
    try:
        degrees, minutes, seconds = (float(part) for part in value)
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    total = degrees + minutes / 60 + seconds / 3600
    if not math.isfinite(total) or not 0 <= total <= limit:
        return None
    return -total if text(reference).upper() in {"S", "W"} else total


def text(value: object) -> str:
    """One clean line: no control characters, not longer than a person would write."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if not isinstance(value, str):
        return ""
    value = value.split("\0")[0]
    kept = "".join(
        " " if unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} else letter for letter in value
    )
    return " ".join(kept.split())[:LONGEST_TEXT]
