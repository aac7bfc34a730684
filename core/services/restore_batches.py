"""Batches of faces through the restorer and the guard, into files and rows.

A batch is finished whole or not at all: first the files, then all rows in one transaction. What
a stopped run left is therefore made of the same batches again, and gives the same bytes.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.domain.reasons import Reason
from core.domain.recipe import ExecutionPlan
from core.domain.restoration import Decision, Judgement, Restoration, RestorationState
from core.errors import Cancelled, DeviceError
from core.imaging.xmp_writing import RestorationLabel
from core.library.library import Library
from core.progress import Progress
from core.restoration.restorer import Crop
from core.sentence import in_turn
from core.services.photo_files import intact, write_result
from core.services.restore_inputs import RestoreTask, RestoreTools
from core.services.restore_judging import IdentityGuard, with_gate

FINISHED = (RestorationState.DONE, RestorationState.HELD)


@dataclass(frozen=True)
class JudgedFace:
    """A restored face and what the guard and the gate say of it."""

    task: RestoreTask
    crop: Crop
    judgement: Judgement

    @property
    def state(self) -> RestorationState:
        held = self.judgement.held or self.task.aligned.gate.held
        return RestorationState.HELD if held else RestorationState.DONE

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why somebody has to look; empty when nobody has to."""
        return self.judgement.reasons if self.state is RestorationState.HELD else ()

    @property
    def file_name(self) -> str:
        """Name of the crop's file: the key, so that doing it again writes the same file."""
        return f"{self.task.key}.png"


@dataclass(frozen=True)
class BatchResult:
    """What became of one face of a batch."""

    id: int
    """Of the restoration."""
    state: RestorationState
    reasons: tuple[Reason, ...]
    """Why it is held; empty when it is done."""
    seconds: float

    @property
    def reason(self) -> str:
        """`reasons` in plain English."""
        return in_turn([each.words for each in self.reasons])


class BatchRestorer:
    """Restores prepared faces, and recognises those that were restored before."""

    def __init__(self, library: Library, tools: RestoreTools, *, keep: bool) -> None:
        self._library = library
        self._tools = tools
        self._keep = keep
        template = tools.restorer.spec.template
        self.guard = IdentityGuard(library, tools.judge, tools.decoder, template)

    def repeated(self, task: RestoreTask) -> Restoration | None:
        """The finished restoration of an earlier run; None when it is to be made (again).

        It is kept as a new one would be, unless the user has decided otherwise.
        """
        with self._library.snapshot() as tx:
            known = tx.restorations.find(task.key)
        if known is None or not self._settled(known, task):
            return None
        if self._keep and known.state is RestorationState.DONE and known.decision is Decision.NONE:
            with self._library.transaction() as tx:
                tx.restorations.decide([known.id], Decision.KEPT)
        return known

    def restore(self, batch: Sequence[RestoreTask], progress: Progress) -> list[BatchResult]:
        """Restore, judge and write; results in the order of `batch`.

        Raises:
            Cancelled: the user asked to stop; the batch is in the queue again.
            DeviceError: the machine cannot do it; the batch is marked as failed.
            LibraryError: the library's drive is full.
        """
        started = time.monotonic()
        ids = self._queue(batch, start=True)
        try:
            result = self._tools.restorer.restore([task.request for task in batch], progress)
        except Cancelled:
            self._queue(batch, start=False)
            raise
        except DeviceError as error:
            self._fail(ids, error.message)
            raise
        faces = [self._judged(task, crop) for task, crop in zip(batch, result.crops, strict=True)]
        digests = [self._write(face) for face in faces]
        seconds = (time.monotonic() - started) / len(batch)
        self._finish(ids, faces, digests, result.plan, seconds)
        return [
            BatchResult(restoration_id, face.state, face.reasons, seconds)
            for restoration_id, face in zip(ids, faces, strict=True)
        ]

    def _settled(self, known: Restoration, task: RestoreTask) -> bool:
        """Finished, its file as it was written, and not held for a reason that is gone."""
        crop = self._path(known.crop)
        if known.state not in FINISHED or not intact(crop, known.result_digest):
            return False
        held_by_gate = known.state is RestorationState.HELD and not (known.judgement and known.judgement.held)
        return not (held_by_gate and task.aligned.gate.allowed)

    def _path(self, file_name: str) -> Path:
        return self._library.paths.restorations / file_name

    def _queue(self, batch: Sequence[RestoreTask], *, start: bool) -> list[int]:
        """Put a batch in the queue; `start` notes that it is being computed now."""
        with self._library.transaction() as tx:
            ids = [
                tx.restorations.plan(
                    face_id=task.aligned.face.id,
                    person_id=task.aligned.face.person_id,
                    key=task.key,
                    recipe=task.recipe,
                    reference_face_ids=task.reference_ids,
                    input_digest=task.input_digest,
                    alignment=task.aligned.alignment,
                )
                for task in batch
            ]
            if start:
                for restoration_id in ids:
                    tx.restorations.start(restoration_id)
        return ids

    def _fail(self, ids: Sequence[int], reason: str) -> None:
        with self._library.transaction() as tx:
            for restoration_id in ids:
                tx.restorations.fail(restoration_id, reason)

    def _judged(self, task: RestoreTask, crop: Crop) -> JudgedFace:
        face, before = task.aligned.face, task.aligned.crop
        judgement = self.guard.judge(face, before, crop, task.reference_ids, task.outside_vectors)
        return JudgedFace(task, crop, with_gate(judgement, task.aligned.gate))

    def _write(self, face: JudgedFace) -> str:
        recipe = face.task.recipe
        original = face.task.aligned.photo.digest
        label = RestorationLabel(recipe.as_json(), recipe.restorer, recipe.weights, original)
        return write_result(self._path(face.file_name), face.crop, label)

    def _finish(
        self,
        ids: Sequence[int],
        faces: Sequence[JudgedFace],
        digests: Sequence[str],
        plan: ExecutionPlan,
        seconds: float,
    ) -> None:
        """Note all results of a batch at once, and keep what the guard passed."""
        with self._library.transaction() as tx:
            for restoration_id, face, digest in zip(ids, faces, digests, strict=True):
                tx.restorations.finish(
                    restoration_id,
                    state=face.state,
                    plan=plan,
                    crop=face.file_name,
                    result_digest=digest,
                    judgement=face.judgement,
                    seconds=seconds,
                )
                if self._keep and face.state is RestorationState.DONE:
                    tx.restorations.decide([restoration_id], Decision.KEPT)
