"""Readers of data folders behind one protocol, `training.layouts.faces.FaceFolder`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from training.config import ConfigError
from training.layouts.faces import FaceFolder, pictures_under, read_picture
from training.layouts.pictures import IMAGE_FOLDERS, FfhqFolder, PersonFolder, PhotoPersonFolder
from training.layouts.reference_sets import ReferenceSetFolder
from training.layouts.shards import ShardFolder

LAYOUTS: dict[str, Callable[[Path], FaceFolder]] = {
    "shards": ShardFolder,
    "reference-set": ReferenceSetFolder,
    "ffhq": FfhqFolder,
    "celebref-hq": PersonFolder,
    "lfw": PhotoPersonFolder,
}
ALIGNED_SIDE = 512
"""Square pictures of at least this side in person folders are taken for aligned ones."""


def open_folder(folder: Path, layout: str = "") -> FaceFolder:
    """Open a data folder in a named layout, or in the one that it looks like.

    Raises:
        ConfigError: the folder or the layout does not exist, or the one is not the other.
    """
    if not folder.is_dir():
        raise ConfigError(f"there is no data folder {folder}")
    name = layout or recognise(folder)
    if name not in LAYOUTS:
        raise ConfigError(f"layout must be one of {', '.join(LAYOUTS)}, not {name!r}")
    return LAYOUTS[name](folder)


def recognise(folder: Path) -> str:
    """Name of the layout that a folder looks like."""
    if ShardFolder.recognises(folder):
        return "shards"
    if ReferenceSetFolder.recognises(folder):
        return "reference-set"
    if any((folder / name).is_dir() for name in IMAGE_FOLDERS):
        return "ffhq"
    pictures = pictures_under(folder)
    if not pictures or pictures[0].parent == folder:
        return "ffhq"
    height, width = read_picture(pictures[0]).shape[:2]
    return "celebref-hq" if height == width >= ALIGNED_SIDE else "lfw"
