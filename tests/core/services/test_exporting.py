"""Exporting: names planned first, nothing overwritten, nothing outside, metadata and label."""

from __future__ import annotations

import io
import os
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from PIL import ExifTags, Image

from core.domain.recipe import RestoreRecipe
from core.domain.reports import ExportReport
from core.errors import LibraryError, SettingsError
from core.imaging.decoder import Decoder
from core.library.library import Library
from core.progress import CancelToken, Progress
from core.services.exporting import ExportOptions, export_photos, plan_export
from core.services.restoring import restore_faces
from tests.core.services.restoring_setup import (
    ANN,
    Family,
    faded,
    index_family,
    manifest,
    paint,
    painting_tools,
    write_family,
)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def write_print(path: Path, colour: tuple[int, int, int]) -> None:
    """A damaged print that lies on its side, with a date, a place and a camera."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Make] = "Kodak"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "1987:06:05 12:30:00"
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef], place[ExifTags.GPS.GPSLatitude] = "N", (48.0, 8.0, 0.0)
    place[ExifTags.GPS.GPSLongitudeRef], place[ExifTags.GPS.GPSLongitude] = "E", (11.0, 34.0, 0.0)
    pixels = np.full((160, 200, 3), colour, dtype=np.uint8)
    Image.fromarray(pixels).save(path, format="JPEG", quality=95, exif=exif.tobytes())


@pytest.fixture
def family(library: Library, decoder: Decoder, photos: Path) -> Family:
    """Ann's and Ben's prints are restored and kept."""
    write_family(photos, prints=1)
    write_print(photos / "ann print 1.jpg", faded(ANN))
    family = index_family(library, decoder, photos)
    report = restore_faces(library, painting_tools(decoder), family.prints(), RestoreRecipe(), Progress())
    assert len(report.restored) == 3
    return family


def photo_ids(family: Family, part: str = "print") -> list[int]:
    return [face.photo_id for name, face in sorted(family.faces.items()) if part in name]


def export(
    library: Library,
    decoder: Decoder,
    ids: list[int],
    options: ExportOptions,
    progress: Progress | None = None,
) -> ExportReport:
    return export_photos(library, decoder, ids, options, progress or Progress())


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_versions_are_written_under_names_from_the_template(
    library: Library, family: Family, decoder: Decoder, out: Path
) -> None:
    options = ExportOptions(out, template="{year}/{person}/{n:02} {stem}", format="png")
    report = export(library, decoder, photo_ids(family), options)
    assert report.written == 3
    assert names(out) == [
        "1987/Ann/02 ann print 1.png",
        "undated/Ann/01 ann print 0.png",
        "undated/Ben/03 ben print 0.png",
    ]


def test_a_dry_run_shows_the_same_names_and_writes_nothing(
    library: Library, family: Family, decoder: Decoder, out: Path
) -> None:
    options = ExportOptions(out)
    dry = export_photos(library, decoder, photo_ids(family), options, Progress(), dry_run=True)
    assert dry.dry_run
    assert not out.exists()
    assert list(dry.items) == plan_export(library, photo_ids(family), options)
    written = export(library, decoder, photo_ids(family), options)
    assert [item.target for item in dry.items] == [item.target for item in written.items]
    assert {item.state for item in dry.items} == {"planned"}


@pytest.mark.parametrize("format_name", ["jpeg", "png", "webp", "tiff"])
def test_metadata_label_and_names_are_in_every_format(
    library: Library, family: Family, decoder: Decoder, out: Path, format_name: str
) -> None:
    export(library, decoder, photo_ids(family, "ann print 1"), ExportOptions(out, format=format_name))
    [path] = out.iterdir()
    facts = decoder.decode(path).facts
    assert facts.restored_by_ai
    assert facts.taken_at == datetime(1987, 6, 5, 12, 30)
    assert facts.orientation == 1
    assert facts.height > facts.width
    assert facts.camera.make == "Kodak"
    assert facts.camera.latitude == pytest.approx(48 + 8 / 60)
    [region] = facts.regions
    face = family.faces["ann print 1.jpg"]
    assert region.name == "Ann"
    assert region.x / facts.width == pytest.approx(face.box.x / 160, abs=0.01)


def test_the_restored_face_is_in_the_exported_pixels(
    library: Library, family: Family, decoder: Decoder, out: Path
) -> None:
    export(library, decoder, photo_ids(family, "ann print 0"), ExportOptions(out, format="png"))
    with Image.open(out / "ann print 0-restored.png") as picture:
        middle = np.asarray(picture)[picture.height // 2, picture.width // 2]
        corner = np.asarray(picture)[-1, -1]
    assert np.abs(middle.astype(int) - faded(ANN)).max() <= 30
    assert tuple(corner) == faded(ANN)


def test_coordinates_or_everything_can_be_left_out(
    library: Library, family: Family, decoder: Decoder, out: Path
) -> None:
    ids = photo_ids(family, "ann print 1")
    export(library, decoder, ids, ExportOptions(out, template="no gps", metadata="no-gps"))
    export(library, decoder, ids, ExportOptions(out, template="none", metadata="none"))
    no_gps, none = (decoder.decode(out / name).facts for name in ("no gps.jpg", "none.jpg"))
    assert no_gps.camera.latitude is None
    assert no_gps.camera.make == "Kodak"
    assert (none.camera.make, none.taken_at, none.regions) == ("", None, ())
    assert none.restored_by_ai


def test_exporting_twice_writes_nothing_and_says_so(
    library: Library, family: Family, decoder: Decoder, out: Path
) -> None:
    export(library, decoder, photo_ids(family), ExportOptions(out))
    before = manifest(out)
    again = export(library, decoder, photo_ids(family), ExportOptions(out))
    assert again.written == 0
    assert {(item.state, item.note) for item in again.items} == {("skipped", "Already exported.")}
    assert manifest(out) == before


def test_another_file_of_the_name_is_never_overwritten(
    library: Library, family: Family, decoder: Decoder, out: Path
) -> None:
    out.mkdir()
    mine = out / "ann print 0-restored.jpg"
    mine.write_text("my own notes")
    ids = photo_ids(family, "ann print 0")
    assert "written with a number" in plan_export(library, ids, ExportOptions(out))[0].note
    assert export(library, decoder, ids, ExportOptions(out, collision="skip")).written == 0
    assert export(library, decoder, ids, ExportOptions(out)).written == 1
    assert export(library, decoder, ids, ExportOptions(out)).written == 0
    assert mine.read_text() == "my own notes"
    assert names(out) == ["ann print 0-restored (2).jpg", "ann print 0-restored.jpg"]


def test_what_a_killed_export_left_unfinished_is_removed(
    library: Library, family: Family, decoder: Decoder, out: Path
) -> None:
    (out / "Ann").mkdir(parents=True)
    (out / "Ann" / ".ridfr-0123456789abcdef.part").write_bytes(b"half")
    (out / "Ann" / "mine.part").write_bytes(b"of the user")
    export(library, decoder, photo_ids(family, "ann"), ExportOptions(out, template="{person}/{stem}"))
    assert names(out) == ["Ann/ann print 0.jpg", "Ann/ann print 1.jpg", "Ann/mine.part"]


def test_photos_that_share_a_name_get_numbers_in_order(
    library: Library, family: Family, decoder: Decoder, out: Path
) -> None:
    options = ExportOptions(out, template="{album}", album="Summer/1987")
    report = export(library, decoder, photo_ids(family), options)
    assert [Path(item.target).name for item in report.items] == [
        "Summer_1987.jpg",
        "Summer_1987 (2).jpg",
        "Summer_1987 (3).jpg",
    ]
    assert export(library, decoder, photo_ids(family), options).written == 0


def test_photos_without_a_restored_face_are_skipped_or_exported_as_they_are(
    library: Library, family: Family, decoder: Decoder, out: Path, photos: Path
) -> None:
    ids = photo_ids(family, "ann 0")
    report = export(library, decoder, ids, ExportOptions(out))
    assert [(item.state, item.target) for item in report.items] == [("skipped", "")]
    options = ExportOptions(out, versions_only=False, template="{stem}", format="png")
    assert export(library, decoder, ids, options).written == 1
    exported = decoder.decode(out / "ann 0.png")
    assert np.array_equal(exported.pixels, decoder.decode(photos / "ann 0.png").pixels)
    assert not exported.facts.restored_by_ai


def test_the_long_side_is_reduced_and_never_enlarged(
    library: Library, family: Family, decoder: Decoder, out: Path
) -> None:
    ids = photo_ids(family, "ann print 1")
    export(library, decoder, ids, ExportOptions(out, template="small", long_side=100))
    export(library, decoder, ids, ExportOptions(out, template="large", long_side=9000))
    small, large = (decoder.decode(out / f"{name}.jpg").facts for name in ("small", "large"))
    assert (small.width, small.height) == (80, 100)
    assert large.height < 300


def test_without_the_label_nothing_says_ai(
    library: Library, family: Family, decoder: Decoder, out: Path
) -> None:
    export(library, decoder, photo_ids(family, "ben"), ExportOptions(out, label=False))
    assert not decoder.decode(out / "ben print 0-restored.jpg").facts.restored_by_ai


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_inside_the_target_leads_nothing_out(
    library: Library, family: Family, decoder: Decoder, out: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    out.mkdir()
    (out / "Ann").symlink_to(outside, target_is_directory=True)
    (out / "loop").symlink_to(out / "nowhere")
    report = export(library, decoder, photo_ids(family), ExportOptions(out, template="{person}/x"))
    assert [item.state for item in report.items] == ["failed", "failed", "written"]
    assert "leads out of the target" in report.problems[0].message
    export(library, decoder, photo_ids(family, "ben"), ExportOptions(out, template="loop"))
    assert not list(outside.iterdir())
    assert names(out) == ["Ben/x.jpg", "loop.jpg"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_target_that_is_itself_a_link_is_followed(
    library: Library, family: Family, decoder: Decoder, out: Path, tmp_path: Path
) -> None:
    (tmp_path / "drive").mkdir()
    out.symlink_to(tmp_path / "drive", target_is_directory=True)
    assert export(library, decoder, photo_ids(family), ExportOptions(out)).written == 3
    assert len(list((tmp_path / "drive").iterdir())) == 3


def test_a_hostile_name_of_a_person_stays_inside(
    library: Library, family: Family, decoder: Decoder, out: Path
) -> None:
    with library.transaction() as tx:
        tx.people.rename(family.ann, "../../../etc/cron.d")
    options = ExportOptions(out, template="{person}/{people}")
    report = export(library, decoder, photo_ids(family, "ann print"), options)
    assert report.written == 2
    assert all(Path(item.target).resolve().is_relative_to(out.resolve()) for item in report.items)
    assert names(out.parent / "out") == names(out)


def test_a_missing_original_costs_one_line(
    library: Library, family: Family, decoder: Decoder, out: Path, photos: Path
) -> None:
    (photos / "ann print 0.png").unlink()
    report = export(library, decoder, photo_ids(family), ExportOptions(out))
    assert report.written == 2
    assert [item.state for item in report.items] == ["failed", "written", "written"]
    assert [Path(line.path).name for line in report.problems] == ["ann print 0.png"]


def test_originals_and_library_stay_as_they_were(
    library: Library, family: Family, decoder: Decoder, out: Path, photos: Path
) -> None:
    before = manifest(photos), manifest(library.paths.versions)
    export(library, decoder, photo_ids(family), ExportOptions(out))
    assert (manifest(photos), manifest(library.paths.versions)) == before


def test_exporting_beside_the_originals_leaves_them_alone(
    library: Library, family: Family, decoder: Decoder, photos: Path
) -> None:
    before = manifest(photos)
    options = ExportOptions(photos, template="{stem}", format="png")
    assert export(library, decoder, photo_ids(family), options).written == 3
    after = manifest(photos)
    assert {name: after[name] for name in before} == before


def test_cancelling_leaves_the_rest_planned(
    library: Library, family: Family, decoder: Decoder, out: Path
) -> None:
    token = CancelToken()

    def stop_at_the_second(fraction: float, _message: str) -> None:
        if fraction > 0:
            token.cancel()

    progress = Progress(stop_at_the_second, token=token)
    report = export(library, decoder, photo_ids(family), ExportOptions(out), progress)
    assert report.cancelled
    assert [item.state for item in report.items] == ["written", "written", "planned"]
    assert len(names(out)) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"format": "gif"},
        {"quality": 0},
        {"long_side": 0},
        {"metadata": "some"},
        {"collision": "overwrite"},
        {"template": "../{stem}"},
    ],
)
def test_options_that_cannot_be_used_are_refused(out: Path, wrong: dict[str, object]) -> None:
    with pytest.raises(SettingsError):
        ExportOptions(out, **wrong)  # type: ignore[arg-type]


def test_the_library_folder_or_a_file_is_no_target(library: Library, family: Family, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="library's own folder"):
        plan_export(library, photo_ids(family), ExportOptions(library.paths.versions))
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(SettingsError, match="is a file"):
        plan_export(library, photo_ids(family), ExportOptions(file))


def test_an_unknown_photo_is_refused(library: Library, out: Path) -> None:
    with pytest.raises(LibraryError, match="no photo number 5"):
        plan_export(library, [5], ExportOptions(out))


def test_an_export_is_recognised_when_it_is_indexed(
    library: Library, family: Family, decoder: Decoder, photos: Path
) -> None:
    export(library, decoder, photo_ids(family, "ann print 1"), ExportOptions(photos / "restored"))
    paint(photos / "ann 5.png", ANN, mark=5)
    family = index_family(library, decoder, photos)
    assert family.faces["ann print 1-restored.jpg"].restored_photo
    assert not family.faces["ann 5.png"].restored_photo


def test_the_recipe_is_readable_in_the_file(
    library: Library, family: Family, decoder: Decoder, out: Path
) -> None:
    export(library, decoder, photo_ids(family, "ben"), ExportOptions(out, format="png"))
    data = (out / "ben print 0-restored.png").read_bytes()
    with Image.open(io.BytesIO(data)) as picture:
        packet = picture.info["XML:com.adobe.xmp"]
    assert "compositeWithTrainedAlgorithmicMedia" in packet
    assert "reference_rule" in packet
    assert str(out) not in packet
