"""Pixels of the core as pictures of Qt."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage

from core.services.restore_display import Overlay

SCREEN_SIDE = 2560
"""Long side of what is shown; more would not be seen."""

AMBER = "#e0a030"
"""What is marked on a photograph: photographs look the same in light and dark."""


def image_of(pixels: NDArray[np.uint8]) -> QImage:
    """QImage with its own copy of (H, W, 3) RGB pixels, in the format that is painted quickest."""
    height, width, _ = pixels.shape
    shared = QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888)
    return shared.convertToFormat(QImage.Format.Format_RGB32)


def tinted(overlay: Overlay, colour: str, strongest: float = 0.75) -> QImage:
    """An overlay as a picture of one colour, at most `strongest` opaque."""
    height, width = overlay.alpha.shape
    tint = QColor(colour)
    alpha = overlay.alpha.astype(np.float32) * strongest
    share = alpha[..., None] / 255.0
    premultiplied = np.empty((height, width, 4), dtype=np.uint8)
    premultiplied[..., :3] = np.rint(share * np.array([tint.blue(), tint.green(), tint.red()]))
    premultiplied[..., 3] = np.rint(alpha)
    picture = QImage(
        premultiplied.tobytes(), width, height, 4 * width, QImage.Format.Format_ARGB32_Premultiplied
    )
    return picture.copy()
