"""The identity guard at work: judges a restored face by vectors the restorer has never seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from core.analysis.analyzer import FaceEmbedder
from core.domain.alignment import AlignmentTemplate
from core.domain.face import Embedding, Face, Landmarks
from core.domain.person import PersonRange
from core.domain.photo import Photo
from core.domain.restoration import Judgement
from core.imaging.decoder import Decoder
from core.library.library import Library
from core.restoration.gates import Gate
from core.restoration.guard import judge, person_range
from core.restoration.restorer import Crop
from core.services.referencing import judge_vectors, same_picture, trusted_faces

RANGE_FACES = 64
"""Faces, the best ones, that a person's range is measured on: enough for its mean and spread, and
no more to be read from disk when the library's pack is not the judge's."""


class IdentityGuard:
    """Compares the face before and after with its references, and with the person's own range."""

    def __init__(
        self, library: Library, embedder: FaceEmbedder, decoder: Decoder, template: AlignmentTemplate
    ) -> None:
        self._library = library
        self._embedder = embedder
        self._decoder = decoder
        # Crops are aligned: the landmarks lie where the template has them.
        self._landmarks = Landmarks.from_array(template.points)

    def judge(
        self,
        face: Face,
        before: Crop,
        after: Crop,
        reference_ids: Sequence[int],
        outside: Sequence[Embedding] = (),
    ) -> Judgement:
        """What to think of `after`, restored from `before` with these references.

        `outside` are judging vectors of references that are no faces of the library.
        """
        with self._library.snapshot() as tx:
            references = tx.faces.with_ids(reference_ids)
        vectors = judge_vectors(self._library, references, self._embedder, self._decoder)
        if outside:
            vectors = np.concatenate([vectors.reshape(-1, len(outside[0])), np.stack(outside)])
        return judge(self._vector(before), self._vector(after), vectors, self.range_of(face))

    def _vector(self, crop: Crop) -> Embedding:
        [vector] = self._embedder.embed(crop, [self._landmarks])
        return vector

    def range_of(self, face: Face) -> PersonRange:
        """How alike the person's photos are, without the damaged one that is being restored."""
        best: list[Face] = []
        if face.person_id is not None:
            with self._library.snapshot() as tx:
                trusted = [each for each in trusted_faces(tx, face.person_id) if each.id != face.id]
                photos = {each.id: each for each in tx.photos.with_ids({each.photo_id for each in trusted})}
            trusted.sort(key=lambda each: (-(each.quality.score if each.quality else 0.0), each.id))
            best = distinct_pictures(trusted, photos)
        return person_range(judge_vectors(self._library, best, self._embedder, self._decoder))


def distinct_pictures(faces: Sequence[Face], photos: Mapping[int, Photo]) -> list[Face]:
    """One face of each picture, the first given: prints of one picture say nothing about how much
    a person varies, and would make the person's range far too narrow."""
    kept: list[Face] = []
    for face in faces:
        photo = photos[face.photo_id]
        if not any(same_picture(face, photo, other, photos[other.photo_id]) for other in kept):
            kept.append(face)
            if len(kept) == RANGE_FACES:
                break
    return kept


def with_gate(judgement: Judgement, gate: Gate) -> Judgement:
    """The judgement with the gate's reason in front, when somebody has to look anyway."""
    if not gate.held or gate.why is None:
        return judgement
    return replace(judgement, reasons=(gate.why, *judgement.reasons))
