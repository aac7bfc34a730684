"""JSON of domain values, and strangers' names on a terminal."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.cli.values import jsonable, printable
from core.domain.face import Box, FaceState
from core.domain.reports import IndexReport, Problem


def test_a_report_becomes_an_object_with_its_fields() -> None:
    report = IndexReport(seen=3, problems=(Problem("a", "b", "c"),), photo_ids=frozenset({3, 1, 2}))
    found = jsonable(report)
    assert isinstance(found, dict)
    assert found["seen"] == 3
    assert found["problems"] == [{"path": "a", "title": "b", "message": "c"}]
    assert found["photo_ids"] == [1, 2, 3]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (FaceState.CONFIRMED, "confirmed"),
        (float("nan"), None),
        (float("inf"), None),
        (np.float32(0.5), 0.5),
        (np.int64(7), 7),
        (np.arange(3), [0, 1, 2]),
        (Path("a") / "b", str(Path("a/b"))),
        (date(2001, 2, 3), "2001-02-03"),
        (datetime(2001, 2, 3, 4, 5), "2001-02-03T04:05:00"),
        (b"caf\xc3\xa9", "café"),
        ({1: Box(0, 1, 2, 3)}, {"1": {"x": 0, "y": 1, "width": 2, "height": 3}}),
        (True, True),
    ],
    ids=str,
)
def test_every_kind_has_one_form(value: object, expected: object) -> None:
    assert jsonable(value) == expected


def test_something_unknown_is_refused() -> None:
    with pytest.raises(TypeError, match="object has no form"):
        jsonable(object())


@given(st.binary(max_size=40))
def test_any_file_name_makes_valid_json(name: bytes) -> None:
    text = json.dumps(jsonable(name))
    assert json.loads(text) == jsonable(name)
    text.encode("utf-8")


@given(st.text(max_size=60))
def test_nothing_printable_moves_the_cursor_or_fails_to_encode(text: str) -> None:
    shown = printable(text)
    shown.encode("utf-8")
    assert len(shown) == len(text)
    assert not any(ord(sign) < 32 or 127 <= ord(sign) < 160 for sign in shown)


def test_ordinary_names_stay_as_they_are() -> None:
    assert printable("Großmutter, 1931 – 家族.jpg") == "Großmutter, 1931 – 家族.jpg"
