"""dlib's centred vectors tell people apart; chips are cut exactly."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.analysis.backends import dlib
from core.analysis.backends.centerface import CenterFace
from core.analysis.backends.dlib import CHIP, DlibEmbedder, cut_chip
from core.domain.face import Landmarks
from core.errors import WeightsError


def test_six_people_are_less_alike_than_the_impostor_bar(
    detector: CenterFace, embedder: DlibEmbedder, group_image: np.ndarray
) -> None:
    found = detector.detect(group_image)
    vectors = np.stack(embedder.embed(group_image, [face.landmarks for face in found]))
    cosines = vectors @ vectors.T
    assert cosines[np.triu_indices(6, 1)].max() < embedder.impostor
    assert np.diag(cosines) == pytest.approx(np.ones(6), abs=1e-6)
    assert vectors.shape == (6, embedder.dimensions)


def test_the_mirror_image_is_the_same_person(
    detector: CenterFace, embedder: DlibEmbedder, astronaut: np.ndarray
) -> None:
    mirrored = np.ascontiguousarray(astronaut[:, ::-1])
    vectors = [
        embedder.embed(image, [detector.detect(image)[0].landmarks])[0] for image in (astronaut, mirrored)
    ]
    assert float(vectors[0] @ vectors[1]) > embedder.impostor
    assert embedder.same_person < embedder.impostor


def test_the_same_face_gives_the_same_bytes(
    detector: CenterFace, embedder: DlibEmbedder, astronaut: np.ndarray
) -> None:
    [face] = detector.detect(astronaut)
    first, second = embedder.embed(astronaut, [face.landmarks, face.landmarks])
    assert first.tobytes() == second.tobytes()


@pytest.mark.parametrize("size", [0.7, 1.0, 2.3, 5.0])
def test_a_chip_shows_each_landmark_at_its_place(size: float) -> None:
    side = round(CHIP.size * size * 1.4)
    columns = np.broadcast_to(np.linspace(0, 255, side), (side, side))
    picture = np.stack([columns, columns.T, np.zeros_like(columns)], axis=2).astype(np.uint8)
    placed = CHIP.points * size + side * 0.12
    chip = cut_chip(picture, Landmarks.from_array(placed))
    for (x, y), (chip_x, chip_y) in zip(placed, CHIP.points, strict=True):
        shown = chip[round(chip_y), round(chip_x), :2].astype(float) * (side - 1) / 255
        assert shown == pytest.approx((x, y), abs=1.5 * max(size, 1.0))


def test_another_file_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "network.dat"
    path.write_bytes(b"nothing")
    with pytest.raises(WeightsError, match=r"network\.dat"):
        dlib.load(path, np.zeros(128))


@pytest.mark.parametrize("content", ["", "{}", '{"mean": [1, 2]}'])
def test_a_mean_that_is_none_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "mean.json"
    path.write_text(content)
    with pytest.raises(WeightsError):
        dlib.read_mean(path)
