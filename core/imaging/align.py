"""Warps between a photo and aligned crops: antialiased, exact to the half pixel.

Matrices follow the convention of `core.domain.alignment` (the centre of the first pixel is at
0, 0). Pillow's `transform` counts from the pixel's corner; the shift is made here, once.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.domain.alignment import AlignmentTemplate, Points, Similarity

Matrix = NDArray[np.float64]
FloatImage = NDArray[np.float32]
Fill = tuple[int, int, int]

MARGIN = 4
"""Pixels around the wanted region that the cubic kernel and rounding may reach."""


def warp_to_template(
    image: NDArray[np.uint8],
    similarity: Similarity,
    template: AlignmentTemplate | int,
    *,
    fill: Fill | None = None,
) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    """Cut an aligned square crop out of a photo.

    Args:
        image: (H, W, 3) upright RGB photo.
        similarity: from photo to crop pixels, see `similarity_to`.
        template: the crop's template, or its side S in pixels.
        fill: colour beyond the photo's edge; None continues the edge pixels.

    Returns:
        The crop, uint8 (S, S, 3), and bool (S, S), False where the crop lies beyond the photo.
    """
    size = template if isinstance(template, int) else template.size
    to_photo = similarity.inverse().array
    crop = warp(image.astype(np.float32), to_photo, (size, size))
    valid = inside(to_photo, (size, size), image.shape[:2])
    result = as_bytes(crop)
    if fill is not None:
        result[~valid] = fill
    return result, valid


def warp(image: FloatImage, to_source: Matrix, shape: tuple[int, int]) -> FloatImage:
    """Resample `image` under an affine map; pixels beyond its edge repeat the edge.

    Args:
        image: float32 (H, W, C) of any range.
        to_source: (2, 3) from pixels of the result to pixels of `image`.
        shape: height and width of the result.

    Returns:
        float32 (height, width, C). Shrinking averages over the area that each pixel covers
        (drawn at twice the size, then reduced); enlarging is cubic.
    """
    step = float(np.sqrt(abs(np.linalg.det(to_source[:, :2]))))
    if step <= 1.0:
        return _sample(image, to_source, shape)
    # Twice the wanted resolution leaves the rotation room; the last halving is antialiased.
    twice = to_source @ np.array([[0.5, 0.0, -0.25], [0.0, 0.5, -0.25], [0.0, 0.0, 1.0]])
    drawn = _sample(*_reduced(image, twice, (shape[0] * 2, shape[1] * 2), step / 2))
    return _resized(drawn, (shape[1], shape[0]), None)


def inside(to_source: Matrix, shape: tuple[int, int], source: tuple[int, int]) -> NDArray[np.bool_]:
    """bool (height, width): which pixels of the result fall on the source picture."""
    points = grid(to_source, shape)
    height, width = source
    x, y = points[..., 0], points[..., 1]
    return np.asarray((x >= -0.5) & (x <= width - 0.5) & (y >= -0.5) & (y <= height - 0.5))


def grid(to_source: Matrix, shape: tuple[int, int]) -> NDArray[np.float64]:
    """(height, width, 2): where each pixel of the result lies in the source picture."""
    rows, columns = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float64)
    stacked = np.stack([columns, rows], axis=-1)
    return np.asarray(stacked @ to_source[:, :2].T + to_source[:, 2])


def enlarged_similarity(similarity: Similarity, factor: float) -> Similarity:
    """The same crop, cut from the photo enlarged by `factor`."""
    matrix = similarity.array
    linear = matrix[:, :2] / factor
    half = np.full(2, 0.5)
    return Similarity.from_array(
        np.column_stack([linear, matrix[:, 2] + linear @ half - matrix[:, :2] @ half])
    )


def enlarged_points(points: Points, factor: float) -> Points:
    """Photo points (N, 2) after the photo was enlarged by `factor`."""
    return (np.asarray(points, dtype=np.float64) + 0.5) * factor - 0.5


def as_bytes(image: FloatImage) -> NDArray[np.uint8]:
    """Rounded and cut to 0..255."""
    return np.clip(np.rint(image), 0, 255).astype(np.uint8)


def _reduced(
    image: FloatImage, to_source: Matrix, shape: tuple[int, int], step: float
) -> tuple[FloatImage, Matrix, tuple[int, int]]:
    """Shrink the part of `image` that is needed by about `step`, and adapt the matrix to it."""
    corners = grid(to_source, (2, 2)) if min(shape) < 2 else _corners(to_source, shape)
    margin = MARGIN * max(step, 1.0)
    low = np.floor(np.clip(corners.min(axis=0) - margin, 0, None)).astype(int)
    high = np.ceil(corners.max(axis=0) + margin + 1).astype(int)
    right, bottom = min(high[0], image.shape[1]), min(high[1], image.shape[0])
    left, top = min(low[0], right - 1), min(low[1], bottom - 1)
    if right <= left or bottom <= top:
        return image, to_source, shape
    part = image[top:bottom, left:right]
    shift = np.array([[1.0, 0.0, -left], [0.0, 1.0, -top]])
    moved = shift @ np.vstack([to_source, [0.0, 0.0, 1.0]])
    if step <= 1.0:
        return part, moved, shape
    size = (max(round(part.shape[1] / step), 1), max(round(part.shape[0] / step), 1))
    ratio = np.array([size[0] / part.shape[1], size[1] / part.shape[0]])
    small = _resized(part, size, None)
    scaled = moved * ratio[:, None]
    scaled[:, 2] += 0.5 * ratio - 0.5
    return small, scaled, shape


def _corners(to_source: Matrix, shape: tuple[int, int]) -> NDArray[np.float64]:
    height, width = shape
    ends = np.array([[0, 0], [width - 1, 0], [0, height - 1], [width - 1, height - 1]], dtype=np.float64)
    return np.asarray(ends @ to_source[:, :2].T + to_source[:, 2])


def _sample(image: FloatImage, to_source: Matrix, shape: tuple[int, int]) -> FloatImage:
    """Cubic interpolation without antialiasing; the edge is repeated far enough for every pixel."""
    padded, matrix = _padded(image, to_source, shape)
    linear = matrix[:, :2]
    offset = matrix[:, 2] + 0.5 - linear @ np.full(2, 0.5)
    data = (*linear[0], offset[0], *linear[1], offset[1])
    size = (shape[1], shape[0])
    planes = [
        Image.fromarray(np.ascontiguousarray(padded[..., channel])).transform(
            size, Image.Transform.AFFINE, data, Image.Resampling.BICUBIC
        )
        for channel in range(padded.shape[2])
    ]
    return np.stack([np.asarray(plane, dtype=np.float32) for plane in planes], axis=-1)


def _padded(image: FloatImage, to_source: Matrix, shape: tuple[int, int]) -> tuple[FloatImage, Matrix]:
    """The part of `image` that is read, its edge pixels repeated where more is wanted."""
    corners = _corners(to_source, shape)
    low = np.floor(corners.min(axis=0)).astype(int) - MARGIN
    high = np.ceil(corners.max(axis=0)).astype(int) + MARGIN + 1
    columns = np.clip(np.arange(low[0], high[0]), 0, image.shape[1] - 1)
    rows = np.clip(np.arange(low[1], high[1]), 0, image.shape[0] - 1)
    moved = to_source.copy()
    moved[:, 2] -= low
    return image[np.ix_(rows, columns)], moved


def _resized(
    image: FloatImage, size: tuple[int, int], box: tuple[float, float, float, float] | None
) -> FloatImage:
    planes = [
        Image.fromarray(np.ascontiguousarray(image[..., channel])).resize(
            size, Image.Resampling.BICUBIC, box=box
        )
        for channel in range(image.shape[2])
    ]
    return np.stack([np.asarray(plane, dtype=np.float32) for plane in planes], axis=-1)
