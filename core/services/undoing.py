"""Taking back the user's edits of people, newest first, also after a restart.

The journal is only ever added to: taking something back is an edit of its own.
"""

from __future__ import annotations

from core.library.journal import JournalEntry
from core.library.library import Library, Transaction
from core.services.edits import apply, from_json

UNDO = "undo"
PEOPLE_EDITS = frozenset(
    {
        "name",
        "merge",
        "split",
        "confirm",
        "reject",
        "ignore",
        "no-face",
        "birth-date",
        "cover",
        "hide",
        "reference",
    }
)
FARTHEST = 1_000
"""Edits looked back over."""


def undo(library: Library) -> str | None:
    """Take back the newest edit of people that still stands; what it was, None if there is none.

    Raises:
        LibraryError: what the edit was about is gone since, so it cannot be taken back.
    """
    with library.transaction() as tx:
        entry = _newest_standing(tx)
        if entry is None:
            return None
        apply(tx, from_json(entry.inverse))
        tx.journal.record(UNDO, f"Took back: {entry.summary}", entry.inverse, entry.forward)
        return entry.summary


def _newest_standing(tx: Transaction) -> JournalEntry | None:
    """Every undo answers one edit before it, like brackets."""
    answered = 0
    for entry in tx.journal.entries(FARTHEST):
        if entry.action == UNDO:
            answered += 1
        elif entry.action in PEOPLE_EDITS:
            if answered == 0:
                return entry
            answered -= 1
    return None
