"""Writes the report of a demo run: `report.html`, `sheet.png` and `report.json`.

`astronaut.webp` beside them shows the public-domain astronaut alone, so it may be passed on; the
picture in README.md is this one.
"""

from __future__ import annotations

import io
import json
from dataclasses import asdict
from pathlib import Path

from PIL import Image

from core.domain.restoration import RestorationState
from core.imaging.files import atomic_write
from core.progress import Progress
from core.services.reports.contact_sheet import SheetRow, draw_sheet
from core.services.reports.page import report_page
from core.services.reports.pictures import ReportPictures
from core.services.reports.results import DemoReport, DemoSummary, RestoredFace, RestoredPhoto
from core.services.reports.words import likeness_words, verdict
from core.services.sample.sources import Source

FORMATS = {".png": "PNG", ".webp": "WEBP"}
FREE_PICTURE = "astronaut.webp"


def write_report(report: DemoReport, pictures: ReportPictures, progress: Progress) -> None:
    """Write all files of the report; earlier ones are replaced.

    Raises:
        ExportFailed: a file cannot be written.
        UnreadablePhoto: a photo of the report or a result is gone.
    """
    progress(0.0, "Writing the report")
    atomic_write(report.json, summary_json(report.summary).encode(), overwrite=True)
    progress(0.2, "Drawing the contact sheet")
    rows = [sheet_row(face, photo, pictures) for photo in report.photos for face in photo.faces]
    _write_picture(report.sheet, draw_sheet(rows, "RIDFR Desktop · sample album"))
    sitter = Source.ASTRONAUT.value.sitters[0].name
    free = [row for row in rows if row.title == sitter]
    if free:
        _write_picture(report.folder / FREE_PICTURE, draw_sheet(free, "Restored with RIDFR Desktop"))
    progress(0.6, "Writing the report page")
    atomic_write(report.page, report_page(report, pictures).encode(), overwrite=True)
    progress(1.0, "Report written")


def summary_json(summary: DemoSummary) -> str:
    """`report.json`."""
    return json.dumps(asdict(summary), indent=2, ensure_ascii=False) + "\n"


def sheet_row(face: RestoredFace, photo: RestoredPhoto, pictures: ReportPictures) -> SheetRow:
    """A line of the contact sheet."""
    return SheetRow(
        title=face.line.person,
        lines=(verdict(face), likeness_words(face, arrow="to"), photo.note),
        strip=pictures.strip(face, photo),
        marked=face.line.state is RestorationState.HELD,
    )


def _write_picture(target: Path, picture: Image.Image) -> None:
    buffer = io.BytesIO()
    picture.save(buffer, FORMATS[target.suffix], quality=88, compress_level=3)
    atomic_write(target, buffer.getvalue(), overwrite=True)
