"""A photo on the screen with restored faces in it: put together in memory, nothing is written.

The same blending as versions have, at the resolution of the screen, so that strength and choice
of results can be tried live. Belongs to one lane.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.domain.alignment import LITE_128, similarity_to
from core.domain.face import Face
from core.domain.photo import Photo
from core.domain.restoration import Restoration
from core.imaging.align import enlarged_points, enlarged_similarity, warp
from core.imaging.blend import FaceShape, box_of, enlarge, enlargement_for, face_mask
from core.imaging.decoder import Decoder
from core.library.library import Library
from core.services.photo_files import Pixels, read_original, read_result
from core.services.versions import alignment_of, with_restored_face

MOST_PIXELS = 8_000_000
"""Of the picture on the screen."""


@dataclass(frozen=True)
class ShownFace:
    """What is shown of one face."""

    restoration: Restoration
    strength: float
    """[0, 1]"""


@dataclass(frozen=True)
class Overlay:
    """Something over a part of the picture."""

    left: int
    top: int
    alpha: NDArray[np.uint8]
    """(h, w): 0 shows the picture, 255 covers it."""


class PhotoCanvas:
    """One photo, read once and composed as often as the user changes something."""

    def __init__(self, library: Library, decoder: Decoder, photo_id: int) -> None:
        """Read the photo.

        Raises:
            LibraryError: there is no such photo.
            UnreadablePhoto: it is not there, cannot be decoded, or was changed since it was indexed.
        """
        with library.snapshot() as tx:
            self.photo: Photo = tx.photos.get(photo_id)
            self._faces = {face.id: face for face in tx.faces.of_photo(photo_id)}
        self._library = library
        self._decoder = decoder
        self.original, self.scale = self._read()
        self._crops: dict[int, Pixels] = {}
        self._others: tuple[object, Pixels] = ((), self.original)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the photo itself."""
        return self.photo.facts.width, self.photo.facts.height

    def compose(self, shown: Mapping[int, ShownFace], *, busy: int = 0) -> Pixels:
        """The picture with these restored faces.

        Args:
            shown: by face; all other faces are the original's.
            busy: the face that is being changed; the others are kept for the next time.

        Raises:
            UnreadablePhoto: a crop is missing or was changed.
        """
        others = [(face, each) for face, each in sorted(shown.items()) if face != busy]
        key = tuple((face, each.restoration.id, each.strength) for face, each in others)
        if self._others[0] != key:
            picture = self.original
            for face, each in others:
                picture = self._with(picture, self._faces[face], each)
            self._others = (key, picture)
        picture = self._others[1]
        return self._with(picture, self._faces[busy], shown[busy]) if busy in shown else picture

    def overlay(self, restoration: Restoration, heat: NDArray[np.float32]) -> Overlay | None:
        """Heat (S, S) of a crop as it lies over the picture; None when it lies beside it."""
        face = self._faces[restoration.face_id]
        placed = enlarged_similarity(alignment_of(restoration), self.scale)
        side = heat.shape[0]
        box = box_of(placed, side, self.original.shape[:2])
        if box is None or face.landmarks is None:
            return None
        top, left, bottom, right = box
        matrix = placed.array
        matrix[:, 2] += matrix[:, :2] @ np.array([left, top], dtype=np.float64)
        extent = (bottom - top, right - left)
        points = placed.apply(enlarged_points(face.landmarks.array, self.scale))
        mask = face_mask(FaceShape.of(points), side, matrix, extent)
        over = np.clip(warp(heat[..., None], matrix, extent)[..., 0], 0.0, 1.0) * mask
        return Overlay(left, top, np.rint(over * 255).astype(np.uint8))

    def _with(self, picture: Pixels, face: Face, shown: ShownFace) -> Pixels:
        made = shown.restoration
        if made.id not in self._crops:
            path = self._library.paths.restorations / made.crop
            self._crops[made.id] = read_result(self._decoder, path, made.result_digest)
        if face.landmarks is None:
            return picture
        placed = enlarged_similarity(alignment_of(made), self.scale)
        landmarks = enlarged_points(face.landmarks.array, self.scale)
        recipe = replace(made.recipe, strength=shown.strength)
        return with_restored_face(picture, self._crops[made.id], placed, landmarks, recipe)

    def _read(self) -> tuple[Pixels, float]:
        """The picture for the screen, and its pixels per pixel of the photo."""
        width, height = self.size
        fitting = min(1.0, float(np.sqrt(MOST_PIXELS / (width * height))))
        most = int(max(width, height) * fitting) if fitting < 1.0 else None
        pixels = read_original(self._decoder, self.photo, max_side=most)
        if fitting < 1.0:
            return pixels, pixels.shape[1] / width
        wanted = max((self._enlargement(face) for face in self._faces.values()), default=1.0)
        return enlarge(pixels, wanted), wanted

    def _enlargement(self, face: Face) -> float:
        """So that a restored face is seen with all its pixels."""
        if face.landmarks is None:
            return 1.0
        try:
            alignment = similarity_to(LITE_128, face.landmarks.array)
        except ValueError:
            return 1.0
        return enlargement_for(alignment, self.size, max_pixels=MOST_PIXELS)
