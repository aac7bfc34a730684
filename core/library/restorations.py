"""Restorations: the queue, the results, and what users decided.

The queue is a query: whatever is planned is still to be done, also after a crash.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from sqlalchemy import ColumnElement, insert, or_, select, update
from sqlalchemy.orm import Session

from core.domain.alignment import Similarity
from core.domain.reasons import reasons_as_json, reasons_from_json
from core.domain.recipe import ExecutionPlan, RestoreRecipe
from core.domain.restoration import Decision, Judgement, Restoration, RestorationState
from core.library.absent import absent_restoration
from core.library.batches import batches
from core.library.tables import FaceRow, RestorationReferenceRow, RestorationRow
from core.sentence import sentence_as_json, sentence_from_json

FINISHED = (RestorationState.DONE, RestorationState.HELD)
UNFINISHED = (RestorationState.RUNNING, RestorationState.FAILED)


class Restorations:
    """Restorations by number, key, face, photo, person or state; lists are ascending."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, key: str) -> Restoration | None:
        """The restoration with this key (`RestoreRecipe.key`)."""
        found = self._read(RestorationRow.key == key)
        return found[0] if found else None

    def get(self, restoration_id: int) -> Restoration:
        """One restoration.

        Raises:
            LibraryError: there is no such restoration.
        """
        found = self.with_ids([restoration_id])
        if not found:
            raise absent_restoration(restoration_id)
        return found[0]

    def with_ids(self, restoration_ids: Iterable[int]) -> list[Restoration]:
        """These restorations; numbers that nobody has are left out."""
        return [each for ids in batches(restoration_ids) for each in self._read(RestorationRow.id.in_(ids))]

    def of_faces(self, *face_ids: int) -> list[Restoration]:
        return [each for ids in batches(face_ids) for each in self._read(RestorationRow.face_id.in_(ids))]

    def of_photos(self, *photo_ids: int) -> list[Restoration]:
        return [each for ids in batches(photo_ids) for each in self._read(FaceRow.photo_id.in_(ids))]

    def of_person(self, person_id: int) -> list[Restoration]:
        """Restorations made for a person, and of faces that belong to them by now."""
        faces = select(FaceRow.id).where(FaceRow.person_id == person_id)
        return self._read(or_(RestorationRow.person_id == person_id, RestorationRow.face_id.in_(faces)))

    def in_state(self, *states: RestorationState) -> list[Restoration]:
        return self._read(RestorationRow.state.in_(states))

    def plan(
        self,
        *,
        face_id: int,
        person_id: int | None,
        key: str,
        recipe: RestoreRecipe,
        reference_face_ids: Sequence[int],
        input_digest: str,
        alignment: Similarity | None = None,
    ) -> int:
        """Put a restoration in the queue; the number of the one with this key if there is one.

        One that was being computed, or failed, is put back in the queue. `alignment` is the
        similarity by which the face was cut out of the upright photo.
        """
        known = self._session.scalar(select(RestorationRow).where(RestorationRow.key == key))
        if known is not None:
            if known.state in UNFINISHED:
                self._change(known.id, state=RestorationState.PLANNED, reason="")
            return known.id
        row = RestorationRow(
            face_id=face_id,
            person_id=person_id,
            key=key,
            recipe=recipe.as_json(),
            input_digest=input_digest,
            alignment="" if alignment is None else json.dumps(alignment.matrix),
        )
        return add_planned(self._session, row, reference_face_ids)

    def start(self, restoration_id: int) -> None:
        """Note that it is being computed; opening the library after a crash takes this back."""
        self._change(restoration_id, state=RestorationState.RUNNING, reason="")

    def finish(
        self,
        restoration_id: int,
        *,
        state: RestorationState,
        plan: ExecutionPlan,
        crop: str,
        result_digest: str,
        judgement: Judgement | None,
        seconds: float | None,
    ) -> None:
        """Note a result whose crop file is on the disk by now.

        Raises:
            ValueError: the state is neither done nor held.
        """
        if state not in FINISHED:
            raise ValueError(f"A result is done or held, not {state}.")
        held = judgement is not None and state is RestorationState.HELD
        self._change(
            restoration_id,
            state=state,
            plan=plan.as_json(),
            crop=crop,
            result_digest=result_digest,
            reason=sentence_as_json(judgement.reason) if held and judgement is not None else "",
            seconds=seconds,
            **_judged(judgement),
        )

    def fail(self, restoration_id: int, reason: str) -> None:
        """Note in plain words why there is no result."""
        self._change(restoration_id, state=RestorationState.FAILED, reason=sentence_as_json(reason))

    def decide(self, restoration_ids: Iterable[int], decision: Decision, *, alone: bool = False) -> None:
        """Note what the user wants; keeping one undoes the keeping of others of the same face.

        `alone` leaves the others as they are.
        """
        for each in self.with_ids(restoration_ids):
            if decision is Decision.KEPT and not alone:
                self._session.execute(
                    update(RestorationRow)
                    .where(RestorationRow.face_id == each.face_id, RestorationRow.decision == Decision.KEPT)
                    .values(decision=Decision.NONE)
                )
            self._change(each.id, decision=decision)

    def _change(self, restoration_id: int, **values: object) -> None:
        changed = self._session.scalars(
            update(RestorationRow)
            .where(RestorationRow.id == restoration_id)
            .values(**values)
            .returning(RestorationRow.id)
            .execution_options(synchronize_session=False)
        ).first()
        if changed is None:
            raise absent_restoration(restoration_id)

    def _read(self, condition: ColumnElement[bool]) -> list[Restoration]:
        rows = self._session.execute(
            select(RestorationRow, FaceRow.photo_id)
            .join(FaceRow, FaceRow.id == RestorationRow.face_id)
            .where(condition)
            .order_by(RestorationRow.id)
        ).all()
        references = self._references([row.id for row, _ in rows])
        return [_restoration(row, photo_id, tuple(references[row.id])) for row, photo_id in rows]

    def _references(self, restoration_ids: Sequence[int]) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for ids in batches(restoration_ids):
            rows = self._session.execute(
                select(RestorationReferenceRow.restoration_id, RestorationReferenceRow.face_id)
                .where(RestorationReferenceRow.restoration_id.in_(ids))
                .order_by(RestorationReferenceRow.restoration_id, RestorationReferenceRow.position)
            )
            for restoration_id, face_id in rows:
                found[restoration_id].append(face_id)
        return found


def _judged(judgement: Judgement | None) -> dict[str, object]:
    if judgement is None:
        return {"likeness": None, "likeness_before": None, "likeness_after": None, "judgement": ""}
    return {
        "likeness": judgement.likeness,
        "likeness_before": judgement.before,
        "likeness_after": judgement.after,
        "judgement": reasons_as_json(judgement.reasons),
    }


def _restoration(row: RestorationRow, photo_id: int, references: tuple[int, ...]) -> Restoration:
    judgement = (
        None
        if row.likeness is None
        else Judgement(
            row.likeness, row.likeness_before, row.likeness_after, reasons_from_json(row.judgement)
        )
    )
    return Restoration(
        id=row.id,
        face_id=row.face_id,
        photo_id=photo_id,
        person_id=row.person_id,
        key=row.key,
        state=row.state,
        decision=row.decision,
        recipe=RestoreRecipe.from_json(row.recipe),
        reference_face_ids=references,
        plan=None if row.plan is None else ExecutionPlan.from_json(row.plan),
        input_digest=row.input_digest,
        result_digest=row.result_digest,
        crop=row.crop,
        judgement=judgement,
        reason=sentence_from_json(row.reason),
        seconds=row.seconds,
        alignment=Similarity.from_array(np.array(json.loads(row.alignment))) if row.alignment else None,
    )


def add_planned(session: Session, row: RestorationRow, reference_face_ids: Sequence[int]) -> int:
    """Write a restoration that is yet to be made, with its references in their order; its number."""
    row.state, row.decision = RestorationState.PLANNED, Decision.NONE
    row.result_digest = row.crop = row.judgement = row.reason = ""
    session.add(row)
    session.flush()
    for position, reference in enumerate(reference_face_ids):
        values = {"restoration_id": row.id, "position": position, "face_id": reference}
        session.execute(insert(RestorationReferenceRow).values(**values))
    return row.id
