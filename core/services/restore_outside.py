"""A reference from any file on the disk: looked at for one run, and not added to the library."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from core.analysis.analyzer import FaceAnalyzer, FaceEmbedder
from core.domain.alignment import similarity_to
from core.domain.face import DetectedFace, Landmarks
from core.errors import UnsuitableFace
from core.imaging.align import warp_to_template
from core.imaging.decoder import Decoder
from core.library.library import Library
from core.restoration.restorer import RestorerSpec
from core.services.referencing import trusted_faces
from core.services.restore_inputs import OutsideReference

LONG_SIDE = 2048
"""Pixels at which the file is looked at: enough for any reference crop."""

SHARP, FAIRLY_SHARP = 0.6, 0.3


def read_outside(
    library: Library,
    decoder: Decoder,
    analyzer: FaceAnalyzer,
    judge: FaceEmbedder,
    path: Path,
    *,
    person_id: int | None,
    spec: RestorerSpec,
) -> OutsideReference:
    """The face in a file that is most like the person, or else the largest.

    Args:
        person_id: whose reference it is to be; None when nobody has said.
        spec: of the restorer that will use it.

    Raises:
        UnreadablePhoto: the file cannot be decoded.
        UnsuitableFace: no face was found, or the photo was restored by AI.
    """
    decoded = decoder.decode(path, max_side=LONG_SIDE)
    if decoded.facts.restored_by_ai:
        raise UnsuitableFace("This photo was restored by AI and cannot be a reference.", path=path)
    found = analyzer.analyze(decoded.pixels)
    if not found:
        raise UnsuitableFace("No face was found in this file; choose another photo.", path=path)
    face = _wanted(found, _vectors(library, person_id, analyzer.embedder.name))
    template = spec.reference_template
    crop, _ = warp_to_template(decoded.pixels, similarity_to(template, face.landmarks.array), template)
    [vector] = judge.embed(crop, [Landmarks.from_array(template.points)])
    taken = decoded.facts.taken_at
    year = None if taken is None else taken.year
    return OutsideReference(str(path), crop, vector, face.quality.score, year, _words(face))


def _wanted(found: Sequence[DetectedFace], known: np.ndarray) -> DetectedFace:
    def likeness(face: DetectedFace) -> float:
        if face.embedding is None or not len(known):
            return -1.0
        return float(np.mean(known @ face.embedding))

    return max(found, key=lambda face: (likeness(face), face.landmarks.eye_distance))


def _vectors(library: Library, person_id: int | None, embedder: str) -> np.ndarray:
    if person_id is None:
        return np.empty((0, 0), dtype=np.float32)
    with library.snapshot() as tx:
        ids = [face.id for face in trusted_faces(tx, person_id)]
        return tx.faces.vectors(embedder, ids).matrix


def _words(face: DetectedFace) -> str:
    quality = face.quality
    sharpness = "sharp" if quality.sharpness >= SHARP else "blurred"
    if FAIRLY_SHARP <= quality.sharpness < SHARP:
        sharpness = "fairly sharp"
    return f"{sharpness}, {quality.eye_distance:.0f} pixels between the eyes"
