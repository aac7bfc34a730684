"""Taking back the user's edits, newest first, and doing them again; also after a restart.

Edits are those of people, of albums, and what was decided of restorations. The journal keeps
every edit once, with whether it stands; a new edit ends what could be done again.
"""

from __future__ import annotations

from dataclasses import asdict

from core.domain.person import EditState
from core.library.library import Library, Transaction
from core.services.edits import AddPerson, RemovePerson, apply, from_json


def undo(library: Library) -> str | None:
    """Take back the newest edit that stands; what it was ("merge Bob into Ann"), None if there is none.

    Raises:
        LibraryError: what the edit was about is gone since, so it cannot be taken back.
    """
    with library.transaction() as tx:
        entry = tx.journal.to_undo()
        if entry is None:
            return None
        _apply(tx, entry.inverse)
        tx.journal.mark(entry.id, EditState.UNDONE)
        return entry.summary


def redo(library: Library) -> str | None:
    """Do the edit again that was taken back last; what it was, None if there is none.

    Raises:
        LibraryError: what the edit was about is gone since.
    """
    with library.transaction() as tx:
        entry = tx.journal.to_redo()
        if entry is None:
            return None
        _apply(tx, entry.forward)
        tx.journal.mark(entry.id, EditState.STANDING)
        return entry.summary


def next_undo(library: Library) -> str | None:
    """What `undo` would take back, in words that follow "Undo"; None when there is nothing."""
    with library.snapshot() as tx:
        entry = tx.journal.to_undo()
    return None if entry is None else entry.summary


def next_redo(library: Library) -> str | None:
    """What `redo` would do again, in words that follow "Redo"; None when there is nothing."""
    with library.snapshot() as tx:
        entry = tx.journal.to_redo()
    return None if entry is None else entry.summary


def _apply(tx: Transaction, text: str) -> None:
    """Do the steps of the journal; groups that were empty, and so removed by grouping, come back.

    Numbers are never used twice and the named are removed by edits only, so whoever is gone is a
    group without a name; without them this edit, and with it all before it, could not be undone.
    """
    steps = from_json(text)
    found = (asdict(step).get(key) for step in steps for key in ("person_id", "other_id"))
    numbers = {int(number) for number in found if number is not None}
    made = {step.person_id for step in steps if isinstance(step, AddPerson | RemovePerson)}
    for person_id in sorted(numbers - made - tx.people.numbers(sorted(numbers))):
        tx.people.create(None, person_id=person_id)
    apply(tx, steps)
