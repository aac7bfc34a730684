"""What users said of people outlives another detector, births and strangers bind grouping."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.domain.face import Box, DetectedFace, Face, FaceState, Landmarks
from core.errors import LibraryError
from core.library.library import Library, Transaction
from core.progress import Progress
from core.services.grouping import group_people
from core.services.people import (
    add_face,
    confirm,
    confirm_many,
    find_person,
    ignore_stranger,
    list_people,
    merge_people,
    move_faces,
    name_person,
    reject,
    relate,
    relations_of,
    set_birth_date,
    set_cover,
)
from tests.core.library.samples import FACTS, STAMP, digest
from tests.core.services.faces import DETECTOR, EMBEDDER, add_person_photos, add_photo, detected, near
from tests.fakes import landmarks_in, quality_of, unit_vector

PHOTOS_FOLDER = Path("/photos")
SAID = frozenset({FaceState.CONFIRMED, FaceState.IGNORED, FaceState.REJECTED, FaceState.MANUAL})


@dataclass(frozen=True)
class Drawn:
    """A face of a random library: where it is, what was said of it, how another detector sees it."""

    slot: int
    said: str
    seen: bool
    shift: int


FACES = st.builds(
    Drawn,
    st.integers(0, 5),
    st.sampled_from(
        ["nothing", "named", "named other", "ignored", "no face", "rejected", "drawn", "drawn named"]
    ),
    st.booleans(),
    st.integers(-15, 15),
)
PHOTOS = st.lists(st.lists(FACES, max_size=5, unique_by=lambda face: face.slot), min_size=1, max_size=4)


def box(face: Drawn, shift: int = 0) -> Box:
    return Box(100.0 + 400 * face.slot + shift, 100.0 + shift, 200.0, 200.0)


def detection(face: Drawn, shift: int = 0) -> DetectedFace:
    placed = box(face, shift)
    return DetectedFace(placed, landmarks_in(placed), 0.9, quality_of(), unit_vector(face))


def draw(tx: Transaction, photo_id: int, faces: list[Drawn]) -> None:
    """Index a photo, and have the user say what they say."""
    found = [face for face in faces if not face.said.startswith("drawn")]
    ids = tx.faces.reconcile(
        photo_id, [detection(face) for face in found], detector=DETECTOR, embedder=EMBEDDER
    )
    for face, face_id in zip(found, ids, strict=True):
        match face.said:
            case "named" | "named other":
                tx.people.assign(face_id, 1 + (face.said == "named other"), FaceState.CONFIRMED)
            case "ignored" | "no face":
                state = FaceState.IGNORED if face.said == "ignored" else FaceState.REJECTED
                tx.people.assign(face_id, None, state)
            case "rejected":
                tx.people.reject(face_id, 1)
    for face in (face for face in faces if face.said.startswith("drawn")):
        face_id = tx.faces.add_manual(photo_id, box(face), None)
        if face.said == "drawn named":
            tx.people.assign(face_id, 1, FaceState.CONFIRMED)


def said_of(face: Face) -> tuple[object, ...]:
    drawn = face.box if face.source.value == "user" else None
    return face.id, face.photo_id, face.state, face.person_id, face.source, drawn


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PHOTOS)
def test_names_confirmations_and_drawn_boxes_outlive_another_detector(
    library: Library, photos: list[list[Drawn]]
) -> None:
    with library.transaction() as tx:
        if not tx.people.numbers():
            tx.people.create("Ann")
            tx.people.create("Bob")
        start = len(tx.photos.all())
        ids = [tx.photos.add(digest(start + at), FACTS) for at in range(len(photos))]
        folder = tx.folders.find(PHOTOS_FOLDER) or tx.folders.add(PHOTOS_FOLDER, volume="disk")
        for photo_id, faces in zip(ids, photos, strict=True):
            tx.photos.put_location(photo_id, folder.id, str(photo_id).encode(), STAMP)
            draw(tx, photo_id, faces)
        before = [said_of(f) for each in ids for f in tx.faces.of_photo(each) if f.state in SAID]
        words = tx.people.rejections()
        for photo_id, faces in zip(ids, photos, strict=True):
            again = [detection(face, face.shift) for face in faces if face.seen]
            tx.faces.reconcile(photo_id, again, detector="another", embedder="another")
        kept = [said_of(f) for each in ids for f in tx.faces.of_photo(each) if f.state in SAID]
    assert kept == before
    with library.snapshot() as tx:
        assert tx.people.rejections() == words


def group(library: Library) -> None:
    group_people(library, EMBEDDER, 0.5, 0.4, Progress())


def test_nobody_is_suggested_in_a_photo_of_before_their_birth(library: Library) -> None:
    with library.transaction() as tx:
        [early] = add_photo(tx, "early.jpg", [detected(near("ann", 90))], year=1940)
        late = [add_photo(tx, f"{n}.jpg", [detected(near("ann", n))], year=1960)[0] for n in range(4)]
    ann = confirm(library, late, "Ann").id
    group(library)
    with library.snapshot() as tx:
        assert tx.faces.get(early).person_id == ann
    set_birth_date(library, "Ann", date(1950, 1, 1))
    group(library)
    with library.snapshot() as tx:
        assert tx.faces.get(early).person_id != ann


def test_who_looks_like_an_ignored_stranger_is_ignored_too(library: Library) -> None:
    faces = add_person_photos(library, "stranger", 4)
    group(library)
    [crowd] = list_people(library)
    assert ignore_stranger(library, faces[:1]) == crowd.id
    later = add_person_photos(library, "stranger", 3, first=10)
    group(library)
    assert list_people(library, hidden=True) == []
    with library.snapshot() as tx:
        assert {tx.faces.get(face).state for face in faces + later} == {FaceState.IGNORED}
    assert [each.id for each in list_people(library, hidden=True, strangers=True)] == [crowd.id]


def test_age_is_full_years_and_needs_both_dates(library: Library) -> None:
    with library.transaction() as tx:
        tx.people.create("Ann")
    born = set_birth_date(library, "Ann", date(1950, 6, 15))
    assert [born.age_at(day) for day in (date(1960, 6, 14), date(1960, 6, 15), date(1949, 1, 1), None)] == [
        9,
        10,
        -2,
        None,
    ]


def test_a_merge_keeps_cover_and_birth_date_and_takes_over_missing_ones(library: Library) -> None:
    ann, bob = add_person_photos(library, "ann", 2), add_person_photos(library, "bob", 2)
    confirm(library, ann, "Ann")
    confirm(library, bob, "Bob")
    set_cover(library, "Ann", ann[0])
    set_cover(library, "Bob", bob[0])
    set_birth_date(library, "Bob", date(1950, 1, 1))
    merged = merge_people(library, "Ann", ["Bob"])
    assert (merged.cover_face_id, merged.birth_date, merged.confirmed) == (ann[0], date(1950, 1, 1), 4)


def test_moved_faces_do_not_come_back(library: Library) -> None:
    faces = add_person_photos(library, "ann", 3)
    confirm(library, faces, "Ann")
    moved = move_faces(library, faces[:1], "Bea")
    with library.snapshot() as tx:
        assert tx.people.rejections() == {(faces[0], find_person(library, "Ann").id)}
    assert moved.confirmed == 1


def test_suggestions_are_accepted_together(library: Library) -> None:
    faces = add_person_photos(library, "ann", 3)
    with library.transaction() as tx:
        for face, person in zip(faces[:2], (tx.people.create("Ann"), tx.people.create("Bea")), strict=True):
            tx.people.assign(face, person, FaceState.SUGGESTED, 0.7)
    assert confirm_many(library, faces[:2]) == 2
    assert [person.confirmed for person in list_people(library)] == [1, 1]
    with pytest.raises(LibraryError, match="not suggested to be anybody"):
        confirm_many(library, faces)


def test_relations_are_notes_from_one_person_to_another(library: Library) -> None:
    with library.transaction() as tx:
        tx.people.create("Ann")
        tx.people.create("Bob")
    [relation] = relate(library, "Ann", "Bob", " mother ")
    assert relation.sentence == "Ann: mother of Bob"
    assert relations_of(library, "Bob") == [relation]
    assert relate(library, "Ann", "Bob", "") == []
    with pytest.raises(LibraryError, match="one person"):
        relate(library, "Ann", "Ann", "self")


def test_a_drawn_face_is_cut_to_its_photo_and_named(library: Library) -> None:
    with library.transaction() as tx:
        add_photo(tx, "1.jpg", [])
    points = Landmarks(((10.0, 10.0), (30.0, 10.0), (20.0, 20.0), (12.0, 30.0), (28.0, 30.0)))
    face_id = add_face(library, 1, Box(-20.0, 5.0, 60.0, 50.0), points, "Ann")
    with library.snapshot() as tx:
        face = tx.faces.get(face_id)
    assert (face.box, face.landmarks, face.state) == (Box(0.0, 5.0, 40.0, 50.0), points, FaceState.CONFIRMED)
    with pytest.raises(LibraryError, match="outside the photo"):
        add_face(library, 1, Box(5000.0, 5.0, 60.0, 50.0))


def test_an_edit_of_one_face_is_one_row_and_one_line_of_the_journal_however_many_there_are(
    library: Library,
) -> None:
    faces = add_person_photos(library, "ann", 30)
    name_person(library, confirm(library, faces[:20], "A").id, "Ann")
    reject(library, faces[25:], "Ann")
    with library.snapshot() as tx:
        before = {face.id: face for face in tx.faces.with_ids(faces)}
        entries = len(tx.journal.entries(1000))
    confirm(library, faces[20:21], "Ann")
    with library.snapshot() as tx:
        changed = [face.id for face in tx.faces.with_ids(faces) if face != before[face.id]]
        assert (changed, len(tx.journal.entries(1000)) - entries) == ([faces[20]], 1)
