"""Damaged prints of six people: each face with its own person, or unknown, never with another."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFilter

from core.analysis.backends import centerface, dlib
from core.analysis.pipeline import Analyzer
from core.clustering.cluster import group
from core.clustering.options import GroupOptions
from core.domain.face import DetectedFace
from core.domain.grouping import NO_GROUP
from core.paths import RESOURCES
from core.weights.store import PackStore
from tests.core.clustering.faces import make_faces


def jpeg(picture: Image.Image, quality: int) -> Image.Image:
    memory = io.BytesIO()
    picture.save(memory, "JPEG", quality=quality)
    return Image.open(memory).convert("RGB")


def prints(picture: Image.Image) -> Iterator[Image.Image]:
    yield picture
    small = picture.resize((picture.width * 2 // 5, picture.height * 2 // 5), Image.Resampling.LANCZOS)
    yield jpeg(small, 50)
    noise = np.random.default_rng(0).normal(0, 18, (picture.height, picture.width, 3))
    blurred = picture.filter(ImageFilter.GaussianBlur(2.5))
    yield jpeg(Image.fromarray(np.clip(blurred + noise, 0, 255).astype(np.uint8)), 40)


@pytest.fixture(scope="module")
def found(group_photo: Path, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[int, DetectedFace]]:
    """(print number, face) with boxes in pixels of the first print."""
    pack = PackStore(tmp_path_factory.mktemp("packs")).locate("embedded")
    detector = centerface.load(pack.paths[0], threads=1, device="cpu")
    analyzer = Analyzer(detector, dlib.load(pack.paths[1], RESOURCES / "models" / "dlib_mean.json"))
    original = Image.open(group_photo).convert("RGB")
    return [
        (number, face)
        for number, one in enumerate(prints(original))
        for face in analyzer.analyze(np.asarray(one), original.width / one.width)
    ]


def test_no_face_joins_another_person_and_most_find_their_own(
    found: list[tuple[int, DetectedFace]],
) -> None:
    places = np.array([face.box.centre for _, face in found])
    truth = np.argmin(np.linalg.norm(places[:, None] - places[None, :6], axis=2), axis=1)
    faces = make_faces(
        np.stack([face.embedding for _, face in found if face.embedding is not None]),
        photo_ids=[number + 1 for number, _ in found],
        quality=[face.quality.score for _, face in found],
    )
    groups = np.array([one.group for one in group(faces, GroupOptions(dlib.SAME_PERSON, dlib.IMPOSTOR))])
    assert len(found) == 18
    for number in set(groups.tolist()) - {NO_GROUP}:
        assert len(set(truth[groups == number].tolist())) == 1
    assert (groups != NO_GROUP).sum() >= 12
