"""Choosing references: whose faces, which of them, and why."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from core.analysis.analyzer import Image
from core.domain.face import Embedding, Face, FaceState, Landmarks
from core.domain.reasons import Reason, ReasonCode
from core.imaging.decoder import Decoder
from core.library.library import Library
from core.progress import Progress
from core.restoration.guard import person_range
from core.services import referencing
from core.services.indexing import index_folders
from core.services.people import ban_reference, confirm, find_person, pin_reference
from core.services.referencing import (
    choose_references,
    judge_vectors,
    reference_candidates,
)
from tests.core.services.faces import EMBEDDER, add_person_photos, add_photo, detected, near
from tests.core.services.pictures import write_picture
from tests.fakes import FakeAnalyzer, FakeEmbedder


@pytest.fixture
def ann(library: Library) -> list[int]:
    """Four confirmed faces of Ann at different places of their photos."""
    with library.transaction() as tx:
        faces = [
            add_photo(tx, f"ann {index}.jpg", [detected(near("ann", index), x=100.0 + 90 * index)])[0]
            for index in range(4)
        ]
    confirm(library, faces, "Ann")
    return faces


def face_of(library: Library, face_id: int) -> Face:
    with library.snapshot() as tx:
        return tx.faces.get(face_id)


def chosen(
    library: Library, face_id: int, *, limit: int = 9, exclude: frozenset[int] = frozenset()
) -> list[int]:
    face = face_of(library, face_id)
    ranked = choose_references(library, face, embedder=EMBEDDER, limit=limit, exclude=exclude)
    return [reference.face_id for reference in ranked]


def test_references_are_the_persons_other_faces(library: Library, ann: list[int]) -> None:
    add_person_photos(library, "bob", 2)
    assert sorted(chosen(library, ann[0])) == ann[1:]
    assert len(chosen(library, ann[0], limit=2)) == 2


def test_a_face_of_nobody_has_no_references(library: Library, ann: list[int]) -> None:
    [stranger] = add_person_photos(library, "stranger", 1)
    assert chosen(library, stranger) == []


def test_pinned_faces_come_first_and_banned_or_excluded_ones_never(library: Library, ann: list[int]) -> None:
    pin_reference(library, "Ann", ann[3])
    ban_reference(library, "Ann", ann[1])
    assert chosen(library, ann[0])[0] == ann[3]
    assert chosen(library, ann[0], exclude=frozenset({ann[2]})) == [ann[3]]


def test_restored_photos_and_weak_suggestions_are_no_references(library: Library, ann: list[int]) -> None:
    person = find_person(library, "Ann").id
    with library.transaction() as tx:
        [restored] = add_photo(tx, "restored", [detected(near("ann", 7))], restored_by_ai=True)
        tx.people.assign(restored, person, FaceState.CONFIRMED)
        for index, probability in ((8, 0.95), (9, 0.6)):
            [face] = add_photo(tx, f"suggested {index}", [detected(near("ann", index), x=500.0 + index)])
            tx.people.assign(face, person, FaceState.SUGGESTED, probability)
    candidates = reference_candidates(library, person, embedder=EMBEDDER)
    assert [candidate.face_id for candidate in candidates] == [*ann, 6]
    assert candidates[-1].probability == 0.95


def test_of_very_many_faces_the_best_and_the_pinned_are_candidates(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    with library.transaction() as tx:
        faces = [
            add_photo(tx, f"{index}.jpg", [detected(near("ann", index), score=score)])[0]
            for index, score in enumerate((0.5, 0.9, 0.4, 0.8, 0.3))
        ]
    person = confirm(library, faces, "Ann").id
    pin_reference(library, "Ann", faces[4])
    monkeypatch.setattr(referencing, "MOST_CANDIDATES", 2)
    found = [each.face_id for each in reference_candidates(library, person, embedder=EMBEDDER)]
    assert found == [faces[1], faces[3], faces[4]]


def test_candidates_say_how_typical_they_are(library: Library, ann: list[int]) -> None:
    with library.transaction() as tx:
        [odd] = add_photo(tx, "odd", [detected(near("somebody else", 0))])
    confirm(library, [odd], "Ann")
    person = find_person(library, "Ann").id
    likeness = {c.face_id: c.likeness for c in reference_candidates(library, person, embedder=EMBEDDER)}
    assert likeness[odd] is not None
    assert all((likeness[face] or 0) > likeness[odd] + 0.3 for face in ann)


def test_another_print_of_the_same_photograph_may_serve_and_says_so(library: Library, ann: list[int]) -> None:
    with library.transaction() as tx:
        [print_of_first] = add_photo(tx, "print of ann 0", [detected(near("ann", 0), x=101.0)])
    confirm(library, [print_of_first], "Ann")
    ranked = choose_references(library, face_of(library, ann[0]), embedder=EMBEDDER, limit=9)
    noted = [each.face_id for each in ranked if Reason(ReasonCode.ANOTHER_PRINT) in each.reasons]
    assert noted == [print_of_first]


def test_the_persons_range_comes_from_stored_vectors(
    library: Library, ann: list[int], decoder: Decoder
) -> None:
    class Judge(FakeEmbedder):
        name = EMBEDDER

    faces = [face_of(library, face_id) for face_id in ann]
    found = person_range(judge_vectors(library, faces, Judge(), decoder))
    assert found.samples == 6
    assert found.high > 0.9


def test_photos_that_cannot_be_read_are_left_out_of_the_judgement(
    library: Library, ann: list[int], decoder: Decoder
) -> None:
    class Judge(FakeEmbedder):
        name = "another-judge"

    faces = [face_of(library, face_id) for face_id in ann]
    assert judge_vectors(library, faces, Judge(), decoder).shape[0] == 0


def test_missing_vectors_of_the_judge_are_computed_and_kept(
    library: Library, decoder: Decoder, photos: Path
) -> None:
    class Judge(FakeEmbedder):
        name = "another-judge"
        calls = 0

        def embed(self, image: Image, landmarks: Sequence[Landmarks]) -> list[Embedding]:
            self.calls += 1
            return super().embed(image, landmarks)

    for index in range(3):
        write_picture(photos / f"{index}.png", mark=index)
    index_folders(library, decoder, FakeAnalyzer(), [photos], Progress())
    faces, judge = [face_of(library, face_id) for face_id in (1, 2, 3)], Judge()
    for _ in range(2):
        assert judge_vectors(library, faces, judge, decoder).shape == (3, judge.dimensions)
    assert judge.calls == 3


def test_faces_of_a_removed_folder_are_no_references(
    library: Library, ann: list[int], decoder: Decoder
) -> None:
    class Judge(FakeEmbedder):
        name = "another-judge"

    faces = [face_of(library, face_id) for face_id in ann]
    with library.transaction() as tx:
        tx.folders.remove(tx.folders.all()[0].id)
    assert reference_candidates(library, faces[0].person_id or 0, embedder=EMBEDDER) == []
    assert judge_vectors(library, faces, Judge(), decoder).shape[0] == 0


def test_a_photo_changed_since_it_was_indexed_gives_no_vector(
    library: Library, decoder: Decoder, photos: Path
) -> None:
    class Judge(FakeEmbedder):
        name = "another-judge"

    path = write_picture(photos / "a.png")
    index_folders(library, decoder, FakeAnalyzer(), [photos], Progress())
    write_picture(path, (1, 200, 3))
    assert judge_vectors(library, [face_of(library, 1)], Judge(), decoder).shape[0] == 0
