"""`ridfr bench ui`: how fast the grid is beside Qt's own views, and whether the window ever hangs.

`python -m ridfr_desktop.benchmark` prints a table, or JSON with `--json`. Everything is made in a
scratch folder; the user's library is not touched.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication

from core.benchmarks.synthetic_library import build_library
from ridfr_desktop import theme
from ridfr_desktop.benchmark_views import ViewResult, measure_file_system, measure_grid, measure_list_view
from ridfr_desktop.benchmark_work import WorkResult, measure_work

FRAME_MS = 1000 / 60
STALL_MS = 50.0
"""99 of 100 ticks of the UI thread may be late by at most this."""


@dataclass(frozen=True)
class UiReport:
    """What was measured, and under what load."""

    views: tuple[ViewResult, ...]
    work: tuple[WorkResult, ...]
    cores: int
    load: float
    """Of the machine during the run, processes waiting for a core."""


def measure(photos: int, *, copies: int, faces: int, peers: bool) -> UiReport:
    """Run everything in a scratch folder; `copies` 0 leaves the work out."""
    with tempfile.TemporaryDirectory(prefix="ridfr-bench-ui-") as name:
        folder = Path(name)
        os.environ["RIDFR_SETTINGS"] = str(folder / "settings.toml")
        views = [measure_grid(build_library(folder / "synthetic", photos))]
        if peers:
            files = folder / "files"
            files.mkdir()
            for number in range(photos):
                (files / f"IMG_{number:06}.jpg").touch()
            views += [measure_file_system(files, photos), measure_list_view(photos)]
        work = measure_work(folder, copies=copies, faces=faces) if copies else []
    return UiReport(tuple(views), tuple(work), os.cpu_count() or 1, os.getloadavg()[0])


def table(report: UiReport) -> str:
    """The report as lines of text."""
    heads = ("photos", "first paint", "complete", "frame p50", "p99", "p99 CPU", "longest stall")
    lines = [f"{'View':22}" + "".join(f"{head:>15}" for head in heads)]
    for view in report.views:
        times = (view.first_paint, view.complete, view.frame_p50, view.frame_p99, view.frame_cpu_p99)
        columns = [f"{view.photos:,}", *(f"{value:,.1f} ms" for value in (*times, view.stalls.longest))]
        lines.append(f"{view.name:22}" + "".join(f"{column:>15}" for column in columns))
    for work in report.work:
        stalls = work.stalls
        lines.append(
            f"{work.name}: {work.items} in {work.seconds:.0f} s; UI thread late p99 {stalls.p99:.1f} ms "
            f"(wanted at most {STALL_MS:.0f}), longest {stalls.longest:.0f} ms, {stalls.ticks} ticks"
        )
    lines.append(f"{report.cores} cores, load {report.load:.1f}; frame budget {FRAME_MS:.1f} ms")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Measure the window beside Qt's own views.")
    parser.add_argument("--photos", type=int, default=100_000)
    parser.add_argument("--copies", type=int, default=4, help="times the sample album is indexed; 0: none")
    parser.add_argument("--faces", type=int, default=4, help="faces that are restored")
    parser.add_argument("--no-peers", action="store_true", help="only our own grid")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    instance = QApplication.instance()
    application = instance if isinstance(instance, QApplication) else QApplication(sys.argv[:1])
    theme.apply(application, "dark")
    report = measure(chosen.photos, copies=chosen.copies, faces=chosen.faces, peers=not chosen.no_peers)
    print(json.dumps(asdict(report), indent=2) if chosen.json else table(report))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
