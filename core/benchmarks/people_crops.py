"""Labelled face crops of a folder, embedded once and remembered.

The folder has an `index.jsonl` with a line per crop (`name, shard, source, split, person, family,
landmarks`) and the crops in `faces-SHARD.tar`.
"""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from core.analysis.analyzer import Detection, FaceEmbedder
from core.analysis.quality import face_quality
from core.benchmarks.people_corpus import LabelledFaces
from core.domain.face import Box, Landmarks
from core.errors import SettingsError
from core.progress import Progress

SPLIT = "dev"


@dataclass(frozen=True)
class CropFaces:
    """The labelled people of the development split."""

    faces: LabelledFaces
    sources: tuple[str, ...]
    """(N,) where each crop comes from: "lfw", "fiw" …"""
    families: tuple[str, ...]
    """(N,) "" where it is unknown."""

    def chosen(self, keep: Sequence[bool]) -> LabelledFaces:
        rows = np.nonzero(np.asarray(keep))[0]
        whole = self.faces
        return LabelledFaces(whole.vectors[rows], whole.people[rows], whole.quality[rows])


def read_crops(folder: Path, embedder: FaceEmbedder, cache: Path, progress: Progress) -> CropFaces:
    """Embed the crops of `folder`, or take the vectors from `cache` if an earlier run left them.

    Raises:
        SettingsError: the folder does not hold labelled crops.
    """
    index = folder / "index.jsonl"
    try:
        lines = index.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise SettingsError(f"{folder} holds no labelled faces: index.jsonl is missing.") from error
    rows = [row for row in map(json.loads, lines) if row["split"] == SPLIT and row["person"]]
    return embedded(folder, rows, embedder, cache, progress)


def embedded(
    folder: Path, rows: list[dict[str, Any]], embedder: FaceEmbedder, cache: Path, progress: Progress
) -> CropFaces:
    """The crops that `rows` of the index name; a row without a person is a person of its own."""
    vectors, quality = _vectors(folder, rows, embedder, cache, progress)
    _, people = np.unique([row["person"] or row["name"] for row in rows], return_inverse=True)
    faces = LabelledFaces(vectors, people.astype(np.int64), quality)
    return CropFaces(faces, tuple(row["source"] for row in rows), tuple(row["family"] for row in rows))


def _vectors(
    folder: Path, rows: list[dict[str, Any]], embedder: FaceEmbedder, cache: Path, progress: Progress
) -> tuple[np.ndarray, np.ndarray]:
    names = "\n".join([embedder.name, *(row["name"] for row in rows)])
    kept = cache / f"people-{hashlib.sha256(names.encode()).hexdigest()[:16]}.npz"
    if not kept.exists():
        found = []
        with _Shards(folder) as shards:
            for row in progress.over(rows, "face"):
                found.append(_embedded(shards.picture(row), row, embedder))
        cache.mkdir(parents=True, exist_ok=True)
        vectors, quality = zip(*found, strict=True)
        np.savez(kept, vectors=np.stack(vectors), quality=np.array(quality, dtype=np.float32))
    with np.load(kept) as saved:
        return saved["vectors"], saved["quality"]


def _embedded(picture: np.ndarray, row: dict[str, Any], embedder: FaceEmbedder) -> tuple[np.ndarray, float]:
    landmarks = Landmarks(tuple((float(x), float(y)) for x, y in row["landmarks"]))
    height, width = picture.shape[:2]
    detection = Detection(Box(0.0, 0.0, float(width), float(height)), landmarks, 0.9)
    [vector] = embedder.embed(picture, [landmarks])
    return vector, face_quality(picture, detection).score


class _Shards:
    """The tar files of a folder, each opened when first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[int, tuple[tarfile.TarFile, dict[str, tarfile.TarInfo]]] = {}

    def __enter__(self) -> _Shards:
        return self

    def __exit__(self, *_: object) -> None:
        for tar, _members in self._open.values():
            tar.close()

    def picture(self, row: dict[str, Any]) -> np.ndarray:
        """RGB pixels (H, W, 3)."""
        shard = int(row["shard"])
        if shard not in self._open:
            tar = tarfile.open(self._folder / f"faces-{shard}.tar")  # noqa: SIM115  closed in __exit__
            self._open[shard] = (tar, {Path(one.name).name: one for one in tar.getmembers()})
        tar, members = self._open[shard]
        content = tar.extractfile(members[row["name"]])
        if content is None:
            raise SettingsError(f"{row['name']} is no file in faces-{shard}.tar.")
        with Image.open(io.BytesIO(content.read())) as image:
            return np.asarray(image.convert("RGB"))
