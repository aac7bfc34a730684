"""Restoring: faces in, judged results and new versions of their photos out.

What always holds: originals are only read; a face that needs no restoration is left alone with
the reason; a result is kept only when the guard trusts it; what an earlier run finished is not
computed again; a run that was stopped at any moment (cancel, crash, `kill -9`) and started again
ends as one undisturbed run; one bad photo costs one line of the report.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from core.domain.face import Face
from core.domain.photo import Photo
from core.domain.reasons import Reason, ReasonCode
from core.domain.recipe import RestoreRecipe
from core.domain.reports import BatchReport, FaceOutcome, FaceStage, Problem
from core.domain.restoration import RestorationState
from core.errors import Cancelled, DeviceError, PhotoError, UnsuitableFace
from core.library.absent import absent_face
from core.library.library import Library
from core.progress import Progress, how_far
from core.services.photo_files import name_of, read_original
from core.services.restore_batches import BatchRestorer, BatchResult
from core.services.restore_inputs import (
    ReadyReference,
    ReferenceShelf,
    RestoreTask,
    RestoreTools,
    align_face,
    filled_in,
    make_task,
    refuse_without_pixels,
)
from core.services.versions import compose_version

__all__ = ["RestoreTools", "restore_faces"]

Watcher = Callable[[FaceOutcome], None]
Settled = Callable[[int], None]


@dataclass(frozen=True)
class RestoreOptions:
    """How references are found, and what becomes of results."""

    references: tuple[int, ...] = ()
    """Faces to use as references for all; none: chosen for each face."""
    reference_limit: int = 1
    """Most of them for one face; 0 restores without any."""
    keep: bool = True
    watch: Watcher = lambda _outcome: None
    settled: Settled = lambda _photo_id: None
    stop: Callable[[], bool] = lambda: False

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
    watch: Watcher | None = None,
    settled: Settled | None = None,
    stop: Callable[[], bool] | None = None,
) -> BatchReport:
    """Restore faces, photo by photo in the order given.

    A profile or an uncertain match is restored but held, for a person to look at.

    Args:
        recipe: `restorer` and `weights` are filled in, and `steps` when it is 0.
        references: faces to use as references for all; none: the best ones of each person.
        reference_limit: references chosen for one face at most; 0 restores without any.
        keep: keep what the guard passes, and make a version of each photo with a kept face.
        watch: is told of each face when it begins and when it ends, in this thread; of a face that
            is done once more, as failed, when its photo cannot be put together.
        settled: is told of each photo of which nothing is left to do in this run.
        stop: asked before each photo; True ends the run after the faces that were begun.

    Raises:
        LibraryError: there is no such face, or the library's drive is full.
        SettingsError: a named reference cannot be used.
        DeviceError: the machine cannot restore even one face; what was finished is kept.
    """
    options = RestoreOptions(tuple(dict.fromkeys(references)), reference_limit, keep)
    options = replace(
        options,
        watch=watch or options.watch,
        settled=settled or options.settled,
        stop=stop or options.stop,
    )
    groups = _by_photo(library, face_ids)
    run = _RestoreRun(library, tools, recipe, options)
    run.shelf.check(options.references)
    try:
        run.restore(groups, progress)
    except Cancelled:
        run.end()
        return run.tally.report(cancelled=True)
    except DeviceError:
        run.end()
        raise
    return run.tally.report()


def _by_photo(library: Library, face_ids: Sequence[int]) -> list[tuple[Photo, list[Face]]]:
    """Faces in the order given, those of one photo together."""
    order = list(dict.fromkeys(face_ids))
    with library.snapshot() as tx:
        faces = {face.id: face for face in tx.faces.with_ids(order)}
        missing = [face_id for face_id in order if face_id not in faces]
        if missing:
            raise absent_face(missing[0])
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
    watch: Watcher = lambda _outcome: None

    def note(self, error: PhotoError, photo: Photo, faces: Sequence[Face] = ()) -> None:
        """One line of the report, about these faces; a face left alone is no problem."""
        unsuitable = isinstance(error, UnsuitableFace)
        (self.left_alone if unsuitable else self.problems).append(Problem.of(error, name_of(photo)))
        for face in faces:
            stage = FaceStage.LEFT_ALONE if unsuitable else FaceStage.FAILED
            self.watch(FaceOutcome(face.id, stage, error.message))

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
        self.library = library
        self.tools = tools
        self.options = options
        self.recipe = filled_in(recipe, tools.restorer.spec)
        self.shelf = ReferenceShelf(library, tools.restorer, tools.decoder)
        self.batches = BatchRestorer(library, tools, keep=options.keep)
        self.tally = _Tally(watch=options.watch)
        self.waiting: list[RestoreTask] = []
        self.begun: dict[int, tuple[Photo, list[Face]]] = {}
        """Photos that were looked at and are not settled, and their faces that were kept."""
        self.total = 0
        self.done = 0

    def restore(self, groups: Sequence[tuple[Photo, list[Face]]], progress: Progress) -> None:
        self.total = sum(len(faces) for _, faces in groups)
        for photo, faces in groups:
            if self.options.stop():
                break
            self.take(photo, faces, progress)
            self.compose()
        self.flush(progress)
        self.compose()
        progress(self.done / self.total if self.total else 1.0, how_far("Face", self.done, self.total))

    def take(self, photo: Photo, faces: Sequence[Face], progress: Progress) -> None:
        """Prepare the faces of one photo; each full batch is restored at once."""
        self.begun[photo.id] = (photo, [])
        suitable = [face for face in faces if self.suits(face, photo)]
        self.done += len(faces) - len(suitable)
        if not suitable:
            return
        self.tick(progress)
        try:
            pixels = read_original(self.tools.decoder, photo)
        except PhotoError as error:
            self.tally.note(error, photo, suitable)
            self.done += len(suitable)
            return
        for face in suitable:
            self.tick(progress)
            try:
                aligned = align_face(face, photo, pixels, self.tools.restorer.spec)
                task = make_task(aligned, self.references_for(face, photo), self.recipe)
            except PhotoError as error:
                self.tally.note(error, photo, [face])
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
        face_id, seconds = task.aligned.face.id, known.seconds
        self.options.watch(
            FaceOutcome(
                face_id, FaceStage.REPEATED, known.reason, known.id, known.reference_face_ids, seconds
            )
        )

    def flush(self, progress: Progress) -> None:
        """Restore the faces that wait."""
        batch, self.waiting = self.waiting, []
        if not batch:
            return
        share = progress.between(self.done / self.total, (self.done + len(batch)) / self.total)
        for task in batch:
            running = FaceOutcome(task.aligned.face.id, FaceStage.RUNNING, "", None, task.reference_ids)
            self.options.watch(running)
        for task, made in zip(batch, self.batches.restore(batch, share), strict=True):
            held = made.state is RestorationState.HELD
            (self.tally.held if held else self.tally.restored).append(made.id)
            self.finished(task, made.state)
            self.options.watch(_outcome(task, made))
        self.done += len(batch)

    def finished(self, task: RestoreTask, state: RestorationState) -> None:
        if self.options.keep and state is RestorationState.DONE:
            self.begun[task.aligned.photo.id][1].append(task.aligned.face)

    def compose(self) -> None:
        """Settle the photos of which no face waits any more, in order: make versions of what was kept."""
        open_photos = {task.aligned.photo.id for task in self.waiting}
        for photo_id, (photo, kept) in list(self.begun.items()):
            if photo_id in open_photos:
                continue
            del self.begun[photo_id]
            if kept:
                self.compose_photo(photo, kept)
            self.options.settled(photo_id)

    def end(self) -> None:
        """Nothing more is restored: what was finished is kept, and shown."""
        self.waiting.clear()
        self.compose()

    def compose_photo(self, photo: Photo, kept: Sequence[Face]) -> None:
        try:
            version = compose_version(self.library, photo.id, None, self.tools.decoder)
        except PhotoError as error:
            self.tally.note(error, photo, kept)
        else:
            if version is not None:
                self.tally.versions.append(version.id)

    def tick(self, progress: Progress) -> None:
        """Report, and stop here when asked to."""
        progress(self.done / self.total, how_far("Face", self.done + 1, self.total))

    def suits(self, face: Face, photo: Photo) -> bool:
        """Whether it is worth reading the photo for this face."""
        try:
            refuse_without_pixels(face, photo, self.tools.restorer.spec)
        except UnsuitableFace as error:
            self.tally.note(error, photo, [face])
            return False
        nobody = face.person_id is None and not self.options.references
        if nobody and self.options.wants_references:
            stranger = UnsuitableFace(Reason(ReasonCode.NOBODY).words)
            self.tally.note(stranger, photo, [face])
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


def _outcome(task: RestoreTask, made: BatchResult) -> FaceOutcome:
    stage = FaceStage.HELD if made.state is RestorationState.HELD else FaceStage.DONE
    return FaceOutcome(
        task.aligned.face.id,
        stage,
        made.reason,
        made.id,
        task.reference_ids,
        seconds=made.seconds,
        reasons=made.reasons,
    )
