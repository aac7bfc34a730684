from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.domain.photo import CameraFacts, FileStamp, NamedRegion
from core.errors import LibraryError
from core.library.library import Library
from tests.core.library.samples import (
    DETECTOR,
    EMBEDDER,
    FACTS,
    STAMP,
    add_face,
    add_photo,
    digest,
)

FILE_NAMES = st.binary(min_size=1, max_size=255).filter(lambda name: not set(name) & {0, ord("/")})
STAMPS = st.builds(FileStamp, *[st.integers(0, 2**70) for _ in range(4)])

RICH = replace(
    FACTS,
    taken_at=datetime(1961, 7, 14, 10, 30),
    camera=CameraFacts("Zeiss", "Ikonta", "", "Ada \ud83d at sea", 54.3, 10.1),
    regions=(NamedRegion("Ada \udcff", 1.5, 2.0, 30.0, 40.25),),
    metadata_problem="The EXIF block ends too early.",
)


def test_facts_come_back_as_they_were_given(library: Library) -> None:
    with library.transaction() as tx:
        photo = tx.photos.get(add_photo(tx, facts=RICH))
    camera = replace(RICH.camera, description="Ada \ufffd at sea")
    assert photo.facts == replace(RICH, camera=camera)


def test_times_keep_the_zone_they_were_written_with(library: Library) -> None:
    with library.transaction() as tx:
        for name, moment in (("a", datetime(2001, 1, 1)), ("b", datetime(2001, 1, 1, tzinfo=UTC))):
            photo = tx.photos.get(add_photo(tx, name, facts=replace(FACTS, taken_at=moment)))
            assert photo.facts.taken_at == moment


def test_the_same_bytes_at_two_places_are_one_photo(library: Library) -> None:
    with library.transaction() as tx:
        first = add_photo(tx, "a.jpg")
        folder = tx.folders.all()[0]
        assert tx.photos.add(digest("a.jpg"), RICH) == first
        tx.photos.put_location(first, folder.id, b"copy.jpg", STAMP)
        photo = tx.photos.get(first)
        assert photo.facts == FACTS
        assert [each.path.name for each in photo.locations] == ["a.jpg", "copy.jpg"]
        tx.photos.remove_locations([photo.locations[0].id])
        assert [each.path.name for each in tx.photos.get(first).locations] == ["copy.jpg"]


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(FILE_NAMES, min_size=1, max_size=20, unique=True), stamp=STAMPS)
@pytest.mark.skipif(os.name == "nt", reason="names are not bytes there")
def test_any_file_name_and_stamp_comes_back_unchanged(
    library: Library, names: list[bytes], stamp: FileStamp
) -> None:
    with library.transaction() as tx:
        folder = tx.folders.add(Path(os.fsdecode(b"/pho\xfftos")), volume="disk")
        photo_id = tx.photos.add("0" * 64, FACTS)
        for name in names:
            tx.photos.put_location(photo_id, folder.id, name, stamp)
        known = tx.photos.known_files(folder.id)
        assert all(known[name].stamp == stamp for name in names)
        paths = {os.fsencode(each.path) for each in tx.photos.get(photo_id).locations}
        assert {b"/pho\xfftos/" + name for name in names} <= paths


def test_a_file_that_could_not_be_read_is_a_problem_until_it_can(library: Library) -> None:
    with library.transaction() as tx:
        photo_id = add_photo(tx)
        folder = tx.folders.all()[0]
        tx.photos.put_location(None, folder.id, b"b\xff.jpg", STAMP, problem="It ends too early.")
        (problem,) = tx.photos.problems()
        assert (problem.path, problem.message) == ("/photos/b\udcff.jpg", "It ends too early.")
        assert tx.photos.known_files(folder.id)[b"b\xff.jpg"].problem == "It ends too early."
        tx.photos.put_location(photo_id, folder.id, b"b\xff.jpg", STAMP)
        assert tx.photos.problems() == []


def test_a_file_is_a_photo_or_a_problem(library: Library) -> None:
    with library.transaction() as tx:
        add_photo(tx)
        with pytest.raises(ValueError, match="either"):
            tx.photos.put_location(None, 1, b"b.jpg", STAMP)


def test_pages_follow_each_other_without_gap(library: Library) -> None:
    with library.transaction() as tx:
        ids = [add_photo(tx, f"{number}.jpg") for number in range(7)]
        first = tx.photos.all(limit=3)
        rest = tx.photos.all(after=first[-1].id)
    assert [photo.id for photo in first + rest] == ids


def test_unknown_numbers_are_left_out_of_lists_and_refused_alone(library: Library) -> None:
    with library.transaction() as tx:
        photo_id = add_photo(tx)
        assert [photo.id for photo in tx.photos.with_ids([99, photo_id])] == [photo_id]
        with pytest.raises(LibraryError, match="no photo number 99"):
            tx.photos.get(99)


def test_a_photo_is_analysed_once_for_each_pair_of_models(library: Library) -> None:
    with library.transaction() as tx:
        ids = [add_photo(tx, name) for name in ("a.jpg", "b.jpg")]
        for _ in range(2):
            tx.photos.mark_analyzed(ids[0], DETECTOR, EMBEDDER)
        assert tx.photos.unanalyzed(DETECTOR, EMBEDDER) == [ids[1]]
        assert tx.photos.unanalyzed("other", EMBEDDER) == ids


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("/photos", {"a.jpg", "trip/b.jpg", "trip/c/d.jpg", "trip2/e.jpg"}),
        ("/", {"a.jpg", "trip/b.jpg", "trip/c/d.jpg", "trip2/e.jpg"}),
        ("/photos/trip", {"trip/b.jpg", "trip/c/d.jpg"}),
        ("/photos/a.jpg", {"a.jpg"}),
        ("/photos/tri", set()),
        ("/elsewhere", set()),
    ],
)
def test_photos_below_a_path_are_found(library: Library, path: str, names: set[str]) -> None:
    with library.transaction() as tx:
        ids = {add_photo(tx, name): name for name in ("a.jpg", "trip/b.jpg", "trip/c/d.jpg", "trip2/e.jpg")}
        assert {ids[photo_id] for photo_id in tx.photos.under(Path(path))} == names


def test_days_are_included_at_both_ends_whatever_the_zone(library: Library) -> None:
    moments = [datetime(2001, 5, 1), datetime(2001, 5, 2, 23, 59, 59, tzinfo=UTC), datetime(2001, 5, 3)]
    with library.transaction() as tx:
        ids = [
            add_photo(tx, str(moment), facts=replace(FACTS, taken_at=moment)) for moment in reversed(moments)
        ]
        add_photo(tx, "no date")
        assert tx.photos.between(date(2001, 5, 1), date(2001, 5, 2)) == [ids[2], ids[1]]


def test_a_photo_found_to_be_restored_by_ai_loses_what_would_feed_on_it(library: Library) -> None:
    with library.transaction() as tx:
        face_id = add_face(tx)
        photo_id, person = tx.faces.get(face_id).photo_id, tx.people.create("Ada")
        tx.references.pin(person, face_id)
        tx.photos.update_facts(photo_id, replace(FACTS, restored_by_ai=True))
        assert tx.faces.get(face_id).restored_photo
        assert tx.faces.vectors_of(face_id).get(EMBEDDER) is None
        assert not tx.references.of(person).pinned
