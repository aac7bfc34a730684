"""Which faces are worth restoring, and whole people at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from core.domain.face import FaceState
from core.domain.recipe import RestoreRecipe
from core.errors import LibraryError
from core.imaging.decoder import Decoder
from core.library.library import Library
from core.progress import Progress
from core.services.batching import plan_batch, restorable_faces, restore_people
from tests.core.library.test_queries import recorded
from tests.core.services.faces import add_photo, detected, near
from tests.core.services.restoring_setup import index_family, painting_tools, write_family


def add_person(library: Library, name: str, scores: list[float], eyes: float = 30.0) -> tuple[int, list[int]]:
    """A person with one confirmed face of each quality; their number and the faces'."""
    with library.transaction() as tx:
        person = tx.people.create(name)
        faces = []
        for index, score in enumerate(scores):
            face = detected(near(name, index), eyes=eyes, score=score)
            [face_id] = add_photo(tx, f"{name} {index}.jpg", [face])
            tx.people.assign(face_id, person, FaceState.CONFIRMED)
            faces.append(face_id)
    return person, faces


def ids(library: Library, **selection: object) -> list[int]:
    return [each.face_id for each in restorable_faces(library, **selection)]  # type: ignore[arg-type]


def test_planning_a_batch_asks_no_more_of_the_library_for_many_faces(library: Library) -> None:
    asked = []
    for name, count in (("ann", 3), ("ben", 30)):
        person, faces = add_person(library, name, [0.9, *[0.3] * (count - 1)])
        with library.snapshot() as tx:
            photos = [face.photo_id for face in tx.faces.with_ids(faces)]
            with recorded(tx) as statements:
                assert len(plan_batch(library, person_ids=[person]).wanted) == count
                assert len(plan_batch(library, photo_ids=photos).wanted) == count
        asked.append(len(statements))
    assert asked[0] == asked[1]


def test_the_poorest_face_comes_first(library: Library) -> None:
    _, faces = add_person(library, "ann", [0.9, 0.2, 0.5])
    assert ids(library) == [faces[1], faces[2], faces[0]]


def test_a_surer_match_comes_before_a_doubtful_one(library: Library) -> None:
    person, faces = add_person(library, "ann", [0.9, 0.3, 0.3])
    with library.transaction() as tx:
        tx.people.assign(faces[1], person, FaceState.SUGGESTED, 0.85)
    assert ids(library)[:2] == [faces[2], faces[1]]


def test_a_person_with_better_references_comes_first(library: Library) -> None:
    _, poor = add_person(library, "ann", [0.3, 0.35])
    _, good = add_person(library, "ben", [0.3, 0.95])
    order = ids(library)
    assert order.index(good[0]) < order.index(poor[0])


def test_gains_lie_between_zero_and_one(library: Library) -> None:
    add_person(library, "ann", [0.0, 1.0, 0.5])
    assert all(0.0 <= each.gain <= 1.0 for each in restorable_faces(library))


def test_sharp_tiny_uncertain_and_unnamed_faces_are_left_out(library: Library) -> None:
    person, faces = add_person(library, "ann", [0.9, 0.3])
    add_person(library, "sharp", [0.9, 0.9], eyes=60.0)
    add_person(library, "tiny", [0.3, 0.3], eyes=9.0)
    with library.transaction() as tx:
        add_photo(tx, "nobody.jpg", [detected(near("nobody", 0), eyes=30.0)])
        tx.people.assign(faces[1], person, FaceState.SUGGESTED, 0.5)
    assert ids(library) == []


def test_a_selection_by_person_and_photo_takes_what_fits_both(library: Library) -> None:
    ann, faces = add_person(library, "ann", [0.9, 0.3, 0.3])
    _, others = add_person(library, "ben", [0.9, 0.3])
    with library.snapshot() as tx:
        photos = [tx.faces.get(face).photo_id for face in (faces[1], others[1])]
    assert ids(library, person_id=ann) == [faces[1], faces[2], faces[0]]
    assert set(ids(library, photo_ids=photos)) == {faces[1], others[1]}
    assert ids(library, person_id=ann, photo_ids=photos) == [faces[1]]


def test_an_unknown_person_or_photo_is_refused(library: Library) -> None:
    with pytest.raises(LibraryError, match="no person number 7"):
        restorable_faces(library, person_id=7)
    with pytest.raises(LibraryError, match="no photo number 9"):
        restorable_faces(library, photo_ids=[9])


def test_restoring_a_person_leaves_the_others_alone(library: Library, decoder: Decoder, photos: Path) -> None:
    write_family(photos, prints=1)
    family = index_family(library, decoder, photos)
    report = restore_people(
        library, painting_tools(decoder), RestoreRecipe(), Progress(), person_ids=[family.ann], limit=2
    )
    assert len(report.restored) + len(report.held) == 2
    with library.snapshot() as tx:
        assert not tx.restorations.of_person(family.ben)


def test_restoring_photos_says_why_a_face_was_left_alone(
    library: Library, decoder: Decoder, photos: Path
) -> None:
    write_family(photos, prints=1)
    family = index_family(library, decoder, photos)
    stranger = family.faces["ben print 0.png"]
    with library.transaction() as tx:
        tx.people.assign(stranger.id, None, FaceState.UNKNOWN)
    report = restore_people(
        library, painting_tools(decoder), RestoreRecipe(), Progress(), photo_ids=[stranger.photo_id]
    )
    assert not report.restored
    assert [Path(line.path).name for line in report.left_alone] == ["ben print 0.png"]
    assert "Nobody has said who this is" in report.left_alone[0].message


def test_an_uncertain_match_is_restored_last_and_held_for_review(
    library: Library, decoder: Decoder, photos: Path
) -> None:
    write_family(photos, prints=1)
    family = index_family(library, decoder, photos)
    [print_] = family.prints("ann")
    with library.transaction() as tx:
        tx.people.assign(print_, family.ann, FaceState.SUGGESTED, 0.6)
    assert print_ not in ids(library, person_id=family.ann)
    report = restore_people(
        library, painting_tools(decoder), RestoreRecipe(), Progress(), person_ids=[family.ann]
    )
    with library.snapshot() as tx:
        assert print_ in {tx.restorations.get(each).face_id for each in report.held}


def test_restoring_without_references_asks_for_none(library: Library, decoder: Decoder, photos: Path) -> None:
    write_family(photos, prints=1)
    family = index_family(library, decoder, photos)
    recipe = replace(RestoreRecipe(), identity_scale=0.0)
    report = restore_people(
        library,
        painting_tools(decoder),
        recipe,
        Progress(),
        photo_ids=[family.faces["ann print 0.png"].photo_id],
        reference_limit=0,
    )
    assert len(report.restored) == 1
