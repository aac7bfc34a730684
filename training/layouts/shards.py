"""Tar shards with an index: ``index.jsonl``, ``faces-K.tar``, optionally ``teacher.npy``."""

from __future__ import annotations

import hashlib
import json
import tarfile
from functools import cached_property
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image

from training.config import ConfigError
from training.layouts.faces import FaceRecord, Picture


class ShardFolder:
    """Encoded crops in a few large files, read at their offsets."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.records = read_index(folder)

    @staticmethod
    def recognises(folder: Path) -> bool:
        return (folder / "index.jsonl").is_file()

    @property
    def digest(self) -> str:
        return hashlib.sha256((self.folder / "index.jsonl").read_bytes()).hexdigest()[:12]

    @cached_property
    def places(self) -> dict[str, tuple[Path, int, int]]:
        """Name of a crop -> its shard, the offset of its bytes and their number."""
        found = {}
        for shard in sorted(self.folder.glob("faces-*.tar")):
            with tarfile.open(shard) as archive:
                for member in archive:
                    if member.isfile():
                        found[Path(member.name).name] = (shard, member.offset_data, member.size)
        return found

    def picture(self, row: int) -> Picture:
        """The crop of a row."""
        name = self.records[row].name
        if name not in self.places:
            raise ConfigError(f"{self.folder} has no {name}: a shard is missing; copy all of them")
        shard, offset, size = self.places[name]
        with shard.open("rb") as stream:
            stream.seek(offset)
            encoded = stream.read(size)
        with Image.open(BytesIO(encoded)) as picture:
            return np.asarray(picture.convert("RGB"))

    def given(self, row: int, damage: str) -> Picture:
        """There are none in this layout."""
        raise ConfigError(f"{self.folder} brings no low-quality pictures; choose a degradation preset")


def read_index(folder: Path) -> list[FaceRecord]:
    """Read every record of ``folder/index.jsonl``."""
    with (folder / "index.jsonl").open(encoding="utf-8") as lines:
        values = [json.loads(line) for line in lines]
    return [FaceRecord(**{**value, "landmarks": tuple(map(tuple, value["landmarks"]))}) for value in values]
