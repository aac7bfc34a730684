"""Paints a face or a person as a card: picture, one line of caption, one quiet line, a sign."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ridfr_desktop.theme import CORNER, GRID, Tones
from ridfr_desktop.widgets.face_model import FaceEntry, FaceModel, FaceRole, Mark
from ridfr_desktop.widgets.line_height import line_height
from ridfr_desktop.widgets.name_edit import NameEdit

Index = QModelIndex | QPersistentModelIndex

PAD = GRID
CAPTION_POINTS, NOTE_POINTS = 11, 10
SIGN = 22
"""Side of the sign in the corner."""


def caption_height() -> int:
    """Pixels for the caption alone, at the desktop's size of letters."""
    return line_height(CAPTION_POINTS) + GRID + 2


def words_height() -> int:
    """Pixels for the caption and the quiet line under it."""
    return caption_height() + line_height(NOTE_POINTS) + 2


class FaceDelegate(QStyledItemDelegate):
    """The picture fills the width of the cell; a second one stands beside it."""

    named = Signal(int, str)
    """Number of a cell and the name that was typed on it."""

    def __init__(self, tones: Tones, parent: QWidget, *, pair: bool = False, note: bool = True) -> None:
        """`note`: whether there is a quiet line under the caption."""
        super().__init__(parent)
        self._words = words_height() if note else caption_height()
        self._lines = line_height(CAPTION_POINTS), line_height(NOTE_POINTS) if note else 0
        self.tones = tones
        self._pair = pair
        self._names: Callable[[], Sequence[str]] = tuple

    def complete_from(self, names: Callable[[], Sequence[str]]) -> None:
        """Where the editor gets the names that are there."""
        self._names = names

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        hints = QPainter.RenderHint
        painter.setRenderHints(hints.SmoothPixmapTransform | hints.Antialiasing)
        cell, state = option.rect, option.state
        if state & QStyle.StateFlag.State_MouseOver:
            self._fill(painter, cell, self.tones.panel)
        inner = cell.adjusted(PAD, PAD, -PAD, -PAD)
        frame = QRect(inner.left(), inner.top(), inner.width(), inner.height() - self._words)
        entry = _entry_of(index)
        self._paint_pictures(painter, frame, entry)
        self._paint_sign(painter, frame, entry.mark)
        if state & QStyle.StateFlag.State_Selected:
            self._outline(painter, frame, self.tones.accent, 3)
        if state & QStyle.StateFlag.State_HasFocus:
            self._outline(painter, cell, self.tones.text, 1)
        words = QRect(inner.left(), frame.bottom() + 1, inner.width(), self._words)
        self._paint_words(painter, words, entry)
        painter.restore()

    def createEditor(  # noqa: N802 - Qt's name
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        editor = NameEdit(parent)
        editor.offer(self._names())
        editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
        editor.selectAll()
        # Enter and Escape are the delegate's own; a name of the list is chosen by the mouse, too.
        editor.completed.connect(lambda: self._commit(editor))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802 - Qt's name
        """Only when it is made: a picture that arrives later does not take away what is being typed."""

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: N802
        """The library, not the model, learns the name."""
        if isinstance(editor, NameEdit) and editor.text().strip():
            self.named.emit(int(index.data(FaceRole.ID)), editor.text().strip())

    def updateEditorGeometry(  # noqa: N802 - Qt's name
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        cell, height = option.rect, editor.sizeHint().height()
        editor.setGeometry(cell.left(), cell.bottom() - self._words - PAD, cell.width(), height)

    def _commit(self, editor: NameEdit) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, self.EndEditHint.NoHint)

    def _paint_pictures(self, painter: QPainter, frame: QRect, entry: FaceEntry) -> None:
        painter.setOpacity(0.3 if entry.mark is Mark.REMOVED else 1.0)
        if self._pair:
            half = (frame.width() - GRID) // 2
            left = QRect(frame.left(), frame.top(), half, frame.height())
            right = QRect(frame.right() - half + 1, frame.top(), half, frame.height())
            self._paint_picture(painter, left, entry.picture())
            self._paint_picture(painter, right, None if entry.second is None else entry.second())
        else:
            self._paint_picture(painter, frame, entry.picture())
        painter.setOpacity(1.0)

    def _paint_picture(self, painter: QPainter, frame: QRect, picture: QPixmap | None) -> None:
        if picture is None or picture.isNull():
            self._fill(painter, frame, self.tones.raised)
            return
        mode = Qt.AspectRatioMode
        target = QRect(frame.topLeft(), picture.size().scaled(frame.size(), mode.KeepAspectRatioByExpanding))
        target.moveCenter(frame.center())
        clip = QPainterPath()
        clip.addRoundedRect(QRectF(frame), CORNER, CORNER)
        painter.setClipPath(clip)
        painter.drawPixmap(target, picture)
        painter.setClipping(False)

    def _paint_sign(self, painter: QPainter, frame: QRect, mark: Mark) -> None:
        if mark is Mark.NONE:
            return
        place = QRect(frame.right() - SIGN - GRID + 1, frame.top() + GRID, SIGN, SIGN)
        painter.setPen(QPen(QColor(self.tones.line), 1))
        painter.setBrush(QColor(self.tones.panel))
        painter.drawEllipse(place)
        painter.setPen(QColor(self.tones.text))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, mark.value)

    def _paint_words(self, painter: QPainter, place: QRect, entry: FaceEntry) -> None:
        caption, note = self._lines
        top = QRect(place.left() + 1, place.top() + GRID, place.width() - 2, caption)
        if entry.progress is not None:
            self._paint_progress(painter, place, entry.progress)
        self._line(painter, top, entry.caption, self.tones.text)
        if not note or not entry.note:
            return
        quiet = QFont(painter.font())
        quiet.setPointSize(NOTE_POINTS)
        painter.setFont(quiet)
        below = QRect(top.left(), top.bottom() + 1, top.width(), note)
        self._line(painter, below, entry.note, self.tones.quiet)

    def _line(self, painter: QPainter, place: QRect, words: str, colour: str) -> None:
        painter.setPen(QColor(colour))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_progress(self, painter: QPainter, words: QRect, share: float) -> None:
        """A thin bar under the picture: how much of a person the user has looked through."""
        bar = QRectF(words.left(), words.top() + 1, words.width(), 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.tones.line))
        painter.drawRoundedRect(bar, 1.5, 1.5)
        bar.setWidth(words.width() * share)
        painter.setBrush(QColor(self.tones.quiet))
        painter.drawRoundedRect(bar, 1.5, 1.5)

    def _fill(self, painter: QPainter, place: QRect, colour: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(place, CORNER, CORNER)

    def _outline(self, painter: QPainter, place: QRect, colour: str, width: int) -> None:
        painter.setPen(QPen(QColor(colour), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inset = width // 2
        painter.drawRoundedRect(place.adjusted(inset, inset, -inset, -inset), CORNER, CORNER)


def _entry_of(index: Index) -> FaceEntry:
    """All of a cell at once: asking role by role goes through Qt five times."""
    model = index.model()
    assert isinstance(model, FaceModel)
    return model.entry(index.row())
