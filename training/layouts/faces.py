"""What every data folder gives, whatever its layout: records of faces, and their pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from core.domain.alignment import FFHQ_512
from training.config import ConfigError

Picture = NDArray[np.uint8]
"""(H, W, 3) RGB."""

Landmarks = tuple[tuple[float, float], ...]
"""Left eye, right eye, nose, left and right mouth corner as seen in the image, in pixels."""

SUFFIXES = {".png", ".jpg", ".jpeg", ".webp", ".bmp"}


@dataclass(frozen=True)
class FaceRecord:
    """One face picture and what is known of it; also one line of ``index.jsonl``."""

    name: str
    shard: int
    source: str
    split: str
    person: str
    """Empty where the source does not say."""
    family: str
    width: int
    height: int
    landmarks: Landmarks
    """Empty where nobody has looked yet: `training.crops` then asks a detector."""
    sharpness: float
    """Variance of the Laplacian; 0 where nobody measured."""
    gray: bool
    references: tuple[str, ...] = ()
    """Names of the pictures that the data set gives as references; empty leaves the choice."""


class FaceFolder(Protocol):
    """A data folder.

    SHALL give the same records in the same order on every machine; row i of `records` is what
    `picture(i)` shows.
    """

    @property
    def records(self) -> Sequence[FaceRecord]: ...

    @property
    def digest(self) -> str:
        """Changes when the records or their order change."""
        ...

    def picture(self, row: int) -> Picture:
        """The clean picture of a row, in the pixels that its landmarks are given in."""
        ...

    def given(self, row: int, damage: str) -> Picture:
        """The low-quality picture that the data set brings, in the pixels of `picture`.

        Raises:
            ConfigError: it brings none, or none of that name.
        """
        ...


def read_picture(path: Path) -> Picture:
    """Decode a file.

    Raises:
        ConfigError: it is no picture or cannot be read.
    """
    try:
        with Image.open(path) as picture:
            return np.asarray(picture.convert("RGB"))
    except (UnidentifiedImageError, OSError) as error:
        raise ConfigError(f"{path} cannot be read as a picture; take it out of the data folder") from error


def read_aligned(path: Path) -> Picture:
    """Decode a picture of a set that is aligned as FFHQ is, at 512 px."""
    picture, size = read_picture(path), FFHQ_512.size
    if picture.shape[:2] == (size, size):
        return picture
    kind = cv2.INTER_AREA if picture.shape[0] > size else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(picture, (size, size), interpolation=kind), dtype=np.uint8)


def pictures_under(folder: Path) -> list[Path]:
    """Picture files below a folder, sorted by their path."""
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)


def aligned_record(name: str, source: str, split: str, person: str = "") -> FaceRecord:
    """Record of a picture in the FFHQ frame."""
    return FaceRecord(
        name=name,
        shard=0,
        source=source,
        split=split,
        person=person,
        family="",
        width=FFHQ_512.size,
        height=FFHQ_512.size,
        landmarks=FFHQ_512.landmarks,
        sharpness=0.0,
        gray=False,
    )
