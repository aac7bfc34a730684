"""Photographs and files for the imaging tests."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import ExifTags, Image

from core.domain.alignment import Points

Saver = Callable[..., Path]

PACKET = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
  xmlns:acme="http://acme.example/ns/" xmlns:tiff="http://ns.adobe.com/tiff/1.0/"
  xmlns:mwg-rs="http://www.metadataworkinggroup.com/schemas/regions/"
  xmlns:stArea="http://ns.adobe.com/xmp/sType/Area#"
  xmlns:stDim="http://ns.adobe.com/xap/1.0/sType/Dimensions#"
  xmlns:exif="http://ns.adobe.com/exif/1.0/"
  xmp:Rating="4" acme:Shelf="B7" tiff:Orientation="6" exif:GPSLatitude="48,8.5N">
{body}
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""

REGIONS = """<mwg-rs:Regions><rdf:Description><mwg-rs:AppliedToDimensions
  stDim:w="{width}" stDim:h="{height}" stDim:unit="pixel"/><mwg-rs:RegionList><rdf:Bag>{items}</rdf:Bag>
</mwg-rs:RegionList></rdf:Description></mwg-rs:Regions>"""

REGION = """<rdf:li><rdf:Description mwg-rs:Name="{name}" mwg-rs:Type="{kind}" acme:Seen="yes">
<mwg-rs:Area stArea:x="{x}" stArea:y="{y}" stArea:w="{w}" stArea:h="{h}" stArea:unit="normalized"/>
</rdf:Description></rdf:li>"""


def region_item(name: str, centre: tuple[float, float], size: tuple[float, float], kind: str = "Face") -> str:
    """One region as Lightroom writes it: centre and size in fractions of the stored picture."""
    return REGION.format(name=name, kind=kind, x=centre[0], y=centre[1], w=size[0], h=size[1])


def packet(*items: str, width: int = 400, height: int = 300, more: str = "") -> bytes:
    """An XMP packet with regions of a stored picture of `width` x `height`."""
    regions = REGIONS.format(width=width, height=height, items="".join(items)) if items else ""
    return PACKET.format(body=regions + more).encode()


@pytest.fixture(scope="session")
def face_points() -> Points:
    """Five landmarks of the astronaut's face."""
    return np.array([(203.2, 101.7), (247.0, 104.5), (223.3, 125.1), (203.4, 142.3), (241.3, 144.4)])


@pytest.fixture(scope="session")
def portrait(astronaut: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(300, 400, 3) part of the photograph: not square, every side different."""
    return np.ascontiguousarray(astronaut[:300, :400])


@pytest.fixture
def save(tmp_path: Path, portrait: NDArray[np.uint8]) -> Saver:
    """Save a picture (the portrait unless another is given) under a name in the test's folder."""

    def saver(name: str, picture: Image.Image | None = None, **options: Any) -> Path:
        path = tmp_path / name
        (picture or Image.fromarray(portrait)).save(path, **options)
        return path

    return saver


@pytest.fixture
def camera_exif() -> Image.Exif:
    """A block as a camera writes it, with GPS and a maker note."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x010E] = "Acme", "Box 3", "Grandma's birthday"
    exif[ExifTags.IFD.Exif] = {
        0x9000: b"0232",
        0x9003: "1998:07:05 16:20:11",
        0x9011: "+02:00",
        0xA434: "50 mm",
        0x927C: b"maker's own",
        0xA002: 4000,
    }
    exif[ExifTags.IFD.GPSInfo] = {1: "N", 2: (48.0, 8.0, 30.0), 3: "W", 4: (11.0, 34.0, 0.0)}
    return exif


def jpeg(picture: Image.Image, **options: Any) -> bytes:
    """A picture as JPEG bytes."""
    packed = io.BytesIO()
    picture.save(packed, "JPEG", **{"quality": 95, **options})
    return packed.getvalue()
