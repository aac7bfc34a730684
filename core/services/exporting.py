"""Exporting: versions of photos as files of the user's own, with what the originals said.

All names are planned before anything is written. A file is written whole or not at all, nothing
is ever overwritten, and every path stays inside the target folder. A file that is already there
with the very same bytes is recognised, so that exporting again (also after a crash) changes
nothing.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from core.domain.reports import ExportItem, ExportReport, Problem
from core.errors import Cancelled, PhotoError, SettingsError
from core.imaging.decoder import Decoder
from core.imaging.encoding import FORMATS
from core.library.library import Library
from core.progress import Progress
from core.sentence import Sentence
from core.services.export_ledger import FILE as LEDGER_FILE
from core.services.export_ledger import ExportLedger, fingerprint_of
from core.services.export_pictures import encode_export
from core.services.export_subjects import Subject, read_subject
from core.services.export_targets import EXISTS, NamePlan, TargetFolder
from core.services.templates import NameFields, check_template, fill_template

EXTENSIONS = {"jpeg": "jpg", "png": "png", "webp": "webp", "tiff": "tif"}
METADATA = ("keep", "no-gps", "none")
COLLISIONS = ("rename", "skip")

PLANNED, WRITTEN, SKIPPED, FAILED = "planned", "written", "skipped", "failed"
EXPORTED = Sentence("Already exported.")


@dataclass(frozen=True)
class ExportOptions:
    """What to write, and where.

    Raises:
        SettingsError: a value is not one of those allowed.
    """

    target: Path
    format: str = "jpeg"
    """"jpeg", "png", "webp" or "tiff"."""
    quality: int = 92
    """1 to 100, of JPEG and WebP."""
    long_side: int | None = None
    """Pixels of the long side at most; None keeps the size."""
    template: str = "{stem}-restored"
    """Name without extension, with folders if it has "/"; fields: `core.services.templates`."""
    metadata: str = "keep"
    """"keep" all of the original's, "no-gps" without coordinates, or "none" (no names either)."""
    label: bool = True
    """Say in the file that faces were restored by AI, and how."""
    regions: bool = True
    """Write the boxes of faces whose names the user confirmed."""
    collision: str = "rename"
    """When another file has the name: "rename" this one, or "skip" it."""
    versions_only: bool = True
    """Leave out photos without a restored face; else their originals are exported."""
    album: str = ""
    """Name of the album that is exported, for the template."""

    def __post_init__(self) -> None:
        _check("format", self.format, FORMATS)
        _check("metadata", self.metadata, METADATA)
        _check("collision", self.collision, COLLISIONS)
        if not 1 <= self.quality <= 100:
            raise SettingsError("The quality must be 1 to 100, not {given}.", given=self.quality)
        if self.long_side is not None and self.long_side < 1:
            raise SettingsError("The long side must be at least 1 pixel, not {given}.", given=self.long_side)
        check_template(self.template)


def _check(name: str, value: str, allowed: Sequence[str]) -> None:
    if value not in allowed:
        raise SettingsError(
            "The {name} is one of {known}, not “{value}”.", name=name, known=", ".join(allowed), value=value
        )


def plan_export(library: Library, photo_ids: Sequence[int], options: ExportOptions) -> list[ExportItem]:
    """The file of each photo in the order given, or why it gets none; nothing is written.

    Raises:
        LibraryError: there is no such photo.
        SettingsError: the target is a file, or lies in the library's own folder.
    """
    return [planned.item for planned in _plan(library, photo_ids, options)]


def export_photos(
    library: Library,
    decoder: Decoder,
    photo_ids: Sequence[int],
    options: ExportOptions,
    progress: Progress,
    *,
    dry_run: bool = False,
) -> ExportReport:
    """Write the photos' versions into the target folder.

    Args:
        dry_run: plan only; the report holds the names.

    Raises:
        LibraryError: there is no such photo.
        SettingsError: the target is a file, or lies in the library's own folder.
        ExportFailed: the target folder cannot be made.
    """
    started = time.monotonic()
    planned = _plan(library, photo_ids, options)
    if dry_run:
        return ExportReport(tuple(each.item for each in planned), dry_run=True, seconds=_since(started))
    run = _ExportRun(library, decoder, options, planned)
    cancelled = False
    try:
        run.write(progress)
    except Cancelled:
        cancelled = True
    finally:
        run.ledger.save()
    return ExportReport(
        items=tuple(run.items),
        problems=tuple(run.problems),
        seconds=_since(started),
        cancelled=cancelled,
        written=sum(item.state == WRITTEN for item in run.items),
    )


def _since(started: float) -> float:
    return time.monotonic() - started


@dataclass(frozen=True)
class _Planned:
    subject: Subject
    item: ExportItem
    parts: tuple[str, ...]
    """Folders and name below the target; empty when there is nothing to write."""


def _plan(library: Library, photo_ids: Sequence[int], options: ExportOptions) -> list[_Planned]:
    folder = TargetFolder(options.target, forbidden=library.paths.root)
    names = NamePlan()
    planned: list[_Planned] = []
    with library.snapshot() as tx:
        subjects = [read_subject(tx, photo_id) for photo_id in dict.fromkeys(photo_ids)]
    number = 0
    for subject in subjects:
        if options.versions_only and subject.version is None:
            planned.append(_skipped(subject, Sentence("No face of this photo was restored and kept.")))
            continue
        number += 1
        wanted = fill_template(options.template, _fields(subject, options, number))
        parts = names.claim(wanted)
        target = folder.path_of(parts)
        note = EXISTS[options.collision] if folder.taken(parts) else ""
        item = ExportItem(subject.photo.id, subject.source, str(target), PLANNED, note)
        planned.append(_Planned(subject, item, parts))
    return planned


def _skipped(subject: Subject, note: str) -> _Planned:
    return _Planned(subject, ExportItem(subject.photo.id, subject.source, "", SKIPPED, note), ())


def _fields(subject: Subject, options: ExportOptions, number: int) -> NameFields:
    return NameFields(
        stem=Path(subject.source).stem,
        ext=EXTENSIONS[options.format],
        number=number,
        person=subject.person,
        people=subject.people,
        album=options.album,
        taken_at=subject.photo.facts.taken_at,
    )


class _ExportRun:
    """Writes what was planned, in order."""

    def __init__(
        self, library: Library, decoder: Decoder, options: ExportOptions, planned: Sequence[_Planned]
    ) -> None:
        self.library = library
        self.decoder = decoder
        self.options = options
        self.planned = planned
        self.folder = TargetFolder(options.target, forbidden=library.paths.root)
        self.names = NamePlan(each.parts for each in planned if each.parts)
        self.items = [each.item for each in planned]
        self.problems: list[Problem] = []
        self.ledger = ExportLedger(library.paths.root / LEDGER_FILE)

    def write(self, progress: Progress) -> None:
        waiting = [index for index, each in enumerate(self.planned) if each.parts]
        self.folder.sweep(self.planned[index].parts for index in waiting)
        for index in progress.over(waiting, "Photo"):
            try:
                self.items[index] = self.export(self.planned[index])
            except PhotoError as error:
                item = self.items[index]
                self.items[index] = replace(item, state=FAILED, note=error.message)
                self.problems.append(Problem.of(error, item.source))

    def export(self, planned: _Planned) -> ExportItem:
        """Write one photo under the first of its names that is free, or recognise it.

        The picture is encoded only when something has to be written or compared.
        """
        fingerprint = fingerprint_of(planned.subject, self.options)
        parts = planned.parts
        data: bytes | None = None
        while True:
            path = self.folder.path_of(parts)
            if self.folder.taken(parts) and self.ledger.holds(path, fingerprint):
                return replace(planned.item, target=str(path), state=SKIPPED, note=EXPORTED)
            if data is None:
                data = encode_export(self.library.paths, self.decoder, planned.subject, self.options)
            if self.folder.write(parts, data):
                self.ledger.note(path, fingerprint, data)
                return replace(planned.item, target=str(path), state=WRITTEN, note="")
            if self.folder.holds(parts, data):
                self.ledger.note(path, fingerprint, data)
                return replace(planned.item, target=str(path), state=SKIPPED, note=EXPORTED)
            if self.options.collision == "skip":
                return replace(
                    planned.item, state=SKIPPED, note=Sentence("Another file of this name is there.")
                )
            parts = self.names.next(parts)
