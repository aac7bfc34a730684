"""FFHQ-Ref and CelebA-Ref-Test (ReF-LDM): tables that name the references of every picture.

``reference_mapping/{train,val,test}_references.csv`` or ``test_references.csv``: the columns
``gt_image``, ``ref_image`` (a list in Python's notation) and optionally ``lq_image``.  Clean
pictures lie in the folders of FFHQ or CelebA-HQ, low-quality ones below ``test_images/`` or
``celeba_test_images/``.
"""

from __future__ import annotations

import ast
import csv
import hashlib
from dataclasses import replace
from pathlib import Path

from training.config import ConfigError
from training.layouts.faces import FaceRecord, Picture, aligned_record, read_aligned
from training.layouts.pictures import IMAGE_FOLDERS, SPLITS

DAMAGED_FOLDERS = ("test_images", "celeba_test_images")


class ReferenceSetFolder:
    """Aligned pictures with the references that the data set prescribes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        rows = [(split, row) for split in SPLITS for row in read_table(folder, split)]
        if not rows:
            raise ConfigError(f"{folder} has no table of references; see training/configs/README.md")
        self.damaged = {row["gt_image"]: row.get("lq_image") or "" for _, row in rows}
        listed = {row["gt_image"]: record_of(row, split) for split, row in rows}
        lent = {name for record in listed.values() for name in record.references} - set(listed)
        # Pictures that are references only belong to no split: nobody restores or learns them.
        others = {name: aligned_record(name, "reference", "") for name in lent}
        self.records = [*listed.values(), *(others[name] for name in sorted(others))]

    @staticmethod
    def recognises(folder: Path) -> bool:
        return any(table_file(folder, split) for split in SPLITS)

    @property
    def digest(self) -> str:
        text = "\n".join(f"{record.name} {record.split} {record.references}" for record in self.records)
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def picture(self, row: int) -> Picture:
        """The clean picture of a row at 512 px."""
        return read_aligned(self._clean(self.records[row].name))

    def given(self, row: int, damage: str) -> Picture:
        """The low-quality picture: of the folder `damage`, or of the only one."""
        name = self.records[row].name
        wanted = [self.damaged.get(name) or name, Path(name).name]
        for parent in DAMAGED_FOLDERS:
            for place in (self.folder / parent / damage, *sorted((self.folder / parent).glob("*/"))):
                found = next((place / file for file in wanted if (place / file).is_file()), None)
                if found and (not damage or place.name == damage):
                    return read_aligned(found)
        raise ConfigError(f"{self.folder} has no low-quality picture of {name} {damage}".rstrip())

    def _clean(self, name: str) -> Path:
        number = Path(name).stem
        thousand = f"{int(number) // 1000 * 1000:05d}" if number.isdigit() else ""
        for parent in ("", *IMAGE_FOLDERS, "celeba_test_images/hq", "celeba_test_images/gt"):
            for file in (name, f"{thousand}/{name}"):
                if (self.folder / parent / file).is_file():
                    return self.folder / parent / file
        raise ConfigError(f"{self.folder} has no picture {name}; put the data set's images beside its tables")


def table_file(folder: Path, split: str) -> Path | None:
    """The table of references of a split, if there is one."""
    places = (folder / "reference_mapping", folder)
    return next((file for place in places for file in sorted(place.glob(f"{split}_references*.csv"))), None)


def read_table(folder: Path, split: str) -> list[dict[str, str]]:
    """Rows of the table of a split; none if there is no table."""
    file = table_file(folder, split)
    if file is None:
        return []
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    if rows and not {"gt_image", "ref_image"} <= set(rows[0]):
        raise ConfigError(f"{file} lacks the columns gt_image and ref_image")
    return rows


def record_of(row: dict[str, str], split: str) -> FaceRecord:
    """A row of the table as a record."""
    text = row["ref_image"]
    try:
        names = ast.literal_eval(text) if text.lstrip().startswith("[") else text.split()
    except (ValueError, SyntaxError) as error:
        raise ConfigError(f"the references of {row['gt_image']} cannot be read: {text[:80]}") from error
    return replace(aligned_record(row["gt_image"], "reference-set", split), references=tuple(map(str, names)))
