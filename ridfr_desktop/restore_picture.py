"""The picture of the restore view: put together in a lane as often as something changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QImage

from core.domain.reports import Problem
from core.jobs.job import Lane
from core.progress import Progress
from core.services.restore_display import Overlay, PhotoCanvas, ShownFace
from core.services.restore_invented import Invented, invented
from ridfr_desktop.page import PageContext
from ridfr_desktop.photo_images import AMBER, image_of, tinted
from ridfr_desktop.restore_state import FaceWork, OpenPhoto


class LivePicture(QObject):
    """One composition at a time; of many wishes meanwhile only the newest is carried out."""

    ready = Signal(object)
    """`QImage` of the photo with restored faces, or None when none is shown."""
    failed = Signal(object)
    """`Problem`"""

    def __init__(self, context: PageContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._operations = context.operations
        self._canvas: PhotoCanvas | None = None
        self._running = False
        self._wanted: tuple[Mapping[int, ShownFace], int] | None = None

    def start(self, canvas: PhotoCanvas | None) -> None:
        """Another photo, or none: what is still being put together of the last one is dropped."""
        self._canvas, self._running, self._wanted = canvas, False, None

    def show(self, shown: Mapping[int, ShownFace], busy: int = 0) -> None:
        """Put these faces into the picture; `busy` is the one that is being changed."""
        canvas = self._canvas
        if canvas is None:
            return
        if self._running:
            self._wanted = shown, busy
            return
        self._running = True

        def work(_: Progress) -> QImage | None:
            return image_of(canvas.compose(shown, busy=busy)) if shown else None

        def done(picture: object) -> None:
            if canvas is self._canvas:
                self.ready.emit(picture)
                self._next()

        def failed(problem: Problem) -> None:
            if canvas is self._canvas:
                self.failed.emit(problem)
                self._next()

        self._operations.run(Lane.SCREEN, "", work, done, failure=failed, quiet=True)

    def _next(self) -> None:
        self._running = False
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.show(*wanted)


@dataclass(frozen=True)
class InventedShown:
    """Where results of a face differ, ready to be painted."""

    face_id: int
    picture: QImage
    place: QRectF
    """Full-size pixels of the photo."""
    found: Invented


class InventedPicture(QObject):
    """Compares the candidates of a face, and paints where they differ."""

    ready = Signal(object)
    """`InventedShown`"""
    failed = Signal(object)
    """`Problem`"""

    def __init__(self, context: PageContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = context.app
        self._operations = context.operations
        self._asked: tuple[int, ...] = ()

    def forget(self) -> None:
        """What was asked for is not wanted any more."""
        self._asked = ()

    def find(self, opened: OpenPhoto, work: FaceWork) -> None:
        """Compare the results of a face, unless these were asked for already."""
        results, asked = work.results, tuple(each.id for each in work.results)
        if asked == self._asked:
            return
        self._asked, app, canvas = asked, self._app, opened.canvas

        def compare(_: Progress) -> tuple[Invented, Overlay | None]:
            found = invented(app.library, app.decoder, results, app.restorer().spec.template)
            return found, canvas.overlay(results[0], found.heat)

        def ready(answer: object) -> None:
            assert isinstance(answer, tuple)
            if self._asked == asked and answer[1] is not None:
                self.ready.emit(self._painted(work.id, answer[0], answer[1], canvas.scale))

        self._operations.run(Lane.GPU, "", compare, ready, failure=self.failed.emit, quiet=True)

    def _painted(self, face_id: int, found: Invented, overlay: Overlay, scale: float) -> InventedShown:
        height, width = overlay.alpha.shape
        place = QRectF(overlay.left / scale, overlay.top / scale, width / scale, height / scale)
        return InventedShown(face_id, tinted(overlay, AMBER), place, found)
