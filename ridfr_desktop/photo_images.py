"""Whole photos as QImages: originals through the decoder process, versions from our own files."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from core.app import App
from core.services.browsing import PhotoDetails, photo_details

SCREEN_SIDE = 2560
"""Long side of what is shown; more would not be seen."""


@dataclass(frozen=True)
class ShownPhoto:
    details: PhotoDetails
    before: QImage
    after: QImage | None
    """The newest version, None when there is none."""


def load_photo(app: App, photo_id: int) -> ShownPhoto:
    """Read a photo and its newest version for the screen; runs in a lane.

    Raises:
        UnreadablePhoto: the original is not there or cannot be decoded.
    """
    details = photo_details(app.library, photo_id)
    pixels = app.decoder.decode(details.photo.path, max_side=SCREEN_SIDE).pixels
    after = None
    if details.versions:
        after = QImage(str(app.library.paths.versions / details.versions[-1].file))
        if after.isNull():
            after = None
        elif max(after.width(), after.height()) > SCREEN_SIDE:
            after = after.scaled(
                SCREEN_SIDE,
                SCREEN_SIDE,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
    return ShownPhoto(details, image_of(pixels), after)


def image_of(pixels: NDArray[np.uint8]) -> QImage:
    """QImage with its own copy of (H, W, 3) RGB pixels."""
    height, width, _ = pixels.shape
    return QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()
