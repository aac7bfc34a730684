"""What the user can do, as calls of services in lanes; results come back as signals.

Invariant: nothing here touches a widget, and no page calls a service.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal, SignalInstance

from core.app import App
from core.domain.person import Person
from core.domain.photo import Folder
from core.domain.recipe import RestoreRecipe
from core.domain.reports import IndexReport
from core.domain.restoration import Decision
from core.jobs.job import Lane
from core.progress import Progress
from core.services.batching import restorable_faces, restore_people
from core.services.browsing import FaceCell, GridPhoto, Overview, grid_photos, overview, person_faces
from core.services.exporting import ExportOptions, export_photos
from core.services.folders import list_folders
from core.services.grouping import group_people
from core.services.indexing import index_folders
from core.services.people import confirm, find_person, name_person, reject
from core.services.versions import decide
from ridfr_desktop.operations import Operations
from ridfr_desktop.photo_images import load_photo
from ridfr_desktop.widgets.sidebar import Place

Work = Callable[[Progress], object]


@dataclass(frozen=True)
class PlaceShown:
    """What the library page shows for a place."""

    title: str
    photos: tuple[GridPhoto, ...]


@dataclass(frozen=True)
class PersonShown:
    person: Person
    faces: tuple[FaceCell, ...]
    restorable: int
    """Photos of this person that a restoration would help."""


@dataclass(frozen=True)
class Counts:
    overview: Overview
    folders: tuple[Folder, ...]


class Actions(QObject):
    """Every service the window needs, each in the lane where it belongs."""

    counts_ready = Signal(object)
    """`Counts`"""
    place_ready = Signal(object)
    """`PlaceShown`"""
    person_ready = Signal(object)
    """`PersonShown`"""
    photo_ready = Signal(object)
    """`ShownPhoto`"""
    indexed = Signal(object)
    """`IndexReport`"""
    restored = Signal(object)
    """`BatchReport`"""
    exported = Signal(object)
    """`ExportReport`"""
    changed = Signal()
    """People or decisions changed: what is shown should be read again."""

    def __init__(self, app: App, operations: Operations) -> None:
        super().__init__()
        self._app = app
        self._operations = operations

    def count(self) -> None:
        library = self._app.library
        self._read(lambda _: Counts(overview(library), tuple(list_folders(library))), self.counts_ready)

    def open_place(self, place: Place) -> None:
        self._read(lambda _: self._place(place), self.place_ready)

    def open_person(self, person_id: int) -> None:
        self._read(lambda _: self._person(person_id), self.person_ready)

    def open_photo(self, photo_id: int) -> None:
        self._read(lambda _: load_photo(self._app, photo_id), self.photo_ready)

    def index(self, folders: Sequence[Path]) -> None:
        """Index, then sort the faces into people."""
        self._operations.run(
            Lane.INDEX,
            self.tr("Indexing"),
            lambda progress: self._index(folders, progress),
            self.indexed.emit,
        )

    def restore_person(self, person_id: int) -> None:
        self._restore(person_ids=[person_id])

    def restore_photo(self, photo_id: int) -> None:
        self._restore(photo_ids=[photo_id])

    def export(self, photo_ids: Sequence[int], target: Path) -> None:
        settings = self._app.settings.export
        options = ExportOptions(
            target,
            format=settings.format,
            quality=settings.quality,
            template=settings.template,
            metadata=settings.metadata,
            label=settings.label,
            collision=settings.collision,
        )
        self._operations.run(
            Lane.FILES,
            self.tr("Exporting"),
            lambda progress: export_photos(
                self._app.library, self._app.decoder, list(photo_ids), options, progress
            ),
            self.exported.emit,
        )

    def name(self, person_id: int, name: str) -> None:
        self._edit(lambda _: name_person(self._app.library, person_id, name))

    def confirm(self, person_id: int, face_ids: Sequence[int]) -> None:
        self._edit(lambda _: confirm(self._app.library, face_ids, person_id))

    def reject(self, person_id: int, face_ids: Sequence[int]) -> None:
        self._edit(lambda _: reject(self._app.library, face_ids, person_id))

    def decide(self, restoration_ids: Sequence[int], decision: Decision) -> None:
        """Keep or discard; the photo's version follows."""
        self._edit(lambda _: decide(self._app.library, restoration_ids, decision, self._app.decoder))

    def _read(self, work: Work, ready: SignalInstance) -> None:
        self._operations.run(Lane.SCREEN, "", work, ready.emit, quiet=True)

    def _edit(self, work: Work) -> None:
        self._operations.run(Lane.SCREEN, "", work, self._announce_change, quiet=True)

    def _announce_change(self, _result: object) -> None:
        self.changed.emit()

    def _place(self, place: Place) -> PlaceShown:
        library = self._app.library
        if place.kind == "all":
            return PlaceShown(self.tr("All photos"), tuple(grid_photos(library)))
        if place.kind == "restored":
            with library.snapshot() as tx:
                ids = {version.photo_id for version in tx.versions.all()}
            return PlaceShown(self.tr("Restored"), tuple(grid_photos(library, ids)))
        with library.snapshot() as tx:
            folder = tx.folders.get(place.id)
            inside = tx.photos.under(folder.path)
        return PlaceShown(folder.path.name or str(folder.path), tuple(grid_photos(library, inside)))

    def _person(self, person_id: int) -> PersonShown:
        library = self._app.library
        person = find_person(library, person_id)
        restorable = restorable_faces(library, person_id=person_id)
        photos = {each.face.photo_id for each in restorable}
        return PersonShown(person, tuple(person_faces(library, person_id)), len(photos))

    def _index(self, folders: Sequence[Path], progress: Progress) -> IndexReport:
        app = self._app
        analyzer = app.analyzer()
        report = index_folders(app.library, app.decoder, analyzer, folders, progress.between(0.0, 0.95))
        embedder = analyzer.embedder
        group_people(
            app.library,
            embedder.name,
            embedder.same_person,
            embedder.impostor,
            progress.between(0.95, 1.0),
        )
        return report

    def _restore(
        self, *, person_ids: Sequence[int] | None = None, photo_ids: Sequence[int] | None = None
    ) -> None:
        app = self._app

        def work(progress: Progress) -> object:
            tools = app.restore_tools()
            return restore_people(
                app.library,
                tools,
                RestoreRecipe(),
                progress,
                person_ids=person_ids,
                photo_ids=photo_ids,
                reference_limit=app.settings.references,
            )

        self._operations.run(Lane.GPU, self.tr("Restoring"), work, self.restored.emit)
