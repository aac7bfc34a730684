"""Writes what an index run has read: one batch, one transaction, all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from core.analysis.analyzer import FaceAnalyzer
from core.domain.face import DetectedFace
from core.domain.photo import FileStamp, PhotoFacts
from core.library.library import Library, Transaction
from core.services.index_plan import FileTask
from core.services.named_regions import add_named_regions
from core.services.resaving import carry_over


@dataclass(frozen=True)
class ReadPhoto:
    """A file that was read: its content, and its faces if they were looked for."""

    task: FileTask
    stamp: FileStamp
    digest: str
    facts: PhotoFacts | None
    """None when the content was known by its digest, so nothing was decoded."""
    faces: tuple[DetectedFace, ...] | None
    """None when nobody looked for faces."""
    resaved_from: int | None = None
    """The photo that lay here before and shows the same picture, if there is one."""


@dataclass(frozen=True)
class UnreadableFile:
    """A file that is no photo we can read."""

    task: FileTask
    stamp: FileStamp | None
    """Remembered, so that the file is not tried again until it changes; None tries it every time."""
    problem: str


@dataclass
class Written:
    """What the batches of a run have changed."""

    added: int = 0
    updated: int = 0
    faces: int = 0
    photo_ids: set[int] = field(default_factory=set)
    placed: set[int] = field(default_factory=set)
    """Photos that got a place they did not have."""

    def count(self, item: ReadPhoto, photo_id: int, *, is_new: bool) -> None:
        known = item.task.known
        changed = known is not None and known.photo_id not in (None, photo_id)
        again = item.faces is not None or item.task.names_only
        self.updated += changed or (not is_new and again)
        self.added += is_new and not changed
        self.faces += len(item.faces or ())
        if known is None or known.photo_id != photo_id:
            self.placed.add(photo_id)


def write_batch(
    library: Library,
    batch: Sequence[ReadPhoto | UnreadableFile],
    analyzer: FaceAnalyzer | None,
    written: Written,
    *,
    trust_names: bool,
) -> frozenset[int]:
    """Write a batch in one transaction; the ids of the photos it touched."""
    touched: set[int] = set()
    with library.transaction() as tx:
        for item in batch:
            if isinstance(item, UnreadableFile):
                _write_unreadable(tx, item)
            else:
                touched.add(_write_photo(tx, item, analyzer, written, trust_names))
    written.photo_ids |= touched
    return frozenset(touched)


def _write_unreadable(tx: Transaction, item: UnreadableFile) -> None:
    task = item.task
    if item.stamp is not None:
        place = task.folder.id, task.relative, item.stamp
        tx.photos.put_location(None, *place, problem=item.problem, sidecar=task.sidecar)


def _write_photo(
    tx: Transaction, item: ReadPhoto, analyzer: FaceAnalyzer | None, written: Written, trust_names: bool
) -> int:
    task, before = item.task, tx.photos.find(item.digest)
    if before is not None:
        photo_id = before.id
        if item.facts is not None and item.facts != before.facts:
            tx.photos.update_facts(photo_id, item.facts)
    elif item.facts is not None:
        photo_id = tx.photos.add(item.digest, item.facts)
    else:
        raise ValueError(f"{task.path} was read without its facts and is not known")
    tx.photos.put_location(photo_id, task.folder.id, task.relative, item.stamp, sidecar=task.sidecar)
    if item.faces is not None and analyzer is not None:
        _write_faces(tx, photo_id, item.faces, analyzer)
    if item.facts is not None:
        add_named_regions(tx, photo_id, item.facts.regions, trusted=trust_names)
    if before is None and item.resaved_from is not None:
        carry_over(tx, item.resaved_from, photo_id)
    written.count(item, photo_id, is_new=before is None)
    return photo_id


def _write_faces(
    tx: Transaction, photo_id: int, faces: Sequence[DetectedFace], analyzer: FaceAnalyzer
) -> None:
    detector, embedder = analyzer.detector.name, analyzer.embedder.name
    tx.faces.reconcile(photo_id, faces, detector=detector, embedder=embedder)
    tx.photos.mark_analyzed(photo_id, detector, embedder)
