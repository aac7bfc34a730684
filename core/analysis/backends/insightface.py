"""InsightFace packs: SCRFD and ArcFace from any folder of the user.

The folder is always given by its absolute path and checked first: by name the library would
go to the network, and an empty folder would end in an assertion without words.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from insightface.app import FaceAnalysis

from core.analysis.analyzer import Detection, Image
from core.analysis.backends.sessions import SESSION_ERRORS, providers, session_options
from core.analysis.quality import aligned_crop
from core.domain.alignment import ARCFACE_112
from core.domain.face import Box, Embedding, Landmarks
from core.errors import WeightsError
from core.paths import with_home

LONG_SIDE = 640
"""Side of the square that SCRFD sees; what the packs were made for."""

SAME_PERSON = 0.28
IMPOSTOR = 0.38
"""Bars usual for ArcFace R50; not measured here, as the models may not be shipped."""


class InsightDetector:
    """SCRFD with landmarks; boxes and landmarks come back in image pixels."""

    def __init__(self, model: Any, *, long_side: int = LONG_SIDE, threshold: float = 0.5) -> None:
        self._model = model
        self._name = _name_of(model)
        model.prepare(0, input_size=(long_side, long_side), det_thresh=threshold)

    @property
    def name(self) -> str:
        return self._name

    def detect(self, image: Image) -> list[Detection]:
        """Faces of an upright RGB image (H, W, 3), best first."""
        boxes, points = self._model.detect(cv2.cvtColor(image, cv2.COLOR_RGB2BGR))
        return [
            Detection(
                Box(float(x1), float(y1), float(x2 - x1), float(y2 - y1)),
                Landmarks.from_array(five),
                float(np.clip(score, 0.0, 1.0)),
            )
            for (x1, y1, x2, y2, score), five in zip(boxes, points, strict=True)
        ]


class InsightEmbedder:
    """ArcFace on crops of its own framing."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self._name = _name_of(model)
        self._template = ARCFACE_112.at(int(model.input_size[0]))

    @property
    def name(self) -> str:
        return self._name

    @property
    def dimensions(self) -> int:
        return int(self._model.output_shape[-1])

    @property
    def same_person(self) -> float:
        return SAME_PERSON

    @property
    def impostor(self) -> float:
        return IMPOSTOR

    def embed(self, image: Image, landmarks: Sequence[Landmarks]) -> list[Embedding]:
        """Unit vectors of the faces at `landmarks` in an upright RGB image."""
        return [self._embed(aligned_crop(image, one, self._template)) for one in landmarks]

    def _embed(self, crop: Image) -> Embedding:
        vector = np.asarray(self._model.get_feat(cv2.cvtColor(crop, cv2.COLOR_RGB2BGR))).ravel()
        return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9), dtype=np.float32)


def _name_of(model: Any) -> str:
    """Name by the content too: vectors of two files called `model.onnx` must never mix."""
    path = Path(model.model_file)
    with path.open("rb") as stream:
        return f"insightface-{path.stem}-{hashlib.file_digest(stream, 'sha256').hexdigest()[:8]}"


def load(
    folder: Path, *, threads: int | None = None, device: str = "auto"
) -> tuple[InsightDetector, InsightEmbedder]:
    """Detector and embedder of a folder of ONNX models.

    Raises:
        WeightsError: the folder is missing, has no models, cannot be loaded, or lacks a
            detector with landmarks or an embedder.
    """
    folder = with_home(folder).absolute()
    if not folder.is_dir() or not any(folder.glob("*.onnx")):
        raise WeightsError("There is no face pack here; a folder with ONNX models is needed.", path=folder)
    models = _models(folder, threads, device)
    detector, embedder = models.get("detection"), models.get("recognition")
    if detector is None or not detector.use_kps:
        raise WeightsError("This face pack has no detector that gives landmarks.", path=folder)
    if embedder is None:
        raise WeightsError("This face pack has no model that recognises people.", path=folder)
    return InsightDetector(detector), InsightEmbedder(embedder)


def _models(folder: Path, threads: int | None, device: str) -> dict[str, Any]:
    try:
        analysis = FaceAnalysis(
            name=str(folder),
            allowed_modules=["detection", "recognition"],
            providers=providers(device),
            sess_options=session_options(threads),
        )
    except AssertionError as error:  # raised without words when no model detects
        raise WeightsError("No model in this folder detects faces.", path=folder) from error
    except SESSION_ERRORS as error:
        raise WeightsError(
            "A model in this folder cannot be loaded; add the pack again.", path=folder
        ) from error
    return dict(analysis.models)
