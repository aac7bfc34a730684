"""Restoring one face for somebody who looks on: a result with its likeness, and nothing is kept.

Candidates are restorations that differ in their seed. Each is a row like any other, so one that
was made before is there at once, and what is kept later is exactly what was seen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.analysis.analyzer import FaceEmbedder
from core.domain.alignment import LITE_128
from core.domain.face import Face
from core.domain.person import PersonRange
from core.domain.reasons import Reason, ReasonCode
from core.domain.recipe import RestoreRecipe
from core.domain.restoration import Decision, Restoration, RestorationState
from core.errors import LibraryError, UnsuitableFace
from core.imaging.decoder import Decoder
from core.library.library import Library
from core.progress import Progress
from core.services.photo_files import label_of, name_of, read_original, read_result, write_result
from core.services.restore_batches import FINISHED, BatchRestorer
from core.services.restore_inputs import (
    AlignedFace,
    OutsideReference,
    ReadyReference,
    ReferenceShelf,
    RestoreTools,
    align_face,
    filled_in,
    make_task,
)
from core.services.restore_judging import IdentityGuard


@dataclass(frozen=True)
class ReferenceChoice:
    """Which references guide a face."""

    faces: tuple[int, ...] = ()
    outside: tuple[OutsideReference, ...] = ()
    limit: int = 1
    """When none is named: the best ones are chosen, at most so many."""

    @property
    def named(self) -> bool:
        return bool(self.faces or self.outside)


@dataclass(frozen=True)
class Preview:
    """A result as the restore view shows it."""

    restoration: Restoration
    expected: PersonRange
    """How alike the person's own photos are to each other."""
    outside: tuple[str, ...] = ()
    """Files that guided it and are not in the library."""


class FacePreviews:
    """Restores single faces; keeps the face that was cut out last and the references' tokens.

    Belongs to the lane of the models.
    """

    def __init__(self, library: Library, tools: RestoreTools) -> None:
        self._library = library
        self._tools = tools
        self._shelf = ReferenceShelf(library, tools.restorer, tools.decoder)
        self._batches = BatchRestorer(library, tools, keep=False)
        self._aligned: AlignedFace | None = None

    def restore(
        self,
        face_id: int,
        choice: ReferenceChoice,
        recipe: RestoreRecipe,
        progress: Progress,
        *,
        insist: bool = False,
    ) -> Preview:
        """Restore one face, or recognise that it was restored so before.

        Args:
            recipe: `restorer`, `weights` and `outside_references` are filled in.
            insist: the user wants it although the face is small or sharp enough already.

        Raises:
            LibraryError: there is no such face.
            SettingsError: a reference cannot be used.
            UnsuitableFace: the face is left alone, or nobody can guide it; the message says why.
            UnreadablePhoto: the photo or a reference cannot be read.
            DeviceError: the machine cannot restore even one face.
            Cancelled: the user asked to stop.
        """
        with self._library.snapshot() as tx:
            face = tx.faces.get(face_id)
        aligned = self._cut(face, insist=insist)
        references = self._references(aligned, choice)
        recipe = filled_in(recipe, self._tools.restorer.spec)
        outside = tuple(each.digest for each in references if each.face_id is None)
        task = make_task(aligned, references, replace(recipe, outside_references=outside))
        known = self._batches.repeated(task)
        if known is None:
            [made] = self._batches.restore([task], progress)
            with self._library.snapshot() as tx:
                known = tx.restorations.get(made.id)
        files = tuple(each.path for each in choice.outside)
        return Preview(known, self._batches.guard.range_of(face), files)

    def _cut(self, face: Face, *, insist: bool) -> AlignedFace:
        if self._aligned is None or self._aligned.face != face:
            with self._library.snapshot() as tx:
                photo = tx.photos.get(face.photo_id)
            pixels = read_original(self._tools.decoder, photo)
            self._aligned = align_face(face, photo, pixels, self._tools.restorer.spec, insist=insist)
        return self._aligned

    def _references(self, aligned: AlignedFace, choice: ReferenceChoice) -> list[ReadyReference]:
        face = aligned.face
        if choice.named:
            self._shelf.check(choice.faces)
            found = self._shelf.named(face, choice.faces, choice.outside)
        elif face.person_id is None:
            raise UnsuitableFace(
                Reason(ReasonCode.NOBODY).words,
                path=name_of(aligned.photo),
            )
        else:
            embedder = face.embedder or self._tools.judge.name
            found = self._shelf.chosen(face, choice.limit, embedder)
        if not found:
            raise UnsuitableFace(
                "There is no good enough photo of this person to guide the restoration; "
                "confirm one, or choose a reference from a file.",
                path=name_of(aligned.photo),
            )
        return found


def known_preview(library: Library, judge: FaceEmbedder, decoder: Decoder, restoration_id: int) -> Preview:
    """A result that is there already, without the restorer.

    Raises:
        LibraryError: there is no such restoration.
    """
    with library.snapshot() as tx:
        restoration = tx.restorations.get(restoration_id)
        face = tx.faces.get(restoration.face_id)
    guard = IdentityGuard(library, judge, decoder, LITE_128)
    return Preview(restoration, guard.range_of(face))


def finished_results(results: Sequence[Restoration]) -> list[Restoration]:
    """Those that can be shown: finished, and not discarded."""
    return [each for each in results if each.state in FINISHED and each.decision is not Decision.DISCARDED]


def with_strength(library: Library, decoder: Decoder, restoration_id: int, strength: float) -> Restoration:
    """The same restored face at another strength: a row of its own, without the model.

    Raises:
        LibraryError: there is no such restoration, or it is not finished.
        UnreadablePhoto: its crop is missing or was changed.
        ValueError: the strength is not in [0, 1].
    """
    with library.snapshot() as tx:
        made = tx.restorations.get(restoration_id)
        photo = tx.photos.get(made.photo_id)
    if made.recipe.strength == strength:
        return made
    if made.state not in FINISHED or made.plan is None:
        raise LibraryError("Restoration {number} is not finished.", number=restoration_id)
    recipe = replace(made.recipe, strength=strength)
    # The references' pixels, which a key is made of, are in the key of the one that was computed.
    key = hashlib.sha256(f"{made.key}\n{recipe.as_json()}".encode()).hexdigest()
    crop = read_result(decoder, library.paths.restorations / made.crop, made.result_digest)
    name = f"{key}.png"
    variant = replace(made, recipe=recipe)
    digest = write_result(library.paths.restorations / name, crop, label_of(photo, [variant]))
    with library.transaction() as tx:
        number = tx.restorations.plan(
            face_id=made.face_id,
            person_id=made.person_id,
            key=key,
            recipe=recipe,
            reference_face_ids=made.reference_face_ids,
            input_digest=made.input_digest,
            alignment=made.alignment,
        )
        tx.restorations.finish(
            number,
            state=RestorationState(made.state),
            plan=made.plan,
            crop=name,
            result_digest=digest,
            judgement=made.judgement,
            seconds=None,
        )
        return tx.restorations.get(number)
