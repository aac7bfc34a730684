"""Names of exported files: every one is safe on every system, whatever the fields hold."""

from __future__ import annotations

import unicodedata
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import SettingsError
from core.services.templates import (
    FORBIDDEN,
    LONGEST_NAME,
    RESERVED,
    NameFields,
    check_template,
    fill_template,
    name_key,
    numbered,
    safe_name,
)

ANYTHING = st.text(st.characters(), max_size=300)
NASTY = st.sampled_from(
    [
        *("..", ".", "/", "\\", "../../etc", "~", "-rf", " x ", "a\0b", "\ud800"),
        *("CON", "nul.txt", "COM¹", "é" * 200, "𠀀" * 90),
    ]
)
UNTRUSTED = ANYTHING | NASTY


def fields(**changes: object) -> NameFields:
    values: dict[str, object] = {
        "stem": "IMG_0042",
        "ext": "jpg",
        "number": 7,
        "person": "Ada",
        "people": ("Ada", "Ben"),
        "album": "Summer",
        "taken_at": datetime(1987, 6, 5, 12, 30),
    }
    return NameFields(**(values | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{stem}-restored", ("IMG_0042-restored.jpg",)),
        ("{year}/{person}/{stem}", ("1987", "Ada", "IMG_0042.jpg")),
        ("{date} {people} {n:03}", ("1987-06-05 Ada, Ben 007.jpg",)),
        ("{album}_{n}.{ext}", ("Summer_7.jpg",)),
        ("{stem}.JPG", ("IMG_0042.jpg",)),
        ("{{{stem}}}", ("{IMG_0042}.jpg",)),
    ],
)
def test_fields_are_filled_in(template: str, expected: tuple[str, ...]) -> None:
    assert fill_template(template, fields()) == expected


def test_what_is_not_known_is_said_in_words() -> None:
    bare = fields(person="", people=(), album="", taken_at=None)
    assert fill_template("{person} {people} {album} {date} {year}", bare) == (
        "unknown unknown no album undated undated.jpg",
    )


@pytest.mark.parametrize(
    "template",
    ["", "/", "/abs", "a/", "../{stem}", "a/./b", "a//b", "a/" * 9 + "b", "{stem", "{model}", "{}"],
)
def test_a_template_that_leads_nowhere_is_refused_with_a_sentence(template: str) -> None:
    with pytest.raises(SettingsError):
        check_template(template)


@pytest.mark.parametrize(
    "template", ["{stem!r}", "{stem:>9}", "{n:x}", "{n:09999999999}", "{stem.__class__}", "{people[0]}"]
)
def test_a_field_is_only_filled_in_as_it_is(template: str) -> None:
    with pytest.raises(SettingsError):
        check_template(template)


@given(UNTRUSTED, UNTRUSTED, UNTRUSTED, st.lists(UNTRUSTED, max_size=4))
def test_no_field_leads_out_of_the_folder(stem: str, person: str, album: str, people: list[str]) -> None:
    untrusted = fields(stem=stem, person=person, album=album, people=tuple(people))
    parts = fill_template("{album}/{person}/{people}-{stem}-{n}", untrusted)
    assert len(parts) == 3
    assert parts[-1].endswith(".jpg")
    for part in parts:
        assert_safe(part)


@given(UNTRUSTED, st.integers(2, 10_000))
def test_a_name_stays_safe_with_a_number(stem: str, number: int) -> None:
    name = numbered(safe_name(stem, suffix=".jpg"), number)
    assert name.endswith(f" ({number}).jpg")
    assert_safe(name)


@given(UNTRUSTED)
def test_making_a_name_safe_twice_changes_nothing(text: str) -> None:
    once = safe_name(text)
    assert safe_name(once) == once


def assert_safe(part: str) -> None:
    assert part not in {"", ".", ".."}
    assert not FORBIDDEN & set(part)
    assert not any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in part)
    assert part[0] not in " .-"
    assert part[-1] not in " ."
    assert not RESERVED.match(part)
    assert len(part.encode()) <= LONGEST_NAME
    assert unicodedata.is_normalized("NFC", part)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a/b\\c:d", "a_b_c_d"),
        ("CON", "_CON"),
        ("aux.tar", "_aux.tar"),
        ("console", "console"),
        (" . .x. . ", "x"),
        ("..", "photo"),
        ("-rf", "_rf"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("u\u0308", "\u00fc"),
        ("写真 👩‍👩‍👧", "写真 👩‍👩‍👧"),
    ],
)
def test_known_traps(text: str, name: str) -> None:
    assert safe_name(text) == name


def test_a_long_name_is_cut_between_characters() -> None:
    name = safe_name("é" * 200, suffix=".jpg")
    assert name == "é" * 125 + ".jpg"


def test_names_that_a_file_system_takes_for_one_have_one_key() -> None:
    assert name_key("Ünïcode.JPG") == name_key("u\u0308ni\u0308code.jpg")
    assert name_key("a.jpg") != name_key("b.jpg")
