"""The protocols of face analysis: a detector, an embedder, and both together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from core.domain.face import Box, DetectedFace, Embedding, Landmarks

Image = NDArray[np.uint8]
"""(H, W, 3) upright RGB, sRGB."""


@dataclass(frozen=True)
class Detection:
    """A face found: box and landmarks in pixels of the image given, score in [0, 1]."""

    box: Box
    landmarks: Landmarks
    score: float


class FaceDetector(Protocol):
    """Finds faces; `name` holds the model and its version and is stored with each face."""

    @property
    def name(self) -> str: ...

    def detect(self, image: Image) -> list[Detection]:
        """Faces of an upright image, best first."""
        ...


class FaceEmbedder(Protocol):
    """Turns a face into a unit vector in which one person's faces lie close together."""

    @property
    def name(self) -> str: ...

    @property
    def dimensions(self) -> int: ...

    @property
    def same_person(self) -> float:
        """Cosine above which two faces are more likely one person than not."""
        ...

    @property
    def impostor(self) -> float:
        """Cosine that hardly any two different people reach (about 1 in 1,000)."""
        ...

    def embed(self, image: Image, landmarks: Sequence[Landmarks]) -> list[Embedding]:
        """Unit vectors of the faces at `landmarks` (pixels of `image`), in order."""
        ...


class FaceAnalyzer(Protocol):
    """A detector and an embedder: the face pack of a library."""

    @property
    def detector(self) -> FaceDetector: ...

    @property
    def embedder(self) -> FaceEmbedder: ...

    def analyze(self, image: Image, scale: float = 1.0) -> list[DetectedFace]:
        """Faces of `image` with quality and embedding.

        `scale` is full-size pixels per image pixel: boxes, landmarks and eye distances come
        back in pixels of the full-size photo.
        """
        ...
