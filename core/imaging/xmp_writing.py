"""Writes the XMP packet of an export: what the source said, our regions, and the AI label.

Foreign properties and regions are kept. Regions are written in both forms that photo programs
read, the Metadata Working Group's and Microsoft's, always of the upright picture that is
exported. No time is written, so that the same export gives the same bytes.
"""

from __future__ import annotations

import copy
import re
import threading
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from core import __version__
from core.imaging.orientation import Fraction, upright_fraction
from core.imaging.xmp import (
    DIGITAL_SOURCE_TYPE,
    GENERATIVE,
    IPTC_EXT,
    MP,
    MP_REG,
    MP_RI,
    MWG_RS,
    RDF,
    ST_AREA,
    ST_DIM,
    XmpRegion,
    in_picture,
    mwg_area,
    mwg_items,
    number,
    parse_packet,
    region_frame,
    says_generated,
    structure,
    value,
)

X = "adobe:ns:meta/"
XMP_BASIC = "http://ns.adobe.com/xap/1.0/"
XMP_MM = "http://ns.adobe.com/xap/1.0/mm/"
ST_REF = "http://ns.adobe.com/xap/1.0/sType/ResourceRef#"
ST_EVENT = "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#"
EXIF = "http://ns.adobe.com/exif/1.0/"
TIFF = "http://ns.adobe.com/tiff/1.0/"
RIDFR = "urn:ridfr-desktop:restoration:1.0#"
"""Our own properties: recipe, model, weights, digest of the original."""

PREFIXES = {
    "x": X,
    "rdf": RDF,
    "xmp": XMP_BASIC,
    "xmpMM": XMP_MM,
    "stRef": ST_REF,
    "stEvt": ST_EVENT,
    "exif": EXIF,
    "tiff": TIFF,
    "mwg-rs": MWG_RS,
    "stArea": ST_AREA,
    "stDim": ST_DIM,
    "MP": MP,
    "MPRI": MP_RI,
    "MPReg": MP_REG,
    "Iptc4xmpExt": IPTC_EXT,
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "ridfr": RIDFR,
}
for _prefix, _namespace in PREFIXES.items():
    register_namespace(_prefix, _namespace)

DECLARATION = re.compile(rb"""xmlns:([A-Za-z][\w.-]*)\s*=\s*["']([^"'<>]+)["']""")

OF_THE_FILE = frozenset(
    {
        f"{{{TIFF}}}Orientation",
        f"{{{TIFF}}}ImageWidth",
        f"{{{TIFF}}}ImageLength",
        f"{{{EXIF}}}PixelXDimension",
        f"{{{EXIF}}}PixelYDimension",
        f"{{{XMP_BASIC}}}Thumbnails",
        f"{{{XMP_MM}}}InstanceID",
        f"{{{PREFIXES['photoshop']}}}Orientation",
    }
)
"""Properties that describe the file and not the picture: wrong in any other file."""

SAME_FACE = 0.5
"""Overlap above which a region of ours replaces a foreign one."""

SOFTWARE = f"RIDFR Desktop {__version__}"

# The prefixes of a source are registered for all of ElementTree while its packet is written.
_writing = threading.Lock()


@dataclass(frozen=True)
class RestorationLabel:
    """What an export says of the restoration inside it."""

    recipe_json: str
    model: str
    """Name of the restorer."""
    weights: str
    """SHA-256 over its modules' hashes."""
    original_digest: str
    """SHA-256 of the original file."""


@dataclass(frozen=True)
class Frame:
    """How the source's regions lie, and the size of the picture that is written."""

    source_size: tuple[int, int]
    """Width and height as stored."""
    orientation: int
    output_size: tuple[int, int]


def write_packet(
    source: bytes | None,
    frame: Frame,
    *,
    regions: Sequence[XmpRegion] = (),
    label: RestorationLabel | None = None,
    keep: bool = True,
    keep_gps: bool = True,
) -> bytes | None:
    """The packet for an export; None when there is nothing to say.

    Args:
        source: packet of the original; a damaged or hostile one counts as none.
        frame: see `Frame`.
        regions: ours, in fractions of the upright picture; those without a name are not written.
        label: of the restoration; None when no face is restored.
        keep: carry the source's properties on; a label of generative AI is kept in any case.
        keep_gps: carry the source's coordinates on.
    """
    root = parse_packet(source) if source is not None else None
    generated = source is not None and says_generated(source)
    if root is None or not keep or root.find(f".//{{{RDF}}}RDF") is None and root.tag != f"{{{RDF}}}RDF":
        root = empty_packet()
    with _writing:
        _register_prefixes(source if keep and source is not None else b"")
        remove_properties(root, OF_THE_FILE)
        if not keep_gps:
            remove_gps(root)
        ours = SubElement(_rdf(root), f"{{{RDF}}}Description", {f"{{{RDF}}}about": ""})
        write_regions(root, ours, frame, [region for region in regions if region.name])
        if label is not None:
            write_label(root, ours, label)
        elif generated and not keep:
            _set(ours, IPTC_EXT, "DigitalSourceType", DIGITAL_SOURCE_TYPE + _generative_name(source or b""))
        if not len(ours) and len(ours.attrib) == 1:
            _rdf(root).remove(ours)
        return serialized(root) if len(_rdf(root)) else None


def empty_packet() -> Element:
    root = Element(f"{{{X}}}xmpmeta")
    SubElement(root, f"{{{RDF}}}RDF")
    return root


def serialized(root: Element) -> bytes:
    body = tostring(root, encoding="utf-8")
    begin = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'.encode()
    return begin + body + b'\n<?xpacket end="w"?>'


def remove_properties(root: Element, names: frozenset[str]) -> None:
    """Take properties out, written as attribute or as element."""
    for node in root.iter(f"{{{RDF}}}Description"):
        for name in names & node.attrib.keys():
            del node.attrib[name]
        for child in [child for child in node if child.tag in names]:
            node.remove(child)


def remove_gps(root: Element) -> None:
    """Take coordinates out, inside structures too."""
    start = f"{{{EXIF}}}GPS"
    for node in root.iter():
        for name in [name for name in node.attrib if name.startswith(start)]:
            del node.attrib[name]
        for child in [child for child in node if isinstance(child.tag, str) and child.tag.startswith(start)]:
            node.remove(child)


def write_regions(root: Element, ours: Element, frame: Frame, regions: list[XmpRegion]) -> None:
    """Foreign regions turned with the picture, then ours, in both forms."""
    turn = region_frame(root, frame.source_size, frame.orientation)
    mwg = [] if turn is None else foreign_mwg(root, turn, regions)
    microsoft = [] if turn is None else foreign_microsoft(root, turn, regions)
    remove_properties(root, frozenset({f"{{{MWG_RS}}}Regions", f"{{{MP}}}RegionInfo"}))
    mwg += [mwg_item(region) for region in regions]
    microsoft += [microsoft_item(region) for region in regions]
    if mwg:
        holder = _resource(ours, MWG_RS, "Regions")
        applied = _resource(holder, MWG_RS, "AppliedToDimensions")
        for name, text in zip("wh", frame.output_size, strict=True):
            _set(applied, ST_DIM, name, str(text))
        _set(applied, ST_DIM, "unit", "pixel")
        _bag(holder, MWG_RS, "RegionList").extend(mwg)
    if microsoft:
        _bag(_resource(ours, MP, "RegionInfo"), MP_RI, "Regions").extend(microsoft)
    if regions:
        write_people(root, ours, [region.name for region in regions])


def foreign_mwg(root: Element, turn: int, ours: list[XmpRegion]) -> list[Element]:
    """Copies of the source's list items that ours do not replace."""
    kept = []
    for item in mwg_items(root):
        area = mwg_area(item)
        if area is None:
            continue
        placed = upright_fraction(area, turn)
        if (value(item, MWG_RS, "Type") or "Face") == "Face" and _replaced(placed, ours):
            continue
        copied = _item(item)
        remove_own(copied, MWG_RS, "Area")
        _area(copied, placed)
        kept.append(copied)
    return kept


def foreign_microsoft(root: Element, turn: int, ours: list[XmpRegion]) -> list[Element]:
    kept = []
    for regions in root.iter(f"{{{MP_RI}}}Regions"):
        for item in map(structure, regions.iter(f"{{{RDF}}}li")):
            parts = [number(part) for part in value(item, MP_REG, "Rectangle").split(",")]
            if len(parts) != 4 or None in parts:
                continue
            area = in_picture(*(float(part) for part in parts if part is not None))
            if area is None or _replaced(placed := upright_fraction(area, turn), ours):
                continue
            copied = _item(item)
            remove_own(copied, MP_REG, "Rectangle")
            _set(copied, MP_REG, "Rectangle", _rectangle(placed))
            kept.append(copied)
    return kept


def mwg_item(region: XmpRegion) -> Element:
    item = Element(f"{{{RDF}}}li", {f"{{{RDF}}}parseType": "Resource"})
    _set(item, MWG_RS, "Name", region.name)
    _set(item, MWG_RS, "Type", region.kind)
    _area(item, region.area)
    return item


def microsoft_item(region: XmpRegion) -> Element:
    item = Element(f"{{{RDF}}}li", {f"{{{RDF}}}parseType": "Resource"})
    _set(item, MP_REG, "PersonDisplayName", region.name)
    _set(item, MP_REG, "Rectangle", _rectangle(region.area))
    return item


def write_people(root: Element, ours: Element, names: list[str]) -> None:
    """`PersonInImage`, which many viewers read where they do not read regions."""
    known = [
        item.text
        for bag in root.iter(f"{{{IPTC_EXT}}}PersonInImage")
        for item in bag.iter(f"{{{RDF}}}li")
        if item.text
    ]
    remove_properties(root, frozenset({f"{{{IPTC_EXT}}}PersonInImage"}))
    people = _bag(ours, IPTC_EXT, "PersonInImage")
    for name in dict.fromkeys([*known, *names]):
        SubElement(people, f"{{{RDF}}}li").text = name


def write_label(root: Element, ours: Element, label: RestorationLabel) -> None:
    """That faces were regenerated by a model, by which one, how, and from what."""
    document = _property(root, XMP_MM, "DocumentID")
    history = _history(root)
    labelled = {f"{{{IPTC_EXT}}}DigitalSourceType"}
    labelled |= {f"{{{XMP_MM}}}{name}" for name in ("DocumentID", "DerivedFrom", "History")}
    labelled |= {f"{{{RIDFR}}}{name}" for name in ("Recipe", "Model", "Weights", "OriginalDigest")}
    remove_properties(root, frozenset(labelled))
    _set(ours, IPTC_EXT, "DigitalSourceType", DIGITAL_SOURCE_TYPE + "compositeWithTrainedAlgorithmicMedia")
    _set(ours, RIDFR, "Recipe", label.recipe_json)
    _set(ours, RIDFR, "Model", label.model)
    _set(ours, RIDFR, "Weights", label.weights)
    _set(ours, RIDFR, "OriginalDigest", label.original_digest)
    made_of = f"{label.original_digest}\n{label.weights}\n{label.recipe_json}"
    _set(ours, XMP_MM, "DocumentID", f"xmp.did:{uuid.uuid5(uuid.NAMESPACE_URL, RIDFR + made_of)}")
    source = _resource(ours, XMP_MM, "DerivedFrom")
    _set(source, ST_REF, "documentID", document or f"urn:sha256:{label.original_digest}")
    events = SubElement(SubElement(ours, f"{{{XMP_MM}}}History"), f"{{{RDF}}}Seq")
    events.extend(history)
    event = SubElement(events, f"{{{RDF}}}li", {f"{{{RDF}}}parseType": "Resource"})
    _set(event, ST_EVENT, "action", "edited")
    _set(event, ST_EVENT, "softwareAgent", SOFTWARE)
    _set(event, ST_EVENT, "parameters", f"faces restored with AI, model {label.model}")


def remove_own(node: Element, namespace: str, name: str) -> None:
    """Take one field out of a structure."""
    tag = f"{{{namespace}}}{name}"
    node.attrib.pop(tag, None)
    for child in node.findall(tag):
        node.remove(child)


def _register_prefixes(packet: bytes) -> None:
    """Keep the source's own prefixes; ElementTree would write ns0, ns1 ..."""
    for prefix, namespace in DECLARATION.findall(packet):
        name, uri = prefix.decode("ascii", "ignore"), namespace.decode("utf-8", "replace")
        if name not in PREFIXES and uri not in PREFIXES.values() and not re.fullmatch(r"ns\d+|xml.*", name):
            register_namespace(name, uri)


def _rdf(root: Element) -> Element:
    found = root if root.tag == f"{{{RDF}}}RDF" else root.find(f".//{{{RDF}}}RDF")
    assert found is not None
    return found


def _set(node: Element, namespace: str, name: str, text: str) -> None:
    SubElement(node, f"{{{namespace}}}{name}").text = _printable(text)


def _printable(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", " ", text)


def _resource(node: Element, namespace: str, name: str) -> Element:
    return SubElement(node, f"{{{namespace}}}{name}", {f"{{{RDF}}}parseType": "Resource"})


def _bag(node: Element, namespace: str, name: str) -> Element:
    return SubElement(SubElement(node, f"{{{namespace}}}{name}"), f"{{{RDF}}}Bag")


def _item(fields: Element) -> Element:
    """A list item with copies of a structure's fields, whichever way they were written."""
    item = Element(f"{{{RDF}}}li", {f"{{{RDF}}}parseType": "Resource"})
    for name, text in fields.attrib.items():
        if not name.startswith(f"{{{RDF}}}"):
            SubElement(item, name).text = text
    item.extend(copy.deepcopy(list(fields)))
    return item


def _area(item: Element, area: Fraction) -> None:
    node = _resource(item, MWG_RS, "Area")
    _set(node, ST_AREA, "x", f"{area.x + area.width / 2:.6f}")
    _set(node, ST_AREA, "y", f"{area.y + area.height / 2:.6f}")
    _set(node, ST_AREA, "w", f"{area.width:.6f}")
    _set(node, ST_AREA, "h", f"{area.height:.6f}")
    _set(node, ST_AREA, "unit", "normalized")


def _rectangle(area: Fraction) -> str:
    return f"{area.x:.6f}, {area.y:.6f}, {area.width:.6f}, {area.height:.6f}"


def _replaced(area: Fraction, ours: list[XmpRegion]) -> bool:
    return any(_overlap(area, region.area) > SAME_FACE for region in ours)


def _overlap(left: Fraction, right: Fraction) -> float:
    width = min(left.x + left.width, right.x + right.width) - max(left.x, right.x)
    height = min(left.y + left.height, right.y + right.height) - max(left.y, right.y)
    common = max(width, 0.0) * max(height, 0.0)
    union = left.width * left.height + right.width * right.height - common
    return common / union if union > 0 else 0.0


def _property(root: Element, namespace: str, name: str) -> str:
    found = (value(node, namespace, name) for node in root.iter(f"{{{RDF}}}Description"))
    return next((text for text in found if text), "")


def _history(root: Element) -> list[Element]:
    return [
        copy.deepcopy(item)
        for history in root.iter(f"{{{XMP_MM}}}History")
        for item in history.iter(f"{{{RDF}}}li")
    ]


def _generative_name(packet: bytes) -> str:
    compact = packet.replace(b"\0", b"")
    named = (name for name in GENERATIVE if (DIGITAL_SOURCE_TYPE + name).encode() in compact)
    return next(named, GENERATIVE[0])
