"""Folders of picture files: FFHQ, and one folder per person (CelebRef-HQ, LFW).

``train.txt``, ``val.txt``, ``dev.txt`` and ``test.txt`` beside the pictures (or in
``id_based_ffhq_split/`` as ``train_image.txt``), one picture or person a line, give the splits;
without them every picture is of the train split.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from training.config import ConfigError
from training.layouts.faces import (
    FaceRecord,
    Picture,
    aligned_record,
    pictures_under,
    read_aligned,
    read_picture,
)

SPLITS = ("train", "val", "dev", "test")
IMAGE_FOLDERS = ("images512x512", "images1024x1024", "CelebA-HQ-img", "images")
"""Where FFHQ and CelebA-HQ keep their pictures; the first that exists is read."""


class PictureFolder:
    """Picture files below one folder; subclasses say who they show and how they are framed."""

    source = ""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = next((folder / name for name in IMAGE_FOLDERS if (folder / name).is_dir()), folder)
        self.files = pictures_under(self.root)
        if not self.files:
            raise ConfigError(f"{folder} holds no pictures; give the folder that contains them")
        splits = read_splits(folder)
        self.records = [self.record(path.relative_to(self.root), splits) for path in self.files]

    @property
    def digest(self) -> str:
        text = "\n".join(f"{record.name} {record.split}" for record in self.records)
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def record(self, path: Path, splits: dict[str, str]) -> FaceRecord:
        """What is known of a picture at a path below the root."""
        return aligned_record(path.as_posix(), self.source, split_of(path, splits))

    def picture(self, row: int) -> Picture:
        """The picture of a row at 512 px."""
        return read_aligned(self.files[row])

    def given(self, row: int, damage: str) -> Picture:
        """There are none in this layout."""
        raise ConfigError(f"{self.folder} brings no low-quality pictures; choose a degradation preset")


class FfhqFolder(PictureFolder):
    """FFHQ: aligned faces of people nobody has named, flat or in folders of a thousand."""

    source = "ffhq"


class PersonFolder(PictureFolder):
    """CelebRef-HQ: one folder per person, aligned as FFHQ is."""

    source = "celebref-hq"

    def record(self, path: Path, splits: dict[str, str]) -> FaceRecord:
        """The name of the first folder is the person."""
        return replace(super().record(path, splits), person=path.parts[0] if len(path.parts) > 1 else "")


class PhotoPersonFolder(PersonFolder):
    """LFW: one folder per person, photographs that are not aligned."""

    source = "lfw"

    def record(self, path: Path, splits: dict[str, str]) -> FaceRecord:
        """As `PersonFolder`, but where the landmarks are is still to be found."""
        return replace(super().record(path, splits), landmarks=(), width=0, height=0)

    def picture(self, row: int) -> Picture:
        """The photograph as it is."""
        return read_picture(self.files[row])


def read_splits(folder: Path) -> dict[str, str]:
    """Name of a picture or person -> its split, from the split files of a folder."""
    found = {}
    for split in SPLITS:
        for file in (folder / f"{split}.txt", folder / "id_based_ffhq_split" / f"{split}_image.txt"):
            if file.is_file():
                lines = file.read_text(encoding="utf-8").split("\n")
                found.update({line.strip(): split for line in lines if line.strip()})
    return found


def split_of(path: Path, splits: dict[str, str]) -> str:
    """Split of a picture: by its path, its file name, its stem or its person; train if nobody says."""
    if not splits:
        return "train"
    names = (path.as_posix(), path.name, path.stem, path.parts[0])
    return next((splits[name] for name in names if name in splits), "")
