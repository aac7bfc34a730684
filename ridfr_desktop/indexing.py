"""Indexing for the window: photos appear batch by batch, and watched folders are followed."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from core.app import App
from core.domain.reports import IndexReport
from core.jobs.job import Lane
from core.progress import Progress
from core.services.folders import add_folder, list_folders, refresh_online
from core.services.grouping import group_people
from core.services.indexing import IndexOptions, index_folders
from core.services.watching import watch
from ridfr_desktop.operations import Operations

REST = 1.0
"""Least seconds between two looks at what indexing wrote."""


class Indexing(QObject):
    """Starts indexing in its lane; says when photos landed and when it is done."""

    landed = Signal()
    """New photos are in the library, at most once a second."""
    finished = Signal(object)
    """`IndexReport`"""
    _batch = Signal()
    _noticed = Signal(object)

    def __init__(self, app: App, operations: Operations, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._operations = operations
        self._watching: int | None = None
        self._told = 0.0
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.timeout.connect(self._tell)
        self._batch.connect(self._arrived, Qt.ConnectionType.QueuedConnection)
        self._noticed.connect(self.index, Qt.ConnectionType.QueuedConnection)

    def add(self, folders: Sequence[Path]) -> None:
        """Read new folders, and follow them from now on."""
        self._run(folders, new=True)

    @Slot(object)
    def index(self, folders: Sequence[Path] = (), *, reanalyze: bool = False) -> None:
        """Bring the library up to date with folders that it has, none for all."""
        self._run(folders, reanalyze=reanalyze)

    def _run(self, folders: Sequence[Path], *, new: bool = False, reanalyze: bool = False) -> None:
        names = ", ".join(folder.name or str(folder) for folder in folders)
        title = self.tr("Indexing {names}").format(names=names) if names else self.tr("Indexing all folders")
        faces = self._app.settings.find_faces != "no"
        options = IndexOptions(faces=faces, reanalyze=reanalyze, trust_names=self._app.settings.trust_names)
        new_folders = tuple(folders) if new else ()
        self._operations.run(
            Lane.INDEX,
            title,
            lambda progress: self._index(folders, new_folders, options, progress),
            self._done,
        )

    def follow(self) -> None:
        """Watch the folders that are marked for it, from now on; ends an earlier watch."""
        if self._watching is not None:
            self._operations.cancel(self._watching)
        library, notice = self._app.library, self._noticed.emit

        def work(progress: Progress) -> None:
            refresh_online(library)
            if any(folder.watched for folder in list_folders(library)):
                watch(library, (), notice, progress.token)

        self._watching = self._operations.run(Lane.WATCH, "", work, lambda _: None, quiet=True)

    def _index(
        self, folders: Sequence[Path], new: Sequence[Path], options: IndexOptions, progress: Progress
    ) -> IndexReport:
        """In the lane: read, then group."""
        app = self._app
        for folder in new:
            add_folder(app.library, folder, watched=True)
        self._batch.emit()
        analyzer = app.analyzer() if options.faces else None
        share = progress.between(0.0, 0.95 if analyzer else 1.0)
        report = index_folders(
            app.library,
            app.decoder,
            analyzer,
            folders,
            share,
            options=options,
            on_change=lambda _: self._batch.emit(),
        )
        if analyzer is not None and not report.cancelled:
            embedder = analyzer.embedder
            group_people(
                app.library,
                embedder.name,
                embedder.same_person,
                embedder.impostor,
                progress.between(0.95, 1.0),
            )
        return report

    @Slot()
    def _arrived(self) -> None:
        if time.monotonic() - self._told >= REST:
            self._tell()
        elif not self._late.isActive():
            self._late.start(round(REST * 1000))

    def _tell(self) -> None:
        self._told = time.monotonic()
        self.landed.emit()

    def _done(self, report: object) -> None:
        self.landed.emit()
        self.finished.emit(report)
