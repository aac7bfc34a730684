"""What an edit was: words for the command line, a code for who has words of their own."""

from __future__ import annotations

import pytest

from core.domain.edit_summary import EditCode, EditSummary

KNOWN = [code for code in EditCode if code is not EditCode.TOLD]


@pytest.mark.parametrize("code", KNOWN)
def test_every_edit_has_words_and_survives_the_journal(code: EditCode) -> None:
    summary = EditSummary(code, ["Ann", "Bob & Co", "Cleo"], number=2)
    again = EditSummary.read(summary.as_json())
    assert summary
    assert "{" not in summary
    assert (again, again.code, again.names, again.number) == (summary, code, summary.names, 2)


def test_words_follow_undo_with_plurals() -> None:
    assert EditSummary(EditCode.MERGE, ["Bob", "Ann"]) == "merge Bob into Ann"
    assert EditSummary(EditCode.CONFIRM, ["Ann"], number=1) == "confirm 1 face as Ann"
    two = EditSummary(EditCode.MOVE, ["Ann"], number=2).leaving_out(1)
    assert two == "move 2 faces to Ann (without 1 face that is gone)"
    assert (two.code, two.without) == (EditCode.MOVE, 1)


def test_an_older_journal_keeps_its_words() -> None:
    old = EditSummary.read("merge Bob into Ann")
    assert (old, old.code) == ("merge Bob into Ann", EditCode.TOLD)
    assert EditSummary.read(old.as_json()) == old
    assert EditSummary.read('["from-the-future", 3, "Ann"]') == "from-the-future Ann"
