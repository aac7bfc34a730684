"""Writes face regions into an XMP packet, in both forms that photo programs read.

The Metadata Working Group's and Microsoft's, always of the upright picture that is exported.
Foreign regions are turned with the picture and kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element, SubElement

from core.imaging.orientation import Fraction, stored_fraction, upright_fraction
from core.imaging.xmp import (
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
    region_frame,
    structure,
    value,
)
from core.imaging.xmp_elements import (
    add_bag,
    add_structure,
    copied_item,
    remove_own,
    remove_properties,
    set_field,
)

SAME_FACE = 0.5
"""Overlap above which a region of ours replaces a foreign one."""


@dataclass(frozen=True)
class Frame:
    """How the source's regions lie, and the size of the picture that is written."""

    source_size: tuple[int, int]
    """Width and height as stored."""
    orientation: int
    output_size: tuple[int, int]
    output_orientation: int = 1
    """How the picture that is described lies: 1 for an export, which is upright; for a sidecar that of
    its photo, for its regions lie in the picture as stored."""

    def placed(self, area: Fraction) -> Fraction:
        """A rectangle of the upright picture, as it is written."""
        return stored_fraction(area, self.output_orientation)


def write_regions(root: Element, ours: Element, frame: Frame, regions: list[XmpRegion]) -> None:
    """Foreign regions turned with the picture, then ours, in both forms."""
    turn = region_frame(root, frame.source_size, frame.orientation)
    mwg = [] if turn is None else foreign_mwg(root, turn, frame, regions)
    microsoft = [] if turn is None else foreign_microsoft(root, turn, frame, regions)
    remove_properties(root, frozenset({f"{{{MWG_RS}}}Regions", f"{{{MP}}}RegionInfo"}))
    written = [replace(region, area=frame.placed(region.area)) for region in regions]
    mwg += [mwg_item(region) for region in written]
    microsoft += [microsoft_item(region) for region in written]
    if mwg:
        holder = add_structure(ours, MWG_RS, "Regions")
        applied = add_structure(holder, MWG_RS, "AppliedToDimensions")
        for name, text in zip("wh", frame.output_size, strict=True):
            set_field(applied, ST_DIM, name, str(text))
        set_field(applied, ST_DIM, "unit", "pixel")
        add_bag(holder, MWG_RS, "RegionList").extend(mwg)
    if microsoft:
        add_bag(add_structure(ours, MP, "RegionInfo"), MP_RI, "Regions").extend(microsoft)
    if regions:
        write_people(root, ours, [region.name for region in regions])


def foreign_mwg(root: Element, turn: int, frame: Frame, ours: list[XmpRegion]) -> list[Element]:
    """Copies of the source's list items that ours do not replace."""
    kept = []
    for item in mwg_items(root):
        area = mwg_area(item)
        if area is None:
            continue
        placed = upright_fraction(area, turn)
        if (value(item, MWG_RS, "Type") or "Face") == "Face" and _replaced(placed, ours):
            continue
        copied = copied_item(item)
        remove_own(copied, MWG_RS, "Area")
        _area(copied, frame.placed(placed))
        kept.append(copied)
    return kept


def foreign_microsoft(root: Element, turn: int, frame: Frame, ours: list[XmpRegion]) -> list[Element]:
    kept = []
    for regions in root.iter(f"{{{MP_RI}}}Regions"):
        for item in map(structure, regions.iter(f"{{{RDF}}}li")):
            parts = [number(part) for part in value(item, MP_REG, "Rectangle").split(",")]
            if len(parts) != 4 or None in parts:
                continue
            area = in_picture(*(float(part) for part in parts if part is not None))
            if area is None or _replaced(placed := upright_fraction(area, turn), ours):
                continue
            copied = copied_item(item)
            remove_own(copied, MP_REG, "Rectangle")
            set_field(copied, MP_REG, "Rectangle", _rectangle(frame.placed(placed)))
            kept.append(copied)
    return kept


def mwg_item(region: XmpRegion) -> Element:
    item = Element(f"{{{RDF}}}li", {f"{{{RDF}}}parseType": "Resource"})
    set_field(item, MWG_RS, "Name", region.name)
    set_field(item, MWG_RS, "Type", region.kind)
    _area(item, region.area)
    return item


def microsoft_item(region: XmpRegion) -> Element:
    item = Element(f"{{{RDF}}}li", {f"{{{RDF}}}parseType": "Resource"})
    set_field(item, MP_REG, "PersonDisplayName", region.name)
    set_field(item, MP_REG, "Rectangle", _rectangle(region.area))
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
    people = add_bag(ours, IPTC_EXT, "PersonInImage")
    for name in dict.fromkeys([*known, *names]):
        SubElement(people, f"{{{RDF}}}li").text = name


def _area(item: Element, area: Fraction) -> None:
    node = add_structure(item, MWG_RS, "Area")
    set_field(node, ST_AREA, "x", f"{area.x + area.width / 2:.6f}")
    set_field(node, ST_AREA, "y", f"{area.y + area.height / 2:.6f}")
    set_field(node, ST_AREA, "w", f"{area.width:.6f}")
    set_field(node, ST_AREA, "h", f"{area.height:.6f}")
    set_field(node, ST_AREA, "unit", "normalized")


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
