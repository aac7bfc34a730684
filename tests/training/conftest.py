"""Drawn faces in the layout of the training data: tar shard, index and teacher vectors."""

from __future__ import annotations

import json
import tarfile
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image, ImageDraw

from training.crops import CropStore, open_store

LANDMARKS = [[70.0, 80.0], [130.0, 80.0], [100.0, 115.0], [75.0, 142.0], [125.0, 142.0]]
PEOPLE, PICTURES, SIDE = 6, 3, 200


@pytest.fixture(autouse=True)
def _one_thread() -> None:
    torch.set_num_threads(1)


def draw_face(person: int, picture: int) -> Image.Image:
    """A face whose colours and brows belong to the person, its background to the picture."""
    rng = np.random.default_rng(person)
    skin, iris, hair = (tuple(int(v) for v in rng.integers(40, 220, 3)) for _ in range(3))
    background = tuple(int(v) for v in np.random.default_rng([person, picture]).integers(0, 255, 3))
    canvas = Image.new("RGB", (SIDE, SIDE), background)
    pen = ImageDraw.Draw(canvas)
    pen.ellipse((35, 20, 165, 185), fill=skin)
    pen.pieslice((35, 15, 165, 120), 180, 360, fill=hair)
    for x, y in LANDMARKS[:2]:
        pen.ellipse((x - 14, y - 8, x + 14, y + 8), fill="white")
        pen.ellipse((x - 6, y - 6, x + 6, y + 6), fill=iris)
    pen.line((100, 90, 94, 118, 106, 118), fill="black", width=2)
    pen.arc((75, 120, 125, 155), 20, 160, fill="darkred", width=4 + picture)
    return canvas


@pytest.fixture(scope="session")
def face_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six people with three pictures each; the last two are the dev split."""
    folder = tmp_path_factory.mktemp("faces")
    rng = np.random.default_rng(0)
    records, vectors = [], []
    with tarfile.open(folder / "faces-0.tar", "w") as archive:
        for person in range(PEOPLE):
            vector = rng.standard_normal(128)
            for picture in range(PICTURES):
                buffer = BytesIO()
                draw_face(person, picture).save(buffer, "WEBP", lossless=True)
                name = f"drawn_{person}_{picture}.webp"
                entry = tarfile.TarInfo(name)
                entry.size = buffer.tell()
                buffer.seek(0)
                archive.addfile(entry, buffer)
                split = "dev" if person >= PEOPLE - 2 else "train"
                records.append(
                    {
                        "name": name, "shard": 0, "source": "drawn", "split": split,
                        "person": f"p{person}", "family": "", "width": SIDE, "height": SIDE,
                        "landmarks": LANDMARKS, "sharpness": 100.0, "gray": False,
                    }
                )  # fmt: skip
                vectors.append(vector / np.linalg.norm(vector))
    (folder / "index.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    np.save(folder / "teacher.npy", np.asarray(vectors, dtype=np.float16))
    return folder


@pytest.fixture(scope="session")
def crop_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def store(face_folder: Path, crop_cache: Path) -> CropStore:
    return open_store(face_folder, crop_cache)
