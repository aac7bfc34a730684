"""Stand-ins for the two protocols with models behind them; everything else is tested for real.

Both are deterministic, so a test can say beforehand what comes out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from core.analysis.analyzer import Detection, Image
from core.domain.alignment import LITE_128, AlignmentTemplate
from core.domain.face import Box, DetectedFace, Embedding, FaceQuality, Landmarks
from core.domain.recipe import ExecutionPlan
from core.progress import Progress
from core.restoration.restorer import (
    Crop,
    IdentityTokens,
    RestoredFaces,
    RestoreRequest,
    RestorerSpec,
)


def landmarks_in(box: Box) -> Landmarks:
    """Five points where a frontal face has them inside `box`."""
    points = np.array([[0.3, 0.4], [0.7, 0.4], [0.5, 0.6], [0.35, 0.8], [0.65, 0.8]])
    return Landmarks.from_array(points * [box.width, box.height] + [box.x, box.y])


def quality_of(eye_distance: float = 40.0, score: float = 0.8, *, yaw: float = 0.0) -> FaceQuality:
    """A good frontal face unless told otherwise."""
    return FaceQuality(
        score=score,
        eye_distance=eye_distance,
        size=min(eye_distance / 60, 1.0),
        sharpness=score,
        frontal=1.0 - min(abs(yaw) / 90, 1.0),
        yaw=yaw,
        light=0.8,
        detection=0.9,
    )


def unit_vector(name: object, dimensions: int = 128) -> Embedding:
    """The identity of `name`: equal names give equal vectors, different ones nearly orthogonal."""
    seed = int.from_bytes(hashlib.sha256(str(name).encode()).digest()[:8], "little")
    vector = np.random.default_rng(seed).normal(size=dimensions)
    return (vector / np.linalg.norm(vector)).astype(np.float32)


class FakeDetector:
    """Finds what `find` says: by default one face in the middle of every image."""

    name = "fake-detector-1"

    def __init__(self, find: Callable[[Image], Sequence[Box]] | None = None) -> None:
        self._find = find or _middle

    def detect(self, image: Image) -> list[Detection]:
        return [Detection(box, landmarks_in(box), 0.9) for box in self._find(image)]


class FakeEmbedder:
    """Identity is the mean colour around the nose, so paint decides who somebody is."""

    name = "fake-embedder-1"
    dimensions = 128
    same_person = 0.5
    impostor = 0.4

    def embed(self, image: Image, landmarks: Sequence[Landmarks]) -> list[Embedding]:
        return [unit_vector(_colour_at(image, face.array[2])) for face in landmarks]


class FakeAnalyzer:
    """A face pack without a model."""

    def __init__(self, find: Callable[[Image], Sequence[Box]] | None = None) -> None:
        self.detector = FakeDetector(find)
        self.embedder = FakeEmbedder()
        self.calls = 0

    def analyze(self, image: Image, scale: float = 1.0) -> list[DetectedFace]:
        self.calls += 1
        found = self.detector.detect(image)
        vectors = self.embedder.embed(image, [face.landmarks for face in found])
        return [
            DetectedFace(
                box=face.box.scaled(scale),
                landmarks=Landmarks.from_array(face.landmarks.array * scale),
                score=face.score,
                quality=quality_of(face.landmarks.eye_distance * scale),
                embedding=vector,
            )
            for face, vector in zip(found, vectors, strict=True)
        ]


def _spec(template: AlignmentTemplate) -> RestorerSpec:
    return RestorerSpec(
        name="fake",
        weights="0" * 64,
        template=template,
        reference_template=template,
        default_steps=2,
        max_references=4,
        licence="test",
        parameters=0,
    )


@dataclass
class FakeRestorer:
    """Gives the mean colour of each crop, shifted by the references; counts what it computes."""

    spec: RestorerSpec = field(default_factory=lambda: _spec(LITE_128))
    restored: int = 0
    encoded: int = 0

    def encode_reference(self, crop: Crop) -> IdentityTokens:
        self.encoded += 1
        tokens: IdentityTokens = crop.reshape(-1, 3).mean(axis=0, keepdims=True).astype(np.float16)
        return tokens

    def restore(self, requests: Sequence[RestoreRequest], progress: Progress) -> RestoredFaces:
        crops = []
        for request in progress.over(requests, "fake step"):
            if request.crop.shape != (self.spec.template.size,) * 2 + (3,):
                raise ValueError(f"the crop is {request.crop.shape}")
            self.restored += 1
            crops.append(_restored(request))
        plan = ExecutionPlan(device="cpu", dtype="float32", batch_size=len(requests), threads=1)
        return RestoredFaces(tuple(crops), plan)


def _restored(request: RestoreRequest) -> Crop:
    colours = [request.crop.reshape(-1, 3).mean(axis=0)]
    colours += [reference.tokens.mean(axis=0).astype(np.float64) for reference in request.references]
    colour = np.mean(colours, axis=0) + request.recipe.seed % 7
    return np.broadcast_to(np.clip(colour, 0, 255).astype(np.uint8), request.crop.shape).copy()


def _middle(image: Image) -> list[Box]:
    height, width = image.shape[:2]
    side = min(height, width) / 2
    return [Box((width - side) / 2, (height - side) / 2, side, side)]


def _colour_at(image: Image, point: NDArray[np.float64]) -> tuple[int, ...]:
    """Colour around `point` in 32 steps a channel, so that JPEG does not change who it is."""
    x, y = (int(value) for value in point)
    patch = image[max(y - 2, 0) : y + 3, max(x - 2, 0) : x + 3].reshape(-1, 3)
    return tuple(int(value) // 8 for value in np.round(patch.mean(axis=0)))
