"""Quality of one detected face, measured on its aligned 112-pixel crop."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image as PillowImage

from core.analysis.analyzer import Detection, Image
from core.domain.alignment import ARCFACE_112, AlignmentTemplate, similarity_to
from core.domain.face import FaceQuality, Landmarks
from core.domain.quality import quality_of

_REACH = 1.15
"""Pixels kept around the crop before resampling, relative to it: room for the filters."""


def face_quality(image: Image, detection: Detection, scale: float = 1.0) -> FaceQuality:
    """Quality of a detection in `image` (H, W, 3), where `scale` is full-size pixels per image pixel.

    Raises:
        ValueError: the landmarks coincide.
    """
    crop = aligned_crop(image, detection.landmarks)
    return quality_of(crop, detection.landmarks.array, detection.score, scale)


def aligned_crop(image: Image, landmarks: Landmarks, template: AlignmentTemplate = ARCFACE_112) -> Image:
    """The face warped onto `template`: (S, S, 3), averaged when shrinking, the edge repeated outside."""
    back = similarity_to(template, landmarks.array).inverse()
    shrink = max(int(back.scale), 1)
    corners = back.apply(np.array([[0, 0], [1, 0], [0, 1], [1, 1]], dtype=np.float64) * template.size)
    centre, half = corners.mean(axis=0), np.ptp(corners, axis=0).max() / 2 * _REACH + 2 * shrink
    low = np.floor(centre - half).astype(int)
    part = PillowImage.fromarray(_window(image, low, int(np.ceil(2 * half / shrink)) * shrink))
    reduced = part.reduce(shrink) if shrink > 1 else part
    # Pillow's pixel (x, y) has its centre at (x + 0.5, y + 0.5); ours at (x, y).
    linear = back.array[:, :2] / shrink
    shift = (back.array[:, 2] - linear.sum(axis=1) * shrink / 2 + 0.5 - low) / shrink
    warped = reduced.transform(
        (template.size, template.size),
        PillowImage.Transform.AFFINE,
        tuple(np.column_stack([linear, shift]).ravel().tolist()),
        resample=PillowImage.Resampling.BICUBIC,
    )
    return np.asarray(warped)


def _window(image: Image, low: NDArray[np.intp], side: int) -> Image:
    """(side, side, 3) of `image` from `low` (x, y), its edge repeated beyond it."""
    rows = np.clip(np.arange(low[1], low[1] + side), 0, image.shape[0] - 1)
    columns = np.clip(np.arange(low[0], low[0] + side), 0, image.shape[1] - 1)
    return np.ascontiguousarray(image[np.ix_(rows, columns)])
