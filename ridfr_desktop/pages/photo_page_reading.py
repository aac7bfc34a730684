"""Reading a photo for its page: the version in use, the original, and everybody in it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QImage

from core.app import App
from core.errors import PhotoError
from core.services.browsing import thumbnail_bytes
from core.services.people_browsing import PhotoFaces, photo_faces
from ridfr_desktop.pages.face_page import original_image
from ridfr_desktop.photo_images import SCREEN_SIDE
from ridfr_desktop.problem_words import message_words


def _not_connected() -> str:
    return QCoreApplication.translate("PhotoPage", "Not connected: the photo is shown from its thumbnail.")


@dataclass(frozen=True)
class PhotoShown:
    """What was read for one photo."""

    faces: PhotoFaces
    picture: QImage
    """The version in use; the original, or what there is of it, when there is no version."""
    original: QImage
    problem: str
    """Why only the thumbnail is shown, in words."""


def read_photo(app: App, photo_id: int) -> PhotoShown:
    """A photo for the screen; runs in a lane. When the original cannot be read, its thumbnail stands in.

    Raises:
        LibraryError: there is no such photo.
    """
    faces = photo_faces(app.library, photo_id)
    problem = ""
    try:
        original = original_image(app, photo_id)
    except PhotoError as error:
        problem = message_words(error.message) if faces.photo.online else _not_connected()
        original = QImage.fromData(thumbnail_bytes(app.thumbnails, faces.photo.digest) or b"")
    shown = PhotoShown(faces, original, original, problem)
    version = faces.versions[-1] if faces.versions else None
    if version is None or not version.file:
        return shown
    made = QImage(str(app.library.paths.versions / version.file))
    if made.isNull():
        gone = QCoreApplication.translate(
            "PhotoPage", "The restored version is no longer in the library folder; keep a result again."
        )
        return replace(shown, problem=gone)
    side = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    if max(made.width(), made.height()) > SCREEN_SIDE:
        made = made.scaled(SCREEN_SIDE, SCREEN_SIDE, *side)
    return replace(shown, picture=made)
