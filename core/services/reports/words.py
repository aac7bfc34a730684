"""The sentences of the demo's report: plain, exact, plurals right."""

from __future__ import annotations

from core.domain.restoration import Decision, Likeness, RestorationState
from core.services.reports.results import DemoReport, RestoredFace


def counted(number: int, noun: str, plural: str = "") -> str:
    """Such as "1 photo", "3 photos"."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def duration(seconds: float) -> str:
    """Such as "48 s", "3 min 5 s"."""
    whole = round(seconds)
    if whole < 120:
        return f"{whole} s"
    return f"{whole // 60} min {whole % 60} s"


def summary_sentence(report: DemoReport) -> str:
    """The run in words, the bad beside the good."""
    summary = report.summary
    parts = [
        f"{counted(summary.photos, 'photo')} with {counted(summary.faces, 'face')} of "
        f"{counted(summary.people, 'person', 'people')}.",
        f"{counted(len(report.faces), 'face')} on damaged prints restored: {len(report.kept)} kept, "
        f"{len(report.held)} held for review.",
    ]
    if report.left_alone:
        parts.append(f"{counted(len(report.left_alone), 'face')} left alone.")
    wrong = sum(line.wrong for line in report.grouping)
    placed = f"{counted(wrong, 'face')} placed" if wrong else "No face was placed"
    parts.append(f"{placed} with the wrong person.")
    parts.append("No original was changed." if not report.changed else "Originals were changed.")
    if report.faces and not report.computed:
        parts.append("All restorations were there from an earlier run; none was repeated.")
    return " ".join(parts)


def verdict(face: RestoredFace) -> str:
    """The state of a restoration in words."""
    line = face.line
    if line.state is RestorationState.HELD:
        return "held for review"
    if line.state is not RestorationState.DONE:
        return line.state.value
    judgement = face.restoration.judgement
    words = {
        Likeness.CLOSE: f"close to {line.person}",
        Likeness.UNSURE: "closer, but unsure",
        Likeness.DRIFTED: f"no longer {line.person}",
    }
    said = "not judged" if judgement is None else words[judgement.likeness]
    return said if line.decision is Decision.KEPT else f"{said}, {line.decision.value or 'not decided'}"


def likeness_words(face: RestoredFace, *, arrow: str = "→") -> str:
    """Such as "0.57 → 0.71, closer"; `arrow` for fonts that have none."""
    before, after = face.line.identity_before, face.line.identity_after
    if after is None:
        return "likeness not measured"
    if before is None:
        return f"{after:.2f}; the damaged face could not be measured"
    change = "closer" if after > before else "not closer"
    digits = 2 if f"{before:.2f}" != f"{after:.2f}" else 3
    return f"likeness {before:.{digits}f} {arrow} {after:.{digits}f}, {change}"
