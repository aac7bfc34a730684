"""The report page: honest, self-contained, safe against hostile names."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import cast

from core.services.reports.page import SECTIONS, report_page
from core.services.reports.pictures import ReportPictures
from core.services.reports.results import DemoReport
from tests.core.services.reports.report_samples import FlatPictures, report_of, restored_face


def page(report: DemoReport) -> str:
    return report_page(report, cast(ReportPictures, FlatPictures()))


def test_the_page_needs_nothing_from_outside(tmp_path: Path) -> None:
    text = page(report_of(tmp_path, restored_face()))
    sources = re.findall(r'(?:src|href)="([^"]*)"', text)
    assert sources
    assert all(source.startswith(("data:image/", "#")) for source in sources)
    assert "http" not in text.replace("http-equiv", "")


def test_the_page_says_that_details_are_a_guess_and_where_likeness_is_measured(tmp_path: Path) -> None:
    text = page(report_of(tmp_path, restored_face()))
    assert "Restored by a model: details are a guess. Not for identification." in text
    assert "undamaged prints of the same photographs" in text
    assert "training evaluate" in text


def test_a_hostile_name_stays_text(tmp_path: Path) -> None:
    face = restored_face('<script>alert("x")</script>')
    text = page(report_of(tmp_path, face, name='album/"><img src=x onerror=y>.jpg'))
    assert "<script>alert" not in text
    assert "<img src=x" not in text


def test_every_section_of_the_contents_is_there(tmp_path: Path) -> None:
    text = page(report_of(tmp_path, restored_face()))
    assert all(f'<section id="{anchor}">' in text for anchor, _ in SECTIONS)


def test_likeness_before_and_after_is_shown_with_the_verdict(tmp_path: Path) -> None:
    text = page(report_of(tmp_path, restored_face(), restored_face("Bob", before=0.6, after=0.4, held=True)))
    assert "likeness 0.50 → 0.70, closer" in text
    assert "close to Ann" in text
    assert "likeness 0.60 → 0.40, not closer" in text
    assert "held for review" in text


def test_files_problems_and_unchanged_originals_are_told(tmp_path: Path) -> None:
    text = page(report_of(tmp_path, restored_face()))
    assert "The picture is cut off." in text
    assert "The face is too small." in text
    assert "7 files of the album compared by SHA-256 before and after the run: none changed" in text


def test_tags_are_closed_in_order(tmp_path: Path) -> None:
    checker = _Balance()
    checker.feed(page(report_of(tmp_path, restored_face(), restored_face(held=True))))
    assert checker.open == []


class _Balance(HTMLParser):
    empty = frozenset({"meta", "img", "input", "br"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.empty:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
