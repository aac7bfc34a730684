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
    WATCH = "watch"
    """Waits for changes in watched folders, for as long as the program runs."""


class JobState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    """Asked to pause: a running job holds at its next report, a waiting one is passed over."""
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
    """Time since the job began to run; 0 while it waits."""
    result: object = None
    """What the work returned; a cancelled job may have returned a report of its finished part."""
    problem: Problem | None = None
    """Why the job failed, in plain words."""
