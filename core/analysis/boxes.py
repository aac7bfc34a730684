"""Suppression of repeated and nested detections."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.analysis.analyzer import Detection
from core.domain.face import Box


def suppress(boxes: NDArray[np.float64], scores: NDArray[np.float64], overlap: float) -> NDArray[np.intp]:
    """Non-maximum suppression: indices of kept boxes, best score first.

    Args:
        boxes: (N, 4) left, top, right, bottom.
        scores: (N,).
        overlap: intersection over union from which the lower score goes.
    """
    order = np.argsort(-scores, kind="stable")
    areas = np.maximum(boxes[:, 2] - boxes[:, 0], 0) * np.maximum(boxes[:, 3] - boxes[:, 1], 0)
    kept = []
    while order.size:
        best, rest = order[0], order[1:]
        kept.append(best)
        low = np.maximum(boxes[best, :2], boxes[rest, :2])
        high = np.minimum(boxes[best, 2:], boxes[rest, 2:])
        common = np.prod(np.maximum(high - low, 0), axis=1)
        union = areas[best] + areas[rest] - common
        order = rest[common < overlap * np.maximum(union, 1e-9)]
    return np.asarray(kept, dtype=np.intp)


def drop_nested(detections: Sequence[Detection], share: float = 0.7) -> list[Detection]:
    """Detections without those that lie inside a better one (an eye or a mouth seen as a face).

    A detection goes when `share` of its area is inside a kept one with a higher score that is
    at least twice as large; two faces one behind the other keep both boxes.
    """
    kept: list[Detection] = []
    for found in sorted(detections, key=lambda one: -one.score):
        if not any(_inside(found.box, other.box, share) for other in kept):
            kept.append(found)
    return kept


def _inside(box: Box, other: Box, share: float) -> bool:
    right = min(box.x + box.width, other.x + other.width)
    bottom = min(box.y + box.height, other.y + other.height)
    common = max(right - max(box.x, other.x), 0.0) * max(bottom - max(box.y, other.y), 0.0)
    return box.area > 0 and other.area >= 2 * box.area and common >= share * box.area
