"""Searching: what the words mean, what is found, and that nothing is walked through for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from core.domain.face import FaceState
from core.domain.person import Person
from core.domain.search import Query
from core.errors import SettingsError
from core.library.library import Library
from core.paths import LibraryPaths
from core.services.albums import add_to_album, create_album
from core.services.people import confirm, ignore
from core.services.searching import complete, describe, parse_query, search_photos
from tests.core.library.test_queries import recorded, scans
from tests.core.services.faces import add_photo, detected, near
from tests.core.services.test_forgetting import restore

PEOPLE = [
    Person(number, name, None, None, False, 1, 0)
    for number, name in ((1, "Anna"), (2, "Bob"), (3, "Carl Otto Smith"), (17, None))
]
FIRST, LAST = date(1950, 1, 1), date(1960, 12, 31)

MEANINGS: dict[str, Query] = {
    "": Query(),
    "anna bob": Query(all_of=(1, 2)),
    "anna AND bob NOT carl otto smith 1950-1960 unknown": Query(
        all_of=(1, 2), none_of=(3,), unknown_faces=True, since=FIRST, until=LAST
    ),
    "anna OR bob person 17": Query(all_of=(17,), any_of=(1, 2)),
    "bob AND anna 'carl' carl otto smith": Query(all_of=(2, 1, 3), text="'carl'"),
    "only anna": Query(all_of=(1,), exactly=True),
    '-"Carl Otto Smith" beach': Query(none_of=(3,), text="beach"),
    '"anna" "the anna sofia"': Query(all_of=(1,), text="the anna sofia"),
    "1950": Query(since=date(1950, 1, 1), until=date(1950, 12, 31)),
    "1950-02..1951-12": Query(since=date(1950, 2, 1), until=date(1951, 12, 31)),
    "1950-06-30": Query(since=date(1950, 6, 30), until=date(1950, 6, 30)),
    "after:1950 before:1960-02": Query(since=date(1951, 1, 1), until=date(1960, 1, 31)),
    "quality>0.5 quality<.9": Query(min_quality=0.5, max_quality=0.9),
    "restorable restored offline": Query(restorable=True, restored=True, offline=True),
    'album:"Summer Days" folder:/photos': Query(album=4, folder=Path("/photos")),
}


@pytest.mark.parametrize("text", MEANINGS)
def test_words_mean_what_they_say(text: str) -> None:
    assert parse_query(text, PEOPLE, [("summer days", 4)]) == MEANINGS[text]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("NOT zoe", "nobody"),
        ("anna NOT", "a person after it"),
        ("anna OR bob AND anna OR person 17", "one list"),
        ("1950-13", "not a date"),
        ("after:soon", "not a date"),
        ("album:Winter", "no album"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(text: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        parse_query(text, PEOPLE)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("anna bob -carl otto smith 1950-1960", "Anna and Bob, without Carl Otto Smith, 1950 to 1960"),
        ("only anna OR bob", "only Anna or Bob"),
        ("", "all photos"),
    ],
)
def test_a_query_is_told_in_words(text: str, words: str) -> None:
    assert describe(parse_query(text.replace("-carl", "NOT carl"), PEOPLE), PEOPLE) == words


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Photos 1 Ann 1950, 2 Ann and Bob 1955, 3 Ann and somebody 1960, 4 Bob undated, 5 nobody 1970."""
    library = Library.open(LibraryPaths(tmp_path_factory.mktemp("search") / "library"))
    ann, bob, other = (near(who, 0) for who in ("ann", "bob", "other"))
    with library.transaction() as tx:
        add_photo(tx, "1 Lake.jpg", [detected(ann, score=0.9)], year=1950)
        add_photo(tx, "2.jpg", [detected(ann, score=0.2), detected(bob, x=500.0, score=0.5)], year=1955)
        add_photo(tx, "3.jpg", [detected(ann, score=0.4), detected(other, x=500.0)], year=1960)
        add_photo(tx, "4.jpg", [detected(bob, score=0.3)], year=None)
        add_photo(tx, "5.jpg", [], year=1970)
        add_photo(tx, "6.jpg", [detected(other)], year=1980)
    confirm(library, [1, 2, 4], "Ann")
    confirm(library, [3, 6], "Bob")
    with library.transaction() as tx:
        tx.people.assign(7, tx.people.create(None), FaceState.SUGGESTED, 0.9)
        tx.folders.set_online(1, True)
    create_album(library, "Old")
    add_to_album(library, "Old", [2, 5])
    restore(library, 6, [3])
    yield library
    library.close()


FOUND = {
    "": [1, 2, 3, 5, 6, 4],
    "ann": [1, 2, 3],
    "ann bob": [2],
    "ann OR bob": [1, 2, 3, 4],
    "ann NOT bob": [1, 3],
    "only ann": [1],
    "only ann bob": [2],
    "unknown": [3, 6],
    "ann unknown": [3],
    "1955-1970": [2, 3, 5],
    "NOT ann": [5, 6, 4],
    "ann quality<0.5": [2, 3],
    "quality>0.7": [1, 3, 6],
    "restorable": [2, 3],  # the face on 4 is restored already
    "restorable ann": [2, 3],
    "restored": [4],
    "offline": [],
    "lake": [1],
    "album:old ann": [2],
    "folder:/photos bob": [2, 4],
    "folder:/elsewhere": [],
    "folder:~nobody-we-know/photos": [],
}


@pytest.mark.parametrize("text", FOUND)
def test_photos_are_found(filled: Library, text: str) -> None:
    assert search_photos(filled, text) == FOUND[text]


@pytest.mark.parametrize(
    "text", ["ann", "ann bob NOT bob", "ann OR bob 1950-1960", "only ann", "unknown", "quality>0.7", "1950"]
)
def test_no_table_is_walked_through_for_people_days_or_qualities(filled: Library, text: str) -> None:
    with filled.snapshot() as tx:
        query = parse_query(text, tx.people.all())
        with recorded(tx) as statements:
            tx.search.photo_ids(query)
        assert len(statements) == 1
        assert [step for step in scans(tx, statements) if "anon" not in step and "subquery" not in step] == []


def test_hostile_words_are_only_words(filled: Library) -> None:
    assert search_photos(filled, """'; DROP TABLE photos; -- % _ \\""".replace(" --", "")) == []
    assert len(search_photos(filled, "")) == 6


def test_what_somebody_types_is_completed(filled: Library) -> None:
    assert complete(filled, "a")[:2] == ["Ann", "after:"]
    assert complete(filled, "Ann b") == ["Ann Bob", "Ann blurred", "Ann before:"]
    assert complete(filled, "unk") == ["unknown"]
    assert complete(filled, 'ann album:"O') == ['ann album:"Old"']


def test_an_ignored_face_is_nobody_to_be_looked_for(library: Library) -> None:
    with library.transaction() as tx:
        [face] = add_photo(tx, "1.jpg", [detected(near("x", 0))])
    assert search_photos(library, "unknown") == [1]
    ignore(library, [face])
    assert search_photos(library, "unknown") == []


@pytest.mark.parametrize("text", ["before:0001", "after:9999", "9999-12", "after:9999-12-31"])
def test_the_ends_of_the_calendar_can_be_searched(text: str) -> None:
    query = parse_query(text, [])
    assert query.since or query.until


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("OR", "between two people"),
        ("ann OR nobody", "between two people"),
        ("NOT", "needs a person after it."),
        ("quality>2", "between 0 and 1"),
        ("quality>high", "between 0 and 1"),
    ],
)
def test_half_a_search_is_refused_in_words(filled: Library, text: str, words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        search_photos(filled, text)


def test_years_the_wrong_way_round_are_turned() -> None:
    assert parse_query("1960..1950", []) == parse_query("1950-1960", [])
