"""The five points of a face, moved by hand: eyes, nose and corners of the mouth over a photo."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ridfr_desktop.theme import Tones
from ridfr_desktop.widgets.photo_zoom import ZoomedPhoto

SIDE = 29
"""Screen pixels of a handle; odd, so that one of them is its middle."""
RING, DOT = 9.0, 1.5
HALF = 0.5
"""From the corner of a pixel, where a view counts from, to its centre."""
STEP, STRIDE = 1.0, 10.0
"""Screen pixels of an arrow key, and of one with Shift: closer in, they are finer in the photo."""
FRONT = ((0.31, 0.40), (0.69, 0.40), (0.50, 0.58), (0.36, 0.76), (0.64, 0.76))
"""Where the points of a face from the front lie in its box; a guess to begin with."""
ARROWS = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}


class PointEditor(QObject):
    """Drag a point, or go to it with Tab and move it with the arrows; zooming goes on meanwhile."""

    accepted = Signal()
    """Enter was pressed on a point."""

    def __init__(self, view: ZoomedPhoto, tones: Tones) -> None:
        super().__init__(view)
        self._view = view
        names = (
            self.tr("Eye on the left"),
            self.tr("Eye on the right"),
            self.tr("Tip of the nose"),
            self.tr("Left corner of the mouth"),
            self.tr("Right corner of the mouth"),
        )
        self._handles = [PointHandle(self, name, tones, view) for name in names]
        self._points: list[QPointF] = []
        view.zoomed.connect(self._place)

    @property
    def active(self) -> bool:
        return bool(self._points)

    @property
    def points(self) -> tuple[tuple[float, float], ...]:
        """Full-size pixels of the photo: eyes, nose, corners of the mouth, left before right as seen.

        As in `core.domain.alignment` the centre of the first pixel is (0, 0).
        """
        return tuple((point.x() - HALF, point.y() - HALF) for point in self._points)

    def begin(self, points: Sequence[tuple[float, float]]) -> None:
        """Show five points of the photo to be moved."""
        self._points = [QPointF(x + HALF, y + HALF) for x, y in points]
        self._place()
        for handle in self._handles:
            handle.show()
            handle.raise_()
        self._handles[0].setFocus(Qt.FocusReason.TabFocusReason)

    def end(self) -> None:
        """Take the points away."""
        self._points = []
        for handle in self._handles:
            handle.hide()

    def go_on(self) -> None:
        """Give the keys back to the points."""
        self._handles[0].setFocus(Qt.FocusReason.TabFocusReason)

    def move(self, handle: PointHandle, by: QPointF) -> None:
        """Move a point by pixels of the screen; it stays in the photo."""
        number, frame = self._handles.index(handle), self._view.frame
        to = self._points[number] + by / frame.scale
        width, height = frame.size.width(), frame.size.height()
        self._points[number] = QPointF(min(max(to.x(), 0.0), width), min(max(to.y(), 0.0), height))
        self._place()

    def turn_from(self, handle: PointHandle, by: int) -> None:
        """The keys go to the next point, or the one before."""
        number = (self._handles.index(handle) + by) % len(self._handles)
        self._handles[number].setFocus(Qt.FocusReason.TabFocusReason)

    def _place(self) -> None:
        for handle, point in zip(self._handles, self._points, strict=False):
            middle = self._view.frame.to_view(QRectF(point, point)).topLeft()
            handle.move(round(middle.x() - SIDE / 2), round(middle.y() - SIDE / 2))


class PointHandle(QWidget):
    """A ring around one point; what it marks is seen through it."""

    def __init__(self, editor: PointEditor, name: str, tones: Tones, parent: QWidget) -> None:
        super().__init__(parent)
        self._editor = editor
        self._tones = tones
        self._grabbed: QPointF | None = None
        self.setFixedSize(SIDE, SIDE)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SizeAllCursor)
        self.hide()

    def focusNextPrevChild(self, forwards: bool) -> bool:  # noqa: N802 - Qt's name
        self._editor.turn_from(self, 1 if forwards else -1)
        return True

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent):
            self.update()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        way = ARROWS.get(Qt.Key(event.key()))
        if way is not None:
            far = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._editor.move(self, way * (STRIDE if far else STEP))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._editor.accepted.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if event.button() == Qt.MouseButton.LeftButton:
            self._grabbed = event.globalPosition()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if self._grabbed is not None:
            self._editor.move(self, event.globalPosition() - self._grabbed)
            self._grabbed = event.globalPosition()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._grabbed = None

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        middle = QPointF(SIDE / 2, SIDE / 2)
        # A dark line under a light one is seen on every photograph.
        painter.setPen(QPen(QColor(0, 0, 0, 170), 4.5))
        painter.drawEllipse(middle, RING, RING)
        colour = QColor(self._tones.accent) if self.hasFocus() else QColor(255, 255, 255, 230)
        painter.setPen(QPen(colour, 3 if self.hasFocus() else 2))
        painter.drawEllipse(middle, RING, RING)
        painter.setPen(QPen(QColor(0, 0, 0, 170), 1))
        painter.setBrush(colour)
        painter.drawEllipse(middle, DOT, DOT)


def guessed_points(box: QRectF) -> tuple[tuple[float, float], ...]:
    """Points of a face from the front in a box, in the box's pixels."""
    return tuple((box.x() + x * box.width(), box.y() + y * box.height()) for x, y in FRONT)
