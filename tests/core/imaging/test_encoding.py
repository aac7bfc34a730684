"""Exports say what the original said, in every format."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import ExifTags, Image, ImageCms

from core.domain.photo import NamedRegion, PhotoFacts
from core.errors import ExportFailed
from core.imaging.decoded import SourceMetadata
from core.imaging.decoding import decode_file
from core.imaging.encoding import FORMATS, RestorationLabel, encode_image
from core.imaging.metadata import captions_of, read_source_metadata
from core.imaging.orientation import upright
from core.imaging.xmp import parse_packet, read_packet
from tests.core.imaging.conftest import packet, region_item

LABEL = RestorationLabel('{"seed":7}', "lite", "c" * 64, "d" * 64)
SIZE = (400, 300)


def export(tmp_path: Path, pixels: NDArray[np.uint8], name: str, **options: object) -> Path:
    path = tmp_path / f"out.{name}"
    path.write_bytes(encode_image(pixels, name, **{"size": SIZE, **options}))  # type: ignore[arg-type]
    return path


def facts(path: Path) -> PhotoFacts:
    return decode_file(path).facts


@pytest.mark.parametrize("name", FORMATS)
def test_camera_facts_survive_and_the_orientation_is_one(
    tmp_path: Path, portrait: NDArray[np.uint8], camera_exif: Image.Exif, name: str
) -> None:
    camera_exif[0x0112] = 8
    path = export(tmp_path, portrait, name, source=SourceMetadata(exif=camera_exif.tobytes()))
    found = facts(path)
    assert (found.orientation, found.width, found.height) == (1, 400, 300)
    assert found.camera.description == "Grandma's birthday"
    assert found.camera.longitude == pytest.approx(-11.566667, abs=1e-5)
    assert found.taken_at is not None
    exif = Image.Exif()
    exif.load(read_source_metadata(path).exif or b"")
    detail = exif.get_ifd(ExifTags.IFD.Exif)
    assert (detail[0xA002], detail[0xA003], detail[0x927C]) == (400, 300, b"maker's own")


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("name", FORMATS)
def test_regions_survive_every_orientation(
    tmp_path: Path, portrait: NDArray[np.uint8], name: str, orientation: int
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    xmp = packet(region_item("Anna", (0.3, 0.6), (0.2, 0.1)), region_item("Ben", (0.8, 0.2), (0.1, 0.3)))
    original = tmp_path / "a.jpg"
    Image.fromarray(portrait).save(original, exif=exif, xmp=xmp)
    decoded, source = decode_file(original), read_source_metadata(original)
    size = (decoded.facts.width, decoded.facts.height)
    after = facts(export(tmp_path, decoded.pixels, name, size=size, source=source))
    for before, now in zip(decoded.facts.regions, after.regions, strict=True):
        assert now.name == before.name
        assert np.allclose(
            (now.x, now.y, now.width, now.height),
            (before.x, before.y, before.width, before.height),
            atol=0.01,
        )


@pytest.mark.parametrize("name", FORMATS)
def test_twelve_regions_fit_one_file_at_any_size(
    tmp_path: Path, portrait: NDArray[np.uint8], name: str
) -> None:
    regions = [NamedRegion(f"Person {n} & <Söhne>", 30.0 * n, 20.0 * n, 25.0, 18.0) for n in range(12)]
    enlarged = np.asarray(Image.fromarray(portrait).resize((800, 600)))
    found = facts(export(tmp_path, enlarged, name, regions=regions))
    assert [region.name for region in found.regions] == [region.name for region in regions]
    for now, before in zip(found.regions, regions, strict=True):
        assert np.allclose(
            (now.x, now.y, now.width), (before.x * 2, before.y * 2, before.width * 2), atol=0.01
        )


@pytest.mark.parametrize("name", FORMATS)
def test_a_restoration_is_labelled(tmp_path: Path, portrait: NDArray[np.uint8], name: str) -> None:
    path = export(tmp_path, portrait, name, label=LABEL)
    assert facts(path).restored_by_ai
    xmp = (read_source_metadata(path).xmp or b"").decode()
    for said in (
        LABEL.recipe_json.replace('"', '"'),
        LABEL.weights,
        LABEL.original_digest,
        "DerivedFrom",
        "History",
    ):
        assert said in xmp
    assert encode_image(portrait, name, size=SIZE, label=LABEL) == path.read_bytes()


def test_foreign_regions_and_properties_are_kept(tmp_path: Path, portrait: NDArray[np.uint8]) -> None:
    xmp = packet(
        region_item("Old Anna", (0.3, 0.6), (0.2, 0.2)),
        region_item("Rex", (0.8, 0.2), (0.1, 0.2), kind="Pet"),
        region_item("", (0.1, 0.1), (0.1, 0.1)),
    )
    ours = [NamedRegion("Anna", 81.0, 151.0, 79.0, 59.0)]
    path = export(tmp_path, portrait, "jpeg", source=SourceMetadata(xmp=xmp), regions=ours)
    written = read_source_metadata(path).xmp or b""
    regions = {region.name: region.kind for region in read_packet(written, SIZE, 1).regions}
    assert regions == {"Anna": "Face", "Rex": "Pet"}
    for kept in (b"acme:Shelf", b"acme:Seen", b"xmp:Rating"):
        assert kept in written
    assert written.count(b"stArea:unit") == 3 * 2
    assert b"tiff:Orientation" not in written


def test_microsoft_readers_find_the_same_faces(portrait: NDArray[np.uint8]) -> None:
    data = encode_image(portrait, "jpeg", size=SIZE, regions=[NamedRegion("Anna", 40.0, 30.0, 80.0, 60.0)])
    assert b"0.100000, 0.100000, 0.200000, 0.200000" in data
    assert b"PersonInImage" in data


def test_without_gps_no_coordinate_is_left(
    tmp_path: Path, portrait: NDArray[np.uint8], camera_exif: Image.Exif
) -> None:
    source = SourceMetadata(exif=camera_exif.tobytes(), xmp=packet())
    for name in FORMATS:
        path = export(tmp_path, portrait, name, source=source, keep_gps=False)
        found, written = facts(path), read_source_metadata(path)
        assert found.camera.latitude is None
        assert found.camera.make == "Acme"
        assert b"GPS" not in (written.xmp or b"")
        kept = Image.Exif()
        kept.load(written.exif or b"")
        assert not kept.get_ifd(ExifTags.IFD.GPSInfo)


def test_without_metadata_only_the_label_of_ai_stays(
    tmp_path: Path, portrait: NDArray[np.uint8], camera_exif: Image.Exif
) -> None:
    first = export(tmp_path, portrait, "jpeg", label=LABEL, source=SourceMetadata(exif=camera_exif.tobytes()))
    path = export(tmp_path, portrait, "png", source=read_source_metadata(first), keep=False)
    found, written = facts(path), read_source_metadata(path)
    assert found.restored_by_ai
    assert found.camera.make == ""
    assert found.taken_at is None
    assert b"Recipe" not in (written.xmp or b"")


@pytest.mark.parametrize("form", ["http://cv.iptc.org/newscodes/digitalsourcetype/{}", "{}"])
@pytest.mark.parametrize("name", ["trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia"])
def test_the_ai_label_of_a_source_stays_in_either_form(
    tmp_path: Path, portrait: NDArray[np.uint8], form: str, name: str
) -> None:
    source = SourceMetadata(xmp=packet(more=source_type(form.format(name))))
    for keep in (True, False):
        path = export(tmp_path, portrait, "jpeg", source=source, keep=keep)
        assert facts(path).restored_by_ai
    assert f"digitalsourcetype/{name}".encode() in (read_source_metadata(path).xmp or b"")


@pytest.mark.parametrize("own", [packet(more="<dc:title xmlns:dc='urn:d'>Mia</dc:title>"), b"<damaged"])
def test_an_ai_label_only_beside_the_file_is_carried_on(
    tmp_path: Path, portrait: NDArray[np.uint8], own: bytes
) -> None:
    original = tmp_path / "a.jpg"
    Image.fromarray(portrait).save(original, xmp=own)
    (tmp_path / "a.jpg.xmp").write_bytes(packet(more=source_type("trainedAlgorithmicMedia")))
    source = read_source_metadata(original)
    assert facts(export(tmp_path, portrait, "jpeg", source=source)).restored_by_ai
    assert (b"Mia" in (source.xmp or b"")) is (b"Mia" in own)


def source_type(value: str) -> str:
    space = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
    return f'<e:DigitalSourceType xmlns:e="{space}">{value}</e:DigitalSourceType>'


def test_nothing_to_say_writes_no_packet(tmp_path: Path, portrait: NDArray[np.uint8]) -> None:
    for name in FORMATS:
        assert read_source_metadata(export(tmp_path, portrait, name)).xmp is None


def test_hostile_blocks_are_left_behind(tmp_path: Path, portrait: NDArray[np.uint8]) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "b">]><x:xmpmeta xmlns:x="adobe:ns:meta/">&a;</x:xmpmeta>'
    source = SourceMetadata(
        exif=b"Exif\0\0II*\0\xff\xff\xff\xff", xmp=bomb, icc=b"nonsense", iptc=b"x" * 70_000
    )
    for name in FORMATS:
        path = export(tmp_path, portrait, name, source=source, label=LABEL)
        assert facts(path).restored_by_ai
        assert facts(path).metadata_problem == ""


def test_blocks_too_long_for_a_jpeg_are_cut_to_what_matters(
    tmp_path: Path, portrait: NDArray[np.uint8], camera_exif: Image.Exif
) -> None:
    camera_exif[ExifTags.IFD.Exif] = {0x9003: "1998:07:05 16:20:11", 0x927C: b"m" * 70_000}
    long = packet(more="<acme:Long>" + "x" * 70_000 + "</acme:Long>")
    source = SourceMetadata(exif=camera_exif.tobytes(), xmp=long)
    path = export(
        tmp_path, portrait, "jpeg", source=source, label=LABEL, regions=[NamedRegion("A", 1, 1, 9, 9)]
    )
    found = facts(path)
    assert (found.camera.make, found.restored_by_ai) == ("Acme", True)
    assert [region.name for region in found.regions] == ["A"]


def test_the_embedded_thumbnail_of_the_unrestored_photo_is_dropped(portrait: NDArray[np.uint8]) -> None:
    thumbnail = io.BytesIO()
    Image.fromarray(portrait).resize((160, 120)).save(thumbnail, "JPEG")
    block = exif_with_thumbnail(thumbnail.getvalue())
    probe = Image.Exif()
    probe.load(block)
    assert probe.get_ifd(ExifTags.IFD.IFD1)
    data = encode_image(portrait, "jpeg", size=SIZE, source=SourceMetadata(exif=block))
    assert thumbnail.getvalue()[200:400] not in data


def test_wide_colours_keep_their_profile_and_their_look(tmp_path: Path, portrait: NDArray[np.uint8]) -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    for icc, kept in ((srgb, True), (lab, False), (None, True)):
        path = export(tmp_path, portrait, "png", source=SourceMetadata(icc=icc))
        written = read_source_metadata(path).icc
        assert (written == icc) is kept
        assert np.abs(decode_file(path).pixels.astype(int) - portrait).max() <= 2


def test_iptc_captions_are_carried_from_jpeg_to_jpeg(tmp_path: Path, portrait: NDArray[np.uint8]) -> None:
    resources = b"8BIM\x04\x04\0\0\0\0\0\x0c\x1c\x02\x78\0\x07caption"
    path = export(tmp_path, portrait, "jpeg", source=SourceMetadata(iptc=resources))
    assert read_source_metadata(path).iptc == resources


def test_thumbnails_and_coordinates_in_photoshop_resources_stay_behind(
    tmp_path: Path, portrait: NDArray[np.uint8]
) -> None:
    captions = b"8BIM\x04\x04\0\0\0\0\0\x0c\x1c\x02\x78\0\x07caption"
    thumbnail = b"8BIM\x04\x0c\x03abc\0\0\0\x05old!!\0"
    segment = b"Photoshop 3.0\0" + thumbnail + captions
    path = tmp_path / "photoshop.jpg"
    Image.fromarray(portrait).save(path, extra=b"\xff\xed" + (len(segment) + 2).to_bytes(2, "big") + segment)
    assert read_source_metadata(path).iptc == captions


@pytest.mark.parametrize("resources", [b"", b"8BIM", b"8BIM\x04\x04\xff\0\0\0\0\0", b"8BIM" * 9, b"x" * 40])
def test_damaged_photoshop_resources_hold_no_captions(resources: bytes) -> None:
    assert captions_of(resources) is None


def test_the_label_of_ai_outlives_a_damaged_packet(tmp_path: Path, portrait: NDArray[np.uint8]) -> None:
    first = export(tmp_path, portrait, "jpeg", label=LABEL)
    torn = (read_source_metadata(first).xmp or b"").replace(b"</rdf:RDF>", b"")
    path = export(tmp_path, portrait, "png", source=SourceMetadata(xmp=torn))
    assert facts(path).restored_by_ai


def test_the_packet_is_well_formed_when_prefixes_clash(portrait: NDArray[np.uint8]) -> None:
    clash = packet(
        more='<stArea:x xmlns:stArea="http://other.example/"/><ns0:y xmlns:ns0="http://n.example/"/>'
    )
    data = encode_image(portrait, "jpeg", size=SIZE, source=SourceMetadata(xmp=clash), label=LABEL)
    start, end = data.index(b"<?xpacket begin"), data.index(b'<?xpacket end="w"?>') + 19
    assert parse_packet(data[start:end]) is not None


def test_impossible_exports_are_refused_in_words(portrait: NDArray[np.uint8]) -> None:
    with pytest.raises(ExportFailed, match="jpeg, png, webp, tiff"):
        encode_image(portrait, "exe", size=SIZE)
    with pytest.raises(ExportFailed, match="16383"):
        encode_image(np.zeros((2, 17_000, 3), dtype=np.uint8), "webp", size=SIZE)


def test_a_turned_photo_and_its_export_look_alike(tmp_path: Path, portrait: NDArray[np.uint8]) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    original = tmp_path / "a.png"
    Image.fromarray(portrait).save(original, exif=exif)
    decoded = decode_file(original)
    path = export(tmp_path, decoded.pixels, "tiff", size=(300, 400), source=read_source_metadata(original))
    turned = np.asarray(upright(Image.fromarray(portrait), 6))
    assert np.array_equal(decode_file(path).pixels, turned)


def exif_with_thumbnail(jpeg: bytes) -> bytes:
    """A block with a camera name, and a thumbnail in its second directory."""
    main = b"\x01\0" + b"\x0f\x01\x02\0\x04\0\0\0Abc\0" + (26).to_bytes(4, "little")
    at = 8 + len(main) + 2 + 24 + 4
    second = b"\x02\0\x01\x02\x04\0\x01\0\0\0" + at.to_bytes(4, "little")
    second += b"\x02\x02\x04\0\x01\0\0\0" + len(jpeg).to_bytes(4, "little") + b"\0\0\0\0"
    return b"Exif\0\0II*\0\x08\0\0\0" + main + second + jpeg
