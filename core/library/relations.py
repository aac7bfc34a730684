"""Relations: the user's notes on what people are to each other."""

from __future__ import annotations

from sqlalchemy import delete, or_, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from core.library.tables import RelationRow


class Relations:
    """One note for each ordered pair of people: the first is the note of the second."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, person_id: int, other_id: int, note: str) -> None:
        """Keep a note; an empty one forgets it."""
        if not note:
            self._session.execute(
                delete(RelationRow).where(
                    RelationRow.person_id == person_id, RelationRow.other_id == other_id
                )
            )
            return
        self._session.execute(
            insert(RelationRow)
            .values(person_id=person_id, other_id=other_id, note=note)
            .on_conflict_do_update(index_elements=["person_id", "other_id"], set_={"note": note})
        )

    def get(self, person_id: int, other_id: int) -> str:
        """The note; "" when there is none."""
        query = select(RelationRow.note).where(
            RelationRow.person_id == person_id, RelationRow.other_id == other_id
        )
        return self._session.scalar(query) or ""

    def of(self, person_id: int) -> list[tuple[int, int, str]]:
        """(person, other person, note) for all notes about somebody, either way round, ascending."""
        query = select(RelationRow.person_id, RelationRow.other_id, RelationRow.note).where(
            or_(RelationRow.person_id == person_id, RelationRow.other_id == person_id)
        )
        return sorted((first, second, note) for first, second, note in self._session.execute(query))
