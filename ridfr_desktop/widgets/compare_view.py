"""Before and after of one photo: a slider, side by side, or a lens; zoom and place are linked."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from ridfr_desktop.photo_images import AMBER
from ridfr_desktop.theme import GRID, Tones
from ridfr_desktop.widgets.photo_frame import PhotoFrame
from ridfr_desktop.widgets.photo_zoom import ZoomedPhoto

HANDLE = 14
"""Pixels of the slider's knob, and how near to the line a press takes hold of it."""
LENS = 88
"""Radius of the lens in pixels."""
SLIP = 4.0
"""Pixels that a click may move and still be one."""
GAP = GRID
"""Between the two pictures side by side."""


class CompareMode(StrEnum):
    SLIDER = "slider"
    SIDE_BY_SIDE = "side by side"
    LENS = "lens"


class ComparePicture(ZoomedPhoto):
    """Paints both: the original left of the line, in the left half, or inside the lens."""

    mode_changed = Signal(str)

    def __init__(self, tones: Tones, parent: QWidget | None = None) -> None:
        super().__init__(tones, parent)
        self._mode = CompareMode.SLIDER
        self._result: QPixmap | None = None
        self._overlay: tuple[QRectF, QImage] | None = None
        self._split = 0.5
        self._lens: QPointF | None = None
        self._faces: dict[int, QRectF] = {}
        self._marked = 0
        self._words = self._note = ""
        self.setMinimumSize(320, 200)
        self.setAccessibleName(self.tr("Before and after"))

    @property
    def mode(self) -> CompareMode:
        return self._mode

    @property
    def split(self) -> float:
        """Share of the picture that shows the original, from the left, in [0, 1]."""
        return self._split

    def say(self, words: str) -> None:
        """Words in place of the photo: it is being read, or why it cannot be."""
        self.clear()
        self._words = words
        self.setAccessibleDescription(words)

    def show_note(self, note: str) -> None:
        """A few words over the foot of the photo, while something is worked on; "" for none."""
        if note != self._note:
            self._note = note
            self.setAccessibleDescription(note)
            self.update()

    def show_original(self, picture: QImage, size: QSizeF) -> None:
        """A photo of `size` full-size pixels, before anything is restored."""
        self._result, self._overlay, self._lens = None, None, None
        self.show_photo(picture, size, original=picture)
        self.look_at(PhotoFrame(size, self._room()))

    def show_result(self, picture: QImage | None) -> None:
        """The same photo restored, at whatever resolution it is; None while there is none."""
        self._result = None if picture is None else QPixmap.fromImage(picture)
        self.update()

    def show_overlay(self, picture: QImage | None, place: QRectF | None = None) -> None:
        """Something over the restored picture, at a place in full-size pixels of the photo."""
        self._overlay = None if picture is None or place is None else (place, picture)
        self.update()

    def show_faces(self, boxes: Sequence[tuple[int, QRectF]], marked: int) -> None:
        """Faces that can be clicked (full-size pixels); the marked one has corners around it."""
        self._faces, self._marked = dict(boxes), marked
        self.update()

    def set_mode(self, mode: CompareMode) -> None:
        if mode is not self._mode:
            self._mode = mode
            self.look_at(self._frame.in_view(self._room()))
            self.mode_changed.emit(mode.value)

    def set_split(self, split: float) -> None:
        self._split = min(max(split, 0.0), 1.0)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self.look_at(self._frame.in_view(self._room()))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._tones.ground))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._frame.scale < 3.01)
        if self._picture is None:
            self._paint_words(painter)
            return
        target = self._frame.target
        if self._mode is CompareMode.SIDE_BY_SIDE:
            self._paint_halves(painter, target)
        elif self._result is None or self._original_held:
            self._paint(painter, target, self._picture)
            self._paint_marks(painter)
        elif self._mode is CompareMode.SLIDER:
            self._paint_slider(painter, target)
        else:
            self._paint_lens(painter, target)
        if self._note:
            self._paint_note(painter)
        self._paint_focus(painter)

    def _paint_words(self, painter: QPainter) -> None:
        painter.setPen(QColor(self._tones.quiet))
        room = QRectF(self.rect()).adjusted(8 * GRID, 0, -8 * GRID, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words)

    def _paint_note(self, painter: QPainter) -> None:
        """In the middle of the head of what is seen: the foot has the names of the two sides."""
        seen, metrics = self._seen(), painter.fontMetrics()
        width = min(metrics.horizontalAdvance(self._note) + 6 * GRID, self.width() - 4 * GRID)
        left = (self.width() - width) / 2
        self._paint_word(painter, self._note, left, seen.top() + metrics.height() + 5 * GRID, left=False)

    def _paint(self, painter: QPainter, target: QRectF, picture: QPixmap) -> None:
        painter.drawPixmap(target, picture, QRectF(picture.rect()))

    def _paint_restored(self, painter: QPainter, target: QRectF) -> None:
        assert self._result is not None
        self._paint(painter, target, self._result)
        if self._overlay is not None:
            place, heat = self._overlay
            painter.drawImage(self._frame.to_view(place), heat)

    def _paint_slider(self, painter: QPainter, target: QRectF) -> None:
        assert self._picture is not None
        self._paint_restored(painter, target)
        line = self._line()
        painter.setClipRect(QRectF(target.left(), target.top(), line - target.left(), target.height()))
        self._paint(painter, target, self._picture)
        painter.setClipping(False)
        self._paint_marks(painter)
        seen = target.intersected(QRectF(self.rect()))
        painter.setPen(QPen(QColor(0, 0, 0, 90), 4))
        painter.drawLine(QPointF(line, seen.top()), QPointF(line, seen.bottom()))
        painter.setPen(QPen(QColor("#ffffff"), 2))
        painter.drawLine(QPointF(line, seen.top()), QPointF(line, seen.bottom()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(AMBER))
        painter.drawEllipse(QPointF(line, seen.center().y()), HANDLE / 2 + 1, HANDLE / 2 + 1)
        self._paint_sides(painter, seen, line)

    def _paint_sides(self, painter: QPainter, seen: QRectF, line: float) -> None:
        """What stands on either side of the line, in the corners, as long as there is room."""
        metrics, around = painter.fontMetrics(), 8 * GRID
        before, after = self.tr("Original"), self.tr("Restored")
        if metrics.horizontalAdvance(before) + around < line - seen.left():
            self._paint_word(painter, before, seen.left() + 2 * GRID, seen.bottom(), left=False)
        if metrics.horizontalAdvance(after) + around < seen.right() - line:
            self._paint_word(painter, after, seen.right() - 2 * GRID, seen.bottom(), left=True)

    def _paint_halves(self, painter: QPainter, target: QRectF) -> None:
        assert self._picture is not None
        room = self._room()
        right = room.width() + GAP
        painter.setClipRect(QRectF(0, 0, room.width(), room.height()))
        self._paint(painter, target, self._picture)
        self._paint_marks(painter)
        self._paint_word(painter, self.tr("Original"), 2 * GRID, self.height() - 2 * GRID, left=False)
        painter.setClipRect(QRectF(right, 0, self.width() - right, room.height()))
        painter.translate(right, 0)
        if self._result is None or self._original_held:
            self._paint(painter, target, self._picture)
        else:
            self._paint_restored(painter, target)
        self._paint_marks(painter)
        if self._result is not None:
            self._paint_word(painter, self.tr("Restored"), 2 * GRID, self.height() - 2 * GRID, left=False)
        painter.resetTransform()
        painter.setClipping(False)
        painter.fillRect(QRectF(room.width(), 0, GAP, room.height()), QColor(self._tones.line))

    def _paint_lens(self, painter: QPainter, target: QRectF) -> None:
        assert self._picture is not None
        self._paint_restored(painter, target)
        self._paint_marks(painter)
        middle = self._lens or QRectF(self.rect()).center()
        lens = QPainterPath()
        lens.addEllipse(middle, LENS, LENS)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipPath(lens)
        painter.fillRect(self.rect(), QColor(self._tones.ground))
        self._paint(painter, target, self._picture)
        painter.setClipping(False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(0, 0, 0, 90), 4))
        painter.drawEllipse(middle, LENS, LENS)
        painter.setPen(QPen(QColor("#ffffff"), 2))
        painter.drawEllipse(middle, LENS, LENS)
        below = middle.y() + LENS + 8 * GRID
        self._paint_word(painter, self.tr("Original"), middle.x() - 7 * GRID, below, left=False)

    def _paint_marks(self, painter: QPainter) -> None:
        """Corners around the face that the panel is about; a frame would be in the picture's way."""
        box = self._faces.get(self._marked)
        if box is None or len(self._faces) < 2:
            return
        place = self._frame.to_view(box)
        arm = min(place.width(), place.height()) / 5
        for colour, width in ((QColor(0, 0, 0, 140), 4), (QColor(AMBER), 2)):
            painter.setPen(QPen(colour, width))
            for corner, across, down in (
                (place.topLeft(), 1, 1),
                (place.topRight(), -1, 1),
                (place.bottomLeft(), 1, -1),
                (place.bottomRight(), -1, -1),
            ):
                painter.drawLine(corner, corner + QPointF(across * arm, 0))
                painter.drawLine(corner, corner + QPointF(0, down * arm))

    def _paint_word(self, painter: QPainter, word: str, x: float, bottom: float, *, left: bool) -> None:
        metrics = painter.fontMetrics()
        width, height = metrics.horizontalAdvance(word) + 4 * GRID, metrics.height() + GRID
        label = QRectF(x - width if left else x, bottom - height - 2 * GRID, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 150))
        painter.drawRoundedRect(label, GRID, GRID)
        painter.setPen(QColor("#ffffff"))
        painter.drawText(label, Qt.AlignmentFlag.AlignCenter, word)

    def _room(self) -> QSize:
        """Of one picture."""
        if self._mode is CompareMode.SIDE_BY_SIDE:
            return QSize((self.width() - GAP) // 2, self.height())
        return self.size()

    def _seen(self) -> QRectF:
        """The part of the widget that the photo fills."""
        return self._frame.target.intersected(QRectF(self.rect()))

    def _line(self) -> float:
        """Where the slider's line is: always on what can be seen of the photo."""
        seen = self._seen()
        return seen.left() + seen.width() * self._split


class CompareView(ComparePicture):
    """Left and right move the line or the lens (up and down too), S changes the mode.

    The other keys are those of every photo: + - 0 1, and Space for the original.
    """

    face_clicked = Signal(int)
    """A face was clicked in the photo."""

    def __init__(self, tones: Tones, parent: QWidget | None = None) -> None:
        super().__init__(tones, parent)
        self._moving = False
        self._pressed: QPointF | None = None
        self.setMouseTracking(True)

    def fit(self) -> None:
        self.look_at(self._frame.fitted())

    def actual_pixels(self) -> None:
        """One pixel of the photo per screen pixel."""
        self.look_at(self._frame.zoomed(1.0 / self.devicePixelRatioF()))

    def look_closer(self, box: QRectF) -> None:
        """Closer to a face."""
        self.look_at(self._frame.around(box, 0.5))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        steps = {
            Qt.Key.Key_Left: QPointF(-1, 0),
            Qt.Key.Key_Right: QPointF(1, 0),
            Qt.Key.Key_Up: QPointF(0, -1),
            Qt.Key.Key_Down: QPointF(0, 1),
        }
        step = steps.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_S and not event.modifiers():
            modes = list(CompareMode)
            self.set_mode(modes[(modes.index(self._mode) + 1) % len(modes)])
        elif step is not None and self._mode is CompareMode.LENS:
            self._move_lens((self._lens or QPointF(self.rect().center())) + step * 4 * GRID)
        elif step is not None and self._mode is CompareMode.SLIDER and step.x():
            self.set_split(self._split + 0.05 * step.x())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        notches = event.angleDelta().y() / 120
        at = self._in_half(event.position())
        self.look_at(self._frame.zoomed(self._frame.scale * 1.25**notches, at))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._pressed = event.position()
        slider = self._mode is CompareMode.SLIDER and self._result is not None
        self._moving = slider and abs(event.position().x() - self._line()) <= HANDLE
        if not self._moving:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if self._moving:
            target = self._seen()
            self.set_split((event.position().x() - target.left()) / max(target.width(), 1.0))
            return
        if self._mode is CompareMode.LENS:
            self._move_lens(event.position())
        near = self._mode is CompareMode.SLIDER and abs(event.position().x() - self._line()) <= HANDLE
        grip = near and self._result is not None
        self.setCursor(Qt.CursorShape.SplitHCursor if grip else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        pressed, self._pressed = self._pressed, None
        moving, self._moving = self._moving, False
        super().mouseReleaseEvent(event)
        if moving or pressed is None or (event.position() - pressed).manhattanLength() > SLIP:
            return
        point = self._frame.to_photo(self._in_half(event.position()))
        for face, box in self._faces.items():
            if box.contains(point):
                self.face_clicked.emit(face)
                return

    def _in_half(self, point: QPointF) -> QPointF:
        """A point of either picture as a point of the left one."""
        right = self._room().width() + GAP
        beyond = self._mode is CompareMode.SIDE_BY_SIDE and point.x() >= right
        return point - QPointF(right, 0) if beyond else point

    def _move_lens(self, point: QPointF) -> None:
        self._lens = QPointF(
            min(max(point.x(), 0.0), float(self.width())), min(max(point.y(), 0.0), float(self.height()))
        )
        self.update()
