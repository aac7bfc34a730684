"""One photo that can be zoomed and moved, by wheel, pinch, drag and keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QWidget

from ridfr_desktop.theme import Tones
from ridfr_desktop.widgets.photo_frame import STEP, PhotoFrame

WHEEL_NOTCH = 120
"""Qt's units of one notch of a wheel."""

BY_TAB = Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason


class ZoomedPhoto(QWidget):
    """Keys: + and - zoom, 0 fits, 1 shows one photo pixel per screen pixel, Space the original."""

    zoomed = Signal(float)
    """Screen pixels per photo pixel."""

    def __init__(self, tones: Tones, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tones = tones
        self._picture: QPixmap | None = None
        self._original: QPixmap | None = None
        self._original_held = False
        self._frame = PhotoFrame(QSizeF(), self.size())
        self._grabbed: QPointF | None = None
        self._reached_by_tab = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(240, 200)
        self.setAccessibleName(self.tr("Photo"))
        self.grabGesture(Qt.GestureType.PinchGesture)

    @property
    def frame(self) -> PhotoFrame:
        return self._frame

    def show_photo(self, picture: QImage, size: QSizeF, *, original: QImage | None = None) -> None:
        """Show a picture of a photo of `size` full-size pixels, at whatever resolution it is.

        `original` is seen while Space is held. A photo of the same size keeps zoom and place.
        """
        self._picture = QPixmap.fromImage(picture)
        self._original = None if original is None else QPixmap.fromImage(original)
        if size != self._frame.size:
            self.look_at(PhotoFrame(size, self.size()))
        self.update()

    def clear(self) -> None:
        """Show nothing, while another photo is read."""
        self._picture = self._original = None
        self._frame = PhotoFrame(QSizeF(), self.size())
        self.update()

    def look_at(self, frame: PhotoFrame) -> None:
        """Zoom and move as `frame` says."""
        self._frame = frame
        self.zoomed.emit(frame.scale)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        keys = Qt.Key
        match event.key():
            case keys.Key_Plus | keys.Key_Equal:
                self.look_at(self._frame.zoomed(self._frame.scale * STEP))
            case keys.Key_Minus:
                self.look_at(self._frame.zoomed(self._frame.scale / STEP))
            case keys.Key_0:
                self.look_at(self._frame.fitted())
            case keys.Key_1:
                self.look_at(self._frame.zoomed(1.0 / self.devicePixelRatioF()))
            case keys.Key_Space:
                self._hold_original(True)
            case _:
                super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Pinches come as gestures or, from a touch pad, as native ones; keys are let go of."""
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self.look_at(self._frame.zoomed(self._frame.scale * pinch.scaleFactor()))
                return True
        zoom = Qt.NativeGestureType.ZoomNativeGesture
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == zoom:
            self.look_at(self._frame.zoomed(self._frame.scale * (1.0 + event.value()), event.position()))
            return True
        if isinstance(event, QFocusEvent):
            # A photo that is only looked at has no frame; one that Tab has led to has.
            self._reached_by_tab = event.gotFocus() and event.reason() in BY_TAB
            self.update()
        if event.type() == QEvent.Type.KeyRelease and _is_space(event):
            self._hold_original(False)
            return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        notches = event.angleDelta().y() / WHEEL_NOTCH
        self.look_at(self._frame.zoomed(self._frame.scale * STEP**notches, event.position()))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._grabbed = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if self._grabbed is not None:
            self.look_at(self._frame.moved(event.position() - self._grabbed))
            self._grabbed = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._grabbed = None

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        self.look_at(self._frame.in_view(self.size()))
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        shown = self._original if self._original_held and self._original is not None else self._picture
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._tones.ground)
        if shown is None:
            return
        # Pixels stay pixels from eight times their size on: that is what one zooms in to see.
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._frame.scale < 8.0)
        painter.drawPixmap(self._frame.target, shown, QRectF(shown.rect()))
        if not self._original_held:
            self._paint_over(painter)
        self._paint_focus(painter)

    def _paint_focus(self, painter: QPainter) -> None:
        if self._reached_by_tab:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._tones.accent), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _paint_over(self, painter: QPainter) -> None:
        """What lies over the photo; nothing here."""

    def _hold_original(self, held: bool) -> None:
        self._original_held = held
        self.update()


def _is_space(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space and not event.isAutoRepeat()
