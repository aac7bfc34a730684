"""Reasons: codes and numbers, kept in libraries, told in English by the command line."""

from __future__ import annotations

import pytest

from core.domain.reasons import Reason, ReasonCode, reasons_as_json, reasons_from_json, told

NUMBERS = (0.5, 0.25)


@pytest.mark.parametrize("code", [each for each in ReasonCode if each is not ReasonCode.TOLD])
def test_every_reason_has_english_words_and_survives_the_library(code: ReasonCode) -> None:
    reason = Reason(code, NUMBERS)
    assert str(reason)
    assert "{" not in str(reason)
    assert reasons_from_json(reasons_as_json([reason, reason])) == (reason, reason)


def test_numbers_stand_in_the_sentence() -> None:
    assert str(Reason(ReasonCode.NOT_CLOSER, (0.61, 0.655))).endswith(
        "(0.61) than the damaged face was (0.66)."
    )
    assert [str(Reason(ReasonCode.YEARS_APART, (years,))) for years in (1.2, 7.0)] == [
        "1 year apart",
        "7 years apart",
    ]


def test_words_of_an_older_library_are_told_as_they_are() -> None:
    assert reasons_from_json("") == ()
    assert reasons_as_json(()) == ""
    old = reasons_from_json("The result is not closer.")
    assert old == (told("The result is not closer."),)
    assert reasons_from_json(reasons_as_json(old)) == old
    assert str(old[0]) == "The result is not closer."


def test_a_code_of_a_newer_program_is_not_lost() -> None:
    assert [str(each) for each in reasons_from_json('[["from-the-future"], ["sharp"]]')] == [
        "from-the-future",
        "sharp",
    ]
