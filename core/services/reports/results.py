"""What a demo run found and made: the values that `report.json` and the report page show."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.domain.reasons import Reason
from core.domain.reports import ExportItem, IndexReport, Problem
from core.domain.restoration import Decision, Restoration, RestorationState, Version


@dataclass(frozen=True)
class RestorationLine:
    """One restoration as `report.json` has it; paths are relative to the demo folder."""

    person: str
    photo: str
    reference: str
    """Photo that the reference face is on."""
    output: str
    """The exported photo, or the restored crop when nothing was exported."""
    identity_before: float | None
    """Cosine of the damaged face to the reference, by the judging embedder; None without a vector."""
    identity_after: float | None
    state: RestorationState
    decision: Decision
    seconds: float | None
    """Of the model, in the run that computed it."""


@dataclass(frozen=True)
class DemoSummary:
    """The content of `report.json`."""

    photos: int
    faces: int
    people: int
    problems: tuple[Problem, ...]
    seconds: float
    restorations: tuple[RestorationLine, ...]


@dataclass(frozen=True)
class RestoredFace:
    """A restoration with what the report tells beside it."""

    line: RestorationLine
    restoration: Restoration
    reasons: tuple[Reason, ...]
    """Why this reference."""
    repeated: bool
    """From an earlier run; not computed again."""


@dataclass(frozen=True)
class RestoredPhoto:
    """One damaged print with the faces restored on it."""

    photo_id: int
    path: str
    """Relative to the demo folder."""
    note: str
    """What happened to the print."""
    faces: tuple[RestoredFace, ...]
    version: Version | None
    """The composite with the kept faces; None when none was kept."""


@dataclass(frozen=True)
class GroupingLine:
    """How the prints of one person were grouped, against the truth of the album."""

    person: str
    confirmed: int
    """Faces on undamaged originals, confirmed by the demo as a user would."""
    right: int
    """Faces on damaged prints that were placed with this person by likeness."""
    unknown: int
    """Left unknown."""
    wrong: int
    """Placed with somebody else."""
    missed: int
    """Not found as a face."""


@dataclass(frozen=True)
class Stage:
    """A part of the run and its time."""

    name: str
    seconds: float


@dataclass(frozen=True)
class DemoReport:
    """Everything about one run."""

    folder: Path
    summary: DemoSummary
    index: IndexReport
    grouping: tuple[GroupingLine, ...]
    photos: tuple[RestoredPhoto, ...]
    left_alone: tuple[Problem, ...]
    exported: tuple[ExportItem, ...]
    stages: tuple[Stage, ...]
    originals: int
    """Files whose SHA-256 was taken before and after."""
    changed: tuple[str, ...]
    """Files that differ afterwards; always empty, or something is badly wrong."""
    unexpected: tuple[Problem, ...]
    """Problems that the album does not have on purpose: empty when all went well."""
    restorer: str
    """Name, size and SHA-256 of the restorer in words."""
    machine: str
    """Where it ran, in words."""

    @property
    def faces(self) -> tuple[RestoredFace, ...]:
        return tuple(face for photo in self.photos for face in photo.faces)

    @property
    def kept(self) -> tuple[RestoredFace, ...]:
        return tuple(face for face in self.faces if face.line.decision is Decision.KEPT)

    @property
    def held(self) -> tuple[RestoredFace, ...]:
        return tuple(face for face in self.faces if face.line.state is RestorationState.HELD)

    @property
    def computed(self) -> int:
        """Restorations that this run computed; the others were there."""
        return sum(not face.repeated for face in self.faces)

    @property
    def page(self) -> Path:
        return self.folder / "report.html"

    @property
    def sheet(self) -> Path:
        return self.folder / "sheet.png"

    @property
    def json(self) -> Path:
        return self.folder / "report.json"
