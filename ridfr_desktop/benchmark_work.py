"""Stalls of the whole window while it works: indexing, and restoring with the bundled model."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from core.app import App
from core.domain.recipe import RestoreRecipe
from core.jobs.job import Lane
from core.progress import Progress
from core.services.restoring import restore_faces
from core.services.sample.album import AlbumPlan, build_album
from core.services.sample.people import introduce_people
from core.settings import Settings
from ridfr_desktop.application import Application
from ridfr_desktop.benchmark_views import settle, until
from ridfr_desktop.navigation import Place
from ridfr_desktop.stall_meter import StallMeter, Stalls


@dataclass(frozen=True)
class WorkResult:
    """Stalls while some work was done; `items` photos or faces."""

    name: str
    items: int
    seconds: float
    stalls: Stalls


def measure_work(folder: Path, *, copies: int, faces: int) -> list[WorkResult]:
    """Index `copies` times the sample album, then restore at most `faces` faces of it.

    The window is shown and its grid is scrolled all the while, as a user would.
    """
    albums = [build_album(folder / f"album-{number}", Progress()) for number in range(copies)]
    for number, album in enumerate(albums):
        _make_distinct(album, number)
    settings = Settings(find_faces="yes", appearance="dark", language="en")
    application = Application(App.open(settings, folder / "library"))
    try:
        application.window.show()
        settle(0.5)
        application.window.navigation.go(Place("all"))
        return [_indexing(application, albums), _restoring(application, albums[0], faces)]
    finally:
        application.close()


def _indexing(application: Application, albums: list[AlbumPlan]) -> WorkResult:
    done: list[object] = []
    application.indexing.finished.connect(done.append)
    result = _measured(
        application,
        "Indexing",
        lambda: application.indexing.add([album.folder for album in albums]),
        lambda: bool(done),
    )
    with application.app.library.snapshot() as tx:
        return WorkResult(result.name, tx.photos.count(), result.seconds, result.stalls)


def _restoring(application: Application, album: AlbumPlan, faces: int) -> WorkResult:
    app = application.app
    done: list[object] = []
    introduce_people(app.library, album)
    with app.library.snapshot() as tx:
        chosen = [face.id for photo in tx.photos.all() for face in tx.faces.of_photo(photo.id)]

    def work(progress: Progress) -> object:
        return restore_faces(app.library, app.restore_tools(), chosen[-faces:], RestoreRecipe(), progress)

    result = _measured(
        application,
        "Restoring",
        lambda: application.operations.run(Lane.GPU, "Restoring", work, done.append),
        lambda: bool(done),
    )
    return WorkResult(result.name, faces, result.seconds, result.stalls)


def _measured(
    application: Application, name: str, start: Callable[[], object], done: Callable[[], bool]
) -> WorkResult:
    meter = StallMeter()
    page = application.window.page
    bar = page._grid.verticalScrollBar()  # type: ignore[attr-defined]
    meter.start()
    started = time.perf_counter()
    start()

    def scrolled() -> bool:
        bar.setValue((bar.value() + 24) % max(bar.maximum(), 1))
        return done()

    until(scrolled)
    return WorkResult(name, 0, time.perf_counter() - started, meter.stop())


def _make_distinct(album: AlbumPlan, number: int) -> None:
    """Copies of one photo are one photo: a comment after the end makes other bytes of it."""
    if number:
        for photo in album.photos:
            with photo.path.open("ab") as stream:
                stream.write(os.fsencode(f"\n{number}"))
