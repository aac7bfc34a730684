"""Bounded cache of thumbnails that never reads a file on the UI thread.

Invariant: `request` returns at once; a picture that is not cached is decoded by the one
reader thread and announced by `ready`.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPixmap

from core.errors import RidfrError

Source = Callable[[], bytes | None]
"""Gives the encoded picture, or None when there is none; called on the reader thread."""


class ThumbnailCache(QObject):
    """Least recently used pictures up to a number of bytes."""

    ready = Signal(str)
    """A requested key can now be had."""
    _decoded = Signal(str, QImage)

    def __init__(self, *, limit_bytes: int = 192 * 1024 * 1024, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._limit = limit_bytes
        self._bytes = 0
        self._pictures: OrderedDict[str, QPixmap] = OrderedDict()
        self._waiting: set[str] = set()
        self._missing: set[str] = set()
        self._reader = ThreadPoolExecutor(max_workers=1, thread_name_prefix="thumbnails")
        self._decoded.connect(self._store, Qt.ConnectionType.QueuedConnection)

    def request(self, key: str, source: Source) -> QPixmap | None:
        """The picture if it is cached; else None, and `ready` follows when it is."""
        picture = self._pictures.get(key)
        if picture is not None:
            self._pictures.move_to_end(key)
            return picture
        if key not in self._waiting and key not in self._missing:
            self._waiting.add(key)
            self._reader.submit(self._read, key, source)
        return None

    def forget_all(self) -> None:
        """Ask again for everything: the library has changed, and with it what pictures show."""
        self._missing.clear()
        self._pictures.clear()
        self._bytes = 0

    def close(self) -> None:
        """Stop reading; called before the window goes."""
        self._reader.shutdown(wait=True, cancel_futures=True)

    def _read(self, key: str, source: Source) -> None:
        image = QImage()
        try:
            data = source()
        except (OSError, RidfrError):
            # A picture that cannot be read now is shown as an empty frame.
            data = None
        if data:
            image.loadFromData(data)
        self._decoded.emit(key, image)

    @Slot(str, QImage)
    def _store(self, key: str, image: QImage) -> None:
        self._waiting.discard(key)
        if image.isNull():
            self._missing.add(key)
            return
        picture = QPixmap.fromImage(image)
        self._pictures[key] = picture
        self._bytes += _size_of(picture)
        while self._bytes > self._limit and len(self._pictures) > 1:
            _, oldest = self._pictures.popitem(last=False)
            self._bytes -= _size_of(oldest)
        self.ready.emit(key)


def _size_of(picture: QPixmap) -> int:
    return picture.width() * picture.height() * 4
