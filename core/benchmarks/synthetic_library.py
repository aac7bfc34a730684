"""Libraries of any size in a scratch folder: rows and thumbnails without photographs behind them.

Written past the doors of the library, whose one-by-one writes would take minutes for a benchmark of
what comes after.
"""

from __future__ import annotations

import hashlib
import io
import os
import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
from PIL import Image

from core.benchmarks.synthetic_people import add_people
from core.imaging.thumbnails import ThumbnailStore
from core.library.library import Library
from core.paths import LibraryPaths
from core.services.folders import volume_of

FIRST_DAY = datetime(1950, 1, 1)
DAYS = 27_000
PICTURES = 240
"""Different thumbnails; all photos share them by hard links."""
SIDES = ((512, 384), (384, 512), (512, 341), (512, 512), (512, 200))


def build_library(
    folder: Path, photos: int, *, people: int = 0, undated: float = 0.02, seed: int = 0
) -> LibraryPaths:
    """A library of `photos` photos with dates from 1950 to 2023, places and thumbnails.

    Args:
        people: named people, and as many groups without a name; with any, two faces a photo.
        undated: share of photos without a date, [0, 1].
    """
    paths = LibraryPaths(folder)
    (folder / "pictures").mkdir(parents=True, exist_ok=True)
    with Library.open(paths) as library, library.transaction() as tx:
        tx.folders.add(folder / "pictures", volume=volume_of(folder))
    digests = [_digest(seed, number) for number in range(photos)]
    dates = list(_dates(photos, undated, np.random.default_rng(seed)))
    with sqlite3.connect(paths.database) as connection:
        connection.executemany(
            _PHOTO, ((number + 1, digests[number], dates[number]) for number in range(photos))
        )
        connection.executemany(
            _PLACE, ((number + 1, f"{number // 500:04}/{number:06}.jpg".encode()) for number in range(photos))
        )
        if people:
            add_people(connection, photos, people, seed=seed)
    connection.close()
    _link_thumbnails(ThumbnailStore(paths.thumbnails), digests, np.random.default_rng(seed))
    return paths


def picture_files(library: Path, folder: Path, photos: int) -> list[Path]:
    """The thumbnails of a library made by `build_library` once more, as plain files of one folder."""
    folder.mkdir(parents=True, exist_ok=True)
    store, files = ThumbnailStore(LibraryPaths(library).thumbnails), []
    for number in range(photos):
        files.append(folder / f"IMG_{number:06}.jpg")
        os.link(store.path(_digest(0, number)), files[-1])
    return files


def _digest(seed: int, number: int) -> str:
    return hashlib.sha256(f"{seed}:{number}".encode()).hexdigest()


_PHOTO = (
    "INSERT INTO photos (id, digest, taken_at, width, height, orientation, format, make, model, lens, "
    "description, regions, restored_by_ai, metadata_problem) "
    "VALUES (?, ?, ?, 4000, 3000, 1, 'JPEG', 'Maker', 'Model', '', '', '[]', 0, '')"
)
_PLACE = (
    "INSERT INTO photo_locations (folder_id, photo_id, relative, stamp, online) "
    "VALUES (1, ?, ?, '3000000 0 0 0', 1)"
)


def _dates(photos: int, undated: float, random: np.random.Generator) -> Iterator[str | None]:
    """Denser towards the present, as in real collections."""
    for share, unknown in zip(random.random(photos), random.random(photos), strict=True):
        moment = FIRST_DAY + timedelta(days=float(DAYS * share**0.4))
        yield None if unknown < undated else moment.isoformat(timespec="seconds")


def _link_thumbnails(store: ThumbnailStore, digests: list[str], random: np.random.Generator) -> None:
    originals = []
    for number, digest in enumerate(digests):
        if number < PICTURES:
            originals.append(store.put(digest, _picture(number, random)))
            continue
        path = store.path(digest)
        path.parent.mkdir(parents=True, exist_ok=True)
        os.link(originals[number % PICTURES], path)


def _picture(number: int, random: np.random.Generator) -> bytes:
    """A soft landscape of two tones: as costly to decode as a photograph of its size."""
    width, height = SIDES[number % len(SIDES)]
    coarse = random.integers(40, 216, (6, 8, 3), dtype=np.uint8)
    image = Image.fromarray(coarse).resize((width, height), Image.Resampling.BICUBIC)
    noisy = np.asarray(image, dtype=np.int16) + random.integers(-12, 13, (height, width, 1))
    encoded = io.BytesIO()
    Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8)).save(encoded, "JPEG", quality=85)
    return encoded.getvalue()
