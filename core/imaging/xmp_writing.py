"""Writes the XMP packet of an export: what the source said, our regions, and the AI label.

Foreign properties and regions are kept. No time is written, so that the same export gives the
same bytes.
"""

from __future__ import annotations

import copy
import threading
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from core import __version__
from core.imaging.xmp import (
    DIGITAL_SOURCE_TYPE,
    IPTC_EXT,
    RDF,
    XmpRegion,
    generative_source,
    parse_packet,
    value,
)
from core.imaging.xmp_elements import (
    EXIF,
    PREFIXES,
    RIDFR,
    ST_EVENT,
    ST_REF,
    TIFF,
    XMP_BASIC,
    XMP_MM,
    X,
    add_structure,
    register_prefixes,
    remove_properties,
    set_field,
)
from core.imaging.xmp_regions import Frame, write_regions

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


def write_packet(
    source: bytes | None,
    frame: Frame,
    *,
    regions: Sequence[XmpRegion] = (),
    label: RestorationLabel | None = None,
    keep: bool = True,
    keep_gps: bool = True,
    same_file: bool = False,
) -> bytes | None:
    """The packet for an export; None when there is nothing to say.

    Args:
        source: packet of the original; a damaged or hostile one counts as none.
        frame: see `Frame`.
        regions: ours, in fractions of the upright picture; those without a name are not written.
        label: of the restoration; None when no face is restored.
        keep: carry the source's properties on; a label of generative AI is kept in any case.
        keep_gps: carry the source's coordinates on.
        same_file: the packet goes on describing the file it describes (a sidecar).
    """
    root = parse_packet(source) if source is not None else None
    generated = generative_source(source, root) if source is not None else ""
    kept = keep and root is not None and has_rdf(root)
    if root is None or not kept:
        root = empty_packet()
    with _writing:
        register_prefixes(source if keep and source is not None else b"")
        if not same_file:
            remove_properties(root, OF_THE_FILE)
        if not keep_gps:
            remove_gps(root)
        ours = SubElement(_rdf(root), f"{{{RDF}}}Description", {f"{{{RDF}}}about": ""})
        write_regions(root, ours, frame, [region for region in regions if region.name])
        if label is not None:
            write_label(root, ours, label)
        elif generated and not kept:
            set_field(ours, IPTC_EXT, "DigitalSourceType", DIGITAL_SOURCE_TYPE + generated)
        remove_empty(root)
        return serialized(root) if len(_rdf(root)) else None


def carrying_label(packet: bytes, other: bytes) -> bytes:
    """`packet` with the label of generative AI that only `other` has; `other` if it is damaged."""
    root = parse_packet(packet)
    generated = generative_source(other, parse_packet(other))
    if not generated or generative_source(packet, root):
        return packet
    if root is None or not has_rdf(root):
        return other
    with _writing:
        register_prefixes(packet)
        remove_properties(root, frozenset({f"{{{IPTC_EXT}}}DigitalSourceType"}))
        ours = SubElement(_rdf(root), f"{{{RDF}}}Description", {f"{{{RDF}}}about": ""})
        set_field(ours, IPTC_EXT, "DigitalSourceType", DIGITAL_SOURCE_TYPE + generated)
        return serialized(root)


def has_rdf(root: Element) -> bool:
    return root.tag == f"{{{RDF}}}RDF" or root.find(f".//{{{RDF}}}RDF") is not None


def empty_packet() -> Element:
    root = Element(f"{{{X}}}xmpmeta")
    SubElement(root, f"{{{RDF}}}RDF")
    return root


def serialized(root: Element) -> bytes:
    body = tostring(root, encoding="utf-8")
    begin = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'.encode()
    return bytes(begin + body + b'\n<?xpacket end="w"?>')


def remove_empty(root: Element) -> None:
    """Take out descriptions that say nothing."""
    rdf = _rdf(root)
    for node in [node for node in rdf if not len(node) and not node.attrib.keys() - {f"{{{RDF}}}about"}]:
        rdf.remove(node)


def remove_gps(root: Element) -> None:
    """Take coordinates out, inside structures too."""
    start = f"{{{EXIF}}}GPS"
    for node in root.iter():
        for name in [name for name in node.attrib if name.startswith(start)]:
            del node.attrib[name]
        for child in [child for child in node if isinstance(child.tag, str) and child.tag.startswith(start)]:
            node.remove(child)


def write_label(root: Element, ours: Element, label: RestorationLabel) -> None:
    """That faces were regenerated by a model, by which one, how, and from what."""
    document = _property(root, XMP_MM, "DocumentID")
    history = _history(root)
    labelled = {f"{{{IPTC_EXT}}}DigitalSourceType"}
    labelled |= {f"{{{XMP_MM}}}{name}" for name in ("DocumentID", "DerivedFrom", "History")}
    labelled |= {f"{{{RIDFR}}}{name}" for name in ("Recipe", "Model", "Weights", "OriginalDigest")}
    remove_properties(root, frozenset(labelled))
    set_field(
        ours, IPTC_EXT, "DigitalSourceType", DIGITAL_SOURCE_TYPE + "compositeWithTrainedAlgorithmicMedia"
    )
    set_field(ours, RIDFR, "Recipe", label.recipe_json)
    set_field(ours, RIDFR, "Model", label.model)
    set_field(ours, RIDFR, "Weights", label.weights)
    set_field(ours, RIDFR, "OriginalDigest", label.original_digest)
    made_of = f"{label.original_digest}\n{label.weights}\n{label.recipe_json}"
    set_field(ours, XMP_MM, "DocumentID", f"xmp.did:{uuid.uuid5(uuid.NAMESPACE_URL, RIDFR + made_of)}")
    source = add_structure(ours, XMP_MM, "DerivedFrom")
    set_field(source, ST_REF, "documentID", document or f"urn:sha256:{label.original_digest}")
    events = SubElement(SubElement(ours, f"{{{XMP_MM}}}History"), f"{{{RDF}}}Seq")
    events.extend(history)
    event = SubElement(events, f"{{{RDF}}}li", {f"{{{RDF}}}parseType": "Resource"})
    set_field(event, ST_EVENT, "action", "edited")
    set_field(event, ST_EVENT, "softwareAgent", SOFTWARE)
    set_field(event, ST_EVENT, "parameters", f"faces restored with AI, model {label.model}")


def _rdf(root: Element) -> Element:
    found = root if root.tag == f"{{{RDF}}}RDF" else root.find(f".//{{{RDF}}}RDF")
    assert found is not None
    return found


def _property(root: Element, namespace: str, name: str) -> str:
    found = (value(node, namespace, name) for node in root.iter(f"{{{RDF}}}Description"))
    return next((text for text in found if text), "")


def _history(root: Element) -> list[Element]:
    return [
        copy.deepcopy(item)
        for history in root.iter(f"{{{XMP_MM}}}History")
        for item in history.iter(f"{{{RDF}}}li")
    ]
