"""Small real contents for library tests."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from core.domain.face import Box, DetectedFace
from core.domain.photo import FileStamp, PhotoFacts
from core.library.library import Transaction
from tests.fakes import landmarks_in, quality_of, unit_vector

FACTS = PhotoFacts(width=4000, height=3000, orientation=1, format="JPEG", taken_at=None)
STAMP = FileStamp(size=1000, mtime_ns=1, ctime_ns=2, inode=3)
DETECTOR, EMBEDDER = "detector-1", "embedder-1"
LEFT, MIDDLE, RIGHT = Box(100, 100, 200, 200), Box(1000, 100, 200, 200), Box(2000, 100, 200, 200)


def digest(name: object) -> str:
    return hashlib.sha256(str(name).encode()).hexdigest()


def add_photo(
    tx: Transaction, name: str = "a.jpg", *, folder: Path = Path("/photos"), facts: PhotoFacts = FACTS
) -> int:
    """A photo lying in `folder`."""
    known = tx.folders.find(folder) or tx.folders.add(folder, volume="disk")
    photo_id = tx.photos.add(digest(name), facts)
    tx.photos.put_location(photo_id, known.id, name.encode(), STAMP)
    return photo_id


def add_restored_photo(tx: Transaction, name: str = "restored.jpg") -> int:
    """A photo with an AI label."""
    return add_photo(tx, name, facts=replace(FACTS, restored_by_ai=True))


def detection(box: Box, who: object = "ada", *, embedded: bool = True) -> DetectedFace:
    vector = unit_vector(who) if embedded else None
    return DetectedFace(box, landmarks_in(box), 0.9, quality_of(box.width / 3), vector)


def analyse(tx: Transaction, photo_id: int, *faces: DetectedFace) -> tuple[int, ...]:
    return tx.faces.reconcile(photo_id, faces, detector=DETECTOR, embedder=EMBEDDER)


def add_face(tx: Transaction, who: object = "ada", *, name: str = "a.jpg", box: Box = MIDDLE) -> int:
    """A photo with one face."""
    return analyse(tx, add_photo(tx, name), detection(box, who))[0]
