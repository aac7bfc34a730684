"""Pictures of faces and results for painting: what is there now, and a signal when there is more."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPixmap

from core.domain.face_tile import FaceTile
from core.services.browsing import thumbnail_bytes
from core.services.face_pictures import SharpFaces, face_from_thumbnail, thumbnail_is_enough
from core.services.people_browsing import RestoredTile
from ridfr_desktop.page import PageContext


class FacePictures(QObject):
    """Asks the shared cache; one for each page."""

    ready = Signal(int, str)
    """Number and kind ("face", "result", "photo") of what can now be painted."""

    def __init__(self, context: PageContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cache = context.cache
        self._store = context.store
        self._results = context.app.library.paths.restorations
        self._app = context.app
        self._sharp: SharpFaces | None = None
        context.cache.ready.connect(self._arrived)

    def face(self, tile: FaceTile) -> QPixmap | None:
        """The face, from the thumbnail first and sharp when the original has been read."""
        quick = self._cache.request(f"face {tile.id}", lambda: face_from_thumbnail(self._store, tile))
        if thumbnail_is_enough(tile):
            return quick
        sharp = self._cache.request(f"sharp {tile.id}", lambda: self._originals().picture(tile), decodes=True)
        return sharp or quick

    def photo(self, tile: FaceTile) -> QPixmap | None:
        """The whole photo of a face, from its thumbnail."""
        return self._cache.request(tile.digest, lambda: thumbnail_bytes(self._store, tile.digest))

    def result(self, restoration_id: int, crop: str) -> QPixmap | None:
        """The restored crop of a face."""
        path = self._results / crop
        return self._cache.request(f"result {restoration_id}", path.read_bytes)

    def before(self, result: RestoredTile) -> QPixmap | None:
        """The face of a result as it was, in the framing of the result."""
        key, alignment = f"before {result.restoration_id}", result.alignment
        if alignment is None:
            return self.face(result.tile)
        cut = lambda: self._originals().aligned(result.tile.photo_id, alignment, self._results / result.crop)  # noqa: E731
        return self._cache.request(key, cut, decodes=True) or self.face(result.tile)

    def _originals(self) -> SharpFaces:
        """On the reader thread of originals, the only one that touches `_sharp`."""
        if self._sharp is None:
            self._sharp = SharpFaces(self._app.library, self._app.decoder)
        return self._sharp

    def _arrived(self, key: str) -> None:
        kind, _, number = key.partition(" ")
        if number.isdecimal():
            self.ready.emit(int(number), "face" if kind in ("face", "sharp") else "result")
        elif not number:
            self.ready.emit(0, "photo")
