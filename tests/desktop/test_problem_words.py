"""Core's sentences in the window's language: found as core says them, none of the frequent missing."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from PySide6.QtWidgets import QApplication

import core
from core import errors
from core.domain.reports import Problem
from ridfr_desktop.problem_sentences import SENTENCES, SYSTEM, TITLES
from ridfr_desktop.problem_words import message_words, problem_words
from ridfr_desktop.translations import install_translator

CORE = Path(core.__file__).parent
FREQUENT = ("imaging/faults.py", "imaging/files.py", "imaging/limits.py", "imaging/decoder.py")
"""Where core says why a file cannot be read or written."""


def filled(sentence: str, words: str) -> str:
    """A known sentence with something in its fields."""
    return "".join(fixed + (words if name else "") for fixed, name, _, _ in Formatter().parse(sentence))


def written(node: ast.expr) -> str:
    """A string of the source, with {} for what is filled in."""
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return str(node.value) if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def strings(file: Path) -> Iterator[str]:
    tree = ast.parse(file.read_text("utf-8"))
    yield from (written(node) for node in ast.walk(tree) if isinstance(node, ast.Constant | ast.JoinedStr))


@cache
def said_by_core() -> frozenset[str]:
    return frozenset(words for file in CORE.rglob("*.py") for words in strings(file))


@pytest.mark.parametrize("sentence", sorted({*SENTENCES, *TITLES} - {*SYSTEM}))
def test_every_known_sentence_is_one_that_core_says(sentence: str) -> None:
    assert filled(sentence, "{}") in said_by_core()


@pytest.mark.parametrize("sentence", [*SENTENCES, *TITLES])
def test_every_known_sentence_is_told_in_german(sentence: str, qapp: QApplication) -> None:
    said = filled(sentence, "17")
    assert message_words(said) == said, "English stays as core said it"
    install_translator(qapp, "de")
    told = problem_words(Problem("a.jpg", sentence, said))
    assert sentence in TITLES or told.message not in ("", said)
    assert sentence not in TITLES or told.title not in ("", sentence)


@pytest.mark.parametrize("file", FREQUENT)
def test_every_reason_why_a_file_cannot_be_used_is_known(file: str) -> None:
    raised = {errors.UnreadablePhoto.__name__, errors.ExportFailed.__name__}
    calls = [
        node for node in ast.walk(ast.parse((CORE / file).read_text("utf-8"))) if isinstance(node, ast.Call)
    ]
    said = {
        written(call.args[0])
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in raised and call.args
    }
    assert said - {""} <= {filled(each, "{}") for each in SENTENCES}


def test_a_sentence_in_a_sentence_is_told_too(qapp: QApplication) -> None:
    install_translator(qapp, "de")
    words = message_words(
        "A reference could not be read. The file could not be read from its drive: Input/output error."
    )
    assert words == (
        "Eine Referenz ließ sich nicht lesen. Die Datei ließ sich nicht von ihrem Laufwerk lesen: "
        "Ein-/Ausgabefehler."
    )
    assert message_words("You chose to ignore this face.").startswith("Sie wollten"), "a reason told in words"
    assert message_words("Something new.") == "Something new."
