"""Problems that core tells in English, in the words and the language of the window."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale

from core.domain.edit_summary import EditSummary
from core.domain.reasons import reason_in
from core.domain.reports import Problem
from core.sentence import Sentence, SentenceFormatter
from ridfr_desktop.edit_words import EditWords
from ridfr_desktop.problem_sentences import CONTEXT, WAYS_OUT
from ridfr_desktop.reason_words import ReasonWords


def problem_words(problem: Problem) -> Problem:
    """The same problem, its title and message translated; what is not known stays as it was said."""
    return replace(problem, title=message_words(problem.title), message=message_words(problem.message))


def message_words(message: str) -> str:
    """A sentence of core; words that are not known stay as they are."""
    if isinstance(message, EditSummary):
        return EditWords().of(message)
    reason = reason_in(message)
    if reason is not None:
        return ReasonWords().of(reason)
    if not isinstance(message, Sentence):
        return _translated(message)
    return _InOurWords().vformat(_translated(message.template), (), message.values)


def _translated(template: str) -> str:
    try:
        return QCoreApplication.translate(CONTEXT, str(WAYS_OUT.get(template, template)))
    except UnicodeEncodeError:  # the name of a file in an encoding of its own: nothing to translate
        return template


class _InOurWords(SentenceFormatter):
    """Tells sentences within a sentence in our words too, and writes numbers as is usual here."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, (Sentence, EditSummary)):
            return message_words(value)
        if isinstance(value, str):
            return _translated(value)  # no reason: an album may be called “best”
        written: str = super().format_field(value, format_spec)
        if not format_spec:
            return written
        locale = QLocale()
        marks = {",": locale.groupSeparator(), ".": locale.decimalPoint()}
        return "".join(marks.get(each, each) for each in written)
