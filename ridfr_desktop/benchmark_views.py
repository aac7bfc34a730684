"""The library page beside what Qt brings: the same photos, the same window, the same scrolling."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from PySide6.QtCore import QModelIndex, QSize
from PySide6.QtWidgets import QFileSystemModel, QListView

from ridfr_desktop.application import Application
from ridfr_desktop.benchmark_loop import Frames, scroll, settle, until
from ridfr_desktop.benchmark_peers import BUDGET, PictureModel, default_view, tuned_view
from ridfr_desktop.models.photo_model import PhotoModel
from ridfr_desktop.navigation import Place
from ridfr_desktop.stall_meter import StallMeter, Stalls
from ridfr_desktop.widgets.photo_grid import PhotoGrid

WINDOW = QSize(1280, 800)
ROUNDS = 5
OURS = "RIDFR Desktop"


@dataclass(frozen=True)
class ViewResult:
    """One view; times in milliseconds."""

    name: str
    photos: int
    reached: int
    """Photos whose picture could be shown at the end; fewer than `photos` when the view was cut short."""
    first_paint: float
    """From asking for the photos to the first frame that shows cells."""
    first_paint_cpu: float
    """Processor time of the whole process for it."""
    complete: float
    """To the moment when every row is there and every picture in sight is shown."""
    frame: Frames
    stalls: Stalls
    """Of the UI thread, from asking to complete."""


@dataclass(frozen=True)
class _Opening:
    """Seconds, see `ViewResult`."""

    first: float
    first_cpu: float
    complete: float
    stalls: Stalls


def measure_library_page(application: Application, photos: int) -> ViewResult:
    """The page "All photos" of a window that is open elsewhere, reading included: median of `ROUNDS`."""
    window = application.window
    window.resize(WINDOW)
    window.show()
    until(lambda: application.operations.idle)
    rounds = sorted((_open(application, photos) for _ in range(ROUNDS)), key=lambda each: each.first)
    usual = rounds[len(rounds) // 2]
    frame = scroll(grid_of(application))
    return ViewResult(
        OURS,
        photos,
        photos,
        usual.first * 1e3,
        median(each.first_cpu for each in rounds) * 1e3,
        median(each.complete for each in rounds) * 1e3,
        frame,
        usual.stalls,
    )


def grid_of(application: Application) -> PhotoGrid:
    """The grid of the page that is shown."""
    grid = application.window.page.findChild(PhotoGrid)
    assert isinstance(grid, PhotoGrid), "the library page has a grid"
    return grid


def _open(application: Application, photos: int) -> _Opening:
    window = application.window
    window.navigation.go(Place("search", text="before:1900"))
    until(lambda: application.operations.idle)
    application.cache.forget_all()
    meter = StallMeter()
    meter.start()
    started, worked = time.perf_counter(), time.process_time()
    window.navigation.go(Place("all"))
    grid = grid_of(application)
    until(lambda: grid.model().rowCount() == photos)
    grid.viewport().repaint()
    first, cpu = time.perf_counter() - started, time.process_time() - worked
    model = grid.model()
    assert isinstance(model, PhotoModel)
    shown = grid.rows_in_sight()
    until(lambda: all(model.picture(row) is not None for row in shown))
    return _Opening(first, cpu, time.perf_counter() - started, meter.stop())


def measure_list_views(files: Sequence[Path]) -> list[ViewResult]:
    """`QListView` as it comes, and with all that makes it fast, over the same thumbnails."""
    views = (("QListView, defaults", default_view()), ("QListView, uniform, batched", tuned_view()))
    return [_measure_list_view(name, view, files) for name, view in views]


def _measure_list_view(name: str, view: QListView, files: Sequence[Path]) -> ViewResult:
    model = PictureModel(list(files))

    def ask() -> None:
        model.allow(BUDGET)
        view.setModel(model)

    opening = _open_peer(view, ask, lambda: model.rowCount() == len(files))
    reached = model.reached if model.cut_short else len(files)
    model.cut_short = False
    model.allow(BUDGET)
    frame = scroll(view)
    return _peer_result(view, name, opening, frame, photos=len(files), reached=reached)


def measure_file_system(folder: Path, photos: int) -> ViewResult:
    """`QFileSystemModel` in a `QListView` over a folder of that many files: names and plain icons."""
    view, model = tuned_view(), QFileSystemModel()

    def ask() -> None:
        view.setModel(model)
        view.setRootIndex(model.setRootPath(str(folder)))

    def complete() -> bool:
        root = model.index(str(folder))
        while model.canFetchMore(root):
            model.fetchMore(root)
        return model.rowCount(root) == photos

    opening = _open_peer(view, ask, complete)
    rows = model.rowCount(view.rootIndex())
    frame = scroll(view)
    return _peer_result(view, "QFileSystemModel", opening, frame, photos=photos, reached=rows)


def _open_peer(view: QListView, ask: Callable[[], None], complete: Callable[[], bool]) -> _Opening:
    view.resize(WINDOW)
    view.show()
    settle(0.2)
    meter = StallMeter()
    meter.start()
    started, worked = time.perf_counter(), time.process_time()
    ask()
    until(lambda: view.model().rowCount(view.rootIndex()) > 0)
    view.viewport().repaint()
    first, cpu = time.perf_counter() - started, time.process_time() - worked
    until(complete)
    settle(0.0)
    return _Opening(first, cpu, time.perf_counter() - started, meter.stop())


def _peer_result(
    view: QListView, name: str, opening: _Opening, frame: Frames, *, photos: int, reached: int
) -> ViewResult:
    view.close()
    view.setRootIndex(QModelIndex())
    view.setModel(None)
    times = (opening.first * 1e3, opening.first_cpu * 1e3, opening.complete * 1e3)
    return ViewResult(name, photos, reached, *times, frame, opening.stalls)
