"""Names in the metadata file beside a photo: merged into what other programs wrote there.

The photo itself is never opened for writing. Regions lie in the picture as stored, turned back by
the photo's orientation, as the Metadata Working Group asks (Guidelines 2.0, 5.9).
"""

from __future__ import annotations

import os
from collections.abc import Sequence, Set
from pathlib import Path

from core.domain.photo import PHOTO_SUFFIXES, RAW_SUFFIXES, NamedRegion, PhotoFacts
from core.errors import ExportFailed, UnreadablePhoto
from core.imaging.files import atomic_write, read_content
from core.imaging.orientation import Fraction, upright_size
from core.imaging.xmp import LARGEST_PACKET, XmpRegion, parse_packet, region_frame
from core.imaging.xmp_regions import Frame
from core.imaging.xmp_writing import has_rdf, write_packet
from core.sentence import Sentence


def sidecar_of(photo: Path) -> Path:
    """The metadata file of a photo: `photo.ext.xmp`, or `photo.xmp` where only that one is there.

    Two photos of one stem never write into one file: `photo.xmp` is then the raw one's, as Adobe's
    programs have it, or nobody's.
    """
    named, short = photo.with_name(photo.name + ".xmp"), photo.with_suffix(".xmp")
    if os.path.lexists(named) or not os.path.lexists(short):
        return named
    is_raw = photo.suffix.lower() in RAW_SUFFIXES
    return named if _has_sibling(photo, RAW_SUFFIXES if is_raw else PHOTO_SUFFIXES) else short


def _has_sibling(photo: Path, suffixes: Set[str]) -> bool:
    """Whether another photo of the same stem lies beside it; a folder of thousands is not listed for it."""
    own = photo.suffix.lower()
    names = (photo.stem + cased for suffix in suffixes - {own} for cased in (suffix, suffix.upper()))
    return any(photo.with_name(name).exists() for name in names)


def write_sidecar(photo: Path, facts: PhotoFacts, regions: Sequence[NamedRegion]) -> bool:
    """Write names into the metadata file beside a photo; False when it says so already.

    What other programs wrote stays: their properties, and their regions where none of ours lies.

    Args:
        facts: of the photo; its own named regions are taken along, for a sidecar's regions stand
            for those inside the photo.
        regions: ours, in pixels of the upright photo.

    Raises:
        ExportFailed: the folder cannot be written, or the file there is damaged or belongs to another
            cut of the photo: then it is left as it is.
    """
    target = sidecar_of(photo)
    if target.is_symlink():
        message = Sentence("The file of names is a link to another file; it was left as it is.")
        raise ExportFailed(message, path=target)
    existing = _existing(target)
    # Regions of a HEIF lie in the picture as it is shown, as they are read (`core.imaging.metadata`).
    orientation = 1 if facts.format == "HEIF" else facts.orientation
    stored = upright_size(facts.width, facts.height, orientation)
    _refuse_foreign(target, existing, stored, orientation)
    ours = [_fraction(region, facts) for region in (*_kept(facts, regions), *regions)]
    frame = Frame(stored, orientation, stored, orientation)
    packet = write_packet(existing, frame, regions=ours, same_file=True)
    if packet is None or packet == existing:
        return False
    atomic_write(target, packet, overwrite=True)
    return True


def _existing(target: Path) -> bytes | None:
    if not target.exists():
        return None
    try:
        return read_content(target, limit=LARGEST_PACKET).data
    except UnreadablePhoto as error:
        raise ExportFailed(
            "The file of names is not touched: {problem}", problem=error.message, path=target
        ) from error


def _refuse_foreign(target: Path, existing: bytes | None, stored: tuple[int, int], orientation: int) -> None:
    if existing is None:
        return
    root = parse_packet(existing)
    if root is None or not has_rdf(root):
        message = Sentence(
            "This file of names is damaged and was left as it is; move it away and write the names again."
        )
        raise ExportFailed(message, path=target)
    if region_frame(root, stored, orientation) is None:
        message = Sentence("The names in this file belong to another cut of the photo; it was left as it is.")
        raise ExportFailed(message, path=target)


def _kept(facts: PhotoFacts, ours: Sequence[NamedRegion]) -> list[NamedRegion]:
    """The photo's own named regions of people whom we do not name in it."""
    named = {region.name.casefold() for region in ours}
    return [region for region in facts.regions if region.name.casefold() not in named]


def _fraction(region: NamedRegion, facts: PhotoFacts) -> XmpRegion:
    width, height = facts.width, facts.height
    left, top = max(region.x / width, 0.0), max(region.y / height, 0.0)
    right = min((region.x + region.width) / width, 1.0)
    bottom = min((region.y + region.height) / height, 1.0)
    return XmpRegion(region.name, Fraction(left, top, max(right - left, 0.0), max(bottom - top, 0.0)))
