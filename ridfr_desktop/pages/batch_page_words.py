"""What the batch page says: estimates, progress and results, in plain sentences."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLocale, QObject

from core.domain.reports import FaceStage
from core.services.batch_queue import QueueLine
from core.services.estimating import Estimate

DONE = (FaceStage.DONE, FaceStage.REPEATED)
MINUTE = 50
"""Seconds from which on one says "1 min"."""


class BatchCounts(QObject):
    """Sentences with a number: lupdate finds plural forms in `tr` of a class alone."""

    def to_restore(self, count: int) -> str:
        return self.tr("%Ln face(s) to restore", "", count)

    def measured(self, count: int) -> str:
        return self.tr(
            "{time} on this machine ({seconds} s a face on the {device}, measured on %Ln face(s))",
            "",
            count,
        )

    def left_alone(self, count: int) -> str:
        return self.tr("%Ln face(s) are left alone; the list says why.", "", count)

    def held(self, count: int) -> str:
        return self.tr("%Ln held for review", "", count)

    def kept(self, count: int) -> str:
        return self.tr("%Ln face(s) restored and kept", "", count)

    def untouched(self, count: int) -> str:
        return self.tr("%Ln left alone", "", count)

    def failed(self, count: int) -> str:
        return self.tr("%Ln failed", "", count)

    def may_show_others(self, count: int) -> str:
        return self.tr("%Ln photo(s) of {name} may show somebody else", "", count)


def duration_words(seconds: float) -> str:
    """A time as one says it: "less than a minute", "4 min", "2 h 10 min"."""
    translate = QCoreApplication.translate
    minutes = round(seconds / 60)
    if seconds < MINUTE:
        return translate("batch", "less than a minute")
    if minutes < 60:
        return translate("batch", "{minutes} min").format(minutes=max(minutes, 1))
    return translate("batch", "{hours} h {minutes} min").format(hours=minutes // 60, minutes=minutes % 60)


def about_words(seconds: float) -> str:
    """A time that is not known better: "about 4 min", "less than a minute"."""
    words = duration_words(seconds)
    return (
        words if seconds < MINUTE else QCoreApplication.translate("batch", "about {time}").format(time=words)
    )


def estimate_words(estimate: Estimate) -> str:
    """How long it takes on this machine, and how that is known."""
    translate = QCoreApplication.translate
    faces = BatchCounts().to_restore(estimate.faces)
    if estimate.speed is None or estimate.seconds is None:
        unknown = translate("batch", "no measurement of this machine yet, so no estimate")
        return f"{faces}; {unknown}."
    measured = estimate.speed
    known = (
        BatchCounts()
        .measured(measured.samples)
        .format(
            time=about_words(estimate.seconds),
            seconds=QLocale().toString(measured.seconds, "f", 1),
            device=measured.plan.device.upper(),
        )
    )
    return f"{faces}; {known}."


def left_alone_words(count: int) -> str:
    if not count:
        return ""
    return BatchCounts().left_alone(count)


def progress_words(lines: Sequence[QueueLine], seconds: float, speed: float | None) -> str:
    """How far a run is, its rate, and the time left.

    The rate is that of this run once two faces were computed, until then that of earlier ones.
    """
    translate = QCoreApplication.translate
    finished = [line for line in lines if line.stage is not None and line.stage.finished]
    computed = sum(line.stage in (FaceStage.DONE, FaceStage.HELD) for line in finished)
    words = [
        translate("batch", "{done} of {all}").format(
            done=QLocale().toString(len(finished)), all=QLocale().toString(len(lines))
        )
    ]
    rate = seconds / computed if computed > 1 else speed
    if rate:
        words.append(
            translate("batch", "{seconds} s a face").format(seconds=QLocale().toString(rate, "f", 1))
        )
        left = duration_words(rate * (len(lines) - len(finished)))
        words.append(translate("batch", "{time} left").format(time=left))
    held = sum(line.stage is FaceStage.HELD for line in lines)
    if held:
        words.append(BatchCounts().held(held))
    return " · ".join(words)


def summary_words(lines: Sequence[QueueLine]) -> str:
    """What came of a run that is over."""
    counts = BatchCounts()
    stages = [line.stage for line in lines]
    parts = []
    if done := sum(stage in DONE for stage in stages):
        parts.append(counts.kept(done))
    if held := stages.count(FaceStage.HELD):
        parts.append(counts.held(held))
    if alone := stages.count(FaceStage.LEFT_ALONE):
        parts.append(counts.untouched(alone))
    if failed := stages.count(FaceStage.FAILED):
        parts.append(counts.failed(failed))
    return " · ".join(parts)


def purity_words(found: Sequence[tuple[str, int]]) -> str:
    """Names, and how many of their confirmed faces may be somebody else's."""
    counts = BatchCounts()
    each = [counts.may_show_others(count).format(name=name) for name, count in found]
    return "; ".join(each) + ". " + QCoreApplication.translate("batch", "They could guide the restorations.")
