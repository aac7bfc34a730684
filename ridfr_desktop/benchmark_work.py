"""Stalls of the whole window while it works: indexing, and restoring with the bundled model."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer

from core.domain.recipe import RestoreRecipe
from core.jobs.job import Lane
from core.progress import Progress
from core.services.restoring import restore_faces
from core.services.sample.album import AlbumPlan, build_album
from core.services.sample.people import album_photos, introduce_people
from ridfr_desktop.application import Application
from ridfr_desktop.benchmark_loop import settle, until
from ridfr_desktop.benchmark_views import grid_of
from ridfr_desktop.navigation import Place
from ridfr_desktop.stall_meter import StallMeter, Stalls

IDLE = 2.0
"""Seconds for which the window does nothing, to see what the machine itself costs."""
FRAME_MS = 16
SCROLLED = 24
"""Pixels a frame."""


@dataclass(frozen=True)
class WorkResult:
    """Stalls while some work was done; `items` photos or faces."""

    name: str
    items: int
    seconds: float
    stalls: Stalls
    finished: bool = True
    """False when it was cut short, as it took too long; the stalls are those until then."""


def measure_work(application: Application, folder: Path, *, copies: int, faces: int) -> list[WorkResult]:
    """Nothing at all, then index `copies` times the sample album, then restore faces of it.

    The page "All photos" is shown and scrolled all the while, sixty times a second.
    """
    albums = [build_album(folder / f"album-{number}", Progress()) for number in range(copies)]
    for number, album in enumerate(albums):
        _make_distinct(album, number)
    application.window.navigation.go(Place("all"))
    until(lambda: application.operations.idle)
    return [
        _idle(application),
        _indexing(application, albums),
        _restoring(application, albums[0], faces),
    ]


def _idle(application: Application) -> WorkResult:
    ends = time.perf_counter() + IDLE
    return _measured(application, "Scrolling only", 0, lambda: None, lambda: time.perf_counter() > ends)


def _indexing(application: Application, albums: list[AlbumPlan]) -> WorkResult:
    done: list[object] = []
    application.indexing.finished.connect(done.append)
    photos = sum(len(album.photos) for album in albums)
    folders = [album.folder for album in albums]
    return _measured(
        application, "Indexing", photos, lambda: application.indexing.add(folders), lambda: bool(done)
    )


def _restoring(application: Application, album: AlbumPlan, faces: int) -> WorkResult:
    app = application.app
    done: list[object] = []
    introduce_people(app.library, album)
    photos = album_photos(app.library, album).values()
    with app.library.snapshot() as tx:
        chosen = [face.id for photo in photos for face in tx.faces.of_photo(photo.id)][-faces:]

    def work(progress: Progress) -> object:
        return restore_faces(app.library, app.restore_tools(), chosen, RestoreRecipe(), progress)

    return _measured(
        application,
        "Restoring",
        len(chosen),
        lambda: application.operations.run(Lane.GPU, "Restoring", work, done.append),
        lambda: bool(done),
    )


def _measured(
    application: Application, name: str, items: int, start: Callable[[], object], done: Callable[[], bool]
) -> WorkResult:
    meter, scrolling = StallMeter(), QTimer()
    bar = grid_of(application).verticalScrollBar()
    scrolling.timeout.connect(lambda: bar.setValue((bar.value() + SCROLLED) % max(bar.maximum(), 1)))
    scrolling.start(FRAME_MS)
    settle(0.1)
    meter.start()
    started = time.perf_counter()
    start()
    try:
        until(done)
    except TimeoutError:
        finished = False
    else:
        finished = True
    seconds = time.perf_counter() - started
    scrolling.stop()
    return WorkResult(name, items, seconds, meter.stop(), finished)


def _make_distinct(album: AlbumPlan, number: int) -> None:
    """Copies of one photo are one photo: a comment after the end makes other bytes of it."""
    if number:
        for photo in album.photos:
            with photo.path.open("ab") as stream:
                stream.write(os.fsencode(f"\n{number}"))
