"""Indexing: folders in, photos with their facts, thumbnails and faces in the library.

What always holds: originals are opened for reading only; a file is decoded once whatever the
number of its copies; nothing known is deleted because a file or a drive is missing; stopping at
any moment (cancel, crash, `kill -9`) and starting again ends in the same library as one
undisturbed run; one bad file costs one line of the report.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.analysis.analyzer import FaceAnalyzer
from core.domain.reports import IndexReport, Problem
from core.errors import Cancelled, UnreadablePhoto
from core.events import PhotosChanged
from core.imaging.decoder import Decoder
from core.library.library import Library
from core.progress import Progress
from core.sentence import Sentence
from core.services.index_plan import FileTask, Scope, ScopePlan, open_scopes, plan_scope
from core.services.index_reading import PhotoReader
from core.services.index_writing import ReadPhoto, UnreadableFile, Written, write_batch

FIRST_FLUSH = 1.0
"""Seconds after which the first photos are written, so that they show at once."""
FLUSH = 5.0
"""Seconds of work that a crash may cost."""


@dataclass(frozen=True)
class IndexOptions:
    """How to index.

    Raises:
        ValueError: a size is not positive.
    """

    batch_size: int = 100
    """Photos per transaction."""
    detect_side: int = 1280
    """Long side in pixels of the picture given to the detector."""
    thumbnail_side: int = 512
    faces: bool = True
    """Look for faces; without it only names in the photos' own metadata give faces."""
    reanalyze: bool = False
    """Read everything again: photos for their faces, and files that could not be read."""
    trust_names: bool = False
    """Names in the photos' metadata count as confirmed, not as suggestions."""

    def __post_init__(self) -> None:
        if min(self.batch_size, self.detect_side, self.thumbnail_side) < 1:
            raise ValueError("batch_size, detect_side and thumbnail_side are at least 1")


def index_folders(
    library: Library,
    decoder: Decoder,
    analyzer: FaceAnalyzer | None,
    folders: Sequence[Path],
    progress: Progress,
    *,
    options: IndexOptions | None = None,
    on_change: Callable[[PhotosChanged], None] | None = None,
) -> IndexReport:
    """Bring the library up to date with `folders`; no folders stand for all it has.

    `on_change` hears of every batch that was written. A cancel keeps what was finished and is
    told in the report, not raised.

    Raises:
        LibraryError: there is no such folder.
        DeviceError: the analyzer cannot run on this machine.
    """
    run = _IndexRun(library, analyzer, options or IndexOptions(), on_change)
    try:
        progress(0.0, Sentence("Looking for photos"))
        plans = run.plan(open_scopes(library, folders))
        run.read(decoder, [task for plan in plans for task in plan.tasks], progress)
    except Cancelled:
        return run.report(cancelled=True)
    run.settle_missing()
    return run.report()


class _IndexRun:
    """The state of one run: what waits to be written, and what the report will say."""

    def __init__(
        self,
        library: Library,
        analyzer: FaceAnalyzer | None,
        options: IndexOptions,
        on_change: Callable[[PhotosChanged], None] | None,
    ) -> None:
        self.library = library
        self.analyzer = analyzer if options.faces else None
        self.options = options
        self.on_change = on_change
        self.started = self.flushed = time.monotonic()
        self.batch: list[ReadPhoto | UnreadableFile] = []
        self.problems: list[Problem] = []
        self.written = Written()
        self.outdated: set[int] = set()
        self.plans: list[ScopePlan] = []
        self.moved = 0
        self.offline = 0

    def plan(self, scopes: Sequence[Scope]) -> list[ScopePlan]:
        """Compare every scope with the library, and note which folders and files are there."""
        self.outdated = self._outdated_photos()
        for scope in scopes:
            plan = plan_scope(self.library, scope, outdated=self.outdated, retry=self.options.reanalyze)
            if plan.returned or scope.online != scope.folder.online:
                with self.library.transaction() as tx:
                    tx.folders.set_online(scope.folder.id, scope.online)
                    tx.photos.set_locations_online(plan.returned, True)
            self.plans.append(plan)
            self.problems += plan.problems
        return self.plans

    def _outdated_photos(self) -> set[int]:
        """Photos to analyse: those this pack has never seen, or all when asked to."""
        with self.library.snapshot() as tx:
            if self.options.reanalyze:
                return {photo.id for photo in tx.photos.all()}
            if self.analyzer is None:
                return set()
            return set(tx.photos.unanalyzed(self.analyzer.detector.name, self.analyzer.embedder.name))

    def read(self, decoder: Decoder, tasks: Sequence[FileTask], progress: Progress) -> None:
        options = self.options
        reader = PhotoReader(
            self.library,
            decoder,
            self.analyzer,
            detect_side=options.detect_side,
            thumbnail_side=options.thumbnail_side,
            outdated=self.outdated,
        )
        try:
            for task in progress.over(tasks, "Photo"):
                self._add(reader.read(task))
                if self.due():
                    self.flush()
                    reader.forget_unwritten()
        finally:
            self.flush()  # also when the user or an error stops it: what was finished is kept

    def _add(self, item: ReadPhoto | UnreadableFile | None) -> None:
        if isinstance(item, UnreadableFile):
            self.problems.append(Problem(str(item.task.path), UnreadablePhoto.title, item.problem))
        if item is not None:
            self.batch.append(item)

    def due(self) -> bool:
        patience = FLUSH if self.written.photo_ids else FIRST_FLUSH
        return len(self.batch) >= self.options.batch_size or time.monotonic() - self.flushed >= patience

    def flush(self) -> None:
        """Write what was read; a crash from here on costs none of it."""
        if self.batch:
            changed = write_batch(
                self.library, self.batch, self.analyzer, self.written, trust_names=self.options.trust_names
            )
            self.outdated -= changed
            self.batch.clear()
            if self.on_change is not None and changed:
                self.on_change(PhotosChanged(changed))
        self.flushed = time.monotonic()

    def settle_missing(self) -> None:
        """Files gone from folders that are there: moved when the photo is found elsewhere, else offline."""
        missing = [file for plan in self.plans for file in plan.missing]
        with self.library.transaction() as tx:
            ids = sorted({file.photo_id for file in missing if file.photo_id is not None})
            gone = {file.location_id for file in missing}
            elsewhere = {
                photo.id
                for photo in tx.photos.with_ids(ids)
                if any(place.online and place.id not in gone for place in photo.locations)
            }
            moved = [file.location_id for file in missing if file.photo_id in elsewhere]
            tx.photos.remove_locations(moved)
            tx.photos.set_locations_online(sorted(gone - set(moved)), False)
        self.moved = sum(file.photo_id in self.written.placed for file in missing)
        self.offline = len(gone) - len(moved) + sum(plan.away for plan in self.plans)

    def report(self, *, cancelled: bool = False) -> IndexReport:
        """What the run did, finished or not."""
        return IndexReport(
            seen=sum(plan.seen for plan in self.plans),
            added=self.written.added,
            updated=self.written.updated,
            unchanged=sum(plan.unchanged for plan in self.plans),
            moved=self.moved,
            offline=self.offline,
            faces=self.written.faces,
            problems=tuple(self.problems),
            photo_ids=frozenset(self.written.photo_ids),
            seconds=time.monotonic() - self.started,
            cancelled=cancelled,
        )
