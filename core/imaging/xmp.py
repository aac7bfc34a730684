"""Reading XMP packets: names, face regions, and the label of generative AI.

Packets come from files of unknown origin: they are parsed by defusedxml without document types
or entities, up to a size limit. XMP may write one property as an attribute or as an element,
and a structure inside `rdf:Description` or with `rdf:parseType="Resource"`; both are read.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from core.imaging.exif import text
from core.imaging.orientation import Fraction, upright_fraction, upright_size
from core.sentence import Sentence

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
MWG_RS = "http://www.metadataworkinggroup.com/schemas/regions/"
ST_DIM = "http://ns.adobe.com/xap/1.0/sType/Dimensions#"
ST_AREA = "http://ns.adobe.com/xmp/sType/Area#"
MP = "http://ns.microsoft.com/photo/1.2/"
MP_RI = "http://ns.microsoft.com/photo/1.2/t/RegionInfo#"
MP_REG = "http://ns.microsoft.com/photo/1.2/t/Region#"
IPTC_EXT = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"

DIGITAL_SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/"
GENERATIVE = ("trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "compositeSynthetic")
"""IPTC source types of pictures with generated content (an "algorithmicallyEnhanced" one has none)."""

LARGEST_PACKET = 8 << 20
MOST_REGIONS = 1_000
"""More names than the largest group photo has; a hostile packet must not make millions of pairs."""
ASPECT_TOLERANCE = 0.02

UNREADABLE = Sentence("The names and regions (XMP) are damaged and were left out.")
STALE = Sentence("The face regions (XMP) belong to another cut of this photo and were left out.")


@dataclass(frozen=True)
class XmpRegion:
    """A region with a name, in fractions of the upright picture."""

    name: str
    area: Fraction
    kind: str = "Face"
    """MWG's type: Face, Pet, Focus or BarCode."""


@dataclass(frozen=True)
class XmpFacts:
    """What we use of a packet."""

    regions: tuple[XmpRegion, ...] = ()
    generated: bool = False
    problem: str = ""


def parse_packet(packet: bytes) -> Element | None:
    """The packet's root element; None when it is damaged, hostile or too big."""
    if len(packet) > LARGEST_PACKET:
        return None
    try:
        root: Element = fromstring(packet.strip(b"\0 \r\n\t"), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError):
        return None
    return root


def read_packet(packet: bytes, size: tuple[int, int], orientation: int) -> XmpFacts:
    """Facts of a packet found in (or beside) a picture.

    Args:
        packet: the XMP packet, any encoding XML allows.
        size: width and height of the picture as stored.
        orientation: EXIF orientation of the picture; MWG regions lie in the stored picture.
    """
    root = parse_packet(packet)
    if root is None:
        return XmpFacts(generated=bool(generative_source(packet, None)), problem=UNREADABLE)
    generated = bool(generative_source(packet, root))
    frame = region_frame(root, size, orientation)
    if frame is None:
        return XmpFacts(generated=generated, problem=STALE)
    # The Metadata Working Group's regions first, Microsoft's where there are none (digiKam does so).
    regions = mwg_regions(root) or microsoft_regions(root)
    placed = tuple(
        XmpRegion(region.name, upright_fraction(region.area, frame), region.kind) for region in regions
    )
    return XmpFacts(placed[:MOST_REGIONS], generated)


def generative_source(packet: bytes, root: Element | None) -> str:
    """The generative source that a packet names, by its URL or bare; "" for none.

    `root` is the parsed packet, None for a damaged one: a damaged label still counts.
    """
    compact = packet.replace(b"\0", b"")  # UTF-16 packets
    said = (
        []
        if root is None
        else [str(value(node, IPTC_EXT, "DigitalSourceType")) for node in descriptions(root)]
    )
    for name in GENERATIVE:
        if (DIGITAL_SOURCE_TYPE + name).encode() in compact or any(text.endswith(name) for text in said):
            return name
    return ""


def region_frame(root: Element, size: tuple[int, int], orientation: int) -> int | None:
    """The orientation to turn the regions by; None when they fit this picture neither way.

    Most programs write regions of the stored picture. Some write those of the upright one; the
    dimensions they were applied to tell, where width and height differ.
    """
    applied = applied_dimensions(root)
    if applied is None or same_aspect(applied, size):
        return orientation
    if same_aspect(applied, upright_size(*size, orientation)):
        return 1
    return None


def same_aspect(left: tuple[float, float], right: tuple[float, float]) -> bool:
    return abs(left[0] * right[1] - left[1] * right[0]) <= ASPECT_TOLERANCE * left[0] * right[1]


def applied_dimensions(root: Element) -> tuple[float, float] | None:
    for regions in structures(root, MWG_RS, "Regions"):
        for dimensions in structures(regions, MWG_RS, "AppliedToDimensions", deep=False):
            width, height = (number(value(dimensions, ST_DIM, side)) for side in ("w", "h"))
            if width is not None and height is not None and width > 0 and height > 0:
                return width, height
    return None


def mwg_regions(root: Element) -> list[XmpRegion]:
    found = []
    for item in mwg_items(root):
        region = mwg_region(item)
        if region is not None:
            found.append(region)
    return found


def mwg_items(root: Element) -> Iterator[Element]:
    """The structures of the region list."""
    for regions in structures(root, MWG_RS, "Regions"):
        for region_list in regions.iter(f"{{{MWG_RS}}}RegionList"):
            for item in region_list.iter(f"{{{RDF}}}li"):
                yield structure(item)


def mwg_region(item: Element) -> XmpRegion | None:
    """One region; None without a name, or with an area that is no rectangle in the picture."""
    name = text(value(item, MWG_RS, "Name"))
    area = mwg_area(item)
    kind = text(value(item, MWG_RS, "Type")) or "Face"
    return XmpRegion(name, area, kind) if name and area is not None else None


def mwg_area(item: Element) -> Fraction | None:
    """The area of a region, from MWG's centre and size; None when it is unusable."""
    for node in structures(item, MWG_RS, "Area", deep=False):
        unit = text(value(node, ST_AREA, "unit"))
        parts = [number(value(node, ST_AREA, key)) for key in ("x", "y", "w", "h")]
        if unit in {"", "normalized"} and None not in parts:
            x, y, width, height = (float(part) for part in parts if part is not None)
            return in_picture(x - width / 2, y - height / 2, width, height)
    return None


def microsoft_regions(root: Element) -> list[XmpRegion]:
    found = []
    for regions in root.iter(f"{{{MP_RI}}}Regions"):
        for item in map(structure, regions.iter(f"{{{RDF}}}li")):
            name = text(value(item, MP_REG, "PersonDisplayName"))
            parts = [number(part) for part in value(item, MP_REG, "Rectangle").split(",")]
            if name and len(parts) == 4 and None not in parts:
                area = in_picture(*(float(part) for part in parts if part is not None))
                if area is not None:
                    found.append(XmpRegion(name, area))
    return found


def in_picture(x: float, y: float, width: float, height: float) -> Fraction | None:
    """The part of a rectangle inside the picture; None when nothing sensible is left."""
    left, top = max(x, 0.0), max(y, 0.0)
    right, bottom = min(x + width, 1.0), min(y + height, 1.0)
    if right - left < 1e-6 or bottom - top < 1e-6:
        return None
    return Fraction(left, top, right - left, bottom - top)


def descriptions(root: Element) -> Iterator[Element]:
    yield from root.iter(f"{{{RDF}}}Description")


def structures(node: Element, namespace: str, name: str, *, deep: bool = True) -> Iterator[Element]:
    """The structures called `name` below `node` (its own children only unless `deep`)."""
    tag = f"{{{namespace}}}{name}"
    for found in node.iter(tag) if deep else node.findall(tag):
        yield structure(found)


def structure(node: Element) -> Element:
    """The element that holds a structure's fields."""
    inner = node.find(f"{{{RDF}}}Description")
    return node if inner is None else inner


def value(node: Element, namespace: str, name: str) -> str:
    """A simple property, written as attribute, element or resource; "" when there is none."""
    tag = f"{{{namespace}}}{name}"
    if tag in node.attrib:
        return node.attrib[tag]
    child = node.find(tag)
    if child is None:
        return ""
    return (child.text or "").strip() or child.attrib.get(f"{{{RDF}}}resource", "")


def number(value: str) -> float | None:
    try:
        result = float(value)
    except ValueError:
        return None
    return result if math.isfinite(result) else None
