"""The user's edits as a list: what was done when, and which of it is undone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.domain.person import EditState
from core.library.library import Library


@dataclass(frozen=True)
class Edit:
    """One edit of the journal, in words."""

    at: datetime
    """UTC."""
    summary: str
    state: EditState


def edits(library: Library, limit: int) -> list[Edit]:
    """The newest edits first."""
    with library.snapshot() as tx:
        return [Edit(each.at, str(each.summary), each.state) for each in tx.journal.entries(limit)]
