"""The demo from end to end on real photographs, with the bundled face models.

Only the restorer is a stand-in, so that the journey takes seconds: it mixes the damaged face
with the reference, which comes closer to the person as a good restorer does.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from core.app import App
from core.domain.restoration import Decision
from core.imaging.files import digest_of
from core.progress import Progress
from core.services.demo import ALBUM, EXPORT, LIBRARY, DemoTools, run_demo
from core.services.reports.results import DemoReport
from core.services.restoring import RestoreTools
from core.settings import Settings
from tests.journeys.mixing_restorer import MixingRestorer


@dataclass(frozen=True)
class Runs:
    """The demo run twice into one folder."""

    folder: Path
    first: DemoReport
    second: DemoReport
    computed: tuple[int, int]
    """Faces given to the restorer by each run."""
    exported: tuple[dict[str, str], dict[str, str]]
    """Name and digest of the exported files after each run."""


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Runs:
    folder = tmp_path_factory.mktemp("demo")
    restorer = MixingRestorer()
    with App.open(Settings(threads=1), folder / LIBRARY) as app:
        tools = DemoTools(app.analyzer(), RestoreTools(restorer, app.judge(), app.decoder))
        first = run_demo(app.library, tools, folder, Progress())
        once, files = restorer.restored, exported_files(folder)
        second = run_demo(app.library, tools, folder, Progress())
    return Runs(folder, first, second, (once, restorer.restored - once), (files, exported_files(folder)))


def exported_files(folder: Path) -> dict[str, str]:
    return {path.name: digest_of(path) for path in sorted((folder / EXPORT).iterdir())}


def test_every_degraded_face_is_with_the_right_person_or_unknown(runs: Runs) -> None:
    assert [line.wrong for line in runs.first.grouping] == [0] * 7
    assert all(line.right >= 2 for line in runs.first.grouping)
    assert sum(line.missed for line in runs.first.grouping) == 0


def test_every_kept_face_comes_closer_to_the_reference(runs: Runs) -> None:
    kept = [line for line in runs.first.summary.restorations if line.decision is Decision.KEPT]
    assert len(kept) >= 12
    assert all(
        line.identity_before is not None
        and line.identity_after is not None
        and line.identity_after > line.identity_before
        for line in kept
    )


def test_references_are_undamaged_originals_and_never_the_photo_itself(runs: Runs) -> None:
    for line in runs.first.summary.restorations:
        assert line.reference != line.photo
        assert Path(line.reference).stem in {"Raumanzug", "Ausschnitt", "group"} | {
            f"portrait {number}" for number in range(1, 7)
        }


def test_no_original_is_changed_by_a_byte(runs: Runs) -> None:
    assert runs.first.changed == runs.second.changed == ()
    assert runs.first.originals == sum(path.name != "ABOUT.txt" for path in files_below(runs.folder / ALBUM))


def files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_the_cut_off_file_is_the_only_problem(runs: Runs) -> None:
    assert [problem.path for problem in runs.first.summary.problems] == ["album/Misc/IMG_0666.jpg"]
    assert runs.first.unexpected == ()


def test_faces_that_are_too_small_or_unknown_are_left_alone_with_the_reason(runs: Runs) -> None:
    assert runs.first.left_alone
    paths = {problem.path for problem in runs.first.left_alone}
    assert paths == {"album/Mail/web thumbnail.jpg"}


def test_every_kept_photo_is_exported_and_opens(runs: Runs) -> None:
    kept = {line.photo for line in runs.first.summary.restorations if line.decision is Decision.KEPT}
    outputs = {line.output for line in runs.first.summary.restorations if line.decision is Decision.KEPT}
    assert len(outputs) == len(kept) == len(runs.exported[0])
    for output in outputs:
        with Image.open(runs.folder / output) as picture:
            picture.load()


def test_exports_keep_the_metadata_and_carry_the_label(runs: Runs) -> None:
    with Image.open(runs.folder / EXPORT / "für Großmutter-restored.jpg") as picture:
        exif, xmp = picture.getexif(), picture.info["xmp"].decode()
    assert exif[ExifTags.Base.Model] == "C2000Z"
    assert exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude][0] == 52
    assert "compositeWithTrainedAlgorithmicMedia" in xmp
    with Image.open(runs.folder / EXPORT / "scan 0001-restored.jpg") as turned:
        assert turned.getexif().get(ExifTags.Base.Orientation, 1) == 1


def test_the_report_is_written_as_page_sheet_and_json(runs: Runs) -> None:
    content = json.loads(runs.first.json.read_text(encoding="utf-8"))
    assert content["people"] == 7
    assert len(content["restorations"]) == len(runs.first.faces)
    page = runs.first.page.read_text(encoding="utf-8")
    assert "none changed by a byte" in page
    with Image.open(runs.first.sheet) as sheet:
        assert min(sheet.size) > 500


def test_a_second_run_computes_nothing_and_says_so(runs: Runs) -> None:
    assert runs.computed == (len(runs.first.faces), 0)
    assert runs.second.computed == 0
    assert runs.second.index.added == runs.second.index.updated == 0
    assert "none was repeated" in runs.second.page.read_text(encoding="utf-8")


def test_a_second_run_ends_in_the_same_files_and_results(runs: Runs) -> None:
    assert runs.exported[0] == runs.exported[1]
    assert runs.first.summary.restorations == runs.second.summary.restorations
    assert runs.first.grouping == runs.second.grouping
