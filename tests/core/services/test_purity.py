"""Purity of a person's faces, their reference set, and the years without a good reference."""

from __future__ import annotations

import pytest

from core.domain.reasons import ReasonCode
from core.library.library import Library
from core.services.people import ban_reference, confirm, find_person, pin_reference
from core.services.purity import purity
from core.services.reference_gaps import reference_gaps
from core.services.referencing import reference_set
from tests.core.services.faces import EMBEDDER, add_photo, detected, near
from tests.fakes import FakeEmbedder

SPREAD = 0.75
"""Photos of one person at several moments: cosines of about 0.64."""


def add_faces(library: Library, who: str, count: int, *, first: int = 0) -> list[int]:
    """One face of `who` in each of `count` photos of different moments."""
    with library.transaction() as tx:
        return [
            add_photo(tx, f"{who} {number}.jpg", [detected(near(who, number, SPREAD))])[0]
            for number in range(first, first + count)
        ]


@pytest.fixture
def family(library: Library) -> Library:
    """Twelve faces of Ann, two of them her sister's and one a stranger's; twelve of her sister Bea."""
    ann = add_faces(library, "ann", 9) + add_faces(library, "bea", 2, first=50)
    confirm(library, ann + add_faces(library, "nobody", 1), "Ann")
    confirm(library, add_faces(library, "bea", 12), "Bea")
    return library


def test_a_sisters_faces_and_a_strangers_are_found_among_a_persons(family: Library) -> None:
    report = purity(family, "Ann", FakeEmbedder())
    assert {(each.face_id, each.other_id) for each in report.likely_others} == {(10, 2), (11, 2)}
    assert [each.face_id for each in report.outliers] == [12]
    assert "looks more like Bea" in report.likely_others[0].words("Ann")
    assert (report.checked, report.pure) == (12, False)
    assert report.face_ids == {10, 11, 12}


def test_a_persons_own_faces_are_no_outliers(family: Library) -> None:
    assert purity(family, "Bea", FakeEmbedder()).pure


def test_of_few_faces_none_is_odd(library: Library) -> None:
    faces = add_faces(library, "ann", 2) + add_faces(library, "bob", 1)
    confirm(library, faces, "Ann")
    report = purity(library, "Ann", FakeEmbedder())
    assert (report.pure, report.checked) == (True, 3)


def test_two_prints_of_one_wrong_picture_do_not_vouch_for_each_other(library: Library) -> None:
    with library.transaction() as tx:
        for number in range(8):
            add_photo(tx, f"{number}.jpg", [detected(near("ann", number, SPREAD))])
        for number in (8, 9):
            add_photo(tx, f"{number}.jpg", [detected(near("zoe", 0, SPREAD))])
    confirm(library, list(range(1, 11)), "Ann")
    assert [each.face_id for each in purity(library, "Ann", FakeEmbedder()).outliers] == [9, 10]


@pytest.fixture
def life(library: Library) -> Library:
    """Ann: poor photos of the forties, a good one of 1955, poor ones of the sixties, good ones since."""
    photos = [(1941, 10.0, 0.2), (1948, 20.0, 0.3), (1955, 60.0, 0.9), (1962, 25.0, 0.4), (1975, 60.0, 0.9)]
    with library.transaction() as tx:
        for number, (year, eyes, score) in enumerate(photos):
            add_photo(
                tx,
                f"{number}.jpg",
                [detected(near("ann", number, SPREAD), eyes=eyes, score=score)],
                year=year,
            )
    confirm(library, [1, 2, 3, 4, 5], "Ann")
    return library


def test_years_without_a_sharp_frontal_photo_are_told_with_what_comes_nearest(life: Library) -> None:
    first, second = reference_gaps(life, "Ann")
    assert first.sentence.startswith("There is no sharp frontal photo of Ann before 1950; these three come")
    assert first.period == (1940, 1949)
    assert second.sentence.startswith("There is no sharp frontal photo of Ann between 1960 and 1970;")
    assert first.nearest_face_ids[0] == 3


def test_a_banned_photo_fills_no_gap(life: Library) -> None:
    ban_reference(life, "Ann", 3)
    [gap] = reference_gaps(life, "Ann")[:1]
    assert gap.period == (1940, 1969)
    assert 3 not in gap.nearest_face_ids


def test_somebody_without_photos_has_no_gaps(library: Library) -> None:
    with library.transaction() as tx:
        tx.people.create("Ann")
    assert reference_gaps(library, "Ann") == []


def test_the_reference_set_spans_ages_and_leaves_out_what_is_banned_small_or_twice_there(
    library: Library,
) -> None:
    with library.transaction() as tx:
        for number in range(14):
            face = detected(near("ann", number, SPREAD), score=0.9 - 0.02 * number, x=40.0 + 37.0 * number)
            add_photo(tx, f"{number}.jpg", [face], year=1950 + 3 * number)
        add_photo(tx, "print of 0.jpg", [detected(near("ann", 0, SPREAD), score=0.89, x=40.0)], year=1950)
        add_photo(tx, "small.jpg", [detected(near("ann", 99), eyes=9.0)], year=1940)
    confirm(library, list(range(1, 17)), "Ann")
    pin_reference(library, "Ann", 14)
    ban_reference(library, "Ann", 2)
    chips = reference_set(library, find_person(library, "Ann").id, EMBEDDER)
    assert 5 <= len(chips) <= 9
    assert (chips[0].face_id, chips[0].reasons[0].code, chips[0].pinned) == (14, ReasonCode.PINNED, True)
    assert not {2, 15, 16} & {chip.face_id for chip in chips}
    years = sorted(chip.year or 0 for chip in chips)
    assert years[-1] - years[0] >= 30
    assert {ReasonCode.YOUNGER, ReasonCode.ANOTHER_AGE} & {chip.reasons[0].code for chip in chips}
