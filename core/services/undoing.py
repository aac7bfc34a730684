"""Taking back the user's edits, newest first, and doing them again; also after a restart.

Edits are those of people, of albums, and what was decided of restorations. The journal keeps
every edit once, with whether it stands; a new edit ends what could be done again. An edit that
cannot be taken back any more is passed by, in words: it does not block those before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.domain.edit_summary import EditSummary
from core.domain.person import EditState
from core.errors import LibraryError
from core.library.journal import JournalEntry
from core.library.library import Library, Transaction
from core.sentence import Sentence
from core.services.decisions import Decide
from core.services.edits import (
    AddFace,
    AddPerson,
    RemoveFace,
    RemovePerson,
    SetCover,
    SetLandmarks,
    Step,
    apply,
    from_json,
    to_json,
)
from core.services.measurements import Measured, measured


class _OutOfReach(Exception):
    """This edit cannot be taken back, or done again, any more."""

    def __init__(self, entry: JournalEntry, problem: str) -> None:
        super().__init__(problem)
        self.entry = entry
        self.problem = problem


def undo(library: Library) -> EditSummary | None:
    """Take back the newest edit that stands; what it was ("merge Bob into Ann"), None if there is none.

    Faces that are gone since are left out, and the words say so.

    Raises:
        LibraryError: nothing of the edit can be taken back any more: the words say why, and the
            next undo takes back the edit before it.
    """
    try:
        with library.transaction() as tx:
            entry = tx.journal.to_undo()
            if entry is None:
                return None
            steps = from_json(entry.inverse)
            forward = _with_measurements(tx, entry.forward, steps)
            words = _do(tx, entry, steps)
            tx.journal.mark(entry.id, EditState.UNDONE, forward=forward)
            return words
    except _OutOfReach as gone:
        _pass_by(library, gone.entry)
        raise LibraryError(
            "“{edit}” cannot be undone: {problem} Undo again takes back the next edit.",
            edit=gone.entry.summary,
            problem=gone.problem,
        ) from gone


def redo(library: Library) -> EditSummary | None:
    """Do the edit again that was taken back last; what it was, None if there is none.

    Raises:
        LibraryError: nothing of the edit can be done again; the next redo goes on after it.
    """
    try:
        with library.transaction() as tx:
            entry = tx.journal.to_redo()
            if entry is None:
                return None
            steps = from_json(entry.forward)
            inverse = _with_measurements(tx, entry.inverse, steps)
            words = _do(tx, entry, steps)
            tx.journal.mark(entry.id, EditState.STANDING, inverse=inverse)
            return words
    except _OutOfReach as gone:
        _pass_by(library, gone.entry)
        raise LibraryError(
            "“{edit}” cannot be done again: {problem} Redo again does the next edit.",
            edit=gone.entry.summary,
            problem=gone.problem,
        ) from gone


def next_undo(library: Library) -> EditSummary | None:
    """What `undo` would take back, in words that follow "Undo"; None when there is nothing."""
    with library.snapshot() as tx:
        entry = tx.journal.to_undo()
    return None if entry is None else entry.summary


def next_redo(library: Library) -> EditSummary | None:
    """What `redo` would do again, in words that follow "Redo"; None when there is nothing."""
    with library.snapshot() as tx:
        entry = tx.journal.to_redo()
    return None if entry is None else entry.summary


def _pass_by(library: Library, entry: JournalEntry) -> None:
    """Let the journal go on without the edit."""
    with library.transaction() as tx:
        tx.journal.mark(entry.id, EditState.PASSED)


def _do(tx: Transaction, entry: JournalEntry, steps: Sequence[Step]) -> EditSummary:
    """Do the steps of the journal that still can be done; what the edit was.

    Groups that were empty, and so removed by grouping, come back: numbers are never used twice and
    the named are removed by edits only, so whoever is gone is a group without a name.
    """
    left, gone = _present(tx, steps)
    if not left:
        raise _OutOfReach(entry, Sentence("what it was about is not in the library any more."))
    numbers = {number for step in left for number in _numbers(step, "person_id", "other_id")}
    made = {step.person_id for step in left if isinstance(step, AddPerson | RemovePerson)}
    for person_id in sorted(numbers - made - tx.people.numbers(sorted(numbers))):
        tx.people.create(None, person_id=person_id)
    try:
        apply(tx, left)
    except LibraryError as error:  # refused in words; what the database refuses is another error here
        raise _OutOfReach(entry, error.message) from error
    return entry.summary.leaving_out(gone) if gone else entry.summary


def _present(tx: Transaction, steps: Sequence[Step]) -> tuple[list[Step], int]:
    """The steps about what is there, and the number of faces that are gone."""
    named = {number for step in steps for number in _faces_of(step)}
    named -= {step.face_id for step in steps if isinstance(step, AddFace)}
    gone = named - tx.faces.numbers(named)
    decided = {step.restoration_id for step in steps if isinstance(step, Decide)}
    lost = decided - {each.id for each in tx.restorations.with_ids(decided)}
    left = [_without(step, gone) for step in steps]
    return [step for step in left if step is not None and not _about(step, lost)], len(gone)


def _without(step: Step, gone: set[int]) -> Step | None:
    """The step without faces that are gone; None when it is about one."""
    if not gone.intersection(_faces_of(step)):
        return step
    return replace(step, face_id=None) if isinstance(step, SetCover) else None


def _about(step: Step, restorations: set[int]) -> bool:
    return isinstance(step, Decide) and step.restoration_id in restorations


def _faces_of(step: Step) -> list[int]:
    return _numbers(step, "face_id", "first_id", "second_id")


def _numbers(step: Step, *fields: str) -> list[int]:
    found = (getattr(step, field, None) for field in fields)
    return [int(number) for number in found if number is not None]


def _with_measurements(tx: Transaction, text: str, opposite: Sequence[Step]) -> str:
    """The steps that lead back, with what is now known of faces that lose it by the `opposite` steps."""
    losing = [step.face_id for step in opposite if isinstance(step, RemoveFace | SetLandmarks)]
    if not losing:
        return text
    steps = [step for step in from_json(text) if not isinstance(step, Measured)]
    known = [found for face_id in losing if (found := measured(tx, face_id)) is not None]
    return to_json([*steps, *known])
