"""How long restorations take on this machine: from those that it has done, never from a guess."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.recipe import ExecutionPlan
from core.domain.restoration import Restoration, RestorationState
from core.library.library import Library

NEWEST = 50
"""Restorations that are measured: the machine of today, not of last year."""

FEWEST = 2
"""One alone may have waited for the model to be loaded."""


@dataclass(frozen=True)
class Speed:
    """Measured speed of one restorer on one device."""

    seconds: float
    """For one face: the median."""
    samples: int
    plan: ExecutionPlan


@dataclass(frozen=True)
class Estimate:
    """What a number of faces will take."""

    faces: int
    speed: Speed | None
    """None: this machine has not restored enough faces yet."""

    @property
    def seconds(self) -> float | None:
        return None if self.speed is None else self.speed.seconds * self.faces


def measured_speed(library: Library, restorer: str) -> Speed | None:
    """Seconds a face of the newest restorations by `restorer`; None without enough of them.

    Those of the plan (device and kind of numbers) that was used last are counted.
    """
    with library.snapshot() as tx:
        finished = tx.restorations.in_state(RestorationState.DONE, RestorationState.HELD)
    return _speed([each for each in finished if each.recipe.restorer == restorer])


def estimate(library: Library, restorer: str, faces: int) -> Estimate:
    """What restoring `faces` faces will take on this machine."""
    return Estimate(faces, measured_speed(library, restorer))


def _speed(restorations: Sequence[Restoration]) -> Speed | None:
    timed = [(each.seconds, each.plan) for each in restorations if each.seconds and each.plan is not None]
    if not timed:
        return None
    _, newest = timed[-1]
    assert newest is not None
    alike = [seconds for seconds, plan in timed if plan is not None and _alike(plan, newest)][-NEWEST:]
    if len(alike) < FEWEST:
        return None
    return Speed(statistics.median(alike), len(alike), newest)


def _alike(plan: ExecutionPlan, other: ExecutionPlan) -> bool:
    return (plan.device, plan.dtype, plan.threads) == (other.device, other.dtype, other.threads)
