"""The grid of people: a card is dragged onto another one to make both one person."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QModelIndex, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QWidget

from ridfr_desktop.theme import CORNER, Tones
from ridfr_desktop.widgets.face_model import FaceRole
from ridfr_desktop.widgets.section_grid import SectionGrid

PEOPLE = "application/x-ridfr-people"
"""Numbers of people, separated by commas."""
CARRIED = 72
"""Side of the picture under the mouse."""


class FaceDropGrid(SectionGrid):
    """Says what was dropped on whom; whether that is done is the page's affair."""

    dropped = Signal(int, list)
    """Number of the card below, and of those that were dragged onto it."""

    def __init__(self, tones: Tones, parent: QWidget | None = None) -> None:
        super().__init__(tones, parent)
        self._target = QModelIndex()
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(self.DragDropMode.DragDrop)
        self.setDropIndicatorShown(False)

    def event(self, event: QEvent) -> bool:
        """Letters begin a name here, whatever they mean to the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _letter(event):
            event.accept()
            return True
        return super().event(event)

    def startDrag(self, supported: Qt.DropAction) -> None:  # noqa: N802 - Qt's name
        numbers = self.selected_ids()
        if not numbers:
            return
        data = QMimeData()
        data.setData(PEOPLE, ",".join(map(str, numbers)).encode())
        drag = QDrag(self)
        drag.setMimeData(data)
        picture = self.currentIndex().data(FaceRole.PICTURE)
        if isinstance(picture, QPixmap):
            drag.setPixmap(picture.scaled(CARRIED, CARRIED, Qt.AspectRatioMode.KeepAspectRatio))
        drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if event.mimeData().hasFormat(PEOPLE):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 - Qt's name
        under = self.indexAt(event.position().toPoint())
        carried = self._carried(event, under)
        self._show_target(under if carried else QModelIndex())
        if carried:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        self._show_target(QModelIndex())

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        under = self.indexAt(event.position().toPoint())
        self._show_target(QModelIndex())
        carried = self._carried(event, under)
        if carried:
            event.acceptProposedAction()
            self.dropped.emit(int(under.data(FaceRole.ID)), carried)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        if self._target.isValid():
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self._tones.accent), 3, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(self.visualRect(self._target).adjusted(2, 2, -2, -2), CORNER, CORNER)

    def _show_target(self, index: QModelIndex) -> None:
        self._target = index
        self.viewport().update()

    def _carried(self, event: QDropEvent, under: QModelIndex) -> list[int]:
        """The people that would be dropped on the card below; empty when there is nothing to do."""
        if not under.isValid() or not event.mimeData().hasFormat(PEOPLE):
            return []
        numbers = bytes(event.mimeData().data(PEOPLE).data()).decode().split(",")
        below = int(under.data(FaceRole.ID))
        return [int(number) for number in numbers if number.isdecimal() and int(number) != below]


def _letter(event: QKeyEvent) -> bool:
    held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
    return not held and event.text().isalnum()
