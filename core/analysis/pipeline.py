"""The face pack at work: detect, measure quality, embed what is worth embedding."""

from __future__ import annotations

import numpy as np

from core.analysis.analyzer import Detection, FaceDetector, FaceEmbedder, Image
from core.analysis.boxes import drop_nested
from core.analysis.quality import face_quality
from core.domain.face import DetectedFace, Embedding, Landmarks

MINIMUM_EYE_DISTANCE = 4.0
"""Image pixels between the eyes under which a detection is noise."""

MINIMUM_EMBEDDED = 8.0
"""Image pixels between the eyes under which a vector would say more of the blur than of the person."""

MAXIMUM_EMBEDDED_YAW = 65.0
"""Degrees of turn beyond which embedders compare profiles with profiles, not with people."""

SHORTEST_VECTOR = 1e-6
"""Length under which a vector has no direction; unit vectors are the rule."""


class Analyzer:
    """A detector and an embedder together (`FaceAnalyzer`)."""

    def __init__(
        self, detector: FaceDetector, embedder: FaceEmbedder, *, minimum_embedded: float = MINIMUM_EMBEDDED
    ) -> None:
        self._detector = detector
        self._embedder = embedder
        self._minimum_embedded = minimum_embedded

    @property
    def detector(self) -> FaceDetector:
        return self._detector

    @property
    def embedder(self) -> FaceEmbedder:
        return self._embedder

    def analyze(self, image: Image, scale: float = 1.0) -> list[DetectedFace]:
        """Faces of `image` (H, W, 3), best first, in pixels of the full-size photo.

        `scale` is full-size pixels per image pixel. A face too small or turned away comes
        without embedding; detections without usable landmarks or inside a better one go.
        """
        found = [one for one in self._detector.detect(image) if _plausible(one)]
        return [self._describe(image, one, scale) for one in drop_nested(found)]

    def _describe(self, image: Image, found: Detection, scale: float) -> DetectedFace:
        quality = face_quality(image, found, scale)
        worth = found.landmarks.eye_distance >= self._minimum_embedded and (
            abs(quality.yaw) <= MAXIMUM_EMBEDDED_YAW
        )
        return DetectedFace(
            box=found.box.scaled(scale),
            landmarks=_scaled(found.landmarks, scale),
            score=found.score,
            quality=quality,
            embedding=self._embedding(image, found.landmarks) if worth else None,
        )

    def _embedding(self, image: Image, landmarks: Landmarks) -> Embedding | None:
        """None for a vector without direction, as some models answer to flat crops."""
        [vector] = self._embedder.embed(image, [landmarks])
        length = float(np.linalg.norm(vector))
        return vector if np.isfinite(length) and length >= SHORTEST_VECTOR else None


def _plausible(found: Detection) -> bool:
    points = found.landmarks.array
    if not np.isfinite(points).all():
        return False
    eyes, mouth = points[:2].mean(axis=0), points[3:].mean(axis=0)
    height = float(((mouth - eyes) ** 2).sum() ** 0.5)
    return max(found.landmarks.eye_distance, height) >= MINIMUM_EYE_DISTANCE and found.box.area > 0


def _scaled(landmarks: Landmarks, scale: float) -> Landmarks:
    """Landmarks are pixel centres: (p + 0.5) * scale - 0.5."""
    return Landmarks.from_array((landmarks.array + 0.5) * scale - 0.5)
