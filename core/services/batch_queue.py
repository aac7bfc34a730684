"""The batch queue: what is to be restored, how far it is, and going on after any stop.

The queue is in the library, so closing the program or a crash loses nothing. A run takes it face
by face; it stops between photos when somebody else waits for the model, and is then simply run
again. While it runs a board in memory says what became of each face; nobody has to read the
library to show it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from core.domain.reasons import Reason
from core.domain.recipe import RestoreRecipe
from core.domain.reports import BatchReport, FaceOutcome, FaceStage
from core.errors import RidfrError, SettingsError
from core.library.library import Library
from core.library.restoration_queue import QueuedFace
from core.progress import Progress
from core.services.batching import photo_words
from core.services.restore_inputs import RestoreTools
from core.services.restoring import restore_faces


@dataclass(frozen=True)
class QueueLine:
    """One face of the queue, or of what was done of it since the board was made."""

    face_id: int
    photo_id: int
    photo: str
    """File name."""
    person: str
    """"" for nobody."""
    stage: FaceStage | None
    """None: it waits."""
    reason: str = ""
    """Why it is held, left alone or failed, in plain words."""
    references: tuple[str, ...] = ()
    """What guided it, in words; the file name and year of each."""
    seconds: float | None = None
    restoration_id: int | None = None
    reasons: tuple[Reason, ...] = ()
    """The same as `reason`, as codes, where they are known."""


class Board:
    """The lines of a batch, written by the run and read by the screen; safe from any thread."""

    def __init__(self, lines: Iterable[QueueLine] = ()) -> None:
        self._lock = threading.Lock()
        self._lines = {line.face_id: line for line in lines}

    def lines(self) -> tuple[QueueLine, ...]:
        with self._lock:
            return tuple(self._lines.values())

    def add(self, lines: Iterable[QueueLine]) -> None:
        """New lines at the end; a face that is there already starts anew where it is."""
        with self._lock:
            self._lines |= {line.face_id: line for line in lines}

    def note(self, outcome: FaceOutcome, references: Sequence[str] = ()) -> None:
        """What became of a face."""
        with self._lock:
            line = self._lines.get(outcome.face_id)
            if line is not None:
                self._lines[outcome.face_id] = replace(
                    line,
                    stage=outcome.stage,
                    reason=outcome.reason,
                    reasons=outcome.reasons,
                    references=tuple(references) or line.references,
                    seconds=outcome.seconds,
                    restoration_id=outcome.restoration_id,
                )

    def wait_again(self) -> None:
        """Faces that were begun and not finished wait again."""
        with self._lock:
            for face_id, line in self._lines.items():
                if line.stage is FaceStage.RUNNING:
                    self._lines[face_id] = replace(line, stage=None)

    def drop_waiting(self) -> None:
        """Forget what was not begun: it was taken out of the queue."""
        with self._lock:
            self._lines = {key: line for key, line in self._lines.items() if line.stage is not None}


def enqueue(
    library: Library, face_ids: Sequence[int], recipe: RestoreRecipe, *, references: Sequence[int] = ()
) -> list[QueueLine]:
    """Put faces in the queue, in this order; their lines.

    Raises:
        LibraryError: there is no such face.
    """
    with library.transaction() as tx:
        for face_id in dict.fromkeys(face_ids):
            face = tx.faces.get(face_id)
            tx.queue.add(face_id, face.person_id, recipe, references)
    wanted = set(face_ids)
    return [line for line in queued_faces(library) if line.face_id in wanted]


def queued_faces(library: Library) -> list[QueueLine]:
    """What waits in the library, also from before a crash, and what failed and can be tried again."""
    with library.snapshot() as tx:
        queued = tx.queue.all()
        photos = {photo.id: photo for photo in tx.photos.with_ids({each.photo_id for each in queued})}
        people = {person.id: person.name or "" for person in tx.people.all(hidden=True)}
    return [
        QueueLine(
            face_id=each.face_id,
            photo_id=each.photo_id,
            photo=photos[each.photo_id].name,
            person=people.get(each.person_id or 0, ""),
            stage=FaceStage.FAILED if each.failed else None,
            reason=each.reason,
        )
        for each in queued
    ]


def withdraw(library: Library, *, failed: bool = False) -> int:
    """Take all that waits out of the queue, with `failed` also what failed; how many faces that were."""
    with library.transaction() as tx:
        gone = [each.id for each in tx.queue.all() if failed or not each.failed]
        tx.queue.remove(gone)
    return len(gone)


def retry_failed(library: Library) -> list[QueueLine]:
    """Let what failed wait again; its lines."""
    with library.transaction() as tx:
        failed = [each for each in tx.queue.all() if each.failed]
        for each in failed:
            tx.queue.add(each.face_id, each.person_id, each.recipe, each.reference_face_ids)
    again = {each.face_id for each in failed}
    return [line for line in queued_faces(library) if line.face_id in again]


def run_queue(
    library: Library,
    tools: RestoreTools,
    progress: Progress,
    board: Board,
    *,
    reference_limit: int = 1,
    stop: Callable[[], bool] | None = None,
) -> BatchReport:
    """Restore what waits in the queue, keep what the guard passes, and make versions.

    Args:
        board: is told what becomes of each face.
        reference_limit: references chosen for a face that has none named.
        stop: asked between photos; True ends the run, and the rest waits.

    Returns:
        The report, `cancelled` if the user asked to stop; nothing that was finished is lost.

    Raises:
        DeviceError: the machine cannot restore even one face; all that is not done waits.
        LibraryError: the library's drive is full.
    """
    run = _QueueRun(library, board)
    reports: list[BatchReport] = []
    stopping = stop or (lambda: False)
    try:
        waiting = _waiting(library)
        photos = {each.face_id: each.photo_id for each in waiting}
        for recipe, references, wishes in _alike(waiting):
            if stopping():
                break
            run.begin(wishes, photos)
            try:
                report = restore_faces(
                    library,
                    tools,
                    list(wishes),
                    recipe,
                    progress,
                    references=references,
                    reference_limit=reference_limit,
                    watch=run.note,
                    settled=run.take_out,
                    stop=stop,
                )
            except SettingsError as error:  # of these wishes: the others do not wait for it
                run.refuse(error)
                continue
            reports.append(report)
            if report.cancelled:
                break
    except RidfrError:
        board.wait_again()
        raise
    board.wait_again()
    return joined(reports)


def _waiting(library: Library) -> list[QueuedFace]:
    with library.snapshot() as tx:
        return [each for each in tx.queue.all() if not each.failed]


def _alike(queued: Sequence[QueuedFace]) -> list[tuple[RestoreRecipe, tuple[int, ...], dict[int, int]]]:
    """Faces, each with its wish, that are to be restored in the same way, in the order of the first."""
    groups: dict[tuple[RestoreRecipe, tuple[int, ...]], dict[int, int]] = {}
    for each in queued:
        groups.setdefault((each.recipe, each.reference_face_ids), {})[each.face_id] = each.id
    return [(recipe, references, wishes) for (recipe, references), wishes in groups.items()]


class _QueueRun:
    """Takes finished faces out of the queue as they come."""

    def __init__(self, library: Library, board: Board) -> None:
        self.library = library
        self.board = board
        self.wishes: dict[int, int] = {}
        self.photos: Mapping[int, int] = {}
        self.finished: dict[int, set[int]] = {}
        """Wishes by photo."""
        self.words: dict[int, str] = {}

    def begin(self, wishes: Mapping[int, int], photos: Mapping[int, int]) -> None:
        """What comes next, face -> wish: other wishes of the same face are not meant by its outcome.

        Args:
            photos: of all faces that wait.
        """
        self.wishes, self.photos = dict(wishes), photos

    def note(self, outcome: FaceOutcome) -> None:
        wish = self.wishes[outcome.face_id]
        match outcome.stage:
            case FaceStage.RUNNING:
                pass
            case FaceStage.FAILED:
                with self.library.transaction() as tx:
                    tx.queue.fail(wish, outcome.reason)
                self._of_photo(outcome.face_id).discard(wish)
            case _:
                self._of_photo(outcome.face_id).add(wish)
        self.board.note(outcome, [self.reference(each) for each in outcome.reference_face_ids])

    def refuse(self, error: SettingsError) -> None:
        """All that was begun last cannot be done as it was asked for."""
        for face_id in self.wishes:
            self.note(FaceOutcome(face_id, FaceStage.FAILED, error.message))

    def take_out(self, photo_id: int) -> None:
        """Take what is finished of a photo out of the queue: not before the photo was put together.

        A run that is killed between the two does these faces again, which costs a look at the
        results that are there, and makes the version that is missing.
        """
        if finished := self.finished.pop(photo_id, None):
            with self.library.transaction() as tx:
                tx.queue.remove(finished)

    def _of_photo(self, face_id: int) -> set[int]:
        return self.finished.setdefault(self.photos[face_id], set())

    def reference(self, face_id: int) -> str:
        if face_id not in self.words:
            with self.library.snapshot() as tx:
                self.words[face_id] = photo_words(tx.photos.get(tx.faces.get(face_id).photo_id))
        return self.words[face_id]


def joined(reports: Sequence[BatchReport]) -> BatchReport:
    """One report of a run that was done in parts."""
    return BatchReport(
        restored=tuple(each for report in reports for each in report.restored),
        held=tuple(each for report in reports for each in report.held),
        repeated=tuple(each for report in reports for each in report.repeated),
        left_alone=tuple(each for report in reports for each in report.left_alone),
        problems=tuple(each for report in reports for each in report.problems),
        versions=tuple(each for report in reports for each in report.versions),
        seconds=sum(report.seconds for report in reports),
        cancelled=any(report.cancelled for report in reports),
    )
