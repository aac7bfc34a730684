"""What services return: what changed, and what could not be done and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from core.domain.reasons import Reason
from core.errors import RidfrError


@dataclass(frozen=True)
class Problem:
    """One line of a report: this file, this reason, in plain words."""

    path: str
    title: str
    message: str

    @staticmethod
    def of(error: RidfrError, path: str | None = None) -> Problem:
        return Problem(path or error.path or "", error.title, error.message)


@dataclass(frozen=True)
class IndexReport:
    seen: int = 0
    added: int = 0
    """Photos new to the library."""
    updated: int = 0
    """Known files whose content changed, or faces analysed anew."""
    unchanged: int = 0
    moved: int = 0
    """Files recognised by their content at another place."""
    offline: int = 0
    """Files that are not there now; nothing is deleted."""
    faces: int = 0
    """Faces found in this run."""
    problems: tuple[Problem, ...] = ()
    photo_ids: frozenset[int] = frozenset()
    seconds: float = 0.0
    cancelled: bool = False


@dataclass(frozen=True)
class GroupReport:
    faces: int = 0
    """Faces looked at."""
    people: int = 0
    """People and unnamed groups after the run."""
    placed: int = 0
    """Faces whose person changed."""
    unknown: int = 0
    person_ids: frozenset[int] = frozenset()
    seconds: float = 0.0


@dataclass(frozen=True)
class BatchReport:
    restored: tuple[int, ...] = ()
    """Restoration ids that are done and passed the guard."""
    held: tuple[int, ...] = ()
    repeated: tuple[int, ...] = ()
    """Already there from an earlier run: not computed again."""
    left_alone: tuple[Problem, ...] = ()
    """Faces that need no restoration or cannot have one, with the reason."""
    problems: tuple[Problem, ...] = ()
    versions: tuple[int, ...] = ()
    seconds: float = 0.0
    cancelled: bool = False


class FaceStage(StrEnum):
    """How far a run is with one face."""

    RUNNING = "running"
    DONE = "done"
    HELD = "held"
    REPEATED = "repeated"
    """Already there from an earlier run."""
    LEFT_ALONE = "left-alone"
    FAILED = "failed"

    @property
    def finished(self) -> bool:
        return self is not FaceStage.RUNNING


@dataclass(frozen=True)
class FaceOutcome:
    """What a run of restorations has to say of one face, as it happens."""

    face_id: int
    stage: FaceStage
    reason: str = ""
    """Why it is held, left alone or failed, in plain words."""
    restoration_id: int | None = None
    reference_face_ids: tuple[int, ...] = ()
    seconds: float | None = None
    """Computing time of this face; None when nothing was computed."""
    reasons: tuple[Reason, ...] = ()
    """The same as `reason`, as codes, where they are known."""


@dataclass(frozen=True)
class ExportItem:
    """One planned or written file."""

    photo_id: int
    source: str
    target: str
    state: str
    """planned · written · skipped · failed"""
    note: str = ""


@dataclass(frozen=True)
class ExportReport:
    items: tuple[ExportItem, ...] = ()
    problems: tuple[Problem, ...] = ()
    dry_run: bool = False
    seconds: float = 0.0
    cancelled: bool = False
    written: int = field(default=0)
