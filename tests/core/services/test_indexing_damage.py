"""Files that are damaged, odd, or change while they are read: one line each, and the run goes on."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.domain.face import Box
from core.domain.reports import IndexReport
from core.errors import UnreadablePhoto
from core.imaging.decoded import Decoded
from core.imaging.decoder import Decoder
from core.library.library import Library
from core.progress import Progress
from core.services.indexing import IndexOptions, index_folders
from tests.core.services.faces import all_photos
from tests.core.services.pictures import (
    RED,
    write_album,
    write_broken_exif,
    write_damaged_corpus,
    write_odd_names,
    write_picture,
)
from tests.fakes import FakeAnalyzer

Index = Callable[..., IndexReport]


def test_damaged_files_cost_one_line_each_and_are_not_tried_again(photos: Path, index: Index) -> None:
    corpus = write_damaged_corpus(photos)
    write_picture(photos / "good.png")
    first, second = index(), index()
    assert {Path(problem.path) for problem in first.problems} == set(corpus.values())
    assert (first.added, second.unchanged) == (1, len(corpus) + 1)
    assert second.problems == first.problems


def test_a_repaired_file_is_read_again(photos: Path, index: Index) -> None:
    path = write_damaged_corpus(photos)["text"]
    index()
    write_picture(path)
    report = index()
    assert report.added == 1
    assert path not in {Path(problem.path) for problem in report.problems}


def test_a_wrong_suffix_and_broken_metadata_do_not_hide_a_picture(photos: Path, index: Index) -> None:
    write_picture(photos / "really a png.jpg")
    write_broken_exif(photos / "broken exif.jpg")
    report = index()
    assert (report.added, report.problems) == (2, ())


def test_odd_names_are_indexed(library: Library, photos: Path, index: Index) -> None:
    written = write_odd_names(photos)
    assert index().added == len(written)
    assert {photo.path for photo in all_photos(library)} == set(written)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_read_once_it_has_some(photos: Path, index: Index) -> None:
    path = write_picture(photos / "a.png")
    path.chmod(0)
    assert len(index().problems) == 1
    path.chmod(0o600)
    assert index().added == 1


def test_originals_are_not_changed_by_a_byte(photos: Path, index: Index) -> None:
    paths = [*write_album(photos, 3), *write_damaged_corpus(photos / "bad").values()]
    before = [(path.read_bytes(), path.stat().st_mtime_ns) for path in paths]
    index()
    assert [(path.read_bytes(), path.stat().st_mtime_ns) for path in paths] == before


def test_a_file_that_kills_the_decoder_costs_one_line(
    library: Library, photos: Path, tmp_path: Path, analyzer: FakeAnalyzer
) -> None:
    write_album(photos, 3)
    write_picture(photos / "crash.png")
    for _ in range(2):
        with Decoder(tmp_path / "journal.json", worker="tests.core.imaging.failing_worker") as failing:
            report = index_folders(library, failing, analyzer, [photos], Progress())
        assert [Path(problem.path).name for problem in report.problems] == ["crash.png"]
    assert (len(all_photos(library)), analyzer.calls) == (3, 3)


def test_a_file_that_changes_while_it_is_read_is_read_again(
    library: Library, decoder: Decoder, photos: Path, analyzer: FakeAnalyzer
) -> None:
    path = write_picture(photos / "a.png", RED)
    report = index_folders(library, Meddling(decoder, times=1), analyzer, [photos], Progress())
    assert (report.added, report.problems) == (1, ())
    [photo] = all_photos(library)
    assert photo.digest == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_file_that_never_holds_still_is_told_and_tried_again_next_time(
    library: Library, decoder: Decoder, photos: Path, analyzer: FakeAnalyzer
) -> None:
    write_picture(photos / "a.png")
    report = index_folders(library, Meddling(decoder, times=9), analyzer, [photos], Progress())
    assert "changes while it is read" in report.problems[0].message
    assert index_folders(library, decoder, analyzer, [photos], Progress()).added == 1


def test_a_file_that_goes_while_it_is_read_is_not_a_problem(
    library: Library, photos: Path, decoder: Decoder
) -> None:
    write_album(photos, 3)

    def remove_the_rest(image: np.ndarray) -> list[Box]:
        shutil.rmtree(photos / "year 2", ignore_errors=True)
        return []

    report = index_folders(library, decoder, FakeAnalyzer(remove_the_rest), [photos], Progress())
    assert (report.added, report.problems) == (2, ())


class Meddling:
    """A decoder beside which another program writes to the file, so many times."""

    def __init__(self, decoder: Decoder, times: int) -> None:
        self._decoder = decoder
        self._left = times

    def decode(self, path: Path, **sides: int) -> Decoded:
        decoded = self._decoder.decode(path, **sides)
        if self._left:
            self._left -= 1
            write_picture(path, mark=100 + self._left)
        return decoded


class FailingDrive:
    """A decoder on a drive that reads nothing at the moment."""

    def decode(self, path: Path, **_: object) -> Decoded:
        raise UnreadablePhoto("The drive does not answer.", path=path)


def test_a_drive_that_fails_for_a_moment_takes_no_photo_away(
    library: Library, decoder: Decoder, photos: Path, index: Index
) -> None:
    write_picture(photos / "a.png")
    index()
    again = IndexOptions(reanalyze=True)
    failing: Any = FailingDrive()
    report = index_folders(library, failing, FakeAnalyzer(), [photos], Progress(), options=again)
    assert [problem.message for problem in report.problems] == ["The drive does not answer."]
    assert len(all_photos(library)) == 1
    assert index(reanalyze=True).problems == ()
