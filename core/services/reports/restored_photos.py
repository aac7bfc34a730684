"""Reads from a library what a demo run restored, photo by photo, as the report shows it."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from core.domain.photo import Photo
from core.domain.reasons import Reason
from core.domain.reports import BatchReport, ExportReport, Problem
from core.domain.restoration import Decision, Restoration
from core.library.library import Library, Transaction
from core.services.referencing import choose_references
from core.services.reports.results import RestorationLine, RestoredFace, RestoredPhoto
from core.services.sample.album import AlbumPhoto


class ResultReader:
    """Turns restorations into the lines of a report; paths become relative to `folder`."""

    def __init__(self, library: Library, folder: Path, exported: ExportReport) -> None:
        self._library = library
        self._folder = folder
        self._targets = {item.photo_id: item.target for item in exported.items if item.state != "failed"}

    def photos(self, prints: Mapping[AlbumPhoto, Photo], batch: BatchReport) -> tuple[RestoredPhoto, ...]:
        """The prints with at least one restoration of `batch`, in the order of `prints`."""
        with self._library.snapshot() as tx:
            made = tx.restorations.with_ids([*batch.restored, *batch.held, *batch.repeated])
        by_photo: dict[int, list[Restoration]] = defaultdict(list)
        for restoration in made:
            by_photo[restoration.photo_id].append(restoration)
        repeated = frozenset(batch.repeated)
        return tuple(
            self._photo(entry, photo, by_photo[photo.id], repeated)
            for entry, photo in prints.items()
            if photo.id in by_photo
        )

    def relative(self, problem: Problem) -> Problem:
        """The same problem with a short path."""
        return replace(problem, path=self._short(problem.path))

    def _photo(
        self, entry: AlbumPhoto, photo: Photo, made: list[Restoration], repeated: frozenset[int]
    ) -> RestoredPhoto:
        kept = any(restoration.decision is Decision.KEPT for restoration in made)
        with self._library.snapshot() as tx:
            versions = tx.versions.of_photo(photo.id) if kept else []
        return RestoredPhoto(
            photo_id=photo.id,
            path=self._short(photo.path),
            note=entry.note,
            faces=tuple(self._face(each, photo, each.id in repeated) for each in made),
            version=versions[-1] if versions else None,
        )

    def _face(self, made: Restoration, photo: Photo, repeated: bool) -> RestoredFace:
        judgement = made.judgement
        kept = made.decision is Decision.KEPT
        with self._library.snapshot() as tx:
            person = None if made.person_id is None else tx.people.get(made.person_id)
            reference = self._reference_path(tx, made)
        line = RestorationLine(
            person="unknown" if person is None else person.label,
            photo=self._short(photo.path),
            reference=reference,
            output=self._short(
                self._targets[photo.id]
                if kept and photo.id in self._targets
                else self._library.paths.restorations / made.crop
            ),
            identity_before=None if judgement is None else judgement.before,
            identity_after=None if judgement is None else judgement.after,
            state=made.state,
            decision=made.decision,
            seconds=made.seconds,
        )
        return RestoredFace(line, made, self._reasons(made), repeated)

    def _reference_path(self, tx: Transaction, made: Restoration) -> str:
        if not made.reference_face_ids:
            return ""
        return self._short(tx.photos.get(tx.faces.get(made.reference_face_ids[0]).photo_id).path)

    def _reasons(self, made: Restoration) -> tuple[Reason, ...]:
        """Why the first reference was chosen."""
        with self._library.snapshot() as tx:
            face = tx.faces.get(made.face_id)
        ranked = choose_references(
            self._library, face, embedder=face.embedder or "", limit=len(made.reference_face_ids)
        )
        used = made.reference_face_ids[:1]
        return next((each.reasons for each in ranked if each.face_id in used), ())

    def _short(self, path: Path | str) -> str:
        """Relative to the demo's folder when it lies inside, with "/" everywhere."""
        place = Path(path)
        if place.is_relative_to(self._folder):
            return place.relative_to(self._folder).as_posix()
        return os.fspath(path)
