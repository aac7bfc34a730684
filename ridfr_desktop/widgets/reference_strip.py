"""The faces that guide a person's restorations: each with its year and a word, pinned or banned here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QToolButton,
    QWidget,
)

from ridfr_desktop.icons import icon
from ridfr_desktop.theme import CORNER, GRID, Tones
from ridfr_desktop.widgets.line_height import line_height
from ridfr_desktop.widgets.tab_order import put_behind

FACE = 72
POINTS = 10
"""Size of the letters."""
WIDTH = 28 * GRID
BUTTON = 6 * GRID
SCROLL_BAR = 3 * GRID
GAP_WIDTH = 56 * GRID


def chip_height() -> int:
    """Pixels of the picture and two lines under it."""
    return FACE + 2 * line_height(POINTS) + GRID


@dataclass(frozen=True)
class ReferenceChip:
    """A face of the strip."""

    face_id: int
    picture: Callable[[], QPixmap | None]
    year: str
    word: str
    """Why it is there: "sharp, front"."""
    pinned: bool


@dataclass(frozen=True)
class GapChip:
    """Years without a good photo."""

    words: str
    nearest: tuple[int, ...] = ()
    """Faces that come nearest, best first."""


class ReferenceStrip(QScrollArea):
    """A handful of faces and, at the end, what is missing."""

    pin_asked = Signal(int, bool)
    """Face, and whether it is to be pinned; False lets the program choose again."""
    ban_asked = Signal(int)
    opened = Signal(int)
    nearest_asked = Signal(tuple)
    """Faces that come nearest to what is missing."""

    def __init__(self, tones: Tones, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tones = tones
        self._chips: list[_Chip] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(chip_height() + SCROLL_BAR)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("References"))

    def show_chips(self, chips: Sequence[ReferenceChip], gaps: Sequence[GapChip]) -> None:
        """Show references and, as dashed chips, what is missing."""
        content = QWidget()
        line = QHBoxLayout(content)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2 * GRID)
        self._chips = []
        for chip in chips:
            widget = _Chip(chip, self._tones, content)
            widget.pin_asked.connect(self.pin_asked)
            widget.ban_asked.connect(self.ban_asked)
            widget.clicked.connect(lambda _=False, face=chip.face_id: self.opened.emit(face))
            line.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
            self._chips.append(widget)
        for gap in gaps:
            dashed = _Gap(gap, self._tones, content)
            dashed.clicked.connect(lambda _=False, faces=gap.nearest: self.nearest_asked.emit(faces))
            line.addWidget(dashed, 0, Qt.AlignmentFlag.AlignTop)
        line.addStretch(1)
        self.setWidget(content)
        put_behind(self, self._chips)

    def repaint_chips(self) -> None:
        """Pictures have come."""
        for chip in self._chips:
            chip.update()


class _Chip(QAbstractButton):
    """Enter opens the photo, P pins, Del bans; the two buttons appear under the mouse or with the focus."""

    pin_asked = Signal(int, bool)
    ban_asked = Signal(int)

    def __init__(self, chip: ReferenceChip, tones: Tones, parent: QWidget) -> None:
        super().__init__(parent)
        self._chip = chip
        self._tones = tones
        self.setFixedSize(WIDTH, chip_height())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        pinned = self.tr("pinned") if chip.pinned else ""
        self.setAccessibleName(", ".join(word for word in (chip.year, chip.word, pinned) if word))
        self.setToolTip(
            self.tr("{words}\nP: always use it, Del: never use it").format(words=self.accessibleName())
        )
        pin = self.tr("Let the program choose again") if chip.pinned else self.tr("Always use this face")
        self._pin = self._small("remove" if chip.pinned else "pin", pin, left=True)
        self._pin.clicked.connect(self._ask_pin)
        self._ban = self._small("ban", self.tr("Never use this face"), left=False)
        self._ban.clicked.connect(lambda: self.ban_asked.emit(chip.face_id))

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        self._show_buttons(True)

    def leaveEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        self._show_buttons(self.hasFocus())

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        self._show_buttons(True)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        self._show_buttons(self.underMouse())
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_P:
            self._ask_pin()
        elif event.key() == Qt.Key.Key_Delete:
            self.ban_asked.emit(self._chip.face_id)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = (
            self.tr("Let the program choose again") if self._chip.pinned else self.tr("Always use this face")
        )
        menu.addAction(words, self._ask_pin)
        menu.addAction(self.tr("Never use this face"), lambda: self.ban_asked.emit(self._chip.face_id))
        menu.addAction(self.tr("Open the photo"), self.click)
        menu.popup(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        frame = QRectF(1, 1, FACE, FACE)
        clip = QPainterPath()
        clip.addRoundedRect(frame, CORNER, CORNER)
        picture = self._chip.picture()
        if picture is None or picture.isNull():
            painter.fillPath(clip, QColor(self._tones.raised))
        else:
            painter.setClipPath(clip)
            painter.drawPixmap(frame, picture, QRectF(picture.rect()))
            painter.setClipping(False)
        if self.hasFocus() or self._chip.pinned:
            colour = self._tones.text if self.hasFocus() else self._tones.accent
            painter.setPen(QPen(QColor(colour), 2))
            painter.drawRoundedRect(frame, CORNER, CORNER)
        year = self._chip.year + ("  ·  " + self.tr("pinned") if self._chip.pinned else "")
        self._line(painter, frame.bottom() + 2, year, self._tones.text)
        self._line(painter, frame.bottom() + 2 + line_height(POINTS), self._chip.word, self._tones.quiet)

    def _line(self, painter: QPainter, top: float, words: str, colour: str) -> None:
        font = self.font()
        font.setPointSize(POINTS)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(
            QRectF(0, top, self.width(), line_height(POINTS)),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            shown,
        )

    def _small(self, sign: str, words: str, *, left: bool) -> QToolButton:
        """A button on the picture's lower edge."""
        button = QToolButton(self)
        button.setIcon(icon(sign, self._tones.text))
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.setProperty("plate", True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setGeometry(GRID if left else FACE - GRID - BUTTON, FACE - BUTTON - GRID, BUTTON, BUTTON)
        button.hide()
        return button

    def _show_buttons(self, shown: bool) -> None:
        self._pin.setVisible(shown)
        self._ban.setVisible(shown)

    def _ask_pin(self) -> None:
        self.pin_asked.emit(self._chip.face_id, not self._chip.pinned)


class _Gap(QAbstractButton):
    """A dashed chip: what the person's photos lack. A click shows what comes nearest."""

    def __init__(self, gap: GapChip, tones: Tones, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = gap.words
        self._tones = tones
        self.setFixedSize(GAP_WIDTH, FACE + 2)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if gap.nearest else Qt.FocusPolicy.NoFocus)
        self.setEnabled(bool(gap.nearest))
        self.setAccessibleName(gap.words)
        told = self.tr("Press Enter to see what comes nearest") if gap.nearest else ""
        self.setToolTip(told)
        self.setAccessibleDescription(told)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        marked = self.hasFocus() or self.underMouse()
        colour = self._tones.text if marked else self._tones.quiet
        painter.setPen(QPen(QColor(colour), 2 if self.hasFocus() else 1, Qt.PenStyle.DashLine))
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(frame, CORNER, CORNER)
        font = self.font()
        font.setPointSize(POINTS)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        place = frame.adjusted(GRID, GRID, -GRID, -GRID)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words)
