"""What users said of people outlives another detector, births and strangers bind grouping."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from core.domain.face import Box, FaceSource, FaceState, Landmarks
from core.errors import LibraryError
from core.imaging.decoder import Decoder
from core.library.library import Library
from core.progress import Progress
from core.services.grouping import group_people
from core.services.indexing import index_folders
from core.services.people import (
    add_face,
    confirm,
    confirm_many,
    find_person,
    ignore,
    ignore_stranger,
    list_people,
    mark_no_face,
    merge_people,
    move_faces,
    name_person,
    reject,
    relate,
    relations_of,
    set_birth_date,
    set_cover,
)
from core.services.undoing import next_undo, redo, undo
from tests.core.services.faces import EMBEDDER, add_person_photos, add_photo, detected, near
from tests.fakes import FakeAnalyzer

SAID = frozenset({FaceState.CONFIRMED, FaceState.IGNORED, FaceState.REJECTED, FaceState.MANUAL})


@dataclass(frozen=True)
class Drawn:
    """A face of a random library: where it is, what is said of it, how another detector sees it."""

    slot: int
    said: str
    seen: bool
    """Whether the other detector finds it."""
    shift: int

    @property
    def drawn(self) -> bool:
        return self.said.startswith("drawn")


FACES = st.builds(
    Drawn,
    st.integers(0, 4),
    st.sampled_from(
        ["nothing", "Ann", "Bob", "ignored", "no face", "not Ann", "stranger", "cover", "drawn", "drawn Ann"]
    ),
    st.booleans(),
    st.integers(-12, 12),
)
PHOTOS = st.lists(st.lists(FACES, max_size=4, unique_by=lambda face: face.slot), min_size=1, max_size=3)


def box(face: Drawn, shift: int = 0) -> Box:
    return Box(20.0 + 120 * face.slot + shift, 30.0 + shift, 80.0, 80.0)


def write_photos(folder: Path, photos: list[list[Drawn]], first: int) -> None:
    """Pictures that say in their first pixel which one they are; nobody is of another one's colour."""
    folder.mkdir()
    for number in range(first, first + len(photos)):
        pixels = np.full((140, 640, 3), (number * 37 % 256, number * 101 % 256, 90), dtype=np.uint8)
        pixels[0, 0] = (number >> 8, number & 255, 1)
        Image.fromarray(pixels).save(folder / f"{number}.png")


def analyzer(name: str, photos: list[list[Drawn]], first: int, *, again: bool) -> FakeAnalyzer:
    """Finds what was planned for the picture it is given; under another name, elsewhere, and less."""

    def find(pixels: NDArray[np.uint8]) -> list[Box]:
        planned = photos[int(pixels[0, 0, 0]) * 256 + int(pixels[0, 0, 1]) - first]
        if again:
            return [box(face, face.shift) for face in planned if face.seen]
        return [box(face) for face in planned if not face.drawn]

    found = FakeAnalyzer(find)
    found.detector.name, found.embedder.name = f"{name}-detector", f"{name}-embedder"
    return found


def speak(library: Library, photo_id: int, face: Drawn) -> None:
    """Say of a face what is planned; those of the first detector are found by their place."""
    if face.drawn:
        add_face(library, photo_id, box(face), person="Ann" if face.said == "drawn Ann" else None)
        return
    with library.snapshot() as tx:
        [found] = [each.id for each in tx.faces.of_photo(photo_id) if each.box == box(face)]
    match face.said:
        case "Ann" | "Bob":
            confirm(library, [found], face.said)
        case "cover":
            confirm(library, [found], "Ann")
            set_cover(library, "Ann", found)
        case "ignored":
            ignore(library, [found])
        case "no face":
            mark_no_face(library, [found])
        case "not Ann":
            confirm(library, [found], "Ann")
            reject(library, [found], "Ann")
        case "stranger":
            ignore_stranger(library, [found])


def words(library: Library, photo_ids: list[int]) -> object:
    """All that users said of faces in these photos, and of people."""
    with library.snapshot() as tx:
        faces = [
            (face.id, face.state, face.person_id, face.source, face.source is FaceSource.USER and face.box)
            for photo_id in photo_ids
            for face in tx.faces.of_photo(photo_id)
            if face.state in SAID
        ]
        people = tx.people.all(hidden=True) + tx.people.all(hidden=True, strangers=True)
        return faces, people, tx.people.rejections()


@settings(
    max_examples=10,
    deadline=None,
    phases=[Phase.generate],  # the examples are small: shrinking one would take minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(PHOTOS)
def test_names_confirmations_and_drawn_boxes_outlive_another_detector(
    library: Library, decoder: Decoder, photos: Path, planned: list[list[Drawn]]
) -> None:
    with library.snapshot() as tx:
        first = tx.photos.count()
    folder = photos / str(first)
    write_photos(folder, planned, first)
    index_folders(library, decoder, analyzer("one", planned, first, again=False), [folder], Progress())
    with library.snapshot() as tx:
        ids = {int(photo.path.stem): photo.id for photo in tx.photos.all()}
    for number, faces in enumerate(planned, first):
        for face in faces:
            speak(library, ids[number], face)
    mine = [ids[number] for number in range(first, first + len(planned))]
    said, last = words(library, mine), next_undo(library)
    other = analyzer("another", planned, first, again=True)
    index_folders(library, decoder, other, [folder], Progress())
    assert other.calls == len(planned)
    assert words(library, mine) == said
    if last is not None:
        assert undo(library) == last
        redo(library)
        assert words(library, mine) == said


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
