"""The pictures of a report: aligned faces before, after and of the reference, and whole photos."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.domain.alignment import AlignmentTemplate, Points, similarity_to
from core.domain.restoration import Version
from core.errors import UnreadablePhoto
from core.imaging.align import enlarged_points, warp_to_template
from core.imaging.decoder import Decoder
from core.library.library import Library
from core.services.reports.results import RestoredFace, RestoredPhoto

FACE_SIDE = 256
"""Pixels of a face in the report: twice what the small restorer makes, so nothing is lost."""

PHOTO_SIDE = 960
"""Longest side of whole photos in the report."""


@dataclass(frozen=True)
class FaceStrip:
    """Three pictures of one face in the same framing, `FACE_SIDE` square."""

    before: Image.Image
    restored: Image.Image | None
    """None when the restoration failed."""
    reference: Image.Image | None


@dataclass(frozen=True)
class PhotoPair:
    """A whole photo before and after, equally large."""

    before: Image.Image
    after: Image.Image


class ReportPictures:
    """Draws pictures from a library; `template` is the framing of the restorer's crops."""

    def __init__(self, library: Library, decoder: Decoder, template: AlignmentTemplate) -> None:
        self._library = library
        self._decoder = decoder
        self._template = template.at(FACE_SIDE)
        # Neighbouring faces share their photo: keep the last few, not an album's worth.
        self._pixels = lru_cache(maxsize=4)(self._decode)
        self._version = lru_cache(maxsize=2)(self._read_version)
        self._strips: dict[int, FaceStrip] = {}

    def strip(self, face: RestoredFace, photo: RestoredPhoto) -> FaceStrip:
        """The face before, restored, and its first reference.

        A kept face is shown as it is in the finished photo, any other as the model made it.

        Raises:
            UnreadablePhoto: the damaged photo or a result is gone.
        """
        made = face.restoration
        # Page and sheet show the same faces.
        if made.id not in self._strips:
            self._strips[made.id] = FaceStrip(
                before=self._aligned(made.face_id),
                restored=self._restored(face, photo.version),
                reference=self._aligned(made.reference_face_ids[0]) if made.reference_face_ids else None,
            )
        return self._strips[made.id]

    def pair(self, photo: RestoredPhoto) -> PhotoPair | None:
        """The whole photo before and after; None when no face of it was kept.

        Raises:
            UnreadablePhoto: the photo or its version is gone.
        """
        if photo.version is None:
            return None
        after = Image.fromarray(self._version(photo.version.file))
        after.thumbnail((PHOTO_SIDE, PHOTO_SIDE), Image.Resampling.LANCZOS)
        before = Image.fromarray(self._pixels(photo.photo_id)).resize(after.size, Image.Resampling.BICUBIC)
        return PhotoPair(before, after)

    def _restored(self, face: RestoredFace, version: Version | None) -> Image.Image | None:
        made = face.restoration
        if version is not None and (made.face_id, made.id) in version.faces:
            return self._cut(
                self._version(version.file), enlarged_points(self._landmarks(made.face_id), version.scale)
            )
        if not made.crop:
            return None
        crop = _opened(self._library.paths.restorations / made.crop)
        return crop.resize((FACE_SIDE, FACE_SIDE), Image.Resampling.BICUBIC)

    def _aligned(self, face_id: int) -> Image.Image:
        with self._library.snapshot() as tx:
            photo_id = tx.faces.get(face_id).photo_id
        return self._cut(self._pixels(photo_id), self._landmarks(face_id))

    def _landmarks(self, face_id: int) -> Points:
        with self._library.snapshot() as tx:
            landmarks = tx.faces.get(face_id).landmarks
        if landmarks is None:
            raise UnreadablePhoto(
                "The landmarks of face {number} are not known, so it cannot be shown.", number=face_id
            )
        return landmarks.array

    def _cut(self, pixels: NDArray[np.uint8], landmarks: Points) -> Image.Image:
        crop, _ = warp_to_template(pixels, similarity_to(self._template, landmarks), self._template)
        return Image.fromarray(crop)

    def _decode(self, photo_id: int) -> NDArray[np.uint8]:
        with self._library.snapshot() as tx:
            path = tx.photos.get(photo_id).path
        return self._decoder.decode(path).pixels

    def _read_version(self, file: str) -> NDArray[np.uint8]:
        return np.asarray(_opened(self._library.paths.versions / file))


def _opened(path: Path) -> Image.Image:
    """A picture that the library wrote itself."""
    try:
        with Image.open(path) as picture:
            return picture.convert("RGB")
    except OSError as error:
        raise UnreadablePhoto("This result is no longer in the library folder.", path=path) from error
