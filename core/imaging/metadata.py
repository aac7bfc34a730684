"""What a file says about its picture, and the raw blocks that an export carries on."""

from __future__ import annotations

import contextlib
from pathlib import Path

from PIL import Image

from core.domain.photo import NamedRegion, PhotoFacts
from core.errors import UnreadablePhoto
from core.imaging.decoded import SourceMetadata
from core.imaging.exif import camera_facts, exif_of
from core.imaging.faults import DAMAGED, refusing_damage
from core.imaging.files import read_content
from core.imaging.limits import DecodeLimits
from core.imaging.opening import Opened, open_picture
from core.imaging.orientation import upright_size
from core.imaging.xmp import LARGEST_PACKET, XmpFacts, XmpRegion, read_packet
from core.imaging.xmp_writing import carrying_label
from core.sentence import in_turn

XMP_KEYS = ("xmp", "XML:com.adobe.xmp")
"""Where Pillow keeps the packet: JPEG, WebP, TIFF, AVIF and HEIF, then PNG."""

LARGEST_BLOCK = 32 << 20
"""An EXIF or ICC block above this is not carried on."""

IPTC_RESOURCES = "APP13"
PHOTOSHOP = b"Photoshop 3.0\0"
IPTC_RECORD = 0x0404


def read_facts(opened: Opened, path: Path) -> PhotoFacts:
    """Facts of an opened picture and of the sidecars beside it.

    Args:
        opened: not turned yet.
        path: of the file, to find `photo.ext.xmp` and `photo.xmp`.
    """
    camera, moment, problem = camera_facts(exif_of(opened.image))
    width, height = upright_size(*opened.image.size, opened.to_apply)
    xmp = read_xmp(opened, path)
    return PhotoFacts(
        width=width,
        height=height,
        orientation=opened.orientation,
        format=opened.format,
        taken_at=moment,
        camera=camera,
        regions=tuple(named_region(region, width, height) for region in xmp.regions if region.kind == "Face"),
        restored_by_ai=xmp.generated,
        metadata_problem=in_turn((problem, xmp.problem)),
    )


def named_region(region: XmpRegion, width: int, height: int) -> NamedRegion:
    area = region.area
    return NamedRegion(region.name, area.x * width, area.y * height, area.width * width, area.height * height)


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
        if sidecar != path:
            # Mostly there is none; a name that the file system finds too long is none either.
            with contextlib.suppress(UnreadablePhoto):
                return read_content(sidecar, limit=LARGEST_PACKET).data
    return None


def read_xmp(opened: Opened, path: Path) -> XmpFacts:
    """Facts of the packets in and beside the file; a sidecar's regions replace embedded ones."""
    image = opened.image
    # Regions of a HEIF lie in the picture as libheif shows it: for HEIF that is the stored one.
    orientation = 1 if opened.format == "HEIF" else opened.orientation
    stored = upright_size(*image.size, orientation) if opened.turned else image.size
    packets = [packet for packet in (sidecar_xmp(path), embedded_xmp(image)) if packet is not None]
    facts = [read_packet(packet, stored, orientation) for packet in packets]
    regions = next((found.regions for found in facts if found.regions), ())
    problems = dict.fromkeys(found.problem for found in facts if found.problem)
    return XmpFacts(regions, any(found.generated for found in facts), in_turn(tuple(problems)))


def read_source_metadata(path: Path, limits: DecodeLimits | None = None) -> SourceMetadata:
    """The blocks of a file that its export carries on; runs in the decoder's worker.

    Raises:
        UnreadablePhoto: the file is not a picture.
    """
    limits = limits or DecodeLimits()
    content = read_content(path, limit=limits.file_bytes)
    with open_picture(content.data, path, limits) as opened, refusing_damage():
        image = opened.image
        return SourceMetadata(
            exif=exif_block(image),
            xmp=source_xmp(image, path),
            icc=block(image.info.get("icc_profile")),
            iptc=iptc_block(image),
        )


def source_xmp(image: Image.Image, path: Path) -> bytes | None:
    """The packet inside the file, with the label of generative AI of the one beside it."""
    embedded, sidecar = embedded_xmp(image), sidecar_xmp(path)
    return carrying_label(embedded, sidecar) if embedded and sidecar else embedded or sidecar


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
    if not isinstance(raw, bytes) or not raw.startswith(PHOTOSHOP):
        return None
    return captions_of(raw.removeprefix(PHOTOSHOP))


def captions_of(resources: bytes) -> bytes | None:
    """The IPTC record among Photoshop's image resources; None when there is none.

    The others stay behind: they hold thumbnails of the unrestored picture and second copies of
    EXIF and XMP, coordinates included.
    """
    at = 0
    while resources[at : at + 4] == b"8BIM" and at + 12 <= len(resources):
        kind = int.from_bytes(resources[at + 4 : at + 6], "big")
        start = at + 6 + (resources[at + 6] // 2 + 1) * 2 + 4  # a name of even length, then the size
        size = int.from_bytes(resources[start - 4 : start], "big")
        if kind == IPTC_RECORD and size and start + size <= len(resources):
            return resources[at : start + size] + b"\0" * (size % 2)
        at = start + size + size % 2
    return None


def block(value: object) -> bytes | None:
    return value if isinstance(value, bytes) and 0 < len(value) <= LARGEST_BLOCK else None
