"""What Undo takes back, in both languages."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from core.domain.edit_summary import EditCode, EditSummary
from ridfr_desktop.edit_words import EditWords
from ridfr_desktop.translations import install_translator


@pytest.mark.parametrize("code", [code for code in EditCode if code is not EditCode.TOLD])
def test_every_edit_is_told_in_both_languages(code: EditCode, qapp: QApplication) -> None:
    summary = EditSummary(code, ["Ann", "{0} & <b>", "Cleo"], number=2, without=1)
    english = EditWords().of(summary)
    assert english.startswith(str(EditSummary(code, summary.names, number=2)))
    install_translator(qapp, "de")
    german = EditWords().of(summary)
    assert german not in ("", english, str(summary))
    assert "%Ln" not in german
    for name in summary.names:
        assert (name in english) == (name in german), name


def test_words_of_an_older_library_stay_as_they_are() -> None:
    assert EditWords().of(EditSummary.read("merge Bob into Ann")) == "merge Bob into Ann"
    assert EditWords().of("hide Ann") == "hide Ann"
