"""What users said about who is who, and the view of it that grouping works on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Boolean, and_, bindparam, case, delete, exists, or_, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from core.domain.face import BELONGING, FaceSource, FaceState
from core.domain.grouping import NO_PERSON, GroupingFaces
from core.library.absent import absent_face
from core.library.batches import batches
from core.library.tables import (
    FaceLinkRow,
    FaceQualityRow,
    FaceRow,
    LocationRow,
    PersonRow,
    PhotoRow,
    ReferenceChoiceRow,
    RejectionRow,
)
from core.library.vectors import Vectors

GROUPABLE = (FaceState.UNKNOWN, FaceState.SUGGESTED, FaceState.CONFIRMED, FaceState.MANUAL)


# Grouping places each face: built once, not each time.
_PLACE = (
    update(FaceRow)
    .where(FaceRow.id == bindparam("face"))
    .values(
        person_id=bindparam("person"),
        # Who looks like somebody that is ignored everywhere is ignored too.
        state=case(
            (
                and_(
                    bindparam("suggested", type_=Boolean),
                    exists().where(PersonRow.id == bindparam("person"), PersonRow.stranger),
                ),
                FaceState.IGNORED,
            ),
            else_=bindparam("new_state", type_=FaceRow.state.type),
        ),
        probability=bindparam("chance"),
    )
    .returning(FaceRow.id)
    .execution_options(synchronize_session=False)
)


class Constraints:
    """Faces and people: who belongs to whom, who does not, which faces are one person."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def assign(
        self, face_id: int, person_id: int | None, state: FaceState, probability: float | None = None
    ) -> None:
        """Place a face with a person, or (with None) with nobody.

        A confirmation overrules an earlier rejection of the same person. A face that is suggested
        to be a stranger becomes an ignored one, and keeps its probability to tell it apart.

        Raises:
            LibraryError: there is no such face or person.
            ValueError: confirmed and suggested faces need a person, ignored ones may have one (a
                stranger), all others must not.
        """
        belongs = state in BELONGING
        if belongs != (person_id is not None) and state is not FaceState.IGNORED:
            raise ValueError(f"A {state} face {'needs a' if belongs else 'has no'} person.")
        values = {
            "face": face_id,
            "person": person_id,
            "new_state": state,
            "suggested": state is FaceState.SUGGESTED,
            "chance": probability,
        }
        changed = self._session.scalars(_PLACE, values).first()
        if changed is None:
            raise absent_face(face_id)
        if state is FaceState.CONFIRMED and person_id is not None:
            self.unreject(face_id, person_id)

    def reject(self, face_id: int, person_id: int) -> None:
        """Remember that a face is not this person; it leaves the person if it was there."""
        self._session.execute(
            insert(RejectionRow).values(face_id=face_id, person_id=person_id).on_conflict_do_nothing()
        )
        self._session.execute(
            delete(ReferenceChoiceRow).where(
                ReferenceChoiceRow.face_id == face_id, ReferenceChoiceRow.person_id == person_id
            )
        )
        row = self._session.execute(
            select(FaceRow.source, FaceRow.person_id).where(FaceRow.id == face_id)
        ).one()
        if row.person_id == person_id:
            drawn = row.source is not FaceSource.MODEL
            self.assign(face_id, None, FaceState.MANUAL if drawn else FaceState.UNKNOWN)

    def unreject(self, face_id: int, person_id: int) -> None:
        """Forget that a face was said not to be this person."""
        self._session.execute(
            delete(RejectionRow).where(RejectionRow.face_id == face_id, RejectionRow.person_id == person_id)
        )

    def rejections(self, face_ids: Iterable[int] | None = None) -> set[tuple[int, int]]:
        """Pairs of face and person that a user said do not belong together; of these faces, or all."""
        pairs = select(RejectionRow.face_id, RejectionRow.person_id)
        parts = [None] if face_ids is None else list(batches(face_ids))
        return {
            (face_id, person_id)
            for ids in parts
            for face_id, person_id in self._session.execute(
                pairs if ids is None else pairs.where(RejectionRow.face_id.in_(ids))
            )
        }

    def rejected_faces(self, person_id: int) -> list[int]:
        """Faces of which a user said that they are not this person, ascending."""
        wanted = select(RejectionRow.face_id).where(RejectionRow.person_id == person_id)
        return list(self._session.scalars(wanted.order_by(RejectionRow.face_id)))

    def link(self, first: int, second: int, must: bool | None) -> None:
        """Remember that two faces are one person (`must`) or two; None forgets it. The newest word counts.

        Raises:
            ValueError: it is one face.
        """
        if first == second:
            raise ValueError("A link needs two faces.")
        low, high = sorted((first, second))
        if must is None:
            said = FaceLinkRow.first_id == low, FaceLinkRow.second_id == high
            self._session.execute(delete(FaceLinkRow).where(*said))
            return
        self._session.execute(
            insert(FaceLinkRow)
            .values(first_id=low, second_id=high, must=must)
            .on_conflict_do_update(index_elements=["first_id", "second_id"], set_={"must": must})
        )

    def linked(self, first: int, second: int) -> bool | None:
        """What was said of two faces: one person, two, or (None) nothing."""
        low, high = sorted((first, second))
        query = select(FaceLinkRow.must).where(FaceLinkRow.first_id == low, FaceLinkRow.second_id == high)
        return self._session.scalar(query)

    def links(self) -> list[tuple[int, int, bool]]:
        """(smaller face id, greater face id, must), ascending."""
        rows = self._session.execute(
            select(FaceLinkRow.first_id, FaceLinkRow.second_id, FaceLinkRow.must).order_by(
                FaceLinkRow.first_id, FaceLinkRow.second_id
            )
        )
        return [(first, second, must) for first, second, must in rows]

    def grouping_input(self, embedder: str) -> GroupingFaces:
        """All faces that may be grouped, with the vectors of one embedder, ascending by number.

        Strangers that are ignored everywhere are people like others here, held by the faces the
        user ignored. Whoever was not born when a photo was taken counts as rejected for its faces.
        Left out: other faces that users dismissed, photos restored by AI, photos without a place.
        """
        rows = self._session.execute(
            select(
                FaceRow.id,
                FaceRow.photo_id,
                FaceRow.person_id,
                FaceRow.state,
                FaceRow.probability,
                FaceQualityRow.score,
            )
            .join(PhotoRow, PhotoRow.id == FaceRow.photo_id)
            .outerjoin(FaceQualityRow, FaceQualityRow.face_id == FaceRow.id)
            .where(
                or_(
                    FaceRow.state.in_(GROUPABLE),
                    and_(FaceRow.state == FaceState.IGNORED, FaceRow.person_id.is_not(None)),
                ),
                PhotoRow.restored_by_ai.is_(False),
            )
            .where(exists().where(LocationRow.photo_id == PhotoRow.id))
            .order_by(FaceRow.id)
        ).all()
        face_ids = np.array([row.id for row in rows], dtype=np.int64)
        links = self.links()
        return GroupingFaces(
            face_ids=face_ids,
            photo_ids=np.array([row.photo_id for row in rows], dtype=np.int64),
            vectors=self._vectors_of(face_ids, embedder),
            quality=np.array([row.score or 0.0 for row in rows], dtype=np.float32),
            person_ids=np.array([row.person_id or NO_PERSON for row in rows], dtype=np.int64),
            confirmed=np.array([_held(row.state, row.probability) for row in rows], dtype=np.bool_),
            rejections=frozenset(self.rejections() | self._born_later()),
            must_links=tuple((first, second) for first, second, must in links if must),
            cannot_links=tuple((first, second) for first, second, must in links if not must),
        )

    def suggested_before(self, person_id: int, day: date) -> list[int]:
        """Faces suggested to be somebody in photos taken before `day`, ascending."""
        query = select(FaceRow.id).join(PhotoRow, PhotoRow.id == FaceRow.photo_id)
        query = query.where(FaceRow.person_id == person_id, FaceRow.state == FaceState.SUGGESTED)
        query = query.where(PhotoRow.taken_at < day.isoformat()).order_by(FaceRow.id)
        return list(self._session.scalars(query))

    def _born_later(self) -> set[tuple[int, int]]:
        """Pairs of a face that may be grouped and a person who was not born when it was photographed."""
        born = select(PersonRow.id, PersonRow.birth_date).where(PersonRow.birth_date.is_not(None))
        return {
            (face_id, person_id)
            for person_id, day in self._session.execute(born)
            if day is not None
            for face_id in self._session.scalars(
                select(FaceRow.id)
                .join(PhotoRow, PhotoRow.id == FaceRow.photo_id)
                .where(PhotoRow.taken_at < day.isoformat(), FaceRow.state.in_(GROUPABLE))
            )
        }

    def _vectors_of(self, face_ids: NDArray[np.int64], embedder: str) -> NDArray[np.float32]:
        """(N, D) in the order of the ascending `face_ids`, zeros where a face has no vector."""
        found = Vectors(self._session).vectors(embedder)
        known = np.isin(found.ids, face_ids)
        vectors = np.zeros((len(face_ids), found.matrix.shape[1]), dtype=np.float32)
        vectors[np.searchsorted(face_ids, found.ids[known])] = found.matrix[known]
        return vectors


def _held(state: FaceState, probability: float | None) -> bool:
    """Whether the user said who a face is, or that it is this stranger."""
    return state is FaceState.CONFIRMED or (state is FaceState.IGNORED and probability is None)
