"""Encodes an export with its metadata: JPEG, PNG, WebP or TIFF, in memory.

Pillow drops every block that is not handed to it again, each format in its own way; the ways
that work were measured and are in `_save`. The picture is upright, so the orientation is 1.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from core.domain.photo import NamedRegion
from core.errors import ExportFailed
from core.imaging.decoded import SourceMetadata
from core.imaging.exif import ORIENTATION, loaded_exif, read_tags
from core.imaging.exif_types import with_standard_types
from core.imaging.faults import DAMAGED, quiet_pillow
from core.imaging.orientation import Fraction, upright_size, valid_orientation
from core.imaging.pixels import PROFILE_FAULTS, is_srgb
from core.imaging.xmp import XmpRegion
from core.imaging.xmp_regions import Frame
from core.imaging.xmp_writing import SOFTWARE, RestorationLabel, write_packet

__all__ = ["FORMATS", "RestorationLabel", "SourceMetadata", "encode_image"]

FORMATS = ("jpeg", "png", "webp", "tiff")

LARGEST_JPEG_EXIF = 65_533
LARGEST_JPEG_XMP = 65_533 - 29
LARGEST_SEGMENT = 65_519
LARGEST_WEBP_SIDE = 16_383

EXIF_SOFTWARE, EXIF_WIDTH, EXIF_HEIGHT, MAKER_NOTE, XMP_TAG = 0x0131, 0xA002, 0xA003, 0x927C, 0x02BC

OF_THE_PIXELS = frozenset(
    {0x00FE, 0x0100, 0x0101, 0x0102, 0x0103, 0x0106, 0x0111, 0x0115, 0x0116, 0x0117, 0x011C, 0x013D}
    | {0x0140, 0x0142, 0x0143, 0x0144, 0x0145, 0x014A, 0x0152, 0x0153, 0x0201, 0x0202, 0x0211, 0x0212}
    | {0x0213, 0x0214, 0x02BC, 0x83BB, 0x8649, 0x8773}
)
"""Tags that tell how pixels lie in the source file, and blocks that are handed over separately."""


def encode_image(
    pixels: NDArray[np.uint8] | Image.Image,
    format: str,
    *,
    size: tuple[int, int],
    quality: int = 92,
    source: SourceMetadata | None = None,
    regions: Sequence[NamedRegion] = (),
    label: RestorationLabel | None = None,
    keep: bool = True,
    keep_gps: bool = True,
) -> bytes:
    """The bytes of a file that shows `pixels` and says what the original said.

    Args:
        pixels: (H, W, 3) uint8 upright sRGB, or an RGB picture.
        format: "jpeg", "png", "webp" or "tiff".
        size: width and height of the upright original, in which `regions` are measured; the
            picture may be larger or smaller.
        quality: 1 to 100, for JPEG and WebP.
        source: blocks of the original; None for none.
        regions: named faces, in upright pixels of the original.
        label: of the restoration; None when no face is restored.
        keep: False drops what the source said; colour profile and a label of generative AI stay.
        keep_gps: False drops coordinates.

    Raises:
        ExportFailed: the format is unknown or cannot hold this picture.
    """
    if format not in FORMATS:
        raise ExportFailed(
            "Photos are exported as {known}, not as {format}.", known=", ".join(FORMATS), format=format
        )
    picture = Image.fromarray(pixels) if isinstance(pixels, np.ndarray) else pixels.convert("RGB")
    if format == "webp" and max(picture.size) > LARGEST_WEBP_SIDE:
        raise ExportFailed(
            "WebP holds at most {side} pixels a side; choose another format.", side=LARGEST_WEBP_SIDE
        )
    source = source or SourceMetadata()
    with quiet_pillow():
        orientation = orientation_of(source.exif)
        exif = fitting_exif(source.exif if keep else None, picture.size, keep_gps=keep_gps)
    frame = Frame(upright_size(*size, orientation), orientation, picture.size)
    areas = [xmp_region(region, size) for region in regions if region.name.strip()]
    picture, icc = in_source_profile(picture, source.icc)
    limit = LARGEST_JPEG_XMP if format == "jpeg" else None
    packet = fitting_packet(
        source.xmp, frame, limit, regions=areas, label=label, keep=keep, keep_gps=keep_gps
    )
    iptc = source.iptc if keep else None
    try:
        return _save(picture, format, quality, _Blocks(exif, packet, icc, iptc))
    except (OSError, ValueError, RuntimeError) as error:
        raise ExportFailed(
            "The picture could not be written as {format}: {reason}.", format=format, reason=str(error)
        ) from error


def orientation_of(exif: bytes | None) -> int:
    """The orientation that a block states, 1 if it states none."""
    return valid_orientation((read_tags(loaded_exif(exif)) or {}).get(ORIENTATION))


def xmp_region(region: NamedRegion, size: tuple[int, int]) -> XmpRegion:
    width, height = size
    area = Fraction(region.x / width, region.y / height, region.width / width, region.height / height)
    return XmpRegion(region.name.strip(), area)


def fitting_packet(source: bytes | None, frame: Frame, limit: int | None, **content: Any) -> bytes | None:
    """The packet; what the source said is left out where a JPEG segment cannot hold it."""
    packet = write_packet(source, frame, **content)
    for lesser in ({"keep": False}, {"keep": False, "regions": ()}):
        if packet is None or limit is None or len(packet) <= limit:
            break
        packet = write_packet(source, frame, **{**content, **lesser})
    return packet


def fitting_exif(block: bytes | None, size: tuple[int, int], *, keep_gps: bool) -> Image.Exif:
    """The source's tags for the new picture; parts that cannot be written again are left out."""
    source = loaded_exif(block)
    for left_out in ((), (MAKER_NOTE,), (MAKER_NOTE, ExifTags.IFD.Exif)):
        exif = _rebuilt(source, size, keep_gps=keep_gps, left_out=frozenset(left_out))
        try:
            if len(exif.tobytes()) <= LARGEST_JPEG_EXIF:
                return exif
        except DAMAGED:
            continue
    return _rebuilt(Image.Exif(), size, keep_gps=False, left_out=frozenset())


def _rebuilt(
    source: Image.Exif, size: tuple[int, int], *, keep_gps: bool, left_out: frozenset[int]
) -> Image.Exif:
    """A new block without thumbnail: orientation 1, size of the new picture."""
    exif = Image.Exif()
    structural = OF_THE_PIXELS | {ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo}
    for tag, content in (read_tags(source) or {}).items():
        if tag not in structural:
            exif[tag] = content
    exif[ORIENTATION] = 1
    exif[EXIF_SOFTWARE] = SOFTWARE
    detail = dict(read_tags(source, ExifTags.IFD.Exif) or {})
    if ExifTags.IFD.Interop in detail:
        detail[ExifTags.IFD.Interop] = read_tags(source, ExifTags.IFD.Interop) or {}
    detail[EXIF_WIDTH], detail[EXIF_HEIGHT] = size
    detail = {tag: content for tag, content in detail.items() if tag not in left_out}
    if ExifTags.IFD.Exif not in left_out:
        exif[ExifTags.IFD.Exif] = detail
    place = read_tags(source, ExifTags.IFD.GPSInfo)
    if keep_gps and place:
        exif[ExifTags.IFD.GPSInfo] = place
    return exif


def in_source_profile(picture: Image.Image, icc: bytes | None) -> tuple[Image.Image, bytes | None]:
    """The picture in the original's RGB colour space with its profile; in sRGB where that fails."""
    if icc is None or is_srgb(icc):
        return picture, icc
    try:
        profile = ImageCms.getOpenProfile(io.BytesIO(icc))
        if profile.profile.xcolor_space.strip() != "RGB":
            return picture, srgb_profile()
        converted = ImageCms.profileToProfile(
            picture, ImageCms.createProfile("sRGB"), profile, ImageCms.Intent.RELATIVE_COLORIMETRIC, "RGB"
        )
    except PROFILE_FAULTS:
        return picture, srgb_profile()
    return (picture, srgb_profile()) if converted is None else (converted, icc)


def srgb_profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@dataclass(frozen=True)
class _Blocks:
    """The metadata of one output file."""

    exif: Image.Exif
    xmp: bytes | None
    icc: bytes | None
    iptc: bytes | None


def _save(picture: Image.Image, format_name: str, quality: int, blocks: _Blocks) -> bytes:
    options: dict[str, Any] = {"icc_profile": blocks.icc} if blocks.icc else {}
    if format_name == "tiff":
        # Bytes, for Pillow drops the sub-blocks of an object; uncompressed, for libtiff refuses them.
        if blocks.xmp:
            blocks.exif[XMP_TAG] = blocks.xmp
        options |= {"exif": blocks.exif.tobytes(), "compression": None}
    else:
        options["exif"] = with_standard_types(blocks.exif.tobytes())
    if format_name == "png" and blocks.xmp:
        # Pillow ignores `xmp=` for PNG without a word.
        info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", blocks.xmp.decode("utf-8"))
        options["pnginfo"] = info
    elif format_name in {"jpeg", "webp"}:
        options |= {"quality": quality, **({"xmp": blocks.xmp} if blocks.xmp else {})}
    if format_name == "jpeg":
        options |= {"subsampling": 0 if quality >= 90 else 2, "optimize": True, "extra": _iptc(blocks.iptc)}
    if format_name == "webp":
        options["method"] = 4
    packed = io.BytesIO()
    picture.save(packed, format_name.upper(), **options)
    return packed.getvalue()


def _iptc(resources: bytes | None) -> bytes:
    """Photoshop's resources as a JPEG segment; left out when they need more than one."""
    if not resources or len(resources) > LARGEST_SEGMENT:
        return b""
    content = b"Photoshop 3.0\0" + resources
    return b"\xff\xed" + (len(content) + 2).to_bytes(2, "big") + content
