"""CenterFace on real photographs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.analysis.backends import centerface
from core.analysis.backends.centerface import CenterFace
from core.errors import WeightsError


def test_finds_the_astronaut_with_landmarks_as_seen_in_the_image(
    detector: CenterFace, astronaut: np.ndarray
) -> None:
    [face] = detector.detect(astronaut)
    left_eye, right_eye, nose, left_mouth, right_mouth = face.landmarks.points
    assert left_eye == pytest.approx((203, 102), abs=6)
    assert right_eye == pytest.approx((247, 105), abs=6)
    assert left_eye[0] < nose[0] < right_eye[0]
    assert left_mouth[0] < right_mouth[0]
    assert min(left_mouth[1], right_mouth[1]) > nose[1] > max(left_eye[1], right_eye[1])


def test_finds_all_six_people_of_the_group_best_first(detector: CenterFace, group_image: np.ndarray) -> None:
    scores = [face.score for face in detector.detect(group_image)]
    assert len(scores) == 6
    assert scores == sorted(scores, reverse=True)


def test_a_larger_picture_gives_the_same_face_larger(detector: CenterFace, astronaut: np.ndarray) -> None:
    [small] = detector.detect(astronaut)
    large = np.asarray(Image.fromarray(astronaut).resize((1536, 1536), Image.Resampling.BICUBIC))
    [found] = detector.detect(large)
    assert found.box.scaled(1 / 3).overlap(small.box) > 0.8
    assert found.landmarks.array / 3 == pytest.approx(small.landmarks.array, abs=4)


@pytest.mark.parametrize("shape", [(1, 1, 3), (3, 700, 3), (701, 2, 3), (333, 479, 3)])
def test_pictures_of_any_shape_without_faces_give_none(detector: CenterFace, shape: tuple[int, ...]) -> None:
    assert detector.detect(np.full(shape, 127, dtype=np.uint8)) == []


def test_boxes_stay_inside_the_picture(detector: CenterFace, astronaut: np.ndarray) -> None:
    cut = np.ascontiguousarray(astronaut[60:200, 180:300])
    for face in detector.detect(cut):
        assert face.box.x >= 0
        assert face.box.y >= 0
        assert face.box.x + face.box.width <= cut.shape[1] + 1e-6
        assert face.box.y + face.box.height <= cut.shape[0] + 1e-6


@pytest.mark.parametrize("content", [b"", b"not a model at all"])
def test_another_file_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "centerface.onnx"
    path.write_bytes(content)
    with pytest.raises(WeightsError, match="centerface"):
        centerface.load(path, device="cpu")
