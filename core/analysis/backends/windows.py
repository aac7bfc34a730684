"""Cutting warped windows out of photographs with OpenCV: averaged when shrinking, black outside."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from core.analysis.analyzer import Image

LARGEST_SHRINK = 32


def window_around(image: Image, centre: tuple[float, float], scale: float, side: int) -> Image:
    """(side, side, 3) around `centre` of the image (x, y), at `scale` window pixels per image pixel."""
    shift = (side - 1) / 2 - scale * np.asarray(centre)
    return warped(image, np.column_stack([np.eye(2) * scale, shift]), side)


def warped(image: Image, matrix: NDArray[np.float64], side: int) -> Image:
    """(side, side, 3) of an RGB image under the (2, 3) `matrix` from image to window pixels."""
    scale = float(np.hypot(matrix[0, 0], matrix[1, 0]))
    if scale < 0.5:  # average first: sampling a large face in a few pixels would alias
        image, matrix = _shrunk(image, matrix, side, min(int(1 / scale), LARGEST_SHRINK))
    return np.asarray(cv2.warpAffine(image, matrix, (side, side), flags=cv2.INTER_LINEAR), dtype=np.uint8)


def _shrunk(
    image: Image, matrix: NDArray[np.float64], side: int, factor: int
) -> tuple[Image, NDArray[np.float64]]:
    """The image reduced by `factor`, only where the window looks, and the matrix that fits it."""
    corners = np.array([[0, 0, 1], [side, 0, 1], [0, side, 1], [side, side, 1]], dtype=np.float64)
    seen = corners @ cv2.invertAffineTransform(matrix).T
    low = np.maximum(np.floor(seen.min(axis=0)).astype(int) - factor, 0)
    high = np.maximum(np.ceil(seen.max(axis=0)).astype(int) + factor, low + factor)
    part = image[low[1] : high[1], low[0] : high[0]]
    height, width = part.shape[0] // factor, part.shape[1] // factor
    if height == 0 or width == 0:
        return image, matrix
    part = part[: height * factor, : width * factor]
    small = cv2.resize(part, (width, height), interpolation=cv2.INTER_AREA)
    # Pixel p of the small picture shows pixel low + (p + 0.5) * factor - 0.5 of the image.
    linear = matrix[:, :2] * factor
    shift = matrix[:, :2] @ (low + factor / 2 - 0.5) + matrix[:, 2]
    return np.asarray(small, dtype=np.uint8), np.column_stack([linear, shift])
