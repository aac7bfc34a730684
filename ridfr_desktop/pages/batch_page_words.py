"""What the batch page says: estimates, progress and results, in plain sentences."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from core.domain.reports import FaceStage
from core.services.batch_queue import QueueLine
from core.services.estimating import Estimate

DONE = (FaceStage.DONE, FaceStage.REPEATED)


def duration_words(seconds: float) -> str:
    """A time as one says it: "less than a minute", "4 min", "2 h 10 min"."""
    translate = QCoreApplication.translate
    minutes = round(seconds / 60)
    if seconds < 50:
        return translate("batch", "less than a minute")
    if minutes < 60:
        return translate("batch", "{minutes} min").format(minutes=max(minutes, 1))
    return translate("batch", "{hours} h {minutes} min").format(hours=minutes // 60, minutes=minutes % 60)


def estimate_words(estimate: Estimate) -> str:
    """How long it takes on this machine, and how that is known."""
    translate = QCoreApplication.translate
    faces = translate("batch", "%n face(s) to restore", "", estimate.faces)
    if estimate.speed is None or estimate.seconds is None:
        unknown = translate("batch", "no measurement of this machine yet, so no estimate")
        return f"{faces}; {unknown}."
    measured = estimate.speed
    known = translate(
        "batch",
        "about {time} on this machine ({seconds} s a face on the {device}, measured on %n face(s))",
        "",
        measured.samples,
    ).format(
        time=duration_words(estimate.seconds),
        seconds=f"{measured.seconds:.1f}",
        device=measured.plan.device.upper(),
    )
    return f"{faces}; {known}."


def left_alone_words(count: int) -> str:
    if not count:
        return ""
    return QCoreApplication.translate("batch", "%n face(s) are left alone; the list says why.", "", count)


def progress_words(lines: Sequence[QueueLine], seconds: float, speed: float | None) -> str:
    """How far a run is, its rate, and the time left.

    The rate is that of this run once two faces were computed, until then that of earlier ones.
    """
    translate = QCoreApplication.translate
    finished = [line for line in lines if line.stage is not None and line.stage.finished]
    computed = sum(line.stage in (FaceStage.DONE, FaceStage.HELD) for line in finished)
    words = [translate("batch", "{done} of {all}").format(done=len(finished), all=len(lines))]
    rate = seconds / computed if computed > 1 else speed
    if rate:
        words.append(translate("batch", "{seconds} s a face").format(seconds=f"{rate:.1f}"))
        left = duration_words(rate * (len(lines) - len(finished)))
        words.append(translate("batch", "{time} left").format(time=left))
    held = sum(line.stage is FaceStage.HELD for line in lines)
    if held:
        words.append(translate("batch", "%n held for review", "", held))
    return " · ".join(words)


def summary_words(lines: Sequence[QueueLine]) -> str:
    """What came of a run that is over."""
    translate = QCoreApplication.translate
    stages = [line.stage for line in lines]
    parts = []
    if done := sum(stage in DONE for stage in stages):
        parts.append(translate("batch", "%n face(s) restored and kept", "", done))
    if held := stages.count(FaceStage.HELD):
        parts.append(translate("batch", "%n held for review", "", held))
    if alone := stages.count(FaceStage.LEFT_ALONE):
        parts.append(translate("batch", "%n left alone", "", alone))
    if failed := stages.count(FaceStage.FAILED):
        parts.append(translate("batch", "%n failed", "", failed))
    return " · ".join(parts)


def purity_words(found: Sequence[tuple[str, int]]) -> str:
    """Names, and how many of their confirmed faces may be somebody else's."""
    translate = QCoreApplication.translate
    each = [
        translate("batch", "%n photo(s) of {name} may show somebody else", "", count).format(name=name)
        for name, count in found
    ]
    return "; ".join(each) + ". " + translate("batch", "They could guide the restorations.")
