"""Likeness in words, with the number and the person's own range beside it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from core.domain.person import PersonRange
from core.domain.restoration import Likeness, Restoration, RestorationState
from ridfr_desktop.problem_words import message_words
from ridfr_desktop.reason_words import ReasonWords


def likeness_words(restoration: Restoration, name: str) -> str:
    """What the guard thinks, in a few words."""
    translate = QCoreApplication.translate
    who = name or translate("likeness", "this person")
    judgement = restoration.judgement
    if judgement is None:
        return translate("likeness", "not judged")
    if judgement.likeness is Likeness.DRIFTED:
        return translate("likeness", "no longer {name}: held for review").format(name=who)
    if restoration.state is RestorationState.HELD:
        return translate("likeness", "held for review")
    if judgement.likeness is Likeness.UNSURE:
        return translate("likeness", "unsure")
    return translate("likeness", "close to {name}").format(name=who)


def likeness_figures(restoration: Restoration, expected: PersonRange | None) -> str:
    """The number of the result and the range that it is measured by."""
    translate = QCoreApplication.translate
    judgement = restoration.judgement
    if judgement is None or judgement.after is None:
        return ""
    words = _number(judgement.after)
    if judgement.before is not None:
        words = translate("likeness", "{after} · the damaged face {before}").format(
            after=words, before=_number(judgement.before)
        )
    if expected is None:
        return words
    if expected.samples:
        whose = translate("likeness", "their own photos {high}, seldom under {low}")
    else:
        whose = translate("likeness", "photos of one person {high}, seldom under {low}")
    return words + "\n" + whose.format(low=_number(expected.low), high=_number(expected.high))


def why_not_close(restoration: Restoration) -> str:
    """Why a result is held, or why the guard is not sure of it; empty for others."""
    judgement = restoration.judgement
    held = restoration.state is RestorationState.HELD
    if judgement is None or not (held or judgement.likeness is Likeness.UNSURE):
        return message_words(restoration.reason) if held else ""
    return ReasonWords().all_of(judgement.reasons)


def _number(likeness: float) -> str:
    return QLocale().toString(likeness, "f", 2)
