from __future__ import annotations

import pytest

from core.errors import LibraryError
from core.library.library import Library


def test_the_newest_edits_come_first_and_come_back_whole(library: Library) -> None:
    with library.transaction() as tx:
        ids = [
            tx.journal.record("name", f"Named {each}", '{"a": 1}', '{"b": 2}')
            for each in ("Ada", "Ben", "Cleo")
        ]
        entries = tx.journal.entries(2)
    assert [entry.id for entry in entries] == ids[:0:-1]
    assert (entries[0].action, entries[0].summary) == ("name", "Named Cleo")
    assert (entries[0].forward, entries[0].inverse) == ('{"a": 1}', '{"b": 2}')
    assert entries[0].at.utcoffset() is not None


def test_an_edit_that_failed_leaves_no_entry(library: Library) -> None:
    with pytest.raises(LibraryError), library.transaction() as tx:
        tx.people.rename(tx.journal.record("name", "Named Ada", "", ""), "Ada")
    with library.snapshot() as tx:
        assert tx.journal.entries() == []
