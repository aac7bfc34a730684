"""What a file says about its picture, and the raw blocks that an export carries on."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from core.domain.photo import NamedRegion, PhotoFacts
from core.errors import UnreadablePhoto
from core.imaging.decoded import SourceMetadata
from core.imaging.exif import ORIENTATION, camera_facts, read_tags
from core.imaging.files import read_content
from core.imaging.limits import DecodeLimits
from core.imaging.faults import DAMAGED, refusing_damage
from core.imaging.opening import open_picture
from core.imaging.orientation import upright_size, valid_orientation
from core.imaging.xmp import LARGEST_PACKET, XmpFacts, XmpRegion, read_packet

XMP_KEYS = ("xmp", "XML:com.adobe.xmp")
"""Where Pillow keeps the packet: JPEG, WebP, TIFF, AVIF and HEIF, then PNG."""

LARGEST_BLOCK = 32 << 20
"""An EXIF or ICC block above this is not carried on."""

IPTC_RESOURCES = "APP13"
PHOTOSHOP = b"Photoshop 3.0\0"


def read_facts(image: Image.Image, path: Path, format_name: str, turn: int) -> PhotoFacts:
    """Facts of an opened picture and the sidecars beside it.

    Args:
        image: opened, not turned yet.
        path: of the file, to find `photo.ext.xmp` and `photo.xmp`.
        format_name: as `open_picture` says.
        turn: orientation that `open_picture` prescribes, 0 to ask the EXIF block.
    """
    exif = exif_of(image)
    orientation = stored_orientation(image, exif, turn)
    to_apply = turn or orientation
    camera, moment, problem = camera_facts(exif)
    width, height = upright_size(*image.size, to_apply)
    xmp = read_xmp(image, path, to_apply)
    return PhotoFacts(
        width=width,
        height=height,
        orientation=orientation,
        format=format_name,
        taken_at=moment,
        camera=camera,
        regions=tuple(named_region(region, width, height) for region in xmp.regions if region.kind == "Face"),
        restored_by_ai=xmp.generated,
        metadata_problem=" ".join(part for part in (problem, xmp.problem) if part),
    )


def exif_of(image: Image.Image) -> Image.Exif:
    """The EXIF block; an empty one when it is missing or damaged beyond reading."""
    try:
        return image.getexif()
    except DAMAGED:
        return Image.Exif()


def stored_orientation(image: Image.Image, exif: Image.Exif, turn: int) -> int:
    """The orientation as the file has it, also where the decoder has already applied it."""
    original = image.info.get("original_orientation")
    if original is not None:
        return valid_orientation(original)
    tags = read_tags(exif) or {}
    return turn or valid_orientation(tags.get(ORIENTATION))


def named_region(region: XmpRegion, width: int, height: int) -> NamedRegion:
    area = region.area
    return NamedRegion(
        region.name, area.x * width, area.y * height, area.width * width, area.height * height
    )


def embedded_xmp(image: Image.Image) -> bytes | None:
    """The packet inside the file."""
    for key in XMP_KEYS:
        packet = image.info.get(key)
        if isinstance(packet, str):
            packet = packet.encode("utf-8", "surrogatepass")
        if isinstance(packet, bytes) and packet.strip(b"\0 \r\n\t"):
            return packet
    return None


def sidecar_xmp(path: Path) -> bytes | None:
    """The packet beside the file: `photo.ext.xmp`, else `photo.xmp`; None when there is none to read."""
    for sidecar in (path.with_name(path.name + ".xmp"), path.with_suffix(".xmp")):
        if sidecar != path and sidecar.is_file():
            try:
                return read_content(sidecar, limit=LARGEST_PACKET).data
            except UnreadablePhoto:
                continue
    return None


def read_xmp(image: Image.Image, path: Path, orientation: int) -> XmpFacts:
    """Facts of the packets in and beside the file; a sidecar's regions replace embedded ones."""
    packets = [packet for packet in (sidecar_xmp(path), embedded_xmp(image)) if packet is not None]
    facts = [read_packet(packet, image.size, orientation) for packet in packets]
    regions = next((found.regions for found in facts if found.regions), ())
    problems = dict.fromkeys(found.problem for found in facts if found.problem)
    return XmpFacts(regions, any(found.generated for found in facts), " ".join(problems))


def read_source_metadata(path: Path, limits: DecodeLimits | None = None) -> SourceMetadata:
    """The blocks of a file that its export carries on; runs in the decoder's worker.

    Raises:
        UnreadablePhoto: the file is not a picture.
    """
    limits = limits or DecodeLimits()
    content = read_content(path, limit=limits.file_bytes)
    with open_picture(content.data, path, limits) as (image, format_name, _), refusing_damage():
        if format_name == "PNG":
            image.load()  # text and EXIF chunks may follow the pixels
        return SourceMetadata(
            exif=exif_block(image),
            xmp=embedded_xmp(image) or sidecar_xmp(path),
            icc=block(image.info.get("icc_profile")),
            iptc=iptc_block(image),
        )


def exif_block(image: Image.Image) -> bytes | None:
    """The raw EXIF block; rebuilt from the file's own tags for TIFF, which has no such block."""
    raw = block(image.info.get("exif"))
    if raw is not None or image.format != "TIFF":
        return raw
    return camera_tags(exif_of(image))


def camera_tags(tiff: Image.Exif) -> bytes | None:
    """The tags of a TIFF that tell of the camera, without those that tell of its pixels."""
    kept = Image.Exif()
    try:
        for tag in (0x010E, 0x010F, 0x0110, 0x0112, 0x0131, 0x0132, 0x013B, 0x8298):
            if tag in tiff:
                kept[tag] = tiff[tag]
        for ifd in (0x8769, 0x8825):
            if tags := tiff.get_ifd(ifd):
                kept[ifd] = dict(tags)
        return kept.tobytes() if len(kept) else None
    except DAMAGED:
        return None


def iptc_block(image: Image.Image) -> bytes | None:
    segments = getattr(image, "app", {})
    raw = segments.get(IPTC_RESOURCES) if isinstance(segments, dict) else None
    return raw.removeprefix(PHOTOSHOP) if isinstance(raw, bytes) and raw.startswith(PHOTOSHOP) else None


def block(value: object) -> bytes | None:
    return value if isinstance(value, bytes) and 0 < len(value) <= LARGEST_BLOCK else None


