"""One run of `ridfr bench index`."""

from __future__ import annotations

import os
import platform
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib import metadata
from pathlib import Path

import psutil

from core.analysis.analyzer import FaceAnalyzer
from core.benchmarks import indexing
from core.benchmarks.indexing import Bench
from core.benchmarks.measuring import cores
from core.benchmarks.results import BenchmarkReport, BenchmarkResult, Machine
from core.imaging.decoder import Decoder
from core.progress import Progress

BENCHMARKS: dict[str, Callable[[Bench], BenchmarkResult]] = {
    "B1": lambda bench: indexing.thumbnails(bench, progressive=False),
    "B1p": lambda bench: indexing.thumbnails(bench, progressive=True),
    "B3": indexing.plain_index,
    "B4": indexing.face_index,
    "B7": indexing.unchanged_index,
}


def run_index_benchmarks(
    analyzer: Callable[[], FaceAnalyzer],
    progress: Progress,
    *,
    scale: float,
    rounds: int,
    only: Sequence[str] = (),
) -> BenchmarkReport:
    """Run the benchmarks named (none: all) at `scale` of the corpora that quality asks for."""
    wanted = [name for name in BENCHMARKS if not only or name in only]
    before, start = _load(), time.monotonic()
    results = []
    with (
        tempfile.TemporaryDirectory(prefix="ridfr-bench-") as scratch,
        Decoder(Path(scratch) / "decoding.json") as decoder,
    ):
        bench = Bench(Path(scratch), decoder, analyzer, rounds, scale)
        for name in progress.over(wanted, "benchmark"):
            results.append(BENCHMARKS[name](bench))
    return BenchmarkReport(_machine(before), scale, time.monotonic() - start, tuple(results))


def _machine(load_before: float) -> Machine:
    return Machine(
        cores=cores(),
        python=platform.python_version(),
        system=f"{platform.system()} {platform.release()} {platform.machine()}",
        pillow=metadata.version("Pillow"),
        numpy=metadata.version("numpy"),
        onnxruntime=metadata.version("onnxruntime"),
        threads=os.environ.get("OMP_NUM_THREADS", "not pinned"),
        load_before=load_before,
        load_after=_load(),
    )


def _load() -> float:
    """Processes that ran in the last minute, on average."""
    return float(psutil.getloadavg()[0])
