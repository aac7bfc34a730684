"""The journal: every edit of the user, written in the transaction of the edit itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from core.library.tables import JournalRow


@dataclass(frozen=True)
class JournalEntry:
    """One edit, and how to do it again and undo it."""

    id: int
    at: datetime
    """UTC; entries are ordered by number, never by clock."""
    action: str
    """What was done, one word of the service that did it."""
    summary: str
    """The same for the user, in plain words."""
    forward: str
    """JSON that does it again."""
    inverse: str
    """JSON that undoes it."""


class Journal:
    """Edits in the order they were made."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def record(self, action: str, summary: str, forward: str, inverse: str) -> int:
        """Write an edit down; call it inside the transaction that makes the edit."""
        values = {"action": action, "summary": summary, "forward": forward, "inverse": inverse}
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        return self._session.scalars(
            insert(JournalRow).values(at=now, **values).returning(JournalRow.id)
        ).one()

    def entries(self, limit: int = 100) -> list[JournalEntry]:
        """The newest edits first."""
        rows = self._session.scalars(select(JournalRow).order_by(JournalRow.id.desc()).limit(limit))
        return [
            JournalEntry(
                row.id, datetime.fromisoformat(row.at), row.action, row.summary, row.forward, row.inverse
            )
            for row in rows
        ]
