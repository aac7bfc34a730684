"""The plain way to do what we do: what somebody writes first, and what we compare with.

These are honest peers, not straw men: each writes the same results. They stand in for the
loops found in other programs (Pillow's own tutorial; a serial machine-learning worker).
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from core.analysis.analyzer import FaceAnalyzer

_TABLES = """
create table photo (path text, digest text, width int, height int, taken text, model text, thumbnail text);
create table face (photo int, x real, y real, width real, height real, score real, vector blob);
"""


@dataclass(frozen=True)
class Written:
    """What a peer's run wrote, to be compared with ours."""

    digests: frozenset[str]
    faces: int


def thumbnail(source: Path, target: Path, side: int) -> None:
    """Decode in full, turn, shrink with the best filter, save."""
    with Image.open(source) as image:
        upright = ImageOps.exif_transpose(image).convert("RGB")
    scale = side / max(upright.size)
    size = (round(upright.width * scale), round(upright.height * scale))
    upright.resize(size, Image.Resampling.LANCZOS).save(target, "JPEG", quality=85)


def index_plainly(files: Sequence[Path], folder: Path, side: int) -> Written:
    """Hash, EXIF, thumbnail and a database row for each file, one after another."""
    with sqlite3.connect(_database(folder)) as database:
        digests = [_index_one(database, file, folder, side) for file in files]
    database.close()
    return Written(frozenset(digests), 0)


def index_faces_serially(
    files: Sequence[Path], folder: Path, analyzer: FaceAnalyzer, *, preview_side: int, side: int
) -> Written:
    """As a serial worker does: preview file, decode it, detect, crop, embed, commit each photo."""
    faces, digests = 0, []
    with sqlite3.connect(_database(folder)) as database:
        for file in files:
            digests.append(_index_one(database, file, folder, side))
            preview = folder / "preview.jpg"
            thumbnail(file, preview, preview_side)
            with Image.open(preview) as image:
                pixels = np.asarray(image.convert("RGB"))
            found = analyzer.analyze(pixels)
            for face in found:
                box = face.box
                vector = b"" if face.embedding is None else face.embedding.tobytes()
                row = (len(digests), box.x, box.y, box.width, box.height, face.score, vector)
                database.execute("insert into face values (?, ?, ?, ?, ?, ?, ?)", row)
            database.commit()
            faces += len(found)
    database.close()
    return Written(frozenset(digests), faces)


def walk(folder: Path) -> int:
    """The files below `folder`, each looked at with `stat`."""
    count = 0
    for root, _, names in os.walk(folder):
        for name in names:
            os.stat(os.path.join(root, name))
            count += 1
    return count


def _database(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "plain.sqlite"
    with sqlite3.connect(path) as database:
        database.executescript(_TABLES)
    database.close()
    return path


def _index_one(database: sqlite3.Connection, file: Path, folder: Path, side: int) -> str:
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    with Image.open(file) as image:
        size, exif = image.size, image.getexif()
        taken, model = exif.get_ifd(0x8769).get(0x9003, ""), exif.get(0x0110, "")
    target = folder / f"{digest}.jpg"
    thumbnail(file, target, side)
    row = (str(file), digest, *size, str(taken), str(model), str(target))
    database.execute("insert into photo values (?, ?, ?, ?, ?, ?, ?)", row)
    database.commit()
    return digest
