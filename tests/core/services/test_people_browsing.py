"""What the screens about people read: light values, in the order they are shown."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from core.domain.face import FaceState
from core.domain.reasons import Reason, ReasonCode
from core.errors import LibraryError
from core.library.library import Library
from core.services.people import confirm, hide_person, name_person, set_birth_date, set_cover
from core.services.people_browsing import (
    certain_faces,
    frequent_of,
    group_faces,
    name_list,
    people_cards,
    person_overview,
    person_references,
    person_timeline,
    photo_faces,
    restorable_tiles,
    review_queue,
)
from tests.core.services.faces import EMBEDDER, add_photo, detected, near


def add_faces(library: Library, name: str, *years: int | None, eyes: float = 40.0) -> list[int]:
    """One face a year, the later ones of lower quality; their numbers."""
    with library.transaction() as tx:
        return [
            add_photo(
                tx,
                f"{name} {number}.jpg",
                [detected(near(name, number), eyes=eyes, score=0.9 - number / 10)],
                year=year,
            )[0]
            for number, year in enumerate(years)
        ]


def suggest(library: Library, faces: list[int], *likely: float) -> int:
    """A group without a name of these faces."""
    with library.transaction() as tx:
        group = tx.people.create(None)
        for face, probability in zip(faces, likely, strict=True):
            tx.people.assign(face, group, FaceState.SUGGESTED, probability)
    return group


@pytest.fixture
def ann(library: Library) -> int:
    """Three faces, two of them confirmed."""
    faces = add_faces(library, "Ann", 1962, 1951, None)
    group = suggest(library, faces, 0.9, 0.95, 0.7)
    name_person(library, group, "Ann")
    confirm(library, faces[:2], group)
    return group


def test_groups_come_by_size_and_people_by_name(library: Library, ann: int) -> None:
    small = suggest(library, add_faces(library, "x", 2000), 0.9)
    large = suggest(library, add_faces(library, "y", 2000, 2001), 0.9, 0.9)
    confirm(library, add_faces(library, "zoe", 2000), "aaron")
    cards = people_cards(library)
    assert [card.id for card in cards.groups] == [large, small]
    assert [card.name for card in cards.people] == ["aaron", "Ann"]
    assert cards.people[1].reviewed == pytest.approx(2 / 3)


def test_the_cover_is_the_best_confirmed_face_until_the_user_chooses_one(library: Library, ann: int) -> None:
    timeline = person_timeline(library, ann)
    best, chosen = timeline[1].id, timeline[0].id
    assert people_cards(library).people[0].cover.id == best  # type: ignore[union-attr]
    set_cover(library, ann, chosen)
    assert people_cards(library).people[0].cover.id == chosen  # type: ignore[union-attr]
    assert person_overview(library, ann).card.cover.id == chosen  # type: ignore[union-attr]


def test_hidden_people_are_counted_and_shown_only_when_asked_for(library: Library, ann: int) -> None:
    hide_person(library, ann)
    assert people_cards(library).people == ()
    assert people_cards(library).hidden == 1
    assert [card.hidden for card in people_cards(library, hidden=True).people] == [True]


def test_the_overview_has_the_years_of_the_dated_photos(library: Library, ann: int) -> None:
    overview = person_overview(library, ann)
    assert (overview.first_year, overview.last_year) == (1951, 1962)
    assert (overview.card.photos, overview.card.suggested) == (3, 1)


def test_nobody_of_that_number_is_said_in_words(library: Library) -> None:
    with pytest.raises(LibraryError, match="no person number 7"):
        person_overview(library, 7)


def test_the_timeline_is_by_date_with_undated_photos_last(library: Library, ann: int) -> None:
    assert [tile.year for tile in person_timeline(library, ann)] == [1951, 1962, None]


def test_a_tile_says_where_the_face_is_in_shares_of_the_photo(library: Library, ann: int) -> None:
    tile = person_timeline(library, ann)[0]
    assert (tile.left, tile.top, tile.width, tile.height) == (0.1, 0.125, 0.1, 0.125)
    assert (tile.photo_pixels, tile.side) == (1000, 100)
    assert tile.taken_at == datetime(1951, 6, 1)


def test_the_review_asks_about_the_likeliest_first(library: Library) -> None:
    faces = add_faces(library, "Ben", 1990, 1991, 1992)
    group = suggest(library, faces, 0.6, 0.9, 0.8)
    assert [tile.id for tile in review_queue(library, group)] == [faces[1], faces[2], faces[0]]
    assert [tile.id for tile in group_faces(library, group)] == faces, "the best first"


def test_certain_faces_are_the_best_confirmed_ones(library: Library, ann: int) -> None:
    [best] = certain_faces(library, ann, limit=1)
    assert best.year == 1962
    assert len(certain_faces(library, ann)) == 2


def test_the_keys_one_to_nine_are_those_with_most_confirmed_faces(library: Library, ann: int) -> None:
    confirm(library, add_faces(library, "Ben", 2000, 2001, 2002), "Ben")
    names = [card.name for card in frequent_of(people_cards(library), limit=1)]
    assert names == ["Ben"]
    assert list(name_list(library)) == ["Ann", "Ben"]


def test_ages_are_told_of_named_people_born_by_then(library: Library, ann: int) -> None:
    set_birth_date(library, ann, date(1955, 1, 1))
    told = {}
    for tile in person_timeline(library, ann):
        [face] = photo_faces(library, tile.photo_id).faces
        told[tile.year] = (face.name, face.age)
    assert told[1962] == ("Ann", 7)
    assert told[1951][1] is None, "nobody has an age before the birth"


def test_restorable_faces_come_with_the_face_that_would_guide_them(library: Library, ann: int) -> None:
    with library.transaction() as tx:
        [blurred] = add_photo(tx, "blurred.jpg", [detected(near("Ann", 9), eyes=20, score=0.1)], year=1962)
    confirm(library, [blurred], ann)
    tiles = restorable_tiles(library, ann)
    assert tiles[0].tile.id == blurred
    assert tiles[0].reference is not None
    assert tiles[0].reference.year == 1962
    assert Reason(ReasonCode.SHARP) in tiles[0].reasons


def test_references_come_with_what_is_missing(library: Library, ann: int) -> None:
    shown = person_references(library, ann)
    assert {chip.face_id for chip, _ in shown.chips} <= {tile.id for tile in person_timeline(library, ann)}
    assert all(chip.face_id == tile.id for chip, tile in shown.chips)
    with library.snapshot() as tx:
        assert tx.tiles.embedder_of(ann) == EMBEDDER
