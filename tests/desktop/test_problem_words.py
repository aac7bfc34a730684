"""Core's sentences in the window's language: all of them, by their templates."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from core.domain.edit_summary import EditCode, EditSummary
from core.domain.reasons import Reason, ReasonCode
from core.domain.reports import Problem
from core.errors import WeightsError
from core.sentence import Sentence, in_turn, sentence_as_json, sentence_from_json
from core.weights.registry import read_packs
from ridfr_desktop.problem_sentences import CONTEXT, SYSTEM, WAYS_OUT
from ridfr_desktop.problem_words import message_words, problem_words
from ridfr_desktop.translations import install_translator
from ridfr_desktop.translations.core_sentences import calls_of, sentences_of_core, sources

OWN_KEYWORDS = {"path"}
"""Of an error, besides the values of its sentence."""
SHOWN = {"stem"}
"""What people are to write, brace by brace: an error without values says it as it is."""


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    install_translator(qapp, "de")
    yield
    install_translator(qapp, "en")


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("file", sources(), ids=lambda file: file.name)
def test_every_sentence_names_its_values_and_is_given_them(file: Path) -> None:
    for call, words in calls_of(file):
        for said in words:
            assert not isinstance(said, ast.JoinedStr), f"{file}:{call.lineno} hides its values"
        last, given = words[-1], {each.arg for each in call.keywords} - OWN_KEYWORDS
        if isinstance(last, ast.Constant):
            assert fields(str(last.value)) - SHOWN == given, f"{file}:{call.lineno}"


@pytest.mark.parametrize("file", sources(), ids=lambda file: file.name)
def test_what_work_says_as_it_goes_on_does_not_hide_its_values(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        match node:
            case ast.Call(
                func=ast.Name(id=name) | ast.Attribute(attr=name), args=[_, ast.JoinedStr(), *_]
            ) if name in ("progress", "_progress", "report"):
                pytest.fail(f"{file}:{node.lineno}")


def test_every_sentence_is_told_in_german(german: None) -> None:
    said = {str(WAYS_OUT.get(each, each)) for each in sentences_of_core()} | set(map(str, SYSTEM))
    assert len(said) > 250
    assert [each for each in said if QCoreApplication.translate(CONTEXT, each) in ("", each)] == []


def test_the_window_names_its_own_way_out_and_no_commands() -> None:
    commands = {each for each in sentences_of_core() if "ridfr " in each}
    assert commands == WAYS_OUT.keys()
    for template, ours in WAYS_OUT.items():
        assert "ridfr " not in str(ours)
        assert fields(str(ours)) <= fields(template)


def test_english_stays_as_core_said_it_where_it_names_no_command(qapp: QApplication) -> None:
    said = Sentence("This file has {size:,.0f} MB; at most {limit:,.0f} MB are read.", size=2e4, limit=1e3)
    assert message_words(said) == said == "This file has 20,000 MB; at most 1,000 MB are read."
    assert message_words("Something new {here}.") == "Something new {here}."
    missing = Sentence("There is no album “{name}”; `ridfr albums` lists them.", name="Sea")
    assert message_words(missing) == "There is no album “Sea”; the list at the side has them all."


def test_numbers_are_written_as_is_usual(german: None) -> None:
    said = Sentence("This file has {size:,.0f} MB; at most {limit:,.0f} MB are read.", size=2e4, limit=1e3)
    assert message_words(said) == "Diese Datei hat 20.000 MB; höchstens 1.000 MB werden gelesen."
    free = Sentence("Only {disk:.1f} GB are free here; make room.", disk=0.5)
    assert message_words(free) == "Hier sind nur 0,5 GB frei; schaffen Sie Platz."
    assert message_words(Sentence("Restoration {number} is not finished.", number=12345)).startswith(
        "Restaurierung 12345"
    ), "the number of a thing is a name"


def test_a_sentence_in_a_sentence_is_told_too_and_after_it_lay_in_a_library(german: None) -> None:
    drive = Sentence("The file could not be read from its drive: {reason}.", reason="Input/output error")
    said = in_turn(
        (Sentence("A reference could not be read. {problem}", problem=drive), "This file is empty.")
    )
    assert message_words(sentence_from_json(sentence_as_json(said))) == (
        "Eine Referenz ließ sich nicht lesen. Die Datei ließ sich nicht von ihrem Laufwerk lesen: "
        "Ein-/Ausgabefehler. Diese Datei ist leer."
    )


def test_reasons_and_edits_in_a_sentence_are_told_as_everywhere(german: None) -> None:
    small = Reason(ReasonCode.TOO_SMALL, (12.0, 24.0)).words
    assert message_words(small).startswith("Das Gesicht ist zu klein: 12 Pixel")
    assert message_words("You chose to ignore this face.").startswith("Sie wollten"), "of an older library"
    gone = Sentence(
        "“{edit}” cannot be undone: {problem} Undo again takes back the next edit.",
        edit=EditSummary(EditCode.HIDE, ["Ann"]),
        problem=small,
    )
    assert "Ann" in message_words(gone)
    assert "hide" not in message_words(gone)


def test_names_of_files_and_albums_are_shown_as_they_are(german: None) -> None:
    odd = Sentence("{file} is missing; install the package {package} again.", file="b\udcff", package="p")
    assert message_words(odd).startswith("b\udcff")
    assert message_words("No reader knows b\udcff.") == "No reader knows b\udcff."
    missing = Sentence("There is no album “{name}”; `ridfr albums` lists them.", name="best")
    assert "„best“" in message_words(missing)


def test_words_in_place_of_the_numbers_of_a_reason_are_no_reason(german: None) -> None:
    assert message_words(Sentence("sharp", of="the worker")) == "sharp"


def test_a_problem_has_its_title_and_its_message_told(german: None) -> None:
    told = problem_words(Problem("a.jpg", "Photo could not be read", "This file is empty."))
    assert told == Problem("a.jpg", "Foto nicht lesbar", "Diese Datei ist leer.")


def test_the_file_that_a_sentence_is_about_stands_before_it(german: None) -> None:
    error = WeightsError("This file should have {size:,} bytes; download it again.", size=1500, path="a.pt")
    assert str(error) == "a.pt: This file should have 1,500 bytes; download it again."
    assert message_words(error.sentence) == (
        "a.pt: Diese Datei sollte 1.500 Byte haben; laden Sie sie neu herunter."
    )


def test_packs_are_called_in_german_wherever_they_are_named(german: None) -> None:
    lite = next(pack for pack in read_packs() if pack.name == "lite")
    assert message_words(lite.title) == "RIDFR lite (Gesichter auf der CPU)"
    missing = Sentence("“{title}” is missing from the installation; reinstall.", title=lite.title)
    assert message_words(missing).startswith("„RIDFR lite (Gesichter auf der CPU)“ fehlt")
