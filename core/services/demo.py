"""The demo: the whole journey on the sample album, from files to exported, restored photos.

Everything happens in one folder: `album`, `library`, `export` and the report. The user's own
library is never touched. A second run repeats no finished work.
"""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from core.analysis.analyzer import FaceAnalyzer
from core.domain.photo import Photo
from core.domain.recipe import USUAL_REFERENCES, RestoreRecipe
from core.domain.reports import BatchReport, ExportReport, IndexReport, Problem
from core.domain.restoration import Decision
from core.errors import Cancelled, SettingsError
from core.imaging.files import digest_of
from core.library.library import Library
from core.paths import with_home
from core.progress import Progress
from core.restoration.restorer import RestorerSpec
from core.sentence import system_reason
from core.services.exporting import ExportOptions, export_photos
from core.services.grouping import group_people
from core.services.indexing import index_folders
from core.services.reports.pictures import ReportPictures
from core.services.reports.restored_photos import ResultReader
from core.services.reports.results import DemoReport, DemoSummary, GroupingLine, RestoredPhoto, Stage
from core.services.reports.words import counted
from core.services.reports.writing import write_report
from core.services.restoring import RestoreTools, restore_faces
from core.services.sample.album import ABOUT, AlbumPhoto, AlbumPlan, build_album
from core.services.sample.entries import Kind
from core.services.sample.people import album_photos, check_grouping, introduce_people

RECIPE = RestoreRecipe()
"""The settings a user starts with, seed 0."""

ALBUM, LIBRARY, EXPORT = "album", "library", "export"
"""Folders inside the demo's folder."""


@dataclass(frozen=True)
class DemoTools:
    """Models for the demo."""

    analyzer: FaceAnalyzer
    restore: RestoreTools


def run_demo(library: Library, tools: DemoTools, folder: Path, progress: Progress) -> DemoReport:
    """Build the album in `folder`, index, group, restore, export, and write the report.

    Args:
        library: the demo's own, by convention `folder` / "library".
        tools: a face pack, a restorer and a decoder.
        folder: for the album, the export and the report.

    Raises:
        SettingsError: the folder holds something else.
        PhotoError: a source photograph is missing, or the folder cannot be written.
        DeviceError: this machine cannot run a model.
        Cancelled: the user asked to stop; the next run goes on where this one stopped.
    """
    check_folder(folder)
    return _DemoRun(library, tools, with_home(folder).resolve()).run(progress)


def check_folder(folder: Path) -> None:
    """Refuse to mix the demo with files of the user; its own earlier runs are welcome.

    Raises:
        SettingsError: the folder holds something else, or is not a folder.
    """
    try:
        others = [path.name for path in folder.iterdir() if path.name != LIBRARY]
    except FileNotFoundError:
        return
    except OSError as error:
        reason = system_reason(error)
        raise SettingsError(
            "This folder cannot be used: {reason}. Choose another.", reason=reason, path=folder
        ) from error
    if others and not (folder / ALBUM / ABOUT).exists():
        raise SettingsError("This folder holds other files; choose a new folder for the demo.", path=folder)


class _DemoRun:
    """One run, stage by stage, as a user would go about it."""

    def __init__(self, library: Library, tools: DemoTools, folder: Path) -> None:
        self.library = library
        self.tools = tools
        self.folder = folder
        self.stages: list[Stage] = []
        self.started = time.monotonic()

    def run(self, progress: Progress) -> DemoReport:
        with self.stage("Sample album"):
            album = build_album(self.folder / ALBUM, progress.between(0.0, 0.02))
            before = _digests(album)
        with self.stage("Index"):
            index = self.index(album, progress.between(0.02, 0.15))
        with self.stage("People"):
            self.group(progress.between(0.15, 0.16))
            introduce_people(self.library, album)
            self.group(progress.between(0.16, 0.17))
        with self.stage("Restore"):
            batch = self.restore(album, progress.between(0.17, 0.92))
        with self.stage("Export"):
            exported = self.export(album, batch, progress.between(0.92, 0.96))
        with self.stage("Check of the originals"):
            changed = tuple(name for name, digest in _digests(album).items() if before[name] != digest)
        report = self.report(album, index, batch, exported, changed)
        pictures = ReportPictures(self.library, self.tools.restore.decoder, self.spec.template)
        write_report(report, pictures, progress.between(0.96, 1.0))
        return report

    @property
    def spec(self) -> RestorerSpec:
        return self.tools.restore.restorer.spec

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time a part of the run."""
        started = time.monotonic()
        yield
        self.stages.append(Stage(name, time.monotonic() - started))

    def index(self, album: AlbumPlan, progress: Progress) -> IndexReport:
        report = index_folders(
            self.library, self.tools.restore.decoder, self.tools.analyzer, [album.folder], progress
        )
        _refuse_stopped(report.cancelled)
        return report

    def group(self, progress: Progress) -> None:
        embedder = self.tools.analyzer.embedder
        group_people(self.library, embedder.name, embedder.same_person, embedder.impostor, progress)

    def restore(self, album: AlbumPlan, progress: Progress) -> BatchReport:
        """Every face on the damaged prints is offered; gates decide which are restored."""
        with self.library.snapshot() as tx:
            face_ids = [
                face.id for photo in self.prints(album).values() for face in tx.faces.of_photo(photo.id)
            ]
        report = restore_faces(
            self.library, self.tools.restore, face_ids, RECIPE, progress, reference_limit=USUAL_REFERENCES
        )
        _refuse_stopped(report.cancelled)
        return report

    def prints(self, album: AlbumPlan) -> dict[AlbumPhoto, Photo]:
        known = album_photos(self.library, album)
        return {print_: photo for print_, photo in known.items() if print_.kind is Kind.PRINT}

    def export(self, album: AlbumPlan, batch: BatchReport, progress: Progress) -> ExportReport:
        """Photos with a kept restoration, with all their metadata."""
        (self.folder / EXPORT).mkdir(exist_ok=True)
        with self.library.snapshot() as tx:
            versions = [photo.id for photo in self.prints(album).values() if tx.versions.of_photo(photo.id)]
        options = ExportOptions(target=self.folder / EXPORT)
        report = export_photos(self.library, self.tools.restore.decoder, versions, options, progress)
        _refuse_stopped(report.cancelled)
        return report

    def report(
        self,
        album: AlbumPlan,
        index: IndexReport,
        batch: BatchReport,
        exported: ExportReport,
        changed: tuple[str, ...],
    ) -> DemoReport:
        results = ResultReader(self.library, self.folder, exported)
        photos = results.photos(self.prints(album), batch)
        grouping = check_grouping(self.library, album)
        planted = {photo.path for photo in album.photos if photo.kind is Kind.BROKEN}
        problems = (*index.problems, *batch.problems, *exported.problems)
        with self.library.snapshot() as tx:
            faces = sum(len(tx.faces.of_photo(photo.id)) for photo in tx.photos.all())
            summary = DemoSummary(
                photos=tx.photos.count(),
                faces=faces,
                people=sum(person.name is not None for person in tx.people.all()),
                problems=tuple(results.relative(problem) for problem in problems),
                seconds=time.monotonic() - self.started,
                restorations=tuple(face.line for photo in photos for face in photo.faces),
            )
        return DemoReport(
            folder=self.folder,
            summary=summary,
            index=index,
            grouping=grouping,
            photos=photos,
            left_alone=tuple(results.relative(problem) for problem in batch.left_alone),
            exported=exported.items,
            stages=tuple(self.stages),
            originals=len(album.photos),
            changed=changed,
            unexpected=(
                *(problem for problem in problems if Path(problem.path) not in planted),
                *_broken_promises(grouping, photos, changed),
            ),
            restorer=_restorer_in_words(self.spec),
            machine=_machine_in_words(),
        )


def _digests(album: AlbumPlan) -> dict[str, str]:
    """SHA-256 of every file of the album by its path below the album."""
    return {photo.path.relative_to(album.folder).as_posix(): digest_of(photo.path) for photo in album.photos}


def _broken_promises(
    grouping: Sequence[GroupingLine], photos: Sequence[RestoredPhoto], changed: Sequence[str]
) -> Iterator[Problem]:
    """What must never happen; the demo is also a test of the whole."""
    for name in changed:
        yield Problem(name, "Original changed", "This file was changed during the run; please report it.")
    for line in grouping:
        if line.wrong:
            message = f"{counted(line.wrong, 'face')} of {line.person} placed with somebody else."
            yield Problem("", "Wrong person", message)
    for face in (face for photo in photos for face in photo.faces):
        before, after = face.line.identity_before, face.line.identity_after
        if face.line.decision is Decision.KEPT and before is not None and (after is None or after <= before):
            yield Problem(face.line.photo, "Likeness lost", f"{face.line.person} is kept, but not closer.")


def _refuse_stopped(cancelled: bool) -> None:
    """Services end a stopped run with what they finished; the demo has nothing to show then."""
    if cancelled:
        raise Cancelled


def _restorer_in_words(spec: RestorerSpec) -> str:
    return (
        f"Restorer “{spec.name}”: {spec.parameters / 1e6:.1f} million parameters, crops of "
        f"{spec.template.size} pixels, weights {spec.weights[:16]}…, licence: {spec.licence}."
    )


def _machine_in_words() -> str:
    cores = os.cpu_count() or 1
    return f"{platform.system()} on {platform.machine()}, {counted(cores, 'processor core')}."
