"""One photo with the faces in it: frames with names, and a box drawn by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from ridfr_desktop.theme import GRID, Tones
from ridfr_desktop.widgets.photo_zoom import ZoomedPhoto

SMALLEST_BOX = 8.0
"""Photo pixels under which a drawn box is taken for a slip of the hand."""
SLIP = 4.0
"""Screen pixels that a click may move and still be one."""


@dataclass(frozen=True)
class PhotoFace:
    """A face to be framed."""

    id: int
    box: QRectF
    """Full-size pixels of the photo."""
    words: str
    """Name, or a question."""
    certain: bool = True
    """The user said who it is; else the frame is dashed."""


class PhotoView(ZoomedPhoto):
    """Click or Enter asks who a face is; Tab goes from face to face."""

    face_opened = Signal(int)
    """A face was clicked, or Enter was pressed on it."""
    menu_wanted = Signal(int, QPoint)
    """A face's menu at a place of the screen; 0 is the photo's."""
    box_drawn = Signal(QRectF)
    """Full-size pixels of the photo."""
    stepped = Signal(int)
    """+1: the next photo; -1: the one before."""

    def __init__(self, tones: Tones, parent: QWidget | None = None) -> None:
        super().__init__(tones, parent)
        self._faces: tuple[PhotoFace, ...] = ()
        self._boxes = True
        self._drawing = False
        self._drawn: QRectF | None = None
        self._pressed: QPointF | None = None
        self._current = 0
        self._under = 0
        self.setMouseTracking(True)

    @property
    def current_face(self) -> int:
        """Number of the face that keys are about; 0 is none."""
        return self._current

    def show_faces(self, faces: Sequence[PhotoFace]) -> None:
        self._faces = tuple(faces)
        if self._current not in {face.id for face in faces}:
            self._current = 0
        self.update()

    def select_face(self, face_id: int) -> None:
        self._current = face_id
        self.update()

    def set_boxes_shown(self, shown: bool) -> None:
        self._boxes = shown
        self.update()

    def set_drawing(self, drawing: bool) -> None:
        """The next drag draws a box."""
        self._drawing, self._drawn = drawing, None
        self.setCursor(Qt.CursorShape.CrossCursor if drawing else Qt.CursorShape.ArrowCursor)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        keys = Qt.Key
        match event.key():
            case keys.Key_Left | keys.Key_Right:
                self.stepped.emit(1 if event.key() == keys.Key_Right else -1)
            case keys.Key_Return | keys.Key_Enter if self._current:
                self.face_opened.emit(self._current)
            case _:
                super().keyPressEvent(event)

    def focusNextPrevChild(self, forwards: bool) -> bool:  # noqa: N802 - Qt's name
        """Tab goes through the faces before it leaves the photo."""
        if not self._boxes or not self._faces:
            return super().focusNextPrevChild(forwards)
        order = [0, *(face.id for face in self._faces)]
        at = order.index(self._current) + (1 if forwards else -1)
        if at in (0, -1, len(order)):
            self.select_face(0)
            return super().focusNextPrevChild(forwards)
        self.select_face(order[at])
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._pressed = event.position()
        if self._drawing and event.button() == Qt.MouseButton.LeftButton:
            self._drawn = QRectF(event.position(), event.position())
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if self._drawn is not None:
            self._drawn.setBottomRight(event.position())
            self.update()
            return
        under = self._face_at(event.position())
        if under != self._under:
            self._under = under
            self.update()
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        if self._drawn is not None:
            self._finish_box(self._drawn.normalized())
        elif event.button() == Qt.MouseButton.LeftButton and pressed is not None:
            moved = (event.position() - pressed).manhattanLength()
            face = self._face_at(event.position())
            if face and moved <= SLIP:
                self.select_face(face)
                self.face_opened.emit(face)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        face = self._current if by_key else self._face_at(QPointF(event.pos()))
        if face:
            self.select_face(face)
        self.menu_wanted.emit(face, event.globalPos())

    def _finish_box(self, drawn: QRectF) -> None:
        whole = QRectF(QPointF(), self.frame.size)
        corners = self.frame.to_photo(drawn.topLeft()), self.frame.to_photo(drawn.bottomRight())
        box = QRectF(*corners).intersected(whole)
        self.set_drawing(False)
        if min(box.width(), box.height()) >= SMALLEST_BOX:
            self.box_drawn.emit(box)

    def _face_at(self, point: QPointF) -> int:
        """The smallest framed face under a point of the view; 0 is none."""
        if not self._boxes:
            return 0
        hit = [face for face in self._faces if self.frame.to_view(face.box).contains(point)]
        return min(hit, key=lambda face: face.box.width() * face.box.height()).id if hit else 0

    def _paint_over(self, painter: QPainter) -> None:
        if self._boxes:
            for face in self._faces:
                self._paint_face(painter, face)
        if self._drawn is not None:
            painter.setPen(QPen(QColor(self._tones.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self._drawn.normalized())

    def _paint_face(self, painter: QPainter, face: PhotoFace) -> None:
        place = self.frame.to_view(face.box)
        marked = face.id in (self._current, self._under)
        style = Qt.PenStyle.SolidLine if face.certain else Qt.PenStyle.DashLine
        painter.setBrush(Qt.BrushStyle.NoBrush)
        # A dark line under a light one is seen on every photograph.
        painter.setPen(QPen(QColor(0, 0, 0, 150), 4))
        painter.drawRoundedRect(place, GRID, GRID)
        colour = QColor(self._tones.accent) if marked else QColor(255, 255, 255, 210)
        painter.setPen(QPen(colour, 2, style))
        painter.drawRoundedRect(place, GRID, GRID)
        if face.words and (marked or place.width() > 12 * GRID):
            self._paint_name(painter, place, face.words)

    def _paint_name(self, painter: QPainter, place: QRectF, words: str) -> None:
        metrics = painter.fontMetrics()
        room = max(place.width() + 20 * GRID, 40.0 * GRID)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, round(room))
        width, height = metrics.horizontalAdvance(shown) + 4 * GRID, metrics.height() + GRID
        left = min(max(place.center().x() - width / 2, 0.0), max(self.width() - width, 0.0))
        top = min(place.bottom() + GRID, self.height() - height)
        label = QRectF(left, top, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 170))
        painter.drawRoundedRect(label, GRID, GRID)
        painter.setPen(QColor(255, 255, 255))
        painter.drawText(label, Qt.AlignmentFlag.AlignCenter, shown)
