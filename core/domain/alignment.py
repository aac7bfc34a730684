"""Alignment templates and similarity transforms between a photo and an aligned crop.

Coordinates are pixels (x, y) with the centre of the top-left pixel at (0, 0), the
convention of the published templates and of OpenCV. Enlarging a picture by ``s`` maps
``x`` to ``(x + 0.5) * s - 0.5``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
"""(5, 2): left eye, right eye, nose, left and right mouth corner as seen in the image."""


@dataclass(frozen=True)
class AlignmentTemplate:
    """Where the five landmarks lie in a square crop of `size` pixels."""

    name: str
    size: int
    landmarks: tuple[tuple[float, float], ...]

    @property
    def points(self) -> Points:
        return np.asarray(self.landmarks, dtype=np.float64)

    @property
    def eye_distance(self) -> float:
        left, right = self.points[:2]
        return float(np.hypot(*(right - left)))

    def at(self, size: int) -> AlignmentTemplate:
        """The same framing in a crop of another `size`."""
        scale = size / self.size
        moved = (self.points + 0.5) * scale - 0.5
        return AlignmentTemplate(f"{self.name}@{size}", size, tuple((float(x), float(y)) for x, y in moved))


ARCFACE_112 = AlignmentTemplate(
    "arcface-112",
    112,
    ((38.2946, 51.6963), (73.5318, 51.5014), (56.0252, 71.7366), (41.5493, 92.3655), (70.7299, 92.2041)),
)
"""InsightFace's recognition template (Deng et al., ArcFace)."""

FACEID_224 = AlignmentTemplate("faceid-224", 224, tuple((2 * x, 2 * y) for x, y in ARCFACE_112.landmarks))
"""What IP-Adapter-FaceID gives to CLIP: InsightFace's template times two, not moved by half a pixel."""

FFHQ_512 = AlignmentTemplate(
    "ffhq-512",
    512,
    ((192.98, 239.95), (318.90, 240.19), (256.63, 314.02), (201.26, 371.41), (313.09, 371.15)),
)
"""The restoration template of the published 512-px face restorers."""

LITE_128 = AlignmentTemplate(
    "lite-128",
    128,
    ((45.0, 54.0), (83.0, 54.0), (64.0, 76.3), (47.1, 93.6), (80.9, 93.6)),
)
"""Framing of the `lite` restorer: chin and hairline inside, 38 px between the eyes."""


@dataclass(frozen=True)
class Similarity:
    """Rotation, scale and shift: ``q = matrix[:, :2] @ p + matrix[:, 2]`` from photo to crop."""

    matrix: tuple[tuple[float, float, float], tuple[float, float, float]]

    @property
    def array(self) -> NDArray[np.float64]:
        """(2, 3) affine matrix from photo pixels to crop pixels."""
        return np.asarray(self.matrix, dtype=np.float64)

    @property
    def scale(self) -> float:
        """Crop pixels per photo pixel."""
        return float(np.hypot(self.matrix[0][0], self.matrix[1][0]))

    @property
    def angle(self) -> float:
        """Rotation from photo to crop in degrees."""
        return float(np.degrees(np.arctan2(self.matrix[1][0], self.matrix[0][0])))

    def apply(self, points: Points) -> Points:
        """Map (N, 2) photo points into the crop."""
        matrix = self.array
        return np.asarray(points, dtype=np.float64) @ matrix[:, :2].T + matrix[:, 2]

    def inverse(self) -> Similarity:
        """The transform from crop to photo."""
        matrix = self.array
        linear = np.linalg.inv(matrix[:, :2])
        return Similarity.from_array(np.column_stack([linear, -linear @ matrix[:, 2]]))

    @staticmethod
    def from_array(matrix: NDArray[np.float64]) -> Similarity:
        rows = [tuple(float(value) for value in row) for row in np.asarray(matrix, dtype=np.float64)]
        return Similarity((rows[0], rows[1]))  # type: ignore[arg-type]


def similarity_to(template: AlignmentTemplate, landmarks: Points) -> Similarity:
    """Least-squares similarity that brings `landmarks` (5, 2) onto the template (Umeyama 1991).

    Raises:
        ValueError: the landmarks coincide, so no scale can be found.
    """
    source = np.asarray(landmarks, dtype=np.float64)
    target = template.points
    source_mean, target_mean = source.mean(axis=0), target.mean(axis=0)
    centred, wanted = source - source_mean, target - target_mean
    variance = float((centred**2).sum() / len(source))
    if not np.isfinite(variance) or variance < 1e-9:
        raise ValueError("The five landmarks lie in one point.")
    u, singular, vt = np.linalg.svd(wanted.T @ centred / len(source))
    signs = np.array([1.0, np.sign(np.linalg.det(u) * np.linalg.det(vt))])
    rotation = u @ np.diag(signs) @ vt
    scale = float((singular * signs).sum() / variance)
    shift = target_mean - scale * rotation @ source_mean
    return Similarity.from_array(np.column_stack([scale * rotation, shift]))


def eye_distance(landmarks: Points) -> float:
    """Distance between the eye centres in pixels."""
    points = np.asarray(landmarks, dtype=np.float64)
    return float(np.hypot(*(points[1] - points[0])))
