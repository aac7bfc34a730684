"""Timing two ways of doing the same: interleaved rounds, medians of ratios, honest margins.

A ratio of two times taken in turns on one machine says more than either time: what slows
one slows the other. The margin is a bootstrap over rounds; a run beside foreign load is
marked invalid and not repaired.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import psutil

FOREIGN_LOAD_LIMIT = 0.3
"""Cores that other programs may use before a run no longer counts."""
_RESAMPLES = 2000


@dataclass(frozen=True)
class Sample:
    """One timed run."""

    wall: float
    """Seconds."""
    cpu: float
    """CPU seconds of this process and its children."""


@dataclass(frozen=True)
class Ratio:
    """Median of per-round ratios with its 95 % bootstrap interval."""

    median: float
    low: float
    high: float


@dataclass(frozen=True)
class Comparison:
    """Ours against a peer over several rounds."""

    ours: tuple[Sample, ...]
    peer: tuple[Sample, ...]
    foreign_load: float
    """Cores used by other programs meanwhile."""

    @property
    def valid(self) -> bool:
        return self.foreign_load <= FOREIGN_LOAD_LIMIT

    def speedup(self) -> Ratio:
        """Peer's wall time over ours: 2 means we are twice as fast."""
        return ratio([peer.wall / ours.wall for ours, peer in zip(self.ours, self.peer, strict=True)])

    def cpu_speedup(self) -> Ratio:
        """The same for CPU seconds, which foreign load hardly changes."""
        pairs = zip(self.ours, self.peer, strict=True)
        return ratio([peer.cpu / max(ours.cpu, 1e-9) for ours, peer in pairs])


def ratio(values: list[float], *, seed: int = 0) -> Ratio:
    """Median and bootstrap interval of `values` (at least one)."""
    sample = np.asarray(values, dtype=np.float64)
    generator = np.random.default_rng(seed)
    drawn = generator.choice(sample, size=(_RESAMPLES, sample.size))
    low, high = np.percentile(np.median(drawn, axis=1), [2.5, 97.5])
    return Ratio(float(np.median(sample)), float(low), float(high))


def timed(work: Callable[[], object]) -> Sample:
    """Wall and CPU seconds of one call."""
    cpu, wall = cpu_seconds(), time.perf_counter()
    work()
    return Sample(time.perf_counter() - wall, cpu_seconds() - cpu)


def interleaved(
    ours: Callable[[], object], peer: Callable[[], object], *, rounds: int, warm_up: bool = True
) -> Comparison:
    """Run A, B, A, B … `rounds` times each, after one round of each that is not counted."""
    if warm_up:
        ours()
        peer()
    load = ForeignLoad()
    pairs = [(timed(ours), timed(peer)) for _ in range(rounds)]
    return Comparison(tuple(one for one, _ in pairs), tuple(two for _, two in pairs), load.cores())


class ForeignLoad:
    """Cores that programs other than ours keep busy since this was made."""

    def __init__(self) -> None:
        self._start = time.perf_counter()
        self._busy = _machine_busy()
        self._own = cpu_seconds()

    def cores(self) -> float:
        wall = max(time.perf_counter() - self._start, 1e-3)
        foreign = (_machine_busy() - self._busy) - (cpu_seconds() - self._own)
        return max(foreign / wall, 0.0)


def cpu_seconds() -> float:
    """CPU seconds of this process, of its ended children, and of those that still run."""
    own = psutil.Process()
    total = sum(own.cpu_times()[:4])
    for child in own.children(recursive=True):
        try:
            total += sum(child.cpu_times()[:4])
        except psutil.Error:
            continue
    return float(total)


def peak_memory() -> int:
    """Largest resident set in bytes of this process and its running children so far."""
    own = psutil.Process()
    return max(_peak_of(process) for process in [own, *own.children(recursive=True)])


def _peak_of(process: psutil.Process) -> int:
    try:
        if psutil.LINUX:
            status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii", errors="replace")
            peaks = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")]
            return int(peaks[0]) * 1024 if peaks else 0
        memory = process.memory_info()
        return int(getattr(memory, "peak_wset", memory.rss))
    except (psutil.Error, OSError):
        return 0


def _machine_busy() -> float:
    times = psutil.cpu_times()
    idle = times.idle + getattr(times, "iowait", 0.0)
    # guest time is part of user time on Linux already
    return float(sum(times) - idle - getattr(times, "guest", 0.0) - getattr(times, "guest_nice", 0.0))


def cores() -> int:
    """CPU cores this process may use."""
    own = psutil.Process()
    return len(own.cpu_affinity()) if hasattr(own, "cpu_affinity") else os.cpu_count() or 1
