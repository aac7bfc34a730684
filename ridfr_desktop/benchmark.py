"""`ridfr bench ui`: how fast the grid is beside Qt's own views, and whether the window ever hangs.

`python -m ridfr_desktop.benchmark` prints a table, or JSON with `--json`. Everything is made in a
scratch folder, which goes at the end and when it is interrupted; the user's library is not touched.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil
from PySide6.QtWidgets import QApplication

from core.app import App
from core.benchmarks.synthetic_library import build_library, picture_files
from core.settings import Settings
from ridfr_desktop import theme
from ridfr_desktop.application import Application
from ridfr_desktop.benchmark_loop import interruptible
from ridfr_desktop.benchmark_views import (
    WINDOW,
    ViewResult,
    measure_file_system,
    measure_library_page,
    measure_list_views,
)
from ridfr_desktop.benchmark_work import WorkResult, measure_work

PEOPLE = 200
"""Named people of the library, and as many groups without a name; two faces a photo."""
FIRST_PAINT_MS = 300.0
FRAME_MS = 16.0
"""99 of 100 frames of scrolling may take at most this."""
STALL_MS = 50.0
"""99 of 100 ticks of the UI thread may be late by at most this."""
INTERRUPTED = 130

Say = Callable[[str], None]


@dataclass(frozen=True)
class UiReport:
    """What was measured, and under what load."""

    views: tuple[ViewResult, ...]
    """Ours first."""
    work: tuple[WorkResult, ...]
    cores: int
    load_before: float
    """Of the machine, processes waiting for a core in the last minute."""
    load_after: float


def measure(photos: int, *, copies: int, faces: int, peers: bool, say: Say) -> UiReport:
    """Run everything in a scratch folder; `copies` 0 leaves the work out.

    Raises:
        KeyboardInterrupt: somebody asked to stop; the scratch folder is gone.
    """
    before = psutil.getloadavg()[0]
    with interruptible(), _scratch() as folder:
        say(f"Building a library of {photos:,} photos…")
        paths = build_library(folder / "synthetic", photos, people=PEOPLE)
        settings = Settings(find_faces="yes", appearance="dark", language="en")
        views = _measure_page(settings, paths.root, photos, say)
        if peers:
            say("Opening and scrolling Qt's own views…")
            files = picture_files(folder / "synthetic", folder / "files", photos)
            views += [measure_file_system(folder / "files", photos), *measure_list_views(files)]
        work = _measure_work(settings, paths.root, folder, say, copies=copies, faces=faces) if copies else []
        say("Clearing up…")
    return UiReport(tuple(views), tuple(work), os.cpu_count() or 1, before, psutil.getloadavg()[0])


def _measure_page(settings: Settings, library: Path, photos: int, say: Say) -> list[ViewResult]:
    say("Opening and scrolling the library page…")
    application = Application(App.open(settings, library, for_window=True))
    try:
        return [measure_library_page(application, photos)]
    finally:
        application.close()


def _measure_work(
    settings: Settings, library: Path, folder: Path, say: Say, *, copies: int, faces: int
) -> list[WorkResult]:
    say("Indexing and restoring…")
    application = Application(App.open(settings, library, for_window=True))
    try:
        application.window.resize(WINDOW)
        application.window.show()
        return measure_work(application, folder, copies=copies, faces=faces)
    finally:
        application.close()


@contextmanager
def _scratch() -> Iterator[Path]:
    """A folder that goes again, with settings and window state of its own."""
    before = os.environ.get("RIDFR_SETTINGS")
    with tempfile.TemporaryDirectory(prefix="ridfr-bench-ui-") as name:
        os.environ["RIDFR_SETTINGS"] = str(Path(name) / "settings.toml")
        try:
            yield Path(name)
        finally:
            os.environ.pop("RIDFR_SETTINGS", None)
            if before is not None:
                os.environ["RIDFR_SETTINGS"] = before


def table(report: UiReport) -> str:
    """The report as lines of text: first times, then how many times ours the others take."""
    heads = ("first paint", "its CPU", "complete", "frame p50", "frame p99", "its CPU", "longest stall")
    lines = [f"{'View':30}" + "".join(f"{head:>15}" for head in heads)]
    for view in report.views:
        lines.append(f"{view.name:30}" + "".join(f"{value:>12,.1f} ms" for value in _times(view)))
        if view.reached < view.photos:
            lines.append(f"  cut short: it had asked for {view.reached:,} of {view.photos:,} pictures")
    ours = _times(report.views[0])
    for view in report.views[1:]:
        ratios = (theirs / max(mine, 1e-3) for theirs, mine in zip(_times(view), ours, strict=True))
        lines.append(f"{view.name + ' : ours':30}" + "".join(f"{ratio:>14,.1f}x" for ratio in ratios))
    for work in report.work:
        stalls = work.stalls
        lines.append(
            f"{work.name} ({work.items} in {work.seconds:.0f} s): UI thread late p99 {stalls.p99:.1f} ms, "
            f"longest {stalls.longest:.0f} ms, busy p99 {stalls.busy_p99:.1f} ms, {stalls.ticks:,} ticks"
            + ("" if work.finished else "; cut short")
        )
    lines.append(
        f"Wanted: first paint {FIRST_PAINT_MS:.0f} ms, frame p99 {FRAME_MS:.0f} ms, "
        f"late p99 {STALL_MS:.0f} ms. "
        f"{report.views[0].photos:,} photos; {report.cores} cores, load {report.load_before:.1f} before, "
        f"{report.load_after:.1f} after."
    )
    return "\n".join(lines)


def _times(view: ViewResult) -> tuple[float, ...]:
    opening = (view.first_paint, view.first_paint_cpu, view.complete)
    return (*opening, view.frame.p50, view.frame.p99, view.frame.cpu_p99, view.stalls.longest)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Measure the window beside Qt's own views.")
    parser.add_argument("--photos", type=int, default=100_000)
    parser.add_argument("--copies", type=int, default=1, help="times the sample album is indexed; 0: none")
    parser.add_argument("--faces", type=int, default=2, help="faces that are restored")
    parser.add_argument("--no-peers", action="store_true", help="only our own page")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    _need_no_screen()
    instance = QApplication.instance()
    application = instance if isinstance(instance, QApplication) else QApplication(sys.argv[:1])
    theme.apply(application, "dark")
    try:
        report = measure(
            chosen.photos, copies=chosen.copies, faces=chosen.faces, peers=not chosen.no_peers, say=_say
        )
    except KeyboardInterrupt:
        _say("Stopped; the scratch folder is gone.")
        return INTERRUPTED
    print(json.dumps(asdict(report), indent=2) if chosen.json else table(report))  # noqa: T201
    return 0


def _need_no_screen() -> None:
    """Over SSH and in CI there is none: Qt then paints in memory."""
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def _say(words: str) -> None:
    """Progress, beside the report."""
    print(words, file=sys.stderr, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
