"""Small pictures to choose from: faces of a photo, references, candidates of a result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QScrollArea, QWidget

from ridfr_desktop.icons import draw_icon
from ridfr_desktop.theme import CORNER, GRID, Tones
from ridfr_desktop.tooltip_words import plain as plain_tooltip
from ridfr_desktop.widgets.tab_order import put_behind
from ridfr_desktop.widgets.wrapped_words import wrapped

LINE = 4 * GRID
"""Least height of a line of words under a picture."""
SMALL = 9
"""Points of these words."""
SIGN = 18


@dataclass(frozen=True)
class Chip:
    """One picture to choose."""

    id: int
    picture: Callable[[], QPixmap | None]
    words: str = ""
    """A line under the picture."""
    note: str = ""
    """A quieter line under that, or two where there is room for `PictureChip`'s."""
    sign: str = ""
    """In the corner: ● restored, ○ the original, ! held."""
    dimmed: bool = False
    adds: bool = False
    """No picture but a plus: one more is made."""
    told: str = ""
    """All about it, for the tooltip and for who cannot see it."""


class PictureChip(QAbstractButton):
    """Paints a picture with rounded corners, words under it, and amber around the chosen one."""

    def __init__(
        self, chip: Chip, tones: Tones, side: int, parent: QWidget | None = None, *, note_lines: int = 1
    ) -> None:
        super().__init__(parent)
        self._chip = chip
        self._note_lines = note_lines
        self._tones = tones
        self._side = side
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(chip.told or chip.words)
        self.setToolTip(plain_tooltip(chip.told or chip.words))
        lines = bool(chip.words) + bool(chip.note) * note_lines
        self._line = line_height(self.font())
        self.setFixedSize(QSize(side + 2 * GRID, side + 2 * GRID + lines * self._line))

    @property
    def chip_id(self) -> int:
        return self._chip.id

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        frame = QRectF(GRID, GRID, self._side, self._side)
        painter.setOpacity(0.45 if self._chip.dimmed else 1.0)
        if self._chip.adds:
            self._outline(painter, frame, self._tones.line, 1)
            side = self._side // 3
            middle = frame.center().toPoint()
            place = QRect(middle.x() - side // 2, middle.y() - side // 2, side, side)
            draw_icon(painter, "add", place, QColor(self._tones.quiet))
        else:
            self._paint_picture(painter, frame, self._chip.picture())
        painter.setOpacity(1.0)
        if self.isChecked():
            self._outline(painter, frame, self._tones.accent, 3)
        if self.hasFocus():
            self._outline(painter, frame.adjusted(-3, -3, 3, 3), self._tones.text, 1)
        if self._chip.sign:
            self._paint_sign(painter, frame)
        self._paint_words(painter, frame)

    def _paint_picture(self, painter: QPainter, frame: QRectF, picture: QPixmap | None) -> None:
        clip = QPainterPath()
        clip.addRoundedRect(frame, CORNER, CORNER)
        painter.setClipPath(clip)
        if picture is None or picture.isNull():
            painter.fillRect(frame, QColor(self._tones.raised))
        else:
            size = picture.size().scaled(frame.size().toSize(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
            target = QRectF(0, 0, size.width(), size.height())
            target.moveCenter(frame.center())
            painter.drawPixmap(target, picture, QRectF(picture.rect()))
        painter.setClipping(False)

    def _outline(self, painter: QPainter, frame: QRectF, colour: str, width: int) -> None:
        painter.setPen(QPen(QColor(colour), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inset = width / 2
        painter.drawRoundedRect(frame.adjusted(inset, inset, -inset, -inset), CORNER, CORNER)

    def _paint_sign(self, painter: QPainter, frame: QRectF) -> None:
        place = QRectF(frame.right() - SIGN, frame.top(), SIGN, SIGN)
        painter.setPen(QPen(QColor(self._tones.line), 1))
        painter.setBrush(QColor(self._tones.panel))
        painter.drawEllipse(place.adjusted(1, 1, -1, -1))
        painter.setPen(QColor(self._tones.text))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._chip.sign)

    def _paint_words(self, painter: QPainter, frame: QRectF) -> None:
        font = small_font(painter.font())
        painter.setFont(font)
        line = QRectF(0, frame.bottom() + 2, self.width(), self._line)
        said = [(words, self._tones.text) for words in wrapped(self._chip.words, font, self.width() - 2, 1)]
        notes = wrapped(self._chip.note, font, self.width() - 2, self._note_lines)
        for words, colour in (*said, *((each, self._tones.quiet) for each in notes)):
            painter.setPen(QColor(colour))
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter, words)
            line.translate(0, self._line - 1)


def small_font(font: QFont) -> QFont:
    """For the words under a picture."""
    small = QFont(font)
    small.setPointSize(SMALL)
    return small


def line_height(font: QFont) -> int:
    """Of these words, in pixels; more where the desktop's fonts are larger."""
    return max(LINE, QFontMetrics(small_font(font)).height() + 1)


class ChipRow(QScrollArea):
    """Chips side by side; arrow keys go from one to the next."""

    chosen = Signal(int)

    def __init__(
        self,
        tones: Tones,
        side: int,
        parent: QWidget | None = None,
        *,
        exclusive: bool = True,
        lines: int = 1,
    ) -> None:
        """`lines` of words there is room for under the pictures."""
        super().__init__(parent)
        self._tones = tones
        self._side = side
        self._exclusive = exclusive
        self._chips: list[PictureChip] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._height = side + 2 * GRID + lines * line_height(self.font()) + GRID
        self.setFixedHeight(self._height)

    def show_chips(self, chips: Sequence[Chip], chosen: Sequence[int] = ()) -> None:
        """Show these, the `chosen` ones marked; the focus stays where it was if that is still there."""
        focused = next((each.chip_id for each in self._chips if each.hasFocus()), None)
        content = QWidget()
        content.setObjectName("content")
        line = QHBoxLayout(content)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID)
        self._chips = []
        for chip in chips:
            widget = PictureChip(chip, self._tones, self._side, content)
            widget.setAutoExclusive(self._exclusive)
            widget.setChecked(chip.id in chosen)
            widget.clicked.connect(lambda _=False, number=chip.id: self.chosen.emit(number))
            line.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
            self._chips.append(widget)
        line.addStretch(1)
        self.setWidget(content)
        put_behind(self, self._chips)
        scrolls = len(chips) * (self._side + 3 * GRID) > self.width() and self.width() > self._side
        self.setFixedHeight(self._height + (3 * GRID if scrolls else 0))
        for widget in self._chips:
            if widget.chip_id == focused:
                widget.setFocus()
            if self._exclusive and widget.isChecked():
                self.ensureWidgetVisible(widget, GRID, 0)

    def checked(self) -> tuple[int, ...]:
        return tuple(each.chip_id for each in self._chips if each.isChecked())

    def click(self, chip_id: int) -> None:
        """As the user would."""
        for each in self._chips:
            if each.chip_id == chip_id:
                each.click()
                return

    def repaint_chips(self) -> None:
        """Pictures have come."""
        for each in self._chips:
            each.update()
