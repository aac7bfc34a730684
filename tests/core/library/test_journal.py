from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from core.domain.edit_summary import EditCode, EditSummary
from core.errors import LibraryError
from core.library import journal
from core.library.library import Library
from core.library.tables import JournalRow


def told(words: str) -> EditSummary:
    return EditSummary(EditCode.TOLD, [words])


def test_the_newest_edits_come_first_and_come_back_whole(library: Library) -> None:
    with library.transaction() as tx:
        ids = [
            tx.journal.record("name", told(f"Named {each}"), '{"a": 1}', '{"b": 2}')
            for each in ("Ada", "Ben", "Cleo")
        ]
        entries = tx.journal.entries(2)
    assert [entry.id for entry in entries] == ids[:0:-1]
    assert (entries[0].action, entries[0].summary) == ("name", "Named Cleo")
    assert (entries[0].forward, entries[0].inverse) == ('{"a": 1}', '{"b": 2}')
    assert entries[0].at.utcoffset() is not None


def test_an_edit_that_failed_leaves_no_entry(library: Library) -> None:
    with pytest.raises(LibraryError), library.transaction() as tx:
        tx.people.rename(tx.journal.record("name", told("Named Ada"), "", ""), "Ada")
    with library.snapshot() as tx:
        assert tx.journal.entries() == []


def written(
    library: Library, count: int, *, steps: str = '[{"face_id": 1}]', name: str = "Edit"
) -> list[int]:
    with library.transaction() as tx:
        return [tx.journal.record("move", told(f"{name} {number}"), steps, steps) for number in range(count)]


def summaries(library: Library) -> list[str]:
    with library.snapshot() as tx:
        return [str(entry.summary) for entry in tx.journal.entries()]


LATER = datetime.now(UTC) + timedelta(days=2)


def test_of_old_edits_the_newest_stay(library: Library) -> None:
    written(library, 8)
    with library.transaction() as tx:
        assert tx.journal.prune(edits=3, now=LATER) == 5
    assert summaries(library) == ["Edit 7", "Edit 6", "Edit 5"]


def test_what_old_edits_say_together_stays_under_its_limit(library: Library) -> None:
    written(library, 6, steps=json.dumps([{"face_id": face} for face in range(100)]))
    with library.transaction() as tx:
        tx.journal.prune(characters=7000, now=LATER)
        left = tx.journal.entries()
    assert len(left) == 2
    assert sum(len(each.forward) + len(each.inverse) for each in left) <= 7000


def test_no_edit_of_the_last_day_goes_however_many_there_are(library: Library) -> None:
    written(library, 5)
    with library.transaction() as tx:
        assert tx.journal.prune(edits=1, characters=1) == 0
    assert len(summaries(library)) == 5


def test_an_edit_of_the_last_day_keeps_what_came_after_it_by_a_wrong_clock(library: Library) -> None:
    ids = written(library, 4)
    with library.transaction() as tx:
        later = (LATER + timedelta(hours=1)).isoformat()
        tx.journal._session.execute(update(JournalRow).where(JournalRow.id == ids[1]).values(at=later))
        assert tx.journal.prune(edits=1, now=LATER + timedelta(hours=2)) == 1
    assert summaries(library) == ["Edit 3", "Edit 2", "Edit 1"]


def test_a_pruned_edit_is_not_undone_but_the_name_it_gave_is_known_to_forgetting(library: Library) -> None:
    with library.transaction() as tx:
        ada = tx.people.create("Ada")
    steps = [{"kind": "Rename", "person_id": ada, "name": "Adelheid"}, {"kind": "MoveFace", "face_id": 1}]
    written(library, 1, steps=json.dumps(steps))
    with library.transaction() as tx:
        assert [tx.journal.prune(edits=0, now=LATER) for _ in range(2)] == [1, 0]
    with library.snapshot() as tx:
        assert tx.journal.to_undo() is None
        assert tx.forgetting.past_names(ada) == {"Ada", "Adelheid"}
        [kept] = tx.journal.entries()
    assert "MoveFace" not in kept.forward
    with library.transaction() as tx:
        tx.forgetting.person(ada)
        assert tx.journal.entries() == []


def test_closing_a_library_prunes_its_journal(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    written(library, 4)
    monkeypatch.setattr(journal, "LEAST_TIME", timedelta(days=-1))
    monkeypatch.setattr(
        journal.Journal.prune, "__kwdefaults__", {"edits": 2, "characters": 10**6, "now": None}
    )
    library.close()
    with Library.open(library.paths) as again:
        assert summaries(again) == ["Edit 3", "Edit 2"]
