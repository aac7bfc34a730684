"""The sentences of core that a window can show, read from its sources; and what its list of packs says.

Core says its sentences in English (`core.sentence`) and knows nothing of translations; `lupdate`
reads Qt's own calls only. So the templates are collected here and handed to it as such calls.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import core
from core import errors
from core.domain.reports import Problem
from core.sentence import Sentence
from core.weights.registry import read_packs

CORE = Path(core.__file__).parent
CONTEXT = "problems"
SAID_ELSEWHERE = ("cli", "benchmarks", "services/demo.py", "services/reports")
"""Of the command line alone."""
_ERRORS = {
    name: kind
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, errors.RidfrError)
}


def sentences_of_core() -> frozenset[str]:
    """Templates of errors, problems and other sentences, titles of errors and problems, names of packs."""
    packs = {words for pack in read_packs() for words in (pack.title, pack.licence)}
    return frozenset(words for file in sources() for words in _said_in(file)) | packs


def sources() -> list[Path]:
    """Of core, those that the window works with."""
    elsewhere = [CORE / place for place in SAID_ELSEWHERE]
    files = CORE.rglob("*.py")
    return sorted(file for file in files if not any(file.is_relative_to(place) for place in elsewhere))


def as_source(templates: frozenset[str]) -> str:
    """A Python source that `lupdate` finds these in."""
    return "\n".join(f"QT_TRANSLATE_NOOP({CONTEXT!r}, {words!r})" for words in sorted(templates)) + "\n"


def calls_of(file: Path) -> Iterator[tuple[ast.Call, list[ast.expr]]]:
    """What makes a sentence in a source, and the arguments that are words for people."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id=Sentence.__name__), args=[words, *_]):
                yield node, [words]
            case ast.Call(func=ast.Name(id=Problem.__name__), args=[_, title, words]):
                yield node, [title, words]
            case ast.Call(func=ast.Name(id=name), args=[words, *_]) if name in _ERRORS:
                yield node, [words]


def _said_in(file: Path) -> Iterator[str]:
    for _, arguments in calls_of(file):
        for words in arguments:
            if isinstance(words, ast.Constant) and isinstance(words.value, str):
                yield words.value
    if file == CORE / "errors.py":
        yield from (kind.title for kind in _ERRORS.values())
