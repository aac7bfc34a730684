"""The journal: every edit of the user, written in the transaction of the edit itself.

It stays bounded: `Journal.prune` puts the oldest edits out of reach, never one of the last day.
Names that somebody had stay noted, for forgetting a person looks here for them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Select, delete, func, insert, select, update
from sqlalchemy.orm import Session

from core.domain.edit_summary import EditSummary
from core.domain.person import EditState
from core.library.tables import JournalRow

MOST_EDITS = 1000
"""Edits that can be undone, beyond those of the last day."""

MOST_CHARACTERS = 16 * 2**20
"""Of all their steps; joining two people of eleven thousand faces takes 2.6 million."""

LEAST_TIME = timedelta(days=1)
"""For so long every edit can be undone, however many there are."""

_NO_STEPS = "[]"


@dataclass(frozen=True)
class JournalEntry:
    """One edit, and how to do it again and undo it."""

    id: int
    at: datetime
    """UTC; entries are ordered by number, never by clock."""
    action: str
    """What was done, one word of the service that did it."""
    summary: EditSummary
    """The same for the user."""
    forward: str
    """JSON that does it again."""
    inverse: str
    """JSON that undoes it."""
    state: EditState


class Journal:
    """Edits in the order they were made, and which of them stand."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def record(self, action: str, summary: EditSummary, forward: str, inverse: str) -> int:
        """Write an edit down; call it inside the transaction that makes the edit.

        Edits that were taken back before cannot be done again after this one.
        """
        self._session.execute(_PASS_BY)
        values = {"action": action, "summary": summary.as_json(), "forward": forward, "inverse": inverse}
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        return self._session.scalars(
            insert(JournalRow).values(at=now, **values).returning(JournalRow.id)
        ).one()

    def entries(self, limit: int = 100) -> list[JournalEntry]:
        """The newest edits first."""
        rows = self._session.scalars(select(JournalRow).order_by(JournalRow.id.desc()).limit(limit))
        return [_entry(row) for row in rows]

    def to_undo(self) -> JournalEntry | None:
        """The newest edit that stands."""
        standing = select(JournalRow).where(JournalRow.state == EditState.STANDING)
        return self._first(standing.order_by(JournalRow.id.desc()))

    def to_redo(self) -> JournalEntry | None:
        """The edit that was taken back last, and not passed by since."""
        undone = select(JournalRow).where(JournalRow.state == EditState.UNDONE)
        return self._first(undone.order_by(JournalRow.id))

    def mark(self, entry_id: int, state: EditState, **steps: str) -> None:
        """Note that an edit was taken back, or done again; `steps` renews `forward` or `inverse`."""
        self._session.execute(
            update(JournalRow).where(JournalRow.id == entry_id).values(state=state, **steps)
        )

    def prune(
        self, *, edits: int = MOST_EDITS, characters: int = MOST_CHARACTERS, now: datetime | None = None
    ) -> int:
        """Put the oldest edits beyond these numbers out of reach; how many went.

        Of edits that gave or took a name that step stays, the others go altogether. `now` is UTC.
        """
        last = self._last_beyond(edits, characters, (now or datetime.now(UTC)) - LEAST_TIME)
        full = (JournalRow.id <= last) & (JournalRow.inverse != _NO_STEPS)
        old = self._session.execute(
            select(JournalRow.id, JournalRow.forward, JournalRow.inverse).where(full)
        ).all()
        for number, forward, inverse in old:
            naming = [step for text in (forward, inverse) for step in json.loads(text) if step.get("name")]
            if naming:
                steps = {"forward": json.dumps(naming, sort_keys=True), "inverse": _NO_STEPS}
                self.mark(number, EditState.PASSED, **steps)
            else:
                self._session.execute(delete(JournalRow).where(JournalRow.id == number))
        return len(old)

    def _last_beyond(self, edits: int, characters: int, day_ago: datetime) -> int:
        """Number of the newest edit beyond; 0 for none. All before it are beyond as well: an edit is
        undone after those that came later.
        """
        size = func.length(JournalRow.forward) + func.length(JournalRow.inverse)
        rows = self._session.execute(
            select(JournalRow.id, JournalRow.at, size).order_by(JournalRow.id.desc())
        )
        # UTC in ISO 8601 sorts as text; entries of the first libraries name no zone.
        kept_from = day_ago.isoformat()
        written, beyond = 0, 0
        for count, (number, at, more) in enumerate(rows, start=1):
            written += more
            if at >= kept_from:
                beyond = 0  # a clock that was wrong for a while: everything from here on stays
            elif not beyond and (count > edits or written > characters):
                beyond = number
        return beyond

    def _first(self, query: Select[JournalRow]) -> JournalEntry | None:
        row = self._session.scalars(query.limit(1)).first()
        return None if row is None else _entry(row)


_PASS_BY = (
    update(JournalRow)
    .where(JournalRow.state == EditState.UNDONE)
    .values(state=EditState.PASSED)
    .execution_options(synchronize_session=False)
)


def _entry(row: JournalRow) -> JournalEntry:
    return JournalEntry(
        id=row.id,
        at=datetime.fromisoformat(row.at),
        action=row.action,
        summary=EditSummary.read(row.summary),
        forward=row.forward,
        inverse=row.inverse,
        state=row.state,
    )
