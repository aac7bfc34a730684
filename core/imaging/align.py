"""Warps between a photo and aligned crops: antialiased, exact to the half pixel.

Matrices follow the convention of `core.domain.alignment`: the centre of the first pixel is at
0, 0.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.domain.alignment import AlignmentTemplate, Points, Similarity

Matrix = NDArray[np.float64]
FloatImage = NDArray[np.float32]
Picture = NDArray[np.uint8] | FloatImage
Fill = tuple[int, int, int]

MARGIN = 4
"""Pixels around the wanted region that the cubic kernel and rounding may reach."""

TAPS = (-1, 0, 1, 2)
"""Pixels that the cubic kernel reads along each axis."""


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
    crop = warp(image, to_photo, (size, size))
    valid = inside(to_photo, (size, size), image.shape[:2])
    result = as_bytes(crop)
    if fill is not None:
        result[~valid] = fill
    return result, valid


def warp(image: Picture, to_source: Matrix, shape: tuple[int, int]) -> FloatImage:
    """Resample `image` under an affine map; pixels beyond its edge repeat the edge.

    Args:
        image: (H, W, C) of bytes or floats.
        to_source: (2, 3) from pixels of the result to pixels of `image`.
        shape: height and width of the result.

    Returns:
        float32 (height, width, C). Shrinking averages over the area that each pixel covers
        (drawn at twice the size, then reduced); enlarging is cubic.
    """
    part, to_part = _part(image, to_source, shape)
    step = scale_of(to_source)
    if step <= 1.0:
        return _sample(part, to_part, shape)
    # Twice the wanted resolution leaves the rotation room; the last halving is antialiased.
    twice = to_part @ np.array([[0.5, 0.0, -0.25], [0.0, 0.5, -0.25], [0.0, 0.0, 1.0]])
    drawn = _sample(*_reduced(part, twice, step / 2), (shape[0] * 2, shape[1] * 2))
    return _resized(drawn, (shape[1], shape[0]))


def scale_of(matrix: Matrix) -> float:
    """How many times longer the map makes things."""
    return float(np.sqrt(abs(np.linalg.det(matrix[:, :2]))))


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


def _part(image: Picture, to_source: Matrix, shape: tuple[int, int]) -> tuple[FloatImage, Matrix]:
    """The part of `image` that is read, as floats, and the matrix into it."""
    height, width = shape
    ends = np.array([[0, 0], [width - 1, 0], [0, height - 1], [width - 1, height - 1]], dtype=np.float64)
    corners = ends @ to_source[:, :2].T + to_source[:, 2]
    margin = MARGIN * max(scale_of(to_source), 1.0)
    last = np.array([image.shape[1] - 1, image.shape[0] - 1])
    left, top = np.clip(np.floor(corners.min(axis=0) - margin), 0, last).astype(int)
    right, bottom = np.clip(np.ceil(corners.max(axis=0) + margin), 0, last).astype(int) + 1
    moved = to_source.copy()
    moved[:, 2] -= (left, top)
    return image[top:bottom, left:right].astype(np.float32), moved


def _reduced(image: FloatImage, to_source: Matrix, step: float) -> tuple[FloatImage, Matrix]:
    """`image` smaller by about `step`, and the matrix into it."""
    if step <= 1.0:
        return image, to_source
    height, width = image.shape[:2]
    size = (max(round(width / step), 1), max(round(height / step), 1))
    ratio = np.array([size[0] / width, size[1] / height])
    scaled = to_source * ratio[:, None]
    scaled[:, 2] += 0.5 * ratio - 0.5
    return _resized(image, size), scaled


def _sample(image: FloatImage, to_source: Matrix, shape: tuple[int, int]) -> FloatImage:
    """Cubic convolution (Keys 1981) without antialiasing; the edge is repeated.

    Not Pillow's `transform`: its cubic kernel (a = -1) moves a slope by up to a tenth of a pixel.
    """
    height, width, channels = image.shape
    points = grid(to_source, shape)
    # Beyond this every tap reads the same edge pixel; it also keeps absurd positions countable.
    points = np.clip(points, -MARGIN, [width + MARGIN, height + MARGIN])
    first = np.floor(points).astype(np.intp)
    across, down = np.moveaxis(_cubic((points - first).astype(np.float32)), -1, 0)
    columns = [np.clip(first[..., 0] + tap, 0, width - 1) for tap in TAPS]
    rows = [np.clip(first[..., 1] + tap, 0, height - 1) * width for tap in TAPS]
    flat = image.reshape(-1, channels)
    result = np.zeros((*shape, channels), dtype=np.float32)
    for row, row_weight in zip(rows, down, strict=True):
        line = np.zeros_like(result)
        for column, weight in zip(columns, across, strict=True):
            line += weight[..., None] * flat[row + column]
        result += row_weight[..., None] * line
    return result


def _cubic(fraction: NDArray[np.float32]) -> NDArray[np.float32]:
    """(4, ...) weights of the taps for positions `fraction` in [0, 1) after the second tap."""
    t = fraction
    before = ((-0.5 * t + 1.0) * t - 0.5) * t
    here = (1.5 * t - 2.5) * t * t + 1.0
    after = ((-1.5 * t + 2.0) * t + 0.5) * t
    last = (0.5 * t - 0.5) * t * t
    return np.stack([before, here, after, last])


def _resized(image: FloatImage, size: tuple[int, int]) -> FloatImage:
    """Cubic and antialiased, to `size` (width, height)."""
    planes = [
        Image.fromarray(np.ascontiguousarray(image[..., channel])).resize(size, Image.Resampling.BICUBIC)
        for channel in range(image.shape[2])
    ]
    return np.stack([np.asarray(plane, dtype=np.float32) for plane in planes], axis=-1)
