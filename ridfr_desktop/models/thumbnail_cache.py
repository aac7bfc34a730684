"""Bounded cache of thumbnails that never reads a file on the UI thread.

What always holds: `request` returns at once; a picture that is not cached is decoded, scaled and
rounded by a reader thread and announced by `ready`. The newest request is read first, and requests
that were scrolled past long ago are forgotten. Pictures that need an original wait for a reader of
their own, so that they never hold up thumbnails.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QBuffer, QIODevice, QObject, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QImage, QImageReader, QPainter, QPainterPath, QPixmap

from core.errors import RidfrError

Source = Callable[[], bytes | None]
"""Gives the encoded picture, or None when there is none; called on the reader thread."""

FULL = 0
"""As large as it is stored, and not rounded."""
STEP = 8
"""Pixels between two sides that are kept, so that a size slider does not decode at every pixel."""
QUEUE = 600
"""Requests that are remembered: several screens full of the smallest cells."""

Kept = tuple[str, int]
"""Key and side."""


class ThumbnailCache(QObject):
    """Least recently used pictures up to a number of bytes."""

    ready = Signal(str)
    """A requested key can now be had."""
    _decoded = Signal(str, int, QImage)

    def __init__(
        self, *, limit_bytes: int = 192 * 1024 * 1024, corner: int = 8, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._limit = limit_bytes
        self._corner = corner
        self._bytes = 0
        self._pictures: OrderedDict[Kept, QPixmap] = OrderedDict()
        self._newest_side: dict[str, int] = {}
        self._missing: set[str] = set()
        self._quick = _Reader(self._read, "thumbnails")
        self._slow = _Reader(self._read, "originals")
        self._decoded.connect(self._store, Qt.ConnectionType.QueuedConnection)

    def request(self, key: str, source: Source, side: int = FULL, *, decodes: bool = False) -> QPixmap | None:
        """The picture if it is cached; else None, and `ready` follows when it is.

        Args:
            side: longest side in pixels of the screen, rounded up to a multiple of `STEP`; the
                picture then has rounded corners. Until it is read, another size of it stands in.
            decodes: the source decodes an original, which takes its time.
        """
        kept = (key, _kept_side(side))
        picture = self._pictures.get(kept)
        if picture is not None:
            self._pictures.move_to_end(kept)
            return picture
        if key not in self._missing:
            (self._slow if decodes else self._quick).ask(kept, source)
        return self._pictures.get((key, self._newest_side.get(key, FULL)))

    def forget_missing(self) -> None:
        """Ask again for pictures that were not there: indexing may have made them."""
        self._missing.clear()

    def forget_all(self) -> None:
        """Ask again for everything: the library has changed, and with it what pictures show."""
        self._missing.clear()
        self._pictures.clear()
        self._newest_side.clear()
        self._bytes = 0

    def close(self) -> None:
        """Stop reading; called before the window goes. Safe to call twice."""
        self._quick.close()
        self._slow.close()

    def _read(self, kept: Kept, source: Source) -> None:
        """On the reader thread."""
        try:
            data = source()
        except (OSError, RidfrError):
            # A picture that cannot be read now is shown as an empty frame.
            data = None
        key, side = kept
        image = _decoded(data, side) if data else QImage()
        if side != FULL and not image.isNull():
            image = _rounded(image, self._corner)
        self._decoded.emit(key, side, image)

    @Slot(str, int, QImage)
    def _store(self, key: str, side: int, image: QImage) -> None:
        if image.isNull():
            self._missing.add(key)
            return
        picture = QPixmap.fromImage(image)
        before = self._pictures.pop((key, side), None)
        self._bytes += _size_of(picture) - (0 if before is None else _size_of(before))
        self._pictures[(key, side)] = picture
        self._newest_side[key] = side
        while self._bytes > self._limit and len(self._pictures) > 1:
            (oldest, its_side), dropped = self._pictures.popitem(last=False)
            self._bytes -= _size_of(dropped)
            if self._newest_side.get(oldest) == its_side:
                del self._newest_side[oldest]
        self.ready.emit(key)


class _Reader:
    """One thread that reads the newest request first."""

    def __init__(self, read: Callable[[Kept, Source], None], name: str) -> None:
        self._read = read
        self._changed = threading.Condition()
        self._waiting: OrderedDict[Kept, Source] = OrderedDict()
        self._reading: Kept | None = None
        self._closed = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def ask(self, kept: Kept, source: Source) -> None:
        with self._changed:
            if kept == self._reading or self._closed:
                return
            if not self._thread.is_alive():
                self._thread.start()
            self._waiting[kept] = source
            self._waiting.move_to_end(kept)
            if len(self._waiting) > QUEUE:
                self._waiting.popitem(last=False)
            self._changed.notify()

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._waiting.clear()
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._reading = None
                while not self._waiting and not self._closed:
                    self._changed.wait()
                if self._closed:
                    return
                kept, source = self._waiting.popitem()
                self._reading = kept
            self._read(kept, source)


def _kept_side(side: int) -> int:
    return -(-side // STEP) * STEP


def _decoded(data: bytes, side: int) -> QImage:
    """The picture, at most `side` pixels long: JPEG is decoded at about that size, in half the time."""
    buffer = QBuffer()
    buffer.setData(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    size = reader.size()
    if side != FULL and max(size.width(), size.height()) > side:
        reader.setScaledSize(size.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def _rounded(image: QImage, corner: int) -> QImage:
    """With corners cut round once, so that painting is a plain copy."""
    cut = QImage(image.size(), QImage.Format.Format_ARGB32_Premultiplied)
    cut.fill(Qt.GlobalColor.transparent)
    painter = QPainter(cut)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addRoundedRect(QRectF(cut.rect()), corner, corner)
    painter.setClipPath(path)
    painter.drawImage(0, 0, image)
    painter.end()
    return cut


def _size_of(picture: QPixmap) -> int:
    return picture.width() * picture.height() * 4
