from __future__ import annotations

import pytest

from core.domain.face import FaceState
from core.domain.reasons import Reason, ReasonCode
from core.domain.recipe import ExecutionPlan, RestoreRecipe
from core.domain.restoration import Decision, Judgement, Likeness, RestorationState
from core.errors import LibraryError
from core.library.library import Library, Transaction
from tests.core.library.samples import add_face

PLAN = ExecutionPlan(device="cpu", dtype="float32", batch_size=1, threads=2)
DRIFTED = Judgement(Likeness.DRIFTED, 0.5, 0.3, (Reason(ReasonCode.NOT_CLOSER, (0.3, 0.5)),))


def planned(tx: Transaction, face_id: int, key: str = "key", *, references: tuple[int, ...] = ()) -> int:
    return tx.restorations.plan(
        face_id=face_id,
        person_id=None,
        key=key,
        recipe=RestoreRecipe(seed=7),
        reference_face_ids=references,
        input_digest="d" * 64,
    )


def finished(
    tx: Transaction,
    restoration_id: int,
    judgement: Judgement | None = None,
    *,
    state: RestorationState = RestorationState.DONE,
) -> None:
    tx.restorations.finish(
        restoration_id,
        state=state,
        plan=PLAN,
        crop="1.png",
        result_digest="r" * 64,
        judgement=judgement,
        seconds=1.5,
    )


def test_a_plan_keeps_recipe_and_references_in_their_order(library: Library) -> None:
    with library.transaction() as tx:
        ids = [add_face(tx, name=name) for name in ("a", "b", "c")]
        restoration = tx.restorations.get(planned(tx, ids[0], references=(ids[2], ids[1])))
    assert restoration.recipe == RestoreRecipe(seed=7)
    assert restoration.reference_face_ids == (ids[2], ids[1])
    assert (restoration.state, restoration.decision) == (RestorationState.PLANNED, Decision.NONE)


def test_the_same_key_is_planned_once(library: Library) -> None:
    with library.transaction() as tx:
        face_id = add_face(tx)
        first = planned(tx, face_id)
        finished(tx, first)
        assert planned(tx, face_id) == first
        found = tx.restorations.find("key")
        assert found is not None
        assert found.state is RestorationState.DONE
        assert tx.restorations.find("other") is None


def test_a_result_keeps_how_it_was_made_and_judged(library: Library) -> None:
    with library.transaction() as tx:
        restoration_id = planned(tx, add_face(tx))
        tx.restorations.start(restoration_id)
        finished(tx, restoration_id, DRIFTED, state=RestorationState.HELD)
        restoration = tx.restorations.get(restoration_id)
    assert (restoration.plan, restoration.judgement) == (PLAN, DRIFTED)
    assert (restoration.state, restoration.reason) == (RestorationState.HELD, DRIFTED.reason)
    assert (restoration.crop, restoration.result_digest, restoration.seconds) == ("1.png", "r" * 64, 1.5)


def test_a_failure_says_why_and_is_forgotten_when_tried_again(library: Library) -> None:
    with library.transaction() as tx:
        restoration_id = planned(tx, add_face(tx))
        tx.restorations.fail(restoration_id, "Not enough memory.")
        assert [each.reason for each in tx.restorations.in_state(RestorationState.FAILED)] == [
            "Not enough memory."
        ]
        tx.restorations.start(restoration_id)
        assert tx.restorations.get(restoration_id).reason == ""


def test_of_one_face_at_most_one_restoration_is_kept(library: Library) -> None:
    with library.transaction() as tx:
        face_id, other = add_face(tx, name="a"), add_face(tx, name="b")
        first, second, third = (
            planned(tx, face, key) for face, key in ((face_id, "1"), (face_id, "2"), (other, "3"))
        )
        tx.restorations.decide([first, third], Decision.KEPT)
        tx.restorations.decide([second], Decision.KEPT)
        decisions = [each.decision for each in tx.restorations.with_ids([first, second, third])]
    assert decisions == [Decision.NONE, Decision.KEPT, Decision.KEPT]


def test_restorations_are_found_by_photo_and_by_person(library: Library) -> None:
    with library.transaction() as tx:
        face_id, person = add_face(tx, name="a"), tx.people.create("Ada")
        restoration_id = planned(tx, face_id)
        planned(tx, add_face(tx, name="b"), "other")
        tx.people.assign(face_id, person, FaceState.CONFIRMED)
        photo_id = tx.faces.get(face_id).photo_id
        assert [each.id for each in tx.restorations.of_photos(photo_id)] == [restoration_id]
        assert [each.id for each in tx.restorations.of_person(person)] == [restoration_id]
        assert [each.id for each in tx.restorations.of_faces(face_id)] == [restoration_id]


def test_a_result_is_done_or_held(library: Library) -> None:
    with library.transaction() as tx, pytest.raises(ValueError, match="done or held"):
        tx.restorations.finish(
            1,
            state=RestorationState.FAILED,
            plan=PLAN,
            crop="",
            result_digest="",
            judgement=None,
            seconds=None,
        )


def test_an_unknown_restoration_is_a_plain_sentence(library: Library) -> None:
    with library.transaction() as tx:
        for ask in (tx.restorations.get, tx.restorations.start):
            with pytest.raises(LibraryError, match="no restoration number 9"):
                ask(9)
