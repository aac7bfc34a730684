"""What was measured of a face, as a step of an edit: taking back points or a drawn box loses nothing.

Measuring again would need the photo and a model, which undo may have neither of.
"""

from __future__ import annotations

import base64
from dataclasses import astuple, dataclass

import numpy as np

from core.domain.face import FaceQuality, Landmarks
from core.library.library import Transaction
from core.library.vectors import STORED

Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Measured:
    """Give a face its points and what was measured on them."""

    face_id: int
    landmarks: Points | None
    quality: tuple[float, ...] | None
    """The parts of `FaceQuality` in their order."""
    embedder: str | None
    """The one that the library groups by."""
    vectors: tuple[tuple[str, str], ...]
    """(embedder, base64 of the little-endian float16 unit vector)."""


def measured(tx: Transaction, face_id: int) -> Measured | None:
    """What is known of a face now; None when it is not in the library, or nothing was measured."""
    found = tx.faces.with_ids([face_id])
    if not found or found[0].quality is None:
        return None
    [face] = found
    assert face.quality is not None, "looked at above"
    return Measured(
        face_id,
        None if face.landmarks is None else face.landmarks.points,
        astuple(face.quality),
        face.embedder,
        tuple((name, _text(vector)) for name, vector in sorted(tx.faces.vectors_of(face_id).items())),
    )


def measure_again(tx: Transaction, step: Measured) -> None:
    """Write down what was measured before."""
    tx.faces.set_landmarks(step.face_id, None if step.landmarks is None else Landmarks(step.landmarks))
    vectors = {name: _vector(text) for name, text in step.vectors}
    for name, vector in vectors.items():
        tx.faces.put_vector(step.face_id, name, vector)
    if step.quality is not None:
        main = step.embedder or ""
        tx.faces.describe(step.face_id, FaceQuality(*step.quality), main, vectors.get(main))


def _text(vector: np.ndarray[tuple[int], np.dtype[np.float32]]) -> str:
    return base64.b64encode(vector.astype(STORED).tobytes()).decode()


def _vector(text: str) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.frombuffer(base64.b64decode(text), dtype=STORED).astype(np.float32)
