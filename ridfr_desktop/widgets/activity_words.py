"""A job in words: how far it is, how fast, how long it will take, what could not be done."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QLocale, QObject

from core.domain.reports import Problem
from core.jobs.job import JobState, JobStatus
from core.progress import count_in
from ridfr_desktop.problem_words import message_words

PAUSED = (JobState.PAUSING, JobState.PAUSED)
"""Work that can be let go on."""
_STANDING = (JobState.WAITING, *PAUSED)
EARLY = 0.02
"""Share of the work before which no time can be told."""


class ActivityCounts(QObject):
    """Words with a number: lupdate finds plural forms in `tr` of a class alone."""

    def problems(self, count: int) -> str:
        return self.tr("done, %Ln problem(s)", "", count)

    def minutes(self, count: int) -> str:
        return self.tr("%Ln min left", "", count)


def progress_words(status: JobStatus, behind: JobStatus | None = None) -> str:
    """ "3,120 of 12,431 · 41/s · 4 min left", as far as it is known.

    Args:
        behind: paused work that holds the lane in which this job waits.
    """
    if status.state is JobState.WAITING and behind is not None:
        words = QCoreApplication.translate("activity", "waits for “{title}”, which is paused")
        return words.format(title=behind.title)
    counted = count_in(status.message)
    parts = [_counted(*counted) if counted else message_words(status.message)]
    if status.state in _STANDING:
        return " · ".join(filter(None, [_standing(status.state), parts[0] if counted else ""]))
    if counted and status.seconds >= 2 and counted[0] > 2:
        parts.append(_rate(counted[0] / status.seconds))
    parts.append(_time_left(status))
    return " · ".join(part for part in parts if part)


def held_up_by(status: JobStatus, others: Iterable[JobStatus]) -> JobStatus | None:
    """The paused job behind which a job waits: nothing begins in its lane before it goes on."""
    if status.state is not JobState.WAITING:
        return None
    return next((each for each in others if each.keeps_lane and each.lane is status.lane), None)


def outcome_words(status: JobStatus) -> str:
    """How a job ended."""
    problems = problems_of(status)
    match status.state:
        case JobState.FAILED:
            return QCoreApplication.translate("activity", "stopped: what was finished is kept")
        case JobState.CANCELLED:
            return QCoreApplication.translate("activity", "cancelled: what was finished is kept")
    if problems:
        return ActivityCounts().problems(len(problems))
    return QCoreApplication.translate("activity", "done")


def problems_of(status: JobStatus) -> tuple[Problem, ...]:
    """What a job could not do: its own failure, or the problems of its report."""
    own = () if status.problem is None else (status.problem,)
    reported = getattr(status.result, "problems", ())
    return (*own, *(each for each in reported if isinstance(each, Problem)))


def _standing(state: JobState) -> str:
    return {
        JobState.WAITING: QCoreApplication.translate("activity", "waiting"),
        JobState.PAUSING: QCoreApplication.translate("activity", "pausing…"),
        JobState.PAUSED: QCoreApplication.translate("activity", "paused"),
    }[state]


def _counted(done: int, total: int) -> str:
    locale = QLocale()
    words = QCoreApplication.translate("activity", "{done} of {total}")
    return words.format(done=locale.toString(done), total=locale.toString(total))


def _rate(per_second: float) -> str:
    if per_second >= 1:
        words, number = QCoreApplication.translate("activity", "{number}/s"), per_second
    else:
        words, number = QCoreApplication.translate("activity", "{number}/min"), per_second * 60
    return words.format(number=QLocale().toString(round(number)))


def _time_left(status: JobStatus) -> str:
    if status.fraction < EARLY or status.seconds < 2:
        return ""
    left = status.seconds * (1 - status.fraction) / status.fraction
    if left < 60:
        return QCoreApplication.translate("activity", "less than a minute left")
    return ActivityCounts().minutes(max(round(left / 60), 1))
