"""The files of a report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import cast

from PIL import Image

from core.progress import Progress
from core.services.reports.contact_sheet import CELL, ROWS, SheetRow, draw_sheet
from core.services.reports.pictures import FaceStrip, ReportPictures
from core.services.reports.writing import FREE_PICTURE, summary_json, write_report
from tests.core.services.reports.report_samples import FlatPictures, report_of, restored_face

KEYS = ["person", "photo", "reference", "output"]
KEYS += ["identity_before", "identity_after", "state", "decision", "seconds"]


def write(folder: Path, *people: str) -> list[str]:
    report = report_of(folder, *(restored_face(person) for person in people))
    write_report(report, cast(ReportPictures, FlatPictures()), Progress())
    return sorted(path.name for path in folder.iterdir() if path.is_file())


def test_json_has_exactly_the_agreed_keys(tmp_path: Path) -> None:
    content = json.loads(summary_json(report_of(tmp_path, restored_face()).summary))
    assert list(content) == ["photos", "faces", "people", "problems", "seconds", "restorations"]
    assert list(content["restorations"][0]) == KEYS
    assert content["restorations"][0]["state"] == "done"


def test_page_sheet_and_json_are_written(tmp_path: Path) -> None:
    assert write(tmp_path, "Ann") == ["report.html", "report.json", "sheet.png"]


def test_only_the_astronaut_is_on_the_picture_that_may_be_shared(tmp_path: Path) -> None:
    assert FREE_PICTURE in write(tmp_path, "Ann", "Astronaut")
    with Image.open(tmp_path / FREE_PICTURE) as shared, Image.open(tmp_path / "sheet.png") as sheet:
        assert sheet.height - shared.height >= CELL


def test_a_second_report_replaces_the_first(tmp_path: Path) -> None:
    assert write(tmp_path, "Ann") == write(tmp_path, "Ann")


def test_many_faces_go_into_several_columns_of_the_sheet() -> None:
    square = Image.new("RGB", (256, 256))
    row = SheetRow("Ann", ("close to Ann",), FaceStrip(square, square, square))
    few, many = (draw_sheet([row] * count, "Title") for count in (ROWS, ROWS + 1))
    assert many.height == few.height
    assert many.width > 1.9 * few.width
