"""YuNet for real when its file is there, SFace with a toy network."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.analysis.backends import opencv
from core.domain.alignment import ARCFACE_112
from core.domain.face import Landmarks
from core.errors import WeightsError
from tests.core.analysis.toy_packs import save_embedder


@pytest.mark.shared
def test_yunet_finds_the_astronaut_and_the_group(
    shared: Path, tmp_path: Path, astronaut: np.ndarray, group_image: np.ndarray
) -> None:
    save_embedder(tmp_path / "sface.onnx", 128)
    yunet = shared / "models" / "face_detection_yunet_2026may.onnx"
    detector, _ = opencv.load(yunet, tmp_path / "sface.onnx", threads=1, device="cpu")
    [face] = detector.detect(astronaut)
    assert face.landmarks.points[0] == pytest.approx((203, 102), abs=6)
    assert face.landmarks.points[1] == pytest.approx((247, 105), abs=6)
    assert len(detector.detect(group_image)) == 6


def test_sface_gives_unit_vectors_of_the_crop(tmp_path: Path, astronaut: np.ndarray) -> None:
    save_embedder(tmp_path / "sface.onnx", 128)
    embedder = opencv.SFace(tmp_path / "sface.onnx", threads=1, device="cpu")
    places = [Landmarks.from_array(ARCFACE_112.points + shift) for shift in (150.0, 150.0, 20.0)]
    first, again, other = embedder.embed(astronaut, places)
    assert first.shape == (embedder.dimensions,) == (128,)
    assert np.linalg.norm(first) == pytest.approx(1.0, abs=1e-5)
    assert np.array_equal(first, again)
    assert not np.allclose(first, other)


def test_other_files_are_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "yunet.onnx"
    path.write_bytes(b"nothing")
    with pytest.raises(WeightsError, match=r"yunet\.onnx"):
        opencv.load_detector(path)
    with pytest.raises(WeightsError, match=r"yunet\.onnx"):
        opencv.SFace(path, device="cpu")
