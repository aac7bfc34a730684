"""The crop store: aligned training faces, decoded once, read by memory map.

A data folder in the layout of ``shared/faces`` (tar shards, ``index.jsonl``, ``teacher.npy``) is
turned once into ``crops.npy``: uint8 of shape (N, S, S, 4), RGB aligned to the restorer's
template plus a fourth channel that is 255 where the source picture had pixels.  Source crops are
never padded, so everything that learns or measures must leave out what the fourth channel denies.

Invariant: row *i* of ``crops.npy`` is line *i* of ``index.jsonl`` and row *i* of ``teacher.npy``.
"""

from __future__ import annotations

import hashlib
import json
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.domain.alignment import LITE_128, AlignmentTemplate, similarity_to


@dataclass(frozen=True)
class FaceRecord:
    """One line of ``index.jsonl``: a face crop and what is known of it."""

    name: str
    shard: int
    source: str
    split: str
    person: str
    """Empty where the source does not say."""
    family: str
    width: int
    height: int
    landmarks: tuple[tuple[float, float], ...]
    """Left eye, right eye, nose, left and right mouth corner as seen in the image, in pixels."""
    sharpness: float
    gray: bool


@dataclass(frozen=True)
class CropStore:
    """Aligned crops of one data folder, with their records and teacher vectors."""

    records: list[FaceRecord]
    crops: NDArray[np.uint8]
    """(N, S, S, 4): RGB and the validity of each pixel (255 or 0)."""
    teacher: NDArray[np.float16] | None
    """(N, 128) unit vectors, None when the folder has no ``teacher.npy``."""

    def rows(self, split: str) -> list[int]:
        """Row numbers of one split, in the order of the index."""
        return [row for row, record in enumerate(self.records) if record.split == split]


def read_index(folder: Path) -> list[FaceRecord]:
    """Read every record of ``folder/index.jsonl``."""
    with (folder / "index.jsonl").open(encoding="utf-8") as lines:
        values = [json.loads(line) for line in lines]
    return [FaceRecord(**{**value, "landmarks": tuple(map(tuple, value["landmarks"]))}) for value in values]


def open_store(folder: Path, cache: Path, template: AlignmentTemplate = LITE_128) -> CropStore:
    """Open the crop store of a data folder, building it under ``cache`` on first use."""
    records = read_index(folder)
    index_digest = hashlib.sha256((folder / "index.jsonl").read_bytes()).hexdigest()[:12]
    target = cache / f"{template.name}-{index_digest}.npy"
    if not target.exists():
        cache.mkdir(parents=True, exist_ok=True)
        build_crops(folder, records, target, template)
    crops: NDArray[np.uint8] = np.load(target, mmap_mode="r")
    teacher_file = folder / "teacher.npy"
    teacher: NDArray[np.float16] | None = np.load(teacher_file) if teacher_file.exists() else None
    return CropStore(records, crops, teacher)


def build_crops(folder: Path, records: list[FaceRecord], target: Path, template: AlignmentTemplate) -> None:
    """Decode and align every crop of ``folder`` into one memory-mapped file.

    Written under a temporary name and renamed, so that a store that exists is complete.
    """
    temporary = target.with_suffix(".part")
    shape = (len(records), template.size, template.size, 4)
    crops = np.lib.format.open_memmap(temporary, mode="w+", dtype=np.uint8, shape=shape)
    row_of = {record.name: row for row, record in enumerate(records)}
    for name, encoded in read_shards(folder):
        row = row_of[name]
        with Image.open(BytesIO(encoded)) as picture:
            pixels = np.asarray(picture.convert("RGB"))
        crops[row] = align_crop(pixels, records[row].landmarks, template)
    crops.flush()
    temporary.replace(target)


def read_shards(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield (name, encoded bytes) of every crop in the tar shards of ``folder``."""
    for shard in sorted(folder.glob("faces-*.tar")):
        with tarfile.open(shard) as archive:
            for member in archive:
                stream = archive.extractfile(member)
                if stream is not None:
                    yield Path(member.name).name, stream.read()


def align_crop(
    pixels: NDArray[np.uint8], landmarks: tuple[tuple[float, float], ...], template: AlignmentTemplate
) -> NDArray[np.uint8]:
    """Warp a picture (H, W, 3) so that its landmarks meet the template: (S, S, 4) with validity.

    A reducing warp is preceded by a Gaussian of the width that removes what the smaller grid
    cannot hold; without it the 160-px faces alias and the restorer learns to make jagged edges.
    """
    similarity = similarity_to(template, np.asarray(landmarks, dtype=np.float64))
    matrix, scale, size = similarity.array, similarity.scale, template.size
    if scale < 1:
        sigma = 0.45 * np.sqrt(1 / scale**2 - 1) + 1e-3
        pixels = np.asarray(cv2.GaussianBlur(pixels, (0, 0), sigma), dtype=np.uint8)
    warped = cv2.warpAffine(
        pixels, matrix, (size, size), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    inside = np.full(pixels.shape[:2], 255, dtype=np.uint8)
    valid = cv2.warpAffine(inside, matrix, (size, size), flags=cv2.INTER_LINEAR)
    valid = np.where(valid >= 250, 255, 0).astype(np.uint8)
    return np.dstack([warped, valid])
