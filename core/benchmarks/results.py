"""What a benchmark says, as values for a table or JSON."""

from __future__ import annotations

from dataclasses import dataclass

from core.benchmarks.measuring import Ratio


@dataclass(frozen=True)
class Target:
    """What quality asks of a benchmark."""

    wanted: float
    stretch: float
    at_most: bool = False
    """True where less is better (B7: our time over the peer's)."""

    def met_by(self, value: float) -> bool:
        return value <= self.wanted if self.at_most else value >= self.wanted


@dataclass(frozen=True)
class BenchmarkResult:
    """One line of `ridfr bench`."""

    id: str
    title: str
    peer: str
    items: int
    item: str
    """What is counted: "photo", "file"."""
    ratio: Ratio
    """Peer's time over ours; ours over the peer's where `target.at_most`."""
    target: Target
    ours_seconds: float
    """Per item, median wall time."""
    peer_seconds: float
    ours_cpu: float
    """CPU seconds per item, children included."""
    peer_cpu: float
    bound_seconds: float
    """Per item: what physics leaves (see `bound`)."""
    bound: str
    rounds: int
    corpus: str
    """SHA-256 of the corpus."""
    peak_memory: int
    """Bytes, largest process so far."""
    foreign_load: float
    """Cores other programs used meanwhile."""
    invalid: str = ""
    """Why the figures do not count: foreign load, or outputs that differ. Empty when they do."""

    @property
    def met(self) -> bool:
        return not self.invalid and self.target.met_by(self.ratio.median)

    @property
    def bound_share(self) -> float:
        """How much of the physically possible speed is reached, about 0 to 1."""
        return self.bound_seconds / self.ours_seconds if self.ours_seconds else 0.0


@dataclass(frozen=True)
class Machine:
    """Where it was measured."""

    cores: int
    python: str
    system: str
    pillow: str
    numpy: str
    onnxruntime: str
    threads: str
    """OMP_NUM_THREADS."""
    load_before: float
    load_after: float


@dataclass(frozen=True)
class BenchmarkReport:
    """Everything one `ridfr bench` run says."""

    machine: Machine
    scale: float
    """Share of the full corpora; small ones have wide margins."""
    seconds: float
    results: tuple[BenchmarkResult, ...]
