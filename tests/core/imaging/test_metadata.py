"""Camera facts, names and labels from files, good and hostile."""

from __future__ import annotations

import random
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from PIL import Image

from core.domain.photo import NamedRegion, PhotoFacts
from core.errors import UnreadablePhoto
from core.imaging.decoding import decode_file
from core.imaging.exif import coordinates, date_of, text
from core.imaging.metadata import read_source_metadata
from core.imaging.xmp import STALE, UNREADABLE
from core.sentence import Sentence
from tests.core.imaging.conftest import Saver, packet, region_item

GENERATED = (
    '<Iptc4xmpExt:DigitalSourceType xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">'
    "http://cv.iptc.org/newscodes/digitalsourcetype/{name}</Iptc4xmpExt:DigitalSourceType>"
)
MICROSOFT = """<MP:RegionInfo xmlns:MP="http://ns.microsoft.com/photo/1.2/"
xmlns:MPRI="http://ns.microsoft.com/photo/1.2/t/RegionInfo#"
xmlns:MPReg="http://ns.microsoft.com/photo/1.2/t/Region#" rdf:parseType="Resource"><MPRI:Regions><rdf:Bag>
<rdf:li MPReg:PersonDisplayName="Mia" MPReg:Rectangle="0.1, 0.2, 0.25, 0.5"/></rdf:Bag></MPRI:Regions>
</MP:RegionInfo>"""
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>
<x:xmpmeta xmlns:x="adobe:ns:meta/">&d;&d;&d;&d;&d;&d;&d;&d;</x:xmpmeta>"""
STEALS = b"""<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x:xmpmeta xmlns:x="adobe:ns:meta/">&f;
</x:xmpmeta>"""


def facts(path: Path) -> PhotoFacts:
    return decode_file(path, max_side=64).facts


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.tif", "a.avif"])
def test_camera_facts_are_read_from_every_format(save: Saver, camera_exif: Image.Exif, name: str) -> None:
    found = facts(save(name, exif=camera_exif.tobytes()))
    assert (found.camera.make, found.camera.model, found.camera.lens) == ("Acme", "Box 3", "50 mm")
    assert found.camera.description == "Grandma's birthday"
    assert found.camera.latitude == pytest.approx(48.141667, abs=1e-5)
    assert found.camera.longitude == pytest.approx(-11.566667, abs=1e-5)
    assert found.taken_at == datetime(1998, 7, 5, 16, 20, 11, tzinfo=timezone(timedelta(hours=2)))
    assert found.metadata_problem == ""


@pytest.mark.parametrize("date", ["", "0000:00:00 00:00:00", "2020:13:01 00:00:00", "    :  :     :  :  "])
def test_impossible_dates_are_none(date: str) -> None:
    assert date_of(date) is None


def test_dates_with_nonsense_zones_stay_naive() -> None:
    assert date_of("1904:01:01 00:00:00", "north") == datetime(1904, 1, 1)
    assert date_of("1904:01:01 00:00:00", "+99:99") is None


def test_impossible_places_are_none() -> None:
    assert coordinates({1: "N", 2: (91.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)}) == (None, None)
    assert coordinates({1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)}) == (None, None)
    assert coordinates({2: b"xx", 4: None}) == (None, None)
    assert coordinates({1: "S", 2: (float("nan"), 0, 0), 4: (1.0, 0, 0)}) == (None, None)


def test_text_is_one_clean_line() -> None:
    assert text("Anna\0garbage") == "Anna"
    assert text("a\x1b[31m\n\u2028b \ud800") == "a [31m b"
    assert text(b"caf\xc3\xa9") == "café"
    assert text(12) == ""
    assert len(text("x" * 10**6)) == 1000


def test_mutated_exif_never_costs_the_photo(save: Saver, camera_exif: Image.Exif) -> None:
    path, chance = save("a.jpg", exif=camera_exif.tobytes(), quality=30), random.Random(1)
    data = path.read_bytes()
    start = data.index(b"Exif\0\0") + 6
    for _ in range(150):
        mutant = bytearray(data)
        for _ in range(chance.randint(1, 12)):
            mutant[start + chance.randrange(250)] = chance.randrange(256)
        path.write_bytes(mutant)
        assert decode_file(path, max_side=32).pixels.shape == (24, 32, 3)


@pytest.mark.parametrize("name", ["a.jpg", "a.webp", "a.tif", "a.avif"])
def test_a_named_region_becomes_upright_pixels(save: Saver, name: str) -> None:
    region = packet(region_item("Anna", (0.5, 0.25), (0.2, 0.1)))
    found = facts(save_with_xmp(save, name, region, orientation=6))
    # Turned a quarter right: the stored top is the upright right side.
    assert (found.width, found.height) == (300, 400)
    (anna,) = found.regions
    assert anna.name == "Anna"
    assert (anna.x, anna.y) == pytest.approx((210.0, 160.0), abs=1e-3)
    assert (anna.width, anna.height) == pytest.approx((30.0, 80.0), abs=1e-3)


def test_regions_of_the_upright_picture_are_recognised_by_their_dimensions(save: Saver) -> None:
    region = packet(region_item("Anna", (0.5, 0.25), (0.2, 0.1)), width=300, height=400)
    (anna,) = facts(save_with_xmp(save, "a.jpg", region, orientation=6)).regions
    assert (anna.x, anna.y, anna.width, anna.height) == pytest.approx((120, 80, 60, 40), abs=1e-3)


def test_an_orientation_in_xmp_alone_turns_nothing(save: Saver) -> None:
    assert b'tiff:Orientation="6"' in packet()
    for name in ("a.jpg", "a.webp"):
        assert facts(save(name, xmp=packet())).orientation == 1
    tiff = Image.Exif()
    tiff[700] = packet()
    decoded = decode_file(save("a.tif", exif=tiff.tobytes()))
    assert decoded.pixels.shape == (300, 400, 3)
    assert (decoded.facts.orientation, decoded.facts.width) == (1, 400)


def test_regions_of_another_cut_are_not_trusted(save: Saver) -> None:
    found = facts(
        save("a.jpg", xmp=packet(region_item("Anna", (0.5, 0.5), (0.2, 0.2)), width=300, height=300))
    )
    assert found.regions == ()
    assert "another cut" in found.metadata_problem


def test_problems_of_both_packets_stay_sentences(save: Saver) -> None:
    path = save("a.jpg", xmp=packet(region_item("Anna", (0.5, 0.5), (0.2, 0.2)), width=300, height=300))
    path.with_name("a.jpg.xmp").write_bytes(b"<x:xmpmeta")
    problem = facts(path).metadata_problem
    assert isinstance(problem, Sentence)
    assert set(problem.values.values()) == {STALE, UNREADABLE}


def test_only_named_faces_inside_the_picture_are_taken(save: Saver) -> None:
    items = (
        region_item("", (0.5, 0.5), (0.2, 0.2)),
        region_item("Rex", (0.5, 0.5), (0.2, 0.2), kind="Pet"),
        region_item("Far", (7.5, 0.5), (0.2, 0.2)),
        region_item("Nan", ("nan", 0.5), (0.2, 0.2)),  # type: ignore[arg-type]
        region_item("Edge", (0.0, 0.0), (0.2, 0.2)),
    )
    (edge,) = facts(save("a.jpg", xmp=packet(*items))).regions
    assert edge == NamedRegion("Edge", 0.0, 0.0, 40.0, 30.0)


def test_microsoft_regions_are_read_where_there_are_no_others(save: Saver) -> None:
    (mia,) = facts(save("a.jpg", xmp=packet(more=MICROSOFT))).regions
    assert mia.name == "Mia"
    assert (mia.x, mia.y, mia.width, mia.height) == pytest.approx((40.0, 60.0, 100.0, 150.0))


@pytest.mark.parametrize("hostile", [LAUGHS, STEALS, b"<x:xmpmeta", b"\xff\xfe\0x" * 50, b"<a>" * 90_000])
def test_hostile_xmp_is_refused_and_noted(save: Saver, hostile: bytes) -> None:
    sidecar = save("a.jpg").with_name("a.jpg.xmp")
    sidecar.write_bytes(hostile)
    found = facts(sidecar.with_name("a.jpg"))
    assert found.regions == ()
    assert "XMP" in found.metadata_problem


@pytest.mark.parametrize("name", ["a.jpg.xmp", "a.xmp"])
def test_sidecars_are_read_under_both_names(save: Saver, name: str) -> None:
    path = save("a.jpg", xmp=packet(region_item("Inside", (0.5, 0.5), (0.2, 0.2))))
    path.with_name(name).write_bytes(packet(region_item("Beside", (0.5, 0.5), (0.2, 0.2))))
    assert [region.name for region in facts(path).regions] == ["Beside"]


@pytest.mark.parametrize(
    ("name", "generated"),
    [
        ("compositeWithTrainedAlgorithmicMedia", True),
        ("trainedAlgorithmicMedia", True),
        ("compositeSynthetic", True),
        ("algorithmicallyEnhanced", False),
        ("digitalCapture", False),
    ],
)
def test_the_label_of_generative_ai_is_recognised(save: Saver, name: str, generated: bool) -> None:
    found = facts(save("a.jpg", xmp=packet(more=GENERATED.format(name=name))))
    assert found.restored_by_ai is generated


def test_the_label_counts_even_in_a_damaged_packet(save: Saver) -> None:
    damaged = packet(more=GENERATED.format(name="trainedAlgorithmicMedia"))[:-60]
    found = facts(save("a.jpg", xmp=damaged))
    assert found.restored_by_ai
    assert found.metadata_problem


def test_source_blocks_come_out_as_they_are(save: Saver, camera_exif: Image.Exif) -> None:
    path = save("a.jpg", exif=camera_exif.tobytes(), xmp=packet(), icc_profile=b"profile")
    source = read_source_metadata(path)
    assert source.exif == camera_exif.tobytes()
    assert source.xmp == packet()
    assert source.icc == b"profile"
    assert source.iptc is None
    with pytest.raises(UnreadablePhoto):
        read_source_metadata(path.with_name("gone.jpg"))


def save_with_xmp(save: Saver, name: str, xmp: bytes, *, orientation: int) -> Path:
    exif = Image.Exif()
    exif[0x0112] = orientation
    if name.endswith("tif"):
        exif[700] = xmp
        return save(name, exif=exif.tobytes())
    return save(name, exif=exif.tobytes(), xmp=xmp)
