"""InsightFace folders: used as they are, never downloaded, refused in words."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

from core.analysis.backends import insightface
from core.analysis.pipeline import Analyzer
from core.errors import WeightsError
from tests.core.analysis.toy_packs import (
    FACE_BOX,
    FACE_POINTS,
    save_detector,
    save_embedder,
    save_insightface_pack,
)


@pytest.fixture
def picture() -> np.ndarray:
    return np.random.default_rng(0).integers(0, 255, (640, 640, 3), dtype=np.uint8)


def test_a_folder_gives_a_detector_and_an_embedder(tmp_path: Path, picture: np.ndarray) -> None:
    detector, embedder = insightface.load(save_insightface_pack(tmp_path / "mine"), threads=1, device="cpu")
    [face] = Analyzer(detector, embedder).analyze(picture)
    assert face.landmarks.array == pytest.approx(np.array(FACE_POINTS), abs=0.01)
    assert (face.box.x, face.box.y) == pytest.approx(FACE_BOX[:2], abs=0.01)
    assert face.embedding is not None
    assert face.embedding.shape == (512,)
    assert np.linalg.norm(face.embedding) == pytest.approx(1.0, abs=1e-5)


def test_names_say_which_models_they_are(tmp_path: Path) -> None:
    detector, embedder = insightface.load(save_insightface_pack(tmp_path), threads=1, device="cpu")
    assert (detector.name, embedder.name) == (
        f"insightface-det_toy-{digest(tmp_path / 'det_toy.onnx')}",
        f"insightface-rec_toy-{digest(tmp_path / 'rec_toy.onnx')}",
    )
    assert embedder.dimensions == 512


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:8]


def test_a_relative_path_never_reaches_the_download(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(WeightsError, match="buffalo_l"):
        insightface.load(Path("buffalo_l"))


def test_an_empty_folder_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="ONNX models"):
        insightface.load(tmp_path)


def test_a_folder_without_detector_is_refused_in_words(tmp_path: Path) -> None:
    save_embedder(tmp_path / "rec.onnx", 512)
    with pytest.raises(WeightsError, match="detects"):
        insightface.load(tmp_path, device="cpu")


def test_a_folder_without_embedder_is_refused_in_words(tmp_path: Path) -> None:
    save_detector(tmp_path / "det.onnx")
    with pytest.raises(WeightsError, match="recognises"):
        insightface.load(tmp_path, device="cpu")


def test_a_damaged_model_is_refused_in_words(tmp_path: Path) -> None:
    save_insightface_pack(tmp_path)
    (tmp_path / "broken.onnx").write_bytes(b"nothing")
    with pytest.raises(WeightsError, match="add the pack again"):
        insightface.load(tmp_path, device="cpu")
