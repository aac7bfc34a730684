"""The grid beside what Qt brings: the same number of photos, the same window, the same scrolling."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PySide6.QtCore import QAbstractListModel, QEventLoop, QModelIndex, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFileSystemModel, QListView

from core.imaging.thumbnails import ThumbnailStore
from core.library.library import Library
from core.paths import LibraryPaths
from core.services.browsing_grid import GridPhotos, GridRequest, grid_thumbnail, open_grid
from ridfr_desktop.models.photo_model import PhotoModel
from ridfr_desktop.models.thumbnail_cache import ThumbnailCache
from ridfr_desktop.stall_meter import StallMeter, Stalls
from ridfr_desktop.theme import DARK
from ridfr_desktop.widgets.photo_grid import PhotoGrid

WINDOW = QSize(1280, 800)
CELL = 176
STEPS = 120
"""Frames of scrolling; half of them slow, half of them by pages."""
PATIENCE = 180.0
"""Seconds after which a peer is given up."""


@dataclass(frozen=True)
class ViewResult:
    """One view; times in milliseconds."""

    name: str
    photos: int
    first_paint: float
    """From asking for the photos to the first frame that shows cells."""
    complete: float
    """To the moment when every row is there and every picture in sight is shown."""
    frame_p50: float
    frame_p99: float
    """Of a step of scrolling with all that it causes on the UI thread."""
    frame_cpu_p99: float
    """The same in processor time: what it would be on a machine that does nothing else."""
    stalls: Stalls
    """Of the UI thread, from asking to complete."""


def measure_grid(paths: LibraryPaths) -> ViewResult:
    """Our grid on a library, reading included."""
    cache = ThumbnailCache()
    store = ThumbnailStore(paths.thumbnails)
    with Library.open(paths) as library:
        model = PhotoModel(cache, lambda photo: grid_thumbnail(library, store, photo))
        grid = PhotoGrid(model, DARK)
        grid.resize(WINDOW)
        grid.show()
        settle(0.2)
        meter = StallMeter()
        meter.start()
        started = time.perf_counter()
        photos = _in_a_thread(lambda: open_grid(library, GridRequest("all")))
        grid.show_photos(photos, keep=False)
        grid.viewport().repaint()
        first = time.perf_counter() - started
        shown = list(grid._layout.rows_in(grid.viewport().rect()))
        until(lambda: all(model.picture(row) is not None for row in shown))
        complete = time.perf_counter() - started
        stalls = meter.stop()
        frames = _scroll(grid)
        grid.close()
        cache.close()
    return ViewResult("RIDFR Desktop", len(photos.ids), first * 1e3, complete * 1e3, *frames, stalls)


def measure_list_view(photos: int) -> ViewResult:
    """`QListView` in icon mode as it comes, over a model that only holds one picture."""
    view = QListView()
    view.setViewMode(QListView.ViewMode.IconMode)
    view.setResizeMode(QListView.ResizeMode.Adjust)
    view.setIconSize(QSize(CELL, CELL))
    model = _PlainModel(photos)
    return _measure_peer("QListView, defaults", view, model, lambda: model.rowCount() == photos)


def measure_file_system(folder: Path, photos: int) -> ViewResult:
    """`QFileSystemModel` in a `QListView`, on a folder with that many files."""
    view = QListView()
    view.setViewMode(QListView.ViewMode.IconMode)
    view.setUniformItemSizes(True)
    view.setGridSize(QSize(CELL, CELL))
    model = QFileSystemModel()
    model.setRootPath(str(folder))

    def complete() -> bool:
        root = model.index(str(folder))
        while model.canFetchMore(root):
            model.fetchMore(root)
        return model.rowCount(root) == photos

    return _measure_peer("QFileSystemModel", view, model, complete, root=lambda: model.index(str(folder)))


class _PlainModel(QAbstractListModel):
    def __init__(self, rows: int) -> None:
        super().__init__()
        self._rows = rows
        picture = QPixmap(CELL, CELL)
        picture.fill(Qt.GlobalColor.darkGray)
        self._icon = QIcon(picture)

    def rowCount(self, parent: object = None) -> int:  # noqa: N802 - Qt's name
        return self._rows

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:  # type: ignore[override]
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icon
        return f"IMG_{index.row()}.jpg" if role == Qt.ItemDataRole.DisplayRole else None


def _measure_peer(
    name: str,
    view: QListView,
    model: QAbstractListModel | QFileSystemModel,
    complete: Callable[[], bool],
    *,
    root: Callable[[], QModelIndex] | None = None,
) -> ViewResult:
    view.resize(WINDOW)
    view.show()
    settle(0.2)
    meter = StallMeter()
    meter.start()
    started = time.perf_counter()
    view.setModel(model)
    if root is not None:
        view.setRootIndex(root())
    until(lambda: model.rowCount(view.rootIndex()) > 0)
    view.viewport().repaint()
    first = time.perf_counter() - started
    until(complete)
    settle(0.0)
    whole = time.perf_counter() - started
    stalls = meter.stop()
    rows = model.rowCount(view.rootIndex())
    frames = _scroll(view)
    view.close()
    view.setModel(None)
    return ViewResult(name, rows, first * 1e3, whole * 1e3, *frames, stalls)


def _scroll(view: QAbstractItemView) -> tuple[float, float, float]:
    """Milliseconds of a frame while scrolling: median, 99th percentile, and that of processor time."""
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    bar, frames, worked = view.verticalScrollBar(), [], []
    for step in range(STEPS):
        move = 40 if step < STEPS // 2 else view.viewport().height()
        started, busy = time.perf_counter(), time.thread_time()
        bar.setValue(min(bar.value() + move, bar.maximum()))
        QApplication.processEvents()
        frames.append((time.perf_counter() - started) * 1e3)
        worked.append((time.thread_time() - busy) * 1e3)
        settle(0.004)
    p50, p99 = np.percentile(frames, [50, 99])
    return float(p50), float(p99), float(np.percentile(worked, 99))


def _in_a_thread(work: Callable[[], GridPhotos]) -> GridPhotos:
    """As a page does it: read beside the event loop, which goes on."""
    found: list[GridPhotos] = []
    thread = threading.Thread(target=lambda: found.append(work()))
    thread.start()
    until(lambda: bool(found))
    thread.join()
    return found[0]


def settle(seconds: float) -> None:
    """Run the event loop for a while."""
    loop, owner = QEventLoop(), QObject()
    QTimer.singleShot(round(seconds * 1000), owner, loop.quit)
    loop.exec()


def until(true: Callable[[], bool]) -> None:
    """Run the event loop until something holds.

    Raises:
        TimeoutError: it does not come about.
    """
    deadline = time.perf_counter() + PATIENCE
    while not true():
        if time.perf_counter() > deadline:
            raise TimeoutError(f"not done after {PATIENCE:.0f} s")
        settle(0.001)
