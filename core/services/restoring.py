"""Restoring: faces in, judged results and new versions of their photos out.

What always holds: originals are only read; a face that needs no restoration is left alone with
the reason; a result is kept only when the guard trusts it; what an earlier run finished is not
computed again; a run that was stopped at any moment (cancel, crash, `kill -9`) and started again
ends as one undisturbed run; one bad photo costs one line of the report.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from core.domain.face import Face
from core.domain.photo import Photo
from core.domain.recipe import RestoreRecipe
from core.domain.reports import BatchReport, Problem
from core.domain.restoration import RestorationState
from core.errors import Cancelled, LibraryError, PhotoError, UnsuitableFace
from core.library.library import Library
from core.progress import Progress
from core.services.photo_files import name_of, read_original
from core.services.restore_batches import BatchRestorer
from core.services.restore_inputs import (
    ReadyReference,
    ReferenceShelf,
    RestoreTask,
    RestoreTools,
    align_face,
    make_task,
    refuse_without_pixels,
)
from core.services.versions import compose_version

__all__ = ["RestoreTools", "restore_faces"]


@dataclass(frozen=True)
class RestoreOptions:
    """How references are found, and what becomes of results."""

    references: tuple[int, ...] = ()
    """Faces to use as references for all; none: chosen for each face."""
    reference_limit: int = 1
    """Most of them for one face; 0 restores without any."""
    keep: bool = True

    @property
    def wants_references(self) -> bool:
        return bool(self.references) or self.reference_limit > 0


def restore_faces(
    library: Library,
    tools: RestoreTools,
    face_ids: Sequence[int],
    recipe: RestoreRecipe,
    progress: Progress,
    *,
    references: Sequence[int] = (),
    reference_limit: int = 1,
    keep: bool = True,
) -> BatchReport:
    """Restore faces, photo by photo in the order given.

    A profile or an uncertain match is restored but held, for a person to look at.

    Args:
        recipe: `restorer` and `weights` are filled in, and `steps` when it is 0.
        references: faces to use as references for all; none: the best ones of each person.
        reference_limit: references chosen for one face at most; 0 restores without any.
        keep: keep what the guard passes, and make a version of each photo with a kept face.

    Raises:
        LibraryError: there is no such face, or the library's drive is full.
        SettingsError: a named reference cannot be used.
        DeviceError: the machine cannot restore even one face; what was finished is kept.
    """
    options = RestoreOptions(tuple(dict.fromkeys(references)), reference_limit, keep)
    groups = _by_photo(library, face_ids)
    run = _RestoreRun(library, tools, recipe, options)
    run.shelf.check(options.references)
    try:
        run.restore(groups, progress)
    except Cancelled:
        return run.tally.report(cancelled=True)
    return run.tally.report()


def _by_photo(library: Library, face_ids: Sequence[int]) -> list[tuple[Photo, list[Face]]]:
    """Faces in the order given, those of one photo together."""
    order = list(dict.fromkeys(face_ids))
    with library.snapshot() as tx:
        faces = {face.id: face for face in tx.faces.with_ids(order)}
        missing = [face_id for face_id in order if face_id not in faces]
        if missing:
            raise LibraryError(f"The library has no face number {missing[0]}.")
        photos = {photo.id: photo for photo in tx.photos.with_ids({face.photo_id for face in faces.values()})}
    groups: dict[int, list[Face]] = {}
    for face_id in order:
        groups.setdefault(faces[face_id].photo_id, []).append(faces[face_id])
    return [(photos[photo_id], group) for photo_id, group in groups.items()]


@dataclass
class _Tally:
    """What the run did so far."""

    restored: list[int] = field(default_factory=list)
    held: list[int] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)
    left_alone: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    versions: list[int] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)

    def note(self, error: PhotoError, photo: Photo) -> None:
        """One line of the report; a face left alone is no problem."""
        lines = self.left_alone if isinstance(error, UnsuitableFace) else self.problems
        lines.append(Problem.of(error, name_of(photo)))

    def report(self, *, cancelled: bool = False) -> BatchReport:
        return BatchReport(
            restored=tuple(self.restored),
            held=tuple(self.held),
            repeated=tuple(self.repeated),
            left_alone=tuple(self.left_alone),
            problems=tuple(self.problems),
            versions=tuple(self.versions),
            seconds=time.monotonic() - self.started,
            cancelled=cancelled,
        )


class _RestoreRun:
    """One run: the faces that wait for the next batch, and the photos that wait for a version."""

    def __init__(
        self, library: Library, tools: RestoreTools, recipe: RestoreRecipe, options: RestoreOptions
    ) -> None:
        spec = tools.restorer.spec
        steps = recipe.steps or spec.default_steps
        self.library = library
        self.tools = tools
        self.options = options
        self.recipe = replace(recipe, restorer=spec.name, weights=spec.weights, steps=steps)
        self.shelf = ReferenceShelf(library, tools.restorer, tools.decoder)
        self.batches = BatchRestorer(library, tools, keep=options.keep)
        self.tally = _Tally()
        self.waiting: list[RestoreTask] = []
        self.to_compose: dict[int, Photo] = {}
        self.total = 0
        self.done = 0

    def restore(self, groups: Sequence[tuple[Photo, list[Face]]], progress: Progress) -> None:
        self.total = sum(len(faces) for _, faces in groups)
        for photo, faces in groups:
            self.take(photo, faces, progress)
            self.compose()
        self.flush(progress)
        self.compose()
        progress(1.0, f"Face {self.total} of {self.total}" if self.total else "")

    def take(self, photo: Photo, faces: Sequence[Face], progress: Progress) -> None:
        """Prepare the faces of one photo; each full batch is restored at once."""
        suitable = [face for face in faces if self.suits(face, photo)]
        self.done += len(faces) - len(suitable)
        if not suitable:
            return
        self.tick(progress)
        try:
            pixels = read_original(self.tools.decoder, photo)
        except PhotoError as error:
            self.tally.note(error, photo)
            self.done += len(suitable)
            return
        for face in suitable:
            self.tick(progress)
            try:
                aligned = align_face(face, photo, pixels, self.tools.restorer.spec)
                task = make_task(aligned, self.references_for(face, photo), self.recipe)
            except PhotoError as error:
                self.tally.note(error, photo)
                self.done += 1
            else:
                self.add(task, progress)

    def add(self, task: RestoreTask, progress: Progress) -> None:
        """Count what an earlier run did; let the rest wait for a full batch."""
        known = self.batches.repeated(task)
        if known is None:
            self.waiting.append(task)
            if len(self.waiting) >= self.tools.batch_size:
                self.flush(progress)
            return
        self.tally.repeated.append(known.id)
        self.done += 1
        self.finished(task, known.state)

    def flush(self, progress: Progress) -> None:
        """Restore the faces that wait."""
        batch, self.waiting = self.waiting, []
        if not batch:
            return
        share = progress.between(self.done / self.total, (self.done + len(batch)) / self.total)
        for task, (restoration_id, state) in zip(batch, self.batches.restore(batch, share), strict=True):
            (self.tally.held if state is RestorationState.HELD else self.tally.restored).append(
                restoration_id
            )
            self.finished(task, state)
        self.done += len(batch)

    def finished(self, task: RestoreTask, state: RestorationState) -> None:
        if self.options.keep and state is RestorationState.DONE:
            self.to_compose[task.aligned.photo.id] = task.aligned.photo

    def compose(self) -> None:
        """Make versions of the photos of which no face waits any more, in order."""
        open_photos = {task.aligned.photo.id for task in self.waiting}
        for photo_id, photo in list(self.to_compose.items()):
            if photo_id in open_photos:
                continue
            del self.to_compose[photo_id]
            try:
                version = compose_version(self.library, photo_id, None, self.tools.decoder)
            except PhotoError as error:
                self.tally.note(error, photo)
            else:
                if version is not None:
                    self.tally.versions.append(version.id)

    def tick(self, progress: Progress) -> None:
        """Report, and stop here when asked to."""
        progress(self.done / self.total, f"Face {self.done + 1} of {self.total}")

    def suits(self, face: Face, photo: Photo) -> bool:
        """Whether it is worth reading the photo for this face."""
        try:
            refuse_without_pixels(face, photo, self.tools.restorer.spec)
        except UnsuitableFace as error:
            self.tally.note(error, photo)
            return False
        nobody = face.person_id is None and not self.options.references
        if nobody and self.options.wants_references:
            stranger = UnsuitableFace("Nobody has said who this is; name the person, or choose a reference.")
            self.tally.note(stranger, photo)
            return False
        return True

    def references_for(self, face: Face, photo: Photo) -> list[ReadyReference]:
        """The references of a face.

        Raises:
            UnsuitableFace: there is none, and the recipe needs one.
            UnreadablePhoto: one that the user named cannot be read.
        """
        if self.options.references:
            found = self.shelf.named(face, self.options.references)
        elif face.person_id is None:
            found = []
        else:
            embedder = face.embedder or self.tools.judge.name
            found = self.shelf.chosen(face, self.options.reference_limit, embedder)
        if not found and self.options.wants_references and self.recipe.identity_scale > 0:
            raise UnsuitableFace(
                "There is no good enough photo of this person to guide the restoration; confirm or add one.",
                path=name_of(photo),
            )
        return found
