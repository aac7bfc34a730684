"""Reasons in the words of the window: every code in both languages, short where there is little room."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from core.domain.reasons import Reason, ReasonCode, told
from core.services.purity import LikelyOther, OddFace
from core.services.reference_gaps import GapPlace, ReferenceGap
from ridfr_desktop.reason_words import ReasonWords
from ridfr_desktop.translations import install_translator

R = ReasonCode


@pytest.mark.parametrize("code", [each for each in ReasonCode if each is not ReasonCode.TOLD])
def test_every_reason_is_told_in_both_languages(code: ReasonCode, qapp: QApplication) -> None:
    reason = Reason(code, (12.0, 31.0))
    english = ReasonWords().of(reason)
    install_translator(qapp, "de")
    german = ReasonWords().of(reason)
    assert english
    assert german not in ("", english, str(reason))
    assert "{" not in english + german


def test_words_that_only_english_has_stay_as_they_are(qapp: QApplication) -> None:
    install_translator(qapp, "de")
    for words in ("An old sentence.", "IMG {1}.jpg could not be read: {"):
        assert ReasonWords().of(told(words)) == words
        assert ReasonWords().in_brief([told(words)]) == words


def test_a_chip_says_in_two_words_why_it_is_there() -> None:
    words = ReasonWords()
    front = [Reason(code) for code in (R.BEST, R.SHARP, R.LOOKS_AHEAD)]
    young = [Reason(code) for code in (R.YOUNGER, R.FAIRLY_SHARP, R.TURNED_LEFT)]
    assert words.of_strip(front, None) == "sharp, front"
    assert words.of_strip(young, None) == "younger, fairly sharp"
    assert words.of_strip(young, 8) == "age 8, fairly sharp"


def test_an_unsure_result_says_what_would_be_usual() -> None:
    [brief] = [ReasonWords().in_brief([Reason(R.PROFILE), Reason(R.LOW_IN_OWN_RANGE, (0.62, 0.7))])]
    assert brief == "unsure: 0.62, usual from 0.70"
    assert ReasonWords().in_brief([]) == ""


def test_nothing_suggested_is_called_certain() -> None:
    words = ReasonWords()
    assert words.of_probability(0.999) == "over 99 % likely"
    assert words.of_probability(0.87) == "87 % likely"
    assert words.of_probability(None) == "from the photo's metadata"


def test_gaps_and_odd_faces_are_told_in_a_few_words() -> None:
    words = ReasonWords()
    before = ReferenceGap("Ann", (1940, 1949), GapPlace.BEFORE, (3,))
    assert words.of_gap(before) == "No sharp photo from the front before 1950"
    assert words.of_odd(LikelyOther(1, 2, "Bea", 0.7, 0.3)) == "more like Bea"
    assert words.of_odd(OddFace(1, 0.2, 0.7)) == "unlike the others"
