"""Small sets of faces whose right grouping is known."""

from __future__ import annotations

import numpy as np

from core.clustering.options import GroupOptions
from core.domain.grouping import GroupingFaces

OPTIONS = GroupOptions(same_person=0.4, impostor=0.58)
DIMENSIONS = 64


def unit(matrix: np.ndarray) -> np.ndarray:
    return (matrix / np.linalg.norm(matrix, axis=-1, keepdims=True)).astype(np.float32)


def people_vectors(sizes: list[int], *, likeness: float = 0.75, seed: int = 0) -> np.ndarray:
    """Unit vectors (sum(sizes), 64); faces of one person have about this cosine, people about none."""
    random = np.random.default_rng(seed)
    centres = np.linalg.qr(random.normal(size=(DIMENSIONS, len(sizes))))[0].T
    spread = np.sqrt(1 / likeness - 1)
    faces = []
    for centre, size in zip(centres, sizes, strict=True):
        noise = random.normal(size=(size, DIMENSIONS))
        faces.append(centre + spread * unit(noise - (noise @ centre)[:, None] * centre))
    return unit(np.concatenate(faces))


def make_faces(vectors: np.ndarray, **columns: object) -> GroupingFaces:
    """Faces 1, 2, 3 … each in a photo of its own, good and unnamed, unless told otherwise."""
    count = len(vectors)
    values: dict[str, object] = {
        "face_ids": np.arange(1, count + 1, dtype=np.int64),
        "photo_ids": np.arange(101, count + 101, dtype=np.int64),
        "vectors": vectors,
        "quality": np.ones(count, dtype=np.float32),
        "person_ids": np.zeros(count, dtype=np.int64),
        "confirmed": np.zeros(count, dtype=np.bool_),
    }
    for name, value in columns.items():
        links = name in {"rejections", "must_links", "cannot_links"}
        values[name] = value if links else np.asarray(value, dtype=np.asarray(values[name]).dtype)
    return GroupingFaces(**values)  # type: ignore[arg-type]
