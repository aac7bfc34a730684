"""References: which photos of a person guide the restoration of one of their faces.

A reference is a face of the same person that is confirmed or strongly suggested, and good
enough to show who it is; never the face itself, never from an AI-restored photo. Another print
of the same photograph may serve, and its reasons say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.analysis.analyzer import FaceEmbedder
from core.domain.face import Face, Landmarks
from core.domain.photo import Photo
from core.domain.reasons import Reason, ReasonCode
from core.domain.reference import (
    RankedReference,
    ReferenceCandidate,
    ReferenceTarget,
    rank_references,
)
from core.domain.reference_set import reference_set as pick_references
from core.domain.restorable import is_certain
from core.errors import UnreadablePhoto
from core.imaging.decoder import Decoder
from core.library.library import Library, Transaction
from core.services.photo_files import read_original

SAME_PICTURE = 0.08
"""Landmarks closer than this share of the eye distance, relative to the picture: another print."""
SAME_SHAPE = 0.03
"""Sides of two prints of one picture agree this well."""
NEAR_IDENTICAL = 0.97
"""Cosine from which two faces come from one moment: another print, a burst."""

MOST_CANDIDATES = 512
"""Faces of one person that are compared with each other, the best ones; the work grows with its square."""


def choose_references(
    library: Library, face: Face, *, embedder: str, limit: int, exclude: frozenset[int] = frozenset()
) -> list[RankedReference]:
    """The best references for `face`, best first; empty when nobody knows who it is.

    Args:
        embedder: whose vectors tell how typical a candidate is of the person.
        limit: the most references wanted.
        exclude: faces not to use, besides those the user banned.
    """
    if face.person_id is None:
        return []
    candidates = reference_candidates(library, face.person_id, embedder=embedder)
    with library.snapshot() as tx:
        chosen = tx.references.of(face.person_id)
        photo = tx.photos.get(face.photo_id)
        target = ReferenceTarget(face.id, face.photo_id, face.quality, photo.facts.taken_at)
        ranked = rank_references(
            [candidate for candidate in candidates if candidate.face_id not in exclude],
            target,
            limit=limit,
            pinned=chosen.pinned,
            banned=chosen.banned,
        )
        return [_with_print_noted(tx, reference, face, photo) for reference in ranked]


def reference_candidates(library: Library, person_id: int, *, embedder: str) -> list[ReferenceCandidate]:
    """The faces that may be references of the person, in the order of their ids.

    Of very many, these are the best `MOST_CANDIDATES` and those the user pinned. Faces of photos whose
    folder was removed are left out: nothing can be cut out of them.
    """
    with library.snapshot() as tx:
        faces = tx.faces.with_ids(tx.restorable.guide_ids(person_id, MOST_CANDIDATES))
        photos = {photo.id: photo for photo in tx.photos.with_ids(sorted({f.photo_id for f in faces}))}
        likeness = _mean_likeness(tx, faces, embedder)
    return [
        ReferenceCandidate(
            face_id=face.id,
            photo_id=face.photo_id,
            quality=face.quality,
            state=face.state,
            probability=face.probability,
            taken_at=photos[face.photo_id].facts.taken_at,
            restored_photo=face.restored_photo,
            likeness=likeness.get(face.id),
        )
        for face in faces
        if face.quality is not None and face.landmarks is not None and photos[face.photo_id].locations
    ]


@dataclass(frozen=True)
class ReferenceChip:
    """One face of a person's reference set, as a strip shows it."""

    face_id: int
    year: int | None
    age: int | None
    """Of the person in full years; None when that is not known."""
    reasons: tuple[Reason, ...]
    """What it adds (pinned, best, younger ...), how sharp it is, where it looks."""
    pinned: bool
    quality: float
    """[0, 1]."""


def reference_set(library: Library, person_id: int, embedder: str) -> list[ReferenceChip]:
    """The person's five to nine reference faces, chosen for quality, sides of the head and ages.

    Near-identical pictures count once; pinned faces come first, banned ones and AI-restored photos
    never. Fewer than five when the person has no more that can serve.

    Args:
        embedder: whose vectors tell odd pictures and near-identical ones.

    Raises:
        LibraryError: there is no such person.
    """
    candidates = reference_candidates(library, person_id, embedder=embedder)
    with library.snapshot() as tx:
        person = tx.people.get(person_id)
        chosen = tx.references.of(person_id)
        ids = [candidate.face_id for candidate in candidates]
        faces = {face.id: face for face in tx.faces.with_ids(ids)}
        photos = {photo.id: photo for photo in tx.photos.with_ids({face.photo_id for face in faces.values()})}
        vectors = tx.faces.vectors(embedder, ids)
    rows = {int(face_id): row for face_id, row in zip(vectors.ids, vectors.matrix, strict=True)}

    def alike(one: ReferenceCandidate, other: ReferenceCandidate) -> bool:
        left, right = rows.get(one.face_id), rows.get(other.face_id)
        if left is not None and right is not None and float(left @ right) >= NEAR_IDENTICAL:
            return True
        first, second = faces[one.face_id], faces[other.face_id]
        return same_picture(first, photos[first.photo_id], second, photos[second.photo_id])

    picked = pick_references(candidates, pinned=chosen.pinned, banned=chosen.banned, alike=alike)
    return [
        ReferenceChip(
            face_id=each.candidate.face_id,
            year=None if each.candidate.taken_at is None else each.candidate.taken_at.year,
            age=person.age_at(each.candidate.taken_at),
            reasons=each.reasons,
            pinned=each.pinned,
            quality=each.candidate.quality.score,
        )
        for each in picked
    ]


def trusted_faces(tx: Transaction, person_id: int) -> list[Face]:
    """The person's confirmed and strongly suggested faces, without AI-restored photos, by id."""
    faces = tx.faces.of_person(person_id)
    return [face for face in faces if not face.restored_photo and is_certain(face.state, face.probability)]


def _mean_likeness(tx: Transaction, faces: Sequence[Face], embedder: str) -> dict[int, float]:
    """Mean cosine of each face to the others; nothing for one face alone."""
    vectors = tx.faces.vectors(embedder, [face.id for face in faces])
    count = len(vectors.ids)
    if count < 2:
        return {}
    cosines = np.asarray(vectors.matrix, dtype=np.float64) @ vectors.matrix.T
    mean = (cosines.sum(axis=1) - np.diag(cosines)) / (count - 1)
    return {int(face_id): float(value) for face_id, value in zip(vectors.ids, mean, strict=True)}


def _with_print_noted(tx: Transaction, ranked: RankedReference, face: Face, photo: Photo) -> RankedReference:
    other = tx.faces.get(ranked.face_id)
    if not same_picture(face, photo, other, tx.photos.get(other.photo_id)):
        return ranked
    return replace(ranked, reasons=(*ranked.reasons, Reason(ReasonCode.ANOTHER_PRINT)))


def same_picture(face: Face, photo: Photo, other: Face, other_photo: Photo) -> bool:
    """Whether two faces lie at the same place of equally shaped pictures, as two prints of one do."""
    if face.landmarks is None or other.landmarks is None:
        return False
    shape = photo.facts.width / photo.facts.height
    other_shape = other_photo.facts.width / other_photo.facts.height
    if abs(shape / other_shape - 1.0) > SAME_SHAPE:
        return False
    scale = photo.facts.width / other_photo.facts.width
    moved = _distance(face.landmarks, other.landmarks, scale)
    return moved <= SAME_PICTURE * max(face.landmarks.eye_distance, 1e-6)


def _distance(first: Landmarks, second: Landmarks, scale: float) -> float:
    """Mean distance of the five points, `second` scaled to the picture of `first`; pixels."""
    apart = (first.array + 0.5) - (second.array + 0.5) * scale
    return float(np.hypot(apart[:, 0], apart[:, 1]).mean())


def judge_vectors(
    library: Library, faces: Sequence[Face], judge: FaceEmbedder, decoder: Decoder
) -> NDArray[np.float32]:
    """(N, D) unit vectors of the judging embedder, N <= len(faces): unreadable photos are left out."""
    ids = [face.id for face in faces]
    with library.snapshot() as tx:
        known = set(tx.faces.vectors(judge.name, ids).ids.tolist())
    for face in faces:
        if face.id not in known and face.landmarks is not None and not face.restored_photo:
            _embed(library, face, face.landmarks, judge, decoder)
    with library.snapshot() as tx:
        return tx.faces.vectors(judge.name, ids).matrix


def _embed(library: Library, face: Face, landmarks: Landmarks, judge: FaceEmbedder, decoder: Decoder) -> None:
    with library.snapshot() as tx:
        photo = tx.photos.get(face.photo_id)
    try:
        pixels = read_original(decoder, photo)
    except UnreadablePhoto:
        return  # offline, damaged or another picture by now; the other faces still tell
    [vector] = judge.embed(pixels, [landmarks])
    with library.transaction() as tx:
        tx.faces.put_vector(face.id, judge.name, vector)
