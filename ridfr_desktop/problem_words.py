"""Problems that core tells in English, in the language of the window."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from string import Formatter

from PySide6.QtCore import QCoreApplication

from core.domain.reasons import Reason, ReasonCode
from core.domain.reports import Problem
from ridfr_desktop.problem_sentences import CONTEXT, SENTENCES
from ridfr_desktop.reason_words import ReasonWords

_END = re.compile(r"(?<=\.) ")
"""Between two sentences."""


def problem_words(problem: Problem) -> Problem:
    """The same problem, its title and message translated; what is not known stays as it was said."""
    return replace(problem, title=_translated(problem.title), message=message_words(problem.message))


def message_words(message: str) -> str:
    """A sentence of core, or some of them one after the other; unknown ones stay English."""
    for template in SENTENCES:
        found = _pattern(template).fullmatch(message)
        if found:
            parts = {name: message_words(words) for name, words in found.groupdict().items()}
            return _translated(template).format(**parts)
    code = _reason_codes().get(message)
    if code is not None:
        return ReasonWords().of(Reason(code))
    sentences = _END.split(message)
    return " ".join(map(message_words, sentences)) if len(sentences) > 1 else message


def _translated(words: str) -> str:
    return QCoreApplication.translate(CONTEXT, words)


@cache
def _pattern(template: str) -> re.Pattern[str]:
    """Finds a template again after its fields were filled in."""
    parts = [
        re.escape(fixed) + (f"(?P<{name}>.+)" if name else "")
        for fixed, name, _, _ in Formatter().parse(template)
    ]
    return re.compile("".join(parts), re.DOTALL)


@cache
def _reason_codes() -> dict[str, ReasonCode]:
    """Sentences of reasons that have no numbers: some are handed on as words."""
    plain = (code for code in ReasonCode if code is not ReasonCode.TOLD)
    return {str(Reason(code)): code for code in plain if not _has_numbers(code)}


def _has_numbers(code: ReasonCode) -> bool:
    try:
        str(Reason(code))
    except IndexError:
        return True
    return False
