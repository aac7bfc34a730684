"""The sentences: plurals right, the bad beside the good."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from core.services.reports.words import counted, duration, likeness_words, summary_sentence, verdict
from tests.core.services.reports.report_samples import report_of, restored_face


def test_plurals() -> None:
    assert [counted(number, "person", "people") for number in (0, 1, 2)] == [
        "0 people",
        "1 person",
        "2 people",
    ]


@pytest.mark.parametrize(("seconds", "words"), [(0.4, "0 s"), (119.2, "119 s"), (185.0, "3 min 5 s")])
def test_durations(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_a_face_that_could_not_be_measured_is_said_to_be_so() -> None:
    assert likeness_words(restored_face(after=None)) == "likeness not measured"
    assert "could not be measured" in likeness_words(restored_face(before=None))


def test_a_small_change_is_shown_with_enough_digits() -> None:
    assert likeness_words(restored_face(before=0.7673, after=0.7697)) == "likeness 0.767 → 0.770, closer"


def test_held_results_are_counted_apart_from_kept_ones(tmp_path: Path) -> None:
    sentence = summary_sentence(report_of(tmp_path, restored_face(), restored_face(held=True)))
    assert "2 faces on damaged prints restored: 1 kept, 1 held for review." in sentence


def test_a_run_that_repeats_nothing_says_so(tmp_path: Path) -> None:
    earlier = replace(restored_face(), repeated=True)
    assert "none was repeated" in summary_sentence(report_of(tmp_path, earlier))


def test_a_held_result_is_not_called_close() -> None:
    assert verdict(restored_face(held=True)) == "held for review"
    assert verdict(restored_face()) == "close to Ann"
