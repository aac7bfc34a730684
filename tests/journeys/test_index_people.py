"""Real photographs, the bundled models: photos in, people out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from core.app import App
from core.domain.face import Face
from core.progress import Progress
from core.services.grouping import group_people
from core.services.indexing import index_folders
from core.services.people import confirm
from core.settings import Settings

TURNED = 6
"""EXIF orientation of a print that was scanned lying on its side."""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    with App.open(Settings(), tmp_path_factory.mktemp("journey") / "library") as opened:
        yield opened


@pytest.fixture(scope="module")
def album(tmp_path_factory: pytest.TempPathFactory, astronaut: NDArray[np.uint8], group_photo: Path) -> Path:
    """Prints of two photographs as a family archive has them."""
    folder = tmp_path_factory.mktemp("album")
    portrait = Image.fromarray(astronaut)
    portrait.save(folder / "portrait.png")
    portrait.convert("L").save(folder / "grey.jpg", quality=60)
    portrait.resize((384, 384)).filter(ImageFilter.GaussianBlur(0.8)).save(folder / "small.webp")
    with Image.open(group_photo) as group:
        group.save(folder / "group.jpg", quality=90)
        lying = group.convert("RGB").rotate(90, expand=True)
        exif = lying.getexif()
        exif[0x0112] = TURNED
        lying.save(folder / "lying.jpg", exif=exif, quality=85)
    return folder


@pytest.fixture(scope="module")
def faces(app: App, album: Path) -> dict[str, list[Face]]:
    """Faces by file name, from left to right, after indexing and grouping."""
    index_folders(app.library, app.decoder, app.analyzer(), [album], Progress())
    regroup(app)
    return faces_of(app)


def regroup(app: App, *, anew: bool = False) -> None:
    embedder = app.analyzer().embedder
    bars = (embedder.same_person, embedder.impostor)
    group_people(app.library, embedder.name, *bars, Progress(), anew=anew)


def faces_of(app: App) -> dict[str, list[Face]]:
    with app.library.snapshot() as tx:
        return {
            photo.path.name: sorted(tx.faces.of_photo(photo.id), key=lambda face: face.box.x)
            for photo in tx.photos.all()
        }


def test_every_face_is_found_whatever_the_print(faces: dict[str, list[Face]]) -> None:
    counts = {name: len(found) for name, found in faces.items()}
    assert counts == {"portrait.png": 1, "grey.jpg": 1, "small.webp": 1, "group.jpg": 6, "lying.jpg": 6}


def test_a_turned_scan_has_its_faces_upright_at_the_same_places(faces: dict[str, list[Face]]) -> None:
    for upright, turned in zip(faces["group.jpg"], faces["lying.jpg"], strict=True):
        assert upright.box.overlap(turned.box) > 0.7


def test_prints_of_one_person_are_one_person(faces: dict[str, list[Face]]) -> None:
    people = {faces[name][0].person_id for name in ("portrait.png", "grey.jpg", "small.webp")}
    assert len(people) == 1
    assert None not in people


def test_nobody_is_taken_for_somebody_else(faces: dict[str, list[Face]]) -> None:
    pairs = list(zip(faces["group.jpg"], faces["lying.jpg"], strict=True))
    people = [first.person_id for first, _ in pairs if first.person_id is not None]
    assert len(people) == len(set(people)) >= 5
    assert all(first.person_id == second.person_id for first, second in pairs)
    assert faces["portrait.png"][0].person_id not in people


def test_a_confirmed_name_survives_grouping_and_indexing_again(
    app: App, album: Path, faces: dict[str, list[Face]]
) -> None:
    chosen = faces["group.jpg"][0]
    ann = confirm(app.library, [chosen.id], "Ann")
    index_folders(app.library, app.decoder, app.analyzer(), [album], Progress())
    regroup(app, anew=True)
    now = {face.id: face.person_id for found in faces_of(app).values() for face in found}
    assert now[chosen.id] == ann.id
    assert now[faces["lying.jpg"][0].id] == ann.id
