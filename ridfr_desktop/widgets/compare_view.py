"""Before and after of one photo: a slider between both, zoom and pan linked."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from ridfr_desktop.theme import Tones

HANDLE = 14


class CompareView(QWidget):
    """Shows the original left of the handle and the restored photo right of it.

    Drag the handle (or use the arrow keys), wheel to zoom, drag elsewhere to pan, hold
    Space for the original, Z for actual pixels and F to fit.
    """

    def __init__(self, tones: Tones) -> None:
        super().__init__()
        self._tones = tones
        self._before: QPixmap | None = None
        self._after: QPixmap | None = None
        self._split = 0.5
        self._zoom = 1.0
        self._pan = QPointF()
        self._grab: QPointF | None = None
        self._moving_handle = False
        self._original_held = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(320, 240)
        self.setAccessibleName(self.tr("Before and after"))

    def show_pictures(self, before: QImage, after: QImage | None) -> None:
        """Both are shown over the same frame, whatever their sizes."""
        self._before = QPixmap.fromImage(before)
        self._after = None if after is None else QPixmap.fromImage(after)
        self.fit()

    @property
    def split(self) -> float:
        """Share of the picture that shows the original, from the left, in [0, 1]."""
        return self._split

    def set_split(self, split: float) -> None:
        self._split = min(max(split, 0.0), 1.0)
        self.update()

    def fit(self) -> None:
        self._zoom = 1.0
        self._pan = QPointF()
        self.update()

    def actual_pixels(self) -> None:
        """One pixel of the restored photo per screen pixel."""
        base = self._fitted()
        picture = self._after or self._before
        if picture is not None and base.width() > 0:
            self._zoom = picture.width() / self.devicePixelRatioF() / base.width()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._tones.ground))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._before is None:
            return
        target = self._target()
        if self._after is None or self._original_held:
            painter.drawPixmap(target, self._before, QRectF(self._before.rect()))
            return
        painter.drawPixmap(target, self._after, QRectF(self._after.rect()))
        x = target.left() + target.width() * self._split
        painter.setClipRect(QRectF(target.left(), target.top(), x - target.left(), target.height()))
        painter.drawPixmap(target, self._before, QRectF(self._before.rect()))
        painter.setClipping(False)
        self._paint_handle(painter, x, target)

    def _paint_handle(self, painter: QPainter, x: float, target: QRectF) -> None:
        visible = target.intersected(QRectF(self.rect()))
        painter.setPen(QPen(QColor("#ffffff"), 1.5))
        painter.drawLine(QPointF(x, visible.top()), QPointF(x, visible.bottom()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(self._tones.accent))
        painter.drawEllipse(QPointF(x, visible.center().y()), HANDLE / 2, HANDLE / 2)

    def _fitted(self) -> QRectF:
        if self._before is None:
            return QRectF()
        size = self._before.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        rect = QRectF(0, 0, size.width(), size.height())
        rect.moveCenter(QRectF(self.rect()).center())
        return rect

    def _target(self) -> QRectF:
        base = self._fitted()
        rect = QRectF(0, 0, base.width() * self._zoom, base.height() * self._zoom)
        rect.moveCenter(base.center() + self._pan)
        return rect

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        factor = 1.0015 ** event.angleDelta().y()
        zoom = min(max(self._zoom * factor, 1.0), 16.0)
        centre = self._fitted().center()
        point = event.position() - centre
        self._pan = point - (point - self._pan) * (zoom / self._zoom)
        self._zoom = zoom
        if zoom == 1.0:
            self._pan = QPointF()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        x = self._target().left() + self._target().width() * self._split
        self._moving_handle = self._after is not None and abs(event.position().x() - x) <= HANDLE
        self._grab = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self._grab is None:
            return
        if self._moving_handle:
            target = self._target()
            self.set_split((event.position().x() - target.left()) / max(target.width(), 1.0))
        elif self._zoom > 1.0:
            self._pan += event.position() - self._grab
            self._grab = event.position()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._grab = None
        self._moving_handle = False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        key = event.key()
        if key == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._original_held = True
            self.update()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.set_split(self._split + (0.05 if key == Qt.Key.Key_Right else -0.05))
        elif key == Qt.Key.Key_Z:
            self.actual_pixels()
        elif key == Qt.Key.Key_F:
            self.fit()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._original_held = False
            self.update()
        else:
            super().keyReleaseEvent(event)
