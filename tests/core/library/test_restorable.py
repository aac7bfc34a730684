"""What is restorable: the same for counts, lists and search, and what the gates and references say."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.domain.face import Face, FaceState
from core.domain.reference import ReferenceTarget, rank_references
from core.domain.restoration import Decision
from core.domain.search import Query
from core.library.library import Library
from core.restoration.gates import gate
from core.services.batching import SHIPPED_RESTORER, restorable_faces
from core.services.people import ban_reference, confirm, name_person, pin_reference
from core.services.referencing import reference_candidates
from tests.core.services.faces import EMBEDDER, add_photo, detected, near
from tests.core.services.test_forgetting import restore

STATES = (FaceState.CONFIRMED, FaceState.SUGGESTED, FaceState.SUGGESTED, FaceState.IGNORED)


def add_anybody(library: Library, seed: int) -> list[int]:
    """Three people with faces of every kind: size, sharpness, turn, certainty, AI-restored photos."""
    random, people = np.random.default_rng(seed), []
    with library.transaction() as tx:
        for name, count in (("ann", 14), ("ben", 2), ("cid", 1)):
            people.append(tx.people.create(name))
            for number in range(count):
                face = detected(near(name, number), eyes=float(random.uniform(8, 60)))
                measured = replace(
                    face.quality,
                    score=float(random.random()),
                    sharpness=float(random.random()),
                    yaw=float(random.uniform(-70, 70)),
                )
                by_ai = bool(random.random() < 0.1)
                vector = None if by_ai else face.embedding
                found = replace(face, quality=measured, embedding=vector)
                [face_id] = add_photo(tx, f"{name} {number}.jpg", [found], restored_by_ai=by_ai)
                state = STATES[int(random.integers(len(STATES)))]
                likely = float(random.uniform(0.5, 1.0)) if state is FaceState.SUGGESTED else None
                tx.people.assign(face_id, people[-1], state, likely)
    return people


def gates_say(library: Library, person_id: int) -> list[int]:
    """Faces that the gates let through unasked and that something can guide, one by one."""
    with library.snapshot() as tx:
        faces, chosen = tx.faces.of_person(person_id), tx.references.of(person_id)
    candidates = reference_candidates(library, person_id, embedder=EMBEDDER)

    def fits(face: Face) -> bool:
        target = ReferenceTarget(face.id, face.photo_id, face.quality)
        guides = rank_references(candidates, target, limit=1, pinned=chosen.pinned, banned=chosen.banned)
        return gate(face, SHIPPED_RESTORER).allowed and bool(guides)

    return [face.id for face in faces if fits(face)]


@pytest.mark.parametrize("seed", range(8))
def test_restorable_is_what_the_gates_let_through_and_something_can_guide(
    library: Library, seed: int
) -> None:
    people = add_anybody(library, seed)
    with library.snapshot() as tx:
        faces = {person: [row.face_id for row in tx.restorable.faces(person_id=person)] for person in people}
        everybody = [row.face_id for row in tx.restorable.faces()]
        photos, found = tx.restorable.photo_count(), tx.search.photo_ids(Query(restorable=True))
    assert faces == {person: gates_say(library, person) for person in people}
    assert everybody == sorted(face for those in faces.values() for face in those)
    assert {each.face_id for each in restorable_faces(library)} == set(everybody)
    assert photos == len(found) == len(everybody), "a face a photo"


@pytest.fixture
def ann(library: Library) -> list[int]:
    """A good face, and two that a restoration would help."""
    with library.transaction() as tx:
        faces = [
            add_photo(tx, f"{number}.jpg", [detected(near("ann", number), eyes=eyes, score=score)])[0]
            for number, (eyes, score) in enumerate(((60.0, 0.9), (20.0, 0.3), (14.0, 0.2)))
        ]
    confirm(library, faces, "Ann")
    return faces


def restorable_ids(library: Library) -> list[int]:
    with library.snapshot() as tx:
        return [row.face_id for row in tx.restorable.faces()]


@pytest.mark.parametrize("decision", [Decision.KEPT, Decision.DISCARDED])
def test_a_decided_face_is_not_offered_again(library: Library, ann: list[int], decision: Decision) -> None:
    assert restorable_ids(library) == ann[1:]
    number = restore(library, ann[1], [ann[0]])
    with library.transaction() as tx:
        tx.restorations.decide([number], decision)
    assert restorable_ids(library) == [ann[2]]


def test_a_result_that_nobody_decided_on_leaves_the_face_restorable(library: Library, ann: list[int]) -> None:
    number = restore(library, ann[1], [ann[0]])
    with library.transaction() as tx:
        tx.restorations.decide([number], Decision.NONE)
    assert restorable_ids(library) == ann[1:]


def test_a_face_cannot_guide_itself_and_a_banned_one_nobody(library: Library, ann: list[int]) -> None:
    ban_reference(library, "Ann", ann[0])
    assert restorable_ids(library) == [ann[2]], "the second guides the third, and nothing the second"
    pin_reference(library, "Ann", ann[2])
    assert restorable_ids(library) == ann[1:], "a pinned one guides however small it is"


def test_a_group_without_a_name_is_named_first(library: Library, ann: list[int]) -> None:
    with library.snapshot() as tx:
        person = tx.faces.get(ann[0]).person_id
    assert person is not None
    with library.transaction() as tx:
        tx.people.rename(person, None)
    assert restorable_ids(library) == []
    name_person(library, person, "Ann")
    assert restorable_ids(library) == ann[1:]
