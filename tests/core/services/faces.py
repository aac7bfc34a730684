"""Photos and faces put straight into a library, for services that need no files."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

import numpy as np

from core.domain.face import Box, DetectedFace, Embedding
from core.domain.photo import FileStamp, NamedRegion, Photo, PhotoFacts
from core.library.library import Library, Transaction
from tests.fakes import landmarks_in, quality_of, unit_vector

DETECTOR, EMBEDDER = "fake-detector-1", "fake-embedder-1"


def near(name: str, number: int, spread: float = 0.15) -> Embedding:
    """A vector of `name`, each `number` another photo of them."""
    vector = unit_vector(name) + spread * unit_vector(f"{name} {number}")
    return (vector / np.linalg.norm(vector)).astype(np.float32)


def detected(
    vector: Embedding | None, *, x: float = 100.0, eyes: float = 40.0, score: float = 0.8
) -> DetectedFace:
    """A face at `x`, with `eyes` pixels between the eyes."""
    box = Box(x, 100.0, eyes / 0.4, eyes / 0.4)
    return DetectedFace(box, landmarks_in(box), 0.9, quality_of(eyes, score), vector)


def add_photo(
    tx: Transaction,
    name: str,
    faces: list[DetectedFace],
    *,
    year: int | None = 2000,
    restored_by_ai: bool = False,
    regions: tuple[NamedRegion, ...] = (),
) -> tuple[int, ...]:
    """The numbers of the faces of a photo called `name`."""
    folder = tx.folders.find(Path("/photos")) or tx.folders.add(Path("/photos"), volume="test")
    facts = PhotoFacts(
        width=1000,
        height=800,
        orientation=1,
        format="JPEG",
        taken_at=None if year is None else datetime(year, 6, 1),
        restored_by_ai=restored_by_ai,
        regions=regions,
    )
    photo_id = tx.photos.add(hashlib.sha256(name.encode()).hexdigest(), facts)
    tx.photos.put_location(photo_id, folder.id, name.encode(), FileStamp(1, 2, 3, 4))
    return tx.faces.reconcile(photo_id, faces, detector=DETECTOR, embedder=EMBEDDER)


def add_person_photos(library: Library, name: str, count: int, *, first: int = 0) -> list[int]:
    """One face of `name` in each of `count` photos; their numbers."""
    with library.transaction() as tx:
        return [
            add_photo(tx, f"{name} {index}.jpg", [detected(near(name, index))])[0]
            for index in range(first, first + count)
        ]


def all_photos(library: Library) -> list[Photo]:
    """The photos of the library that have a place, by number."""
    with library.snapshot() as tx:
        return tx.photos.all()
