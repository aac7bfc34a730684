"""Which faces a restoration would help most, and restoring all of a person or of some photos."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from core.domain.alignment import LITE_128
from core.domain.face import Face
from core.domain.photo import Photo
from core.domain.reasons import Reason, ReasonCode
from core.domain.recipe import RestoreRecipe
from core.domain.reference import RankedReference, ReferenceTarget
from core.domain.reference_scores import best_references
from core.domain.reports import BatchReport, Problem
from core.domain.restorable import certainty
from core.domain.restoration import Decision, Restoration, RestorationState
from core.errors import UnsuitableFace
from core.library.absent import absent_photo
from core.library.library import Library, Transaction
from core.progress import Progress
from core.restoration.gates import Gate, gate
from core.restoration.restorer import RestorerSpec
from core.services.photo_files import name_of
from core.services.referencing import reference_candidates
from core.services.restoring import RestoreTools, restore_faces

SHIPPED_RESTORER = RestorerSpec(
    name="lite",
    weights="",
    template=LITE_128,
    reference_template=LITE_128,
    default_steps=1,
    max_references=1,
    licence="",
    parameters=0,
)
"""Framing of the restorer that every copy has: the gates ask for it before any model is loaded."""


@dataclass(frozen=True)
class RestorableFace:
    """A face that a restoration would help."""

    face_id: int
    gain: float
    """Expected gain in [0, 1]: poor quality x certainty of who it is x the best reference."""
    reference: RankedReference | None = None
    """The face that would guide it first."""


@dataclass(frozen=True)
class _Assessed:
    face: Face
    photo: Photo
    gain: float
    why: Reason | None = None
    """Why it is left alone; None when it can be restored."""
    held: bool = False
    """A person has to look at the result, however good it is: a profile, or an uncertain match."""
    reference: RankedReference | None = None


def restorable_faces(
    library: Library,
    *,
    person_id: int | None = None,
    photo_ids: Sequence[int] | None = None,
    spec: RestorerSpec = SHIPPED_RESTORER,
) -> list[RestorableFace]:
    """Faces worth restoring, the greatest expected gain first; nothing is decoded for this.

    What is restorable, and what is not, stands in `core.library.restorable`.

    Args:
        person_id: only faces of this person.
        photo_ids: only faces in these photos; with `person_id`, faces for which both hold.
        spec: of the restorer that would do it.

    Raises:
        LibraryError: no such person or photo.
    """
    with library.snapshot() as tx:
        _refuse_unknown(tx, None if person_id is None else [person_id], photo_ids)
        rows = tx.restorable.faces(
            person_id=person_id, photo_ids=photo_ids, output_eyes=spec.template.eye_distance
        )
    targets = [
        (row.person_id, ReferenceTarget(row.face_id, row.photo_id, row.quality, row.taken_at)) for row in rows
    ]
    guides = _best_references(library, targets)
    found = [
        RestorableFace(row.face_id, (1.0 - row.quality.score) * row.certainty * guide.score, guide)
        for row in rows
        if (guide := guides.get(row.face_id)) is not None
    ]
    return sorted(found, key=lambda each: (-each.gain, each.face_id))


@dataclass(frozen=True)
class PlannedFace:
    """One face of a selection, and what a batch would do with it."""

    face_id: int
    photo: str
    """File name."""
    person: str
    """"" for nobody."""
    person_id: int | None
    why: Reason | None = None
    """Why it is left alone; None when it is restored."""
    held: bool = False
    """The result will wait for somebody to look at it."""
    reference: str = ""
    """What would guide it first, in words; "" when it is left alone."""

    @property
    def reason(self) -> str:
        """One plain English sentence; "" when it is restored."""
        return "" if self.why is None else self.why.words


@dataclass(frozen=True)
class BatchPlan:
    """What a batch would do, before anything is computed."""

    wanted: tuple[PlannedFace, ...]
    """To be restored, the greatest expected gain first."""
    left_alone: tuple[PlannedFace, ...]


def plan_batch(
    library: Library,
    *,
    person_ids: Sequence[int] | None = None,
    photo_ids: Sequence[int] | None = None,
    spec: RestorerSpec = SHIPPED_RESTORER,
) -> BatchPlan:
    """Which faces of people, or in photos, would be restored, and which left alone and why.

    Faces that were restored already are left alone: what the user kept or discarded stays so.

    Raises:
        LibraryError: no such person or photo.
    """
    assessed = _assess(library, _faces(library, person_ids, photo_ids), spec)
    with library.snapshot() as tx:
        names = {person.id: person.name or "" for person in tx.people.all(hidden=True)}
        restorations = tx.restorations.of_faces(*(each.face.id for each in assessed))
        guides = tx.faces.with_ids(
            {each.reference.face_id for each in assessed if each.reference is not None}
        )
        photos = {photo.id: photo for photo in tx.photos.with_ids({face.photo_id for face in guides})}
    made: dict[int, list[Restoration]] = defaultdict(list)
    for restoration in restorations:
        made[restoration.face_id].append(restoration)
    done = {face_id: _done(results) for face_id, results in made.items()}
    named = {face.id: photo_words(photos[face.photo_id]) for face in guides}
    ranked = [each for each in _ranked(assessed) if done.get(each.face.id) is None]
    alone = [replace(each, why=each.why or done.get(each.face.id)) for each in assessed]
    return BatchPlan(
        tuple(_planned(each, names, named) for each in ranked),
        tuple(_planned(each, names, {}) for each in alone if each.why is not None),
    )


def _done(restorations: Sequence[Restoration]) -> Reason | None:
    """What became of a face already; None when it is still to be restored."""
    decisions = {each.decision for each in restorations}
    if Decision.KEPT in decisions:
        return Reason(ReasonCode.KEPT_ALREADY)
    if Decision.DISCARDED in decisions:
        return Reason(ReasonCode.DISCARDED_ALREADY)
    if any(each.state is RestorationState.HELD for each in restorations):
        return Reason(ReasonCode.WAITS_FOR_REVIEW)
    return None


def photo_words(photo: Photo) -> str:
    """A photo as it is named beside a face that it guides: file and year."""
    taken, name = photo.facts.taken_at, photo.name or name_of(photo)
    return name if taken is None else f"{name}, {taken.year}"


def _planned(each: _Assessed, names: Mapping[int, str], guides: Mapping[int, str]) -> PlannedFace:
    return PlannedFace(
        face_id=each.face.id,
        photo=each.photo.name or name_of(each.photo),
        person=names.get(each.face.person_id or 0, ""),
        person_id=each.face.person_id,
        why=each.why,
        held=each.held,
        reference="" if each.reference is None else guides.get(each.reference.face_id, ""),
    )


def restore_people(
    library: Library,
    tools: RestoreTools,
    recipe: RestoreRecipe,
    progress: Progress,
    *,
    person_ids: Sequence[int] | None = None,
    photo_ids: Sequence[int] | None = None,
    references: Sequence[int] = (),
    reference_limit: int = 1,
    keep: bool = True,
    limit: int | None = None,
) -> BatchReport:
    """Restore the faces of people, or in photos, that it would help, the greatest gain first.

    Profiles and uncertain matches come last; their results are held for review.

    Args:
        person_ids: only faces of these people; None: of everybody.
        photo_ids: only faces in these photos; None: in all.
        limit: the most faces to restore; None: all.

    Raises:
        LibraryError: no such person or photo; see also `restore_faces`.
        SettingsError: a named reference cannot be used.
        DeviceError: the machine cannot restore even one face; what was finished is kept.
    """
    faces = _faces(library, person_ids, photo_ids)
    choose = not references and reference_limit > 0
    assessed = _assess(library, faces, tools.restorer.spec, choose=choose)
    left_alone = [
        Problem.of(UnsuitableFace(each.why.words), name_of(each.photo)) for each in assessed if each.why
    ]
    report = restore_faces(
        library,
        tools,
        [each.face.id for each in _ranked(assessed)[:limit]],
        recipe,
        progress,
        references=references,
        reference_limit=reference_limit,
        keep=keep,
    )
    return replace(report, left_alone=(*left_alone, *report.left_alone))


def _ranked(assessed: Iterable[_Assessed]) -> list[_Assessed]:
    fitting = [each for each in assessed if each.why is None]
    return sorted(fitting, key=lambda each: (each.held, -each.gain, each.face.id))


def _faces(library: Library, person_ids: Sequence[int] | None, photo_ids: Sequence[int] | None) -> list[Face]:
    """Faces of a selection by number, those that belong to nobody too.

    Raises:
        LibraryError: there is no such person or photo.
    """
    with library.snapshot() as tx:
        _refuse_unknown(tx, person_ids, photo_ids)
        if person_ids is None:
            photos = [photo.id for photo in tx.photos.all()] if photo_ids is None else photo_ids
            found = tx.faces.of_photos(photos)
        else:
            people = dict.fromkeys(person_ids)
            found = [face for person_id in people for face in tx.faces.of_person(person_id)]
            if photo_ids is not None:
                found = [face for face in found if face.photo_id in set(photo_ids)]
    return sorted(found, key=lambda face: face.id)


def _refuse_unknown(
    tx: Transaction, person_ids: Sequence[int] | None, photo_ids: Sequence[int] | None
) -> None:
    for person_id in person_ids or ():
        tx.people.get(person_id)
    known = {photo.id for photo in tx.photos.with_ids(photo_ids or ())}
    missing = sorted(set(photo_ids or ()) - known)
    if missing:
        raise absent_photo(missing[0])


def _assess(
    library: Library, faces: Sequence[Face], spec: RestorerSpec, *, choose: bool = True
) -> list[_Assessed]:
    """What a restoration of each face would bring; `choose`: a good reference is needed."""
    with library.snapshot() as tx:
        photos = {photo.id: photo for photo in tx.photos.with_ids({face.photo_id for face in faces})}
    answers = {face.id: gate(face, spec) for face in faces}
    if not choose:
        return [_without_reference(face, photos[face.photo_id], answers[face.id]) for face in faces]
    targets = [
        (
            face.person_id,
            ReferenceTarget(face.id, face.photo_id, face.quality, photos[face.photo_id].facts.taken_at),
        )
        for face in faces
        if face.person_id is not None and not answers[face.id].left_alone
    ]
    guides = _best_references(library, targets)
    return [_assessed(face, photos[face.photo_id], answers[face.id], guides.get(face.id)) for face in faces]


def _without_reference(face: Face, photo: Photo, answer: Gate) -> _Assessed:
    if answer.left_alone:
        return _Assessed(face, photo, 0.0, answer.why)
    return _Assessed(face, photo, _poverty(face) * _certainty(face), held=answer.held)


def _assessed(face: Face, photo: Photo, answer: Gate, guide: RankedReference | None) -> _Assessed:
    if answer.left_alone:
        return _Assessed(face, photo, 0.0, answer.why)
    if face.person_id is None:
        return _Assessed(face, photo, 0.0, Reason(ReasonCode.NOBODY))
    if guide is None:
        return _Assessed(face, photo, 0.0, Reason(ReasonCode.NO_GUIDE))
    gain = _poverty(face) * _certainty(face) * guide.score
    return _Assessed(face, photo, gain, held=answer.held, reference=guide)


def _poverty(face: Face) -> float:
    """How much there is to gain, [0, 1]."""
    return 1.0 - (face.quality.score if face.quality is not None else 0.5)


def _certainty(face: Face) -> float:
    return certainty(face.state, face.probability)


def _best_references(
    library: Library, targets: Iterable[tuple[int, ReferenceTarget]]
) -> dict[int, RankedReference]:
    """The reference that would be used first, by face; `targets` are pairs of person and face."""
    by_person: dict[int, list[ReferenceTarget]] = {}
    for person_id, target in targets:
        by_person.setdefault(person_id, []).append(target)
    found: dict[int, RankedReference] = {}
    for person_id, theirs in by_person.items():
        with library.snapshot() as tx:
            chosen, embedder = tx.references.of(person_id), tx.tiles.embedder_of(person_id)
        candidates = reference_candidates(library, person_id, embedder=embedder)
        best = best_references(candidates, theirs, pinned=chosen.pinned, banned=chosen.banned)
        found |= {each.face_id: guide for each, guide in zip(theirs, best, strict=True) if guide is not None}
    return found
