"""What the rest of the product sees of a job: its lane, its state, a frozen snapshot."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.domain.reports import Problem


class Lane(StrEnum):
    """One thread each; two jobs of a lane never run at the same time."""

    INDEX = "index"
    """Decode, detect, embed, write."""
    GPU = "gpu"
    """Everything that needs the graphics card, so two models never fight for its memory."""
    FILES = "files"
    """Export and other work on files."""
    SCREEN = "screen"
    """Short reads and edits that a person is waiting for, never behind a long export."""
    READ = "read"
    """Long reads for the page that is shown: never behind an export, never before a short read."""
    WATCH = "watch"
    """Waits for changes in watched folders, for as long as the program runs."""


class JobState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    PAUSING = "pausing"
    """Divisible work was asked to pause: it goes on to its next seam."""
    PAUSED = "paused"
    """Running work holds at its next report, work that waits or lies at a seam is passed over."""
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"

    @property
    def finished(self) -> bool:
        return self in {JobState.DONE, JobState.CANCELLED, JobState.FAILED}


@dataclass(frozen=True)
class JobStatus:
    """One job at one moment; safe to hand to any thread."""

    id: int
    lane: Lane
    title: str
    state: JobState = JobState.WAITING
    fraction: float = 0.0
    """Share that is done, [0, 1]."""
    message: str = ""
    seconds: float = 0.0
    """Time that the job has had its lane; 0 until it begins."""
    keeps_lane: bool = False
    """Paused in the middle of its work: nothing behind it begins before it goes on."""
    result: object = None
    """What the work returned; a cancelled job may have returned a report of its finished part."""
    problem: Problem | None = None
    """Why the job failed, in plain words."""


@dataclass(frozen=True)
class Part:
    """What divisible work returns at a seam: it is called again for the rest."""

    report: object
    """Of what is done so far; the job's result should it be cancelled at this seam."""
