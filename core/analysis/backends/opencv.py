"""YuNet and SFace: the permissively licensed pack of the OpenCV model zoo."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from core.analysis.analyzer import Detection, Image
from core.analysis.backends.sessions import open_session
from core.analysis.quality import aligned_crop
from core.domain.face import Box, Embedding, Landmarks
from core.errors import WeightsError

DETECTOR_NAME = "yunet-2026may"
EMBEDDER_NAME = "sface-2021dec"

LONG_SIDE = 1280
"""Pixels at which YuNet runs: a tenth of a second, and small faces are found."""

SCORE = 0.7
"""Detections below it are mostly patterns; the model's own demo uses 0.9 for one large face."""

SFACE_SAME_PERSON = 0.363
"""Cosine published with the model for the best accuracy on LFW (OpenCV's SFace tutorial)."""

SFACE_IMPOSTOR = 0.45
"""A stricter bar above it: the model zoo publishes no figure at one in a thousand."""


class YuNet:
    """`cv2.FaceDetectorYN`; boxes and landmarks come back in image pixels."""

    def __init__(self, network: Any, *, long_side: int = LONG_SIDE) -> None:
        self._network = network
        self._long_side = long_side

    @property
    def name(self) -> str:
        return DETECTOR_NAME

    def detect(self, image: Image) -> list[Detection]:
        """Faces of an upright RGB image (H, W, 3), best first."""
        height, width = image.shape[:2]
        scale = min(1.0, self._long_side / max(height, width, 1))
        size = max(round(width * scale), 1), max(round(height * scale), 1)
        small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
        self._network.setInputSize(size)
        _, rows = self._network.detect(cv2.cvtColor(small, cv2.COLOR_RGB2BGR))
        if rows is None:
            return []
        factors = np.array([width / size[0], height / size[1]])
        found = [_detection(np.asarray(row, dtype=np.float64), factors) for row in rows]
        return sorted(found, key=lambda one: -one.score)


def _detection(row: NDArray[np.float64], factors: NDArray[np.float64]) -> Detection:
    """From x, y, w, h, five points and a score; its points start with the eye left in the image."""
    x, y, width, height = (row[:4].reshape(2, 2) * factors).ravel().tolist()
    points = (row[4:14].reshape(5, 2) + 0.5) * factors - 0.5
    return Detection(Box(x, y, width, height), Landmarks.from_array(points), float(min(row[14], 1.0)))


class SFace:
    """SFace through ONNX Runtime: 128 numbers for a crop in ArcFace's framing."""

    def __init__(self, model: Path, *, threads: int | None = None, device: str = "auto") -> None:
        self._session = open_session(model.read_bytes(), source=model, threads=threads, device=device)
        self._input = self._session.get_inputs()[0].name
        self._dimensions = int(self._session.get_outputs()[0].shape[-1])

    @property
    def name(self) -> str:
        return EMBEDDER_NAME

    @property
    def dimensions(self) -> int:
        return self._dimensions

    @property
    def same_person(self) -> float:
        return SFACE_SAME_PERSON

    @property
    def impostor(self) -> float:
        return SFACE_IMPOSTOR

    def embed(self, image: Image, landmarks: Sequence[Landmarks]) -> list[Embedding]:
        """Unit vectors of the faces at `landmarks` in an upright RGB image."""
        return [self._embed(aligned_crop(image, one)) for one in landmarks]

    def _embed(self, crop: Image) -> Embedding:
        # The network takes RGB in [0, 255]; cv2.FaceRecognizerSF swaps its BGR input likewise.
        blob = np.ascontiguousarray(crop.transpose(2, 0, 1)[None], dtype=np.float32)
        vector = np.asarray(self._session.run(None, {self._input: blob})[0]).ravel()
        return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9), dtype=np.float32)


def load(
    detector: Path, embedder: Path, *, threads: int | None = None, device: str = "auto"
) -> tuple[YuNet, SFace]:
    """YuNet and SFace from verified files.

    Raises:
        WeightsError: one of them is not the model it should be.
    """
    return load_detector(detector, threads=threads), SFace(embedder, threads=threads, device=device)


def load_detector(path: Path, *, threads: int | None = None) -> YuNet:
    """YuNet from a verified file.

    Raises:
        WeightsError: OpenCV cannot load it.
    """
    if threads is not None:
        cv2.setNumThreads(threads)
    try:
        network = cv2.FaceDetectorYN.create(str(path), "", (320, 320), SCORE, 0.3, 5000)
    except cv2.error as error:
        raise WeightsError("This is not the YuNet model; add the pack again.", path=path) from error
    return YuNet(network)
