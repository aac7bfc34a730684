"""Namespaces and building blocks of the XMP packets that we write."""

from __future__ import annotations

import copy
import re
from xml.etree.ElementTree import Element, SubElement, register_namespace

from core.imaging.xmp import IPTC_EXT, MP, MP_REG, MP_RI, MWG_RS, RDF, ST_AREA, ST_DIM

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


def register_prefixes(packet: bytes) -> None:
    """Keep the source's own prefixes; ElementTree would write ns0, ns1 ..."""
    for prefix, namespace in DECLARATION.findall(packet):
        name, uri = prefix.decode("ascii", "ignore"), namespace.decode("utf-8", "replace")
        if name not in PREFIXES and uri not in PREFIXES.values() and not re.fullmatch(r"ns\d+|xml.*", name):
            register_namespace(name, uri)


def remove_properties(root: Element, names: frozenset[str]) -> None:
    """Take properties out, written as attribute or as element."""
    for node in root.iter(f"{{{RDF}}}Description"):
        for name in names & node.attrib.keys():
            del node.attrib[name]
        for child in [child for child in node if child.tag in names]:
            node.remove(child)


def remove_own(node: Element, namespace: str, name: str) -> None:
    """Take one field out of a structure."""
    tag = f"{{{namespace}}}{name}"
    node.attrib.pop(tag, None)
    for child in node.findall(tag):
        node.remove(child)


def set_field(node: Element, namespace: str, name: str, text: str) -> None:
    SubElement(node, f"{{{namespace}}}{name}").text = printable(text)


def printable(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", " ", text)


def add_structure(node: Element, namespace: str, name: str) -> Element:
    return SubElement(node, f"{{{namespace}}}{name}", {f"{{{RDF}}}parseType": "Resource"})


def add_bag(node: Element, namespace: str, name: str) -> Element:
    return SubElement(SubElement(node, f"{{{namespace}}}{name}"), f"{{{RDF}}}Bag")


def copied_item(fields: Element) -> Element:
    """A list item with copies of a structure's fields, whichever way they were written."""
    item = Element(f"{{{RDF}}}li", {f"{{{RDF}}}parseType": "Resource"})
    for name, text in fields.attrib.items():
        if not name.startswith(f"{{{RDF}}}"):
            SubElement(item, name).text = text
    item.extend(copy.deepcopy(list(fields)))
    return item
