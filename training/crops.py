"""The crop store: aligned faces of a data folder, decoded once or when they are asked for.

A crop is uint8 of shape (S, S, 4): RGB aligned to the restorer's template plus a fourth channel
that is 255 where the source picture had pixels.  Source pictures are never padded, so everything
that learns or measures must leave out what the fourth channel denies.

Invariant: row *i* of the crops is record *i* of the folder and row *i* of ``teacher.npy``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from core.analysis.backends import centerface
from core.domain.alignment import LITE_128, AlignmentTemplate, similarity_to
from core.weights.store import PackStore
from training.config import ConfigError
from training.layouts import open_folder
from training.layouts.faces import FaceFolder, FaceRecord, Landmarks, Picture

__all__ = ["CropStore", "FaceRecord", "align_crop", "open_store"]

STORED_BYTES = 8 << 30
"""Larger sets are decoded when asked for: FFHQ at 512 px would fill 73 GB."""


class CropRows(Protocol):
    """Crops by row: an array in memory or on disk, or a folder that is decoded on the way."""

    @property
    def shape(self) -> tuple[int, ...]: ...

    def __getitem__(self, row: int, /) -> NDArray[np.uint8]: ...


@dataclass(frozen=True)
class CropStore:
    """Aligned crops of one data folder, with their records and teacher vectors."""

    records: Sequence[FaceRecord]
    crops: CropRows
    """(N, S, S, 4): RGB and the validity of each pixel (255 or 0)."""
    teacher: NDArray[np.float16] | None
    """(N, 128) unit vectors, None when the folder has no ``teacher.npy``."""
    folder: FaceFolder
    template: AlignmentTemplate = LITE_128
    file: Path | None = None
    """Where the crops are kept; None when they are decoded on the way."""

    def rows(self, split: str) -> list[int]:
        """Row numbers of one split ("all" for every one), in the order of the records."""
        if split == "all":
            return list(range(len(self.records)))
        return [row for row, record in enumerate(self.records) if record.split == split]

    def given(self, row: int, damage: str) -> NDArray[np.uint8]:
        """(S, S, 3): the low-quality picture that the data set brings, aligned as the clean one."""
        picture = self.folder.given(row, damage)
        aligned = align_crop(picture, self.records[row].landmarks, self.template)
        return np.ascontiguousarray(aligned[..., :3])


@dataclass(frozen=True)
class DecodedCrops:
    """Crops of a folder, decoded and aligned when they are asked for."""

    folder: FaceFolder
    records: Sequence[FaceRecord]
    template: AlignmentTemplate

    @property
    def shape(self) -> tuple[int, ...]:
        return (len(self.records), self.template.size, self.template.size, 4)

    def __getitem__(self, row: int, /) -> NDArray[np.uint8]:
        return align_crop(self.folder.picture(row), self.records[row].landmarks, self.template)


def open_store(
    folder: Path, cache: Path, template: AlignmentTemplate = LITE_128, *, layout: str = ""
) -> CropStore:
    """Open the crop store of a data folder, building it under ``cache`` on first use.

    Raises:
        ConfigError: the folder, or a picture in it, cannot be used.
    """
    faces = open_folder(folder, layout)
    records = with_landmarks(faces, cache)
    decoded = DecodedCrops(faces, records, template)
    teacher_file = folder / "teacher.npy"
    teacher: NDArray[np.float16] | None = np.load(teacher_file) if teacher_file.exists() else None
    if np.prod(decoded.shape) > STORED_BYTES:
        return CropStore(records, decoded, teacher, faces, template)
    target = cache / f"{template.name}-{faces.digest}.npy"
    if not target.exists():
        build_crops(decoded, target)
    crops: NDArray[np.uint8] = np.load(target, mmap_mode="r")
    return CropStore(records, crops, teacher, faces, template, target)


def build_crops(decoded: DecodedCrops, target: Path) -> None:
    """Decode and align every crop into one memory-mapped file.

    Written under a temporary name and renamed, so that a store that exists is complete.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_suffix(".part")
    crops = np.lib.format.open_memmap(temporary, mode="w+", dtype=np.uint8, shape=decoded.shape)
    for row in range(len(decoded.records)):
        crops[row] = decoded[row]
    crops.flush()
    temporary.replace(target)


def with_landmarks(faces: FaceFolder, cache: Path) -> Sequence[FaceRecord]:
    """Records whose landmarks are all known; those of unaligned photographs are found once.

    Pictures without a face keep no split, so that nobody learns or restores them.
    """
    if all(record.landmarks for record in faces.records):
        return faces.records
    kept = cache / f"landmarks-{faces.digest}.json"
    if not kept.exists():
        cache.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(find_landmarks(faces)), encoding="utf-8")
    found: list[Landmarks] = json.loads(kept.read_text(encoding="utf-8"))
    whole = LITE_128.landmarks
    return [
        replace(record, landmarks=tuple((x, y) for x, y in points))
        if points
        else replace(record, landmarks=whole, split="", person="")
        for record, points in zip(faces.records, found, strict=True)
    ]


def find_landmarks(faces: FaceFolder) -> list[Landmarks]:
    """Landmarks of the face nearest to the middle of every picture; empty where there is none."""
    model = PackStore(Path()).locate("embedded").path("centerface.onnx")
    detector = centerface.load(model, threads=1, device="cpu")
    found: list[Landmarks] = []
    for row in range(len(faces.records)):
        picture = faces.picture(row)
        middle = np.asarray(picture.shape[1::-1]) / 2
        seen = {
            float(np.hypot(*(np.asarray(face.box.centre) - middle))): face.landmarks.points
            for face in detector.detect(picture)
        }
        found.append(seen[min(seen)] if seen else ())
    if not any(found):
        raise ConfigError("no face was found in any picture of the data folder")
    return found


def reframe(crop: Picture, framed: AlignmentTemplate, wanted: AlignmentTemplate) -> Picture:
    """A crop (S, S, 3) of one framing in another."""
    if framed == wanted:
        return crop
    return np.ascontiguousarray(align_crop(crop, framed.landmarks, wanted)[..., :3])


def align_crop(pixels: Picture, landmarks: Landmarks, template: AlignmentTemplate) -> NDArray[np.uint8]:
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
