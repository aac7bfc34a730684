"""A row of controls that goes on in another row where the window is narrow."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QSpacerItem, QWidget
from shiboken6 import isValid

from ridfr_desktop.theme import GRID

GAP = 2 * GRID


class FlowLayout(QLayout):
    """From left to right, then below; what can grow shares the room that is left in its row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def add_space(self) -> None:
        """What follows stands at the right, as long as it fits into the row."""
        policy = QSizePolicy.Policy
        self.addItem(QSpacerItem(0, 0, policy.Expanding, policy.Minimum))

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's name
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        around = self.contentsMargins()
        inner = QRect(0, 0, width - around.left() - around.right(), 0)
        return self._place(inner, move=False) + around.top() + around.bottom()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Everything in one row."""
        shown = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() for size in shown) + GAP * max(len(shown) - 1, 0)
        return self._around(QSize(width, max((size.height() for size in shown), default=0)))

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return self._around(size)

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt's name
        super().setGeometry(rect)
        self._place(self.contentsRect(), move=True)

    def _around(self, size: QSize) -> QSize:
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _shown(self) -> list[QLayoutItem]:
        # Items of widgets that are being deleted go before the layout hears of it.
        alive = [item for item in self._items if isValid(item)]
        return [item for item in alive if item.spacerItem() is not None or not item.isEmpty()]

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        rows: list[list[QLayoutItem]] = []
        used = width
        for item in self._shown():
            wanted = min(item.sizeHint().width(), width)
            if not rows or used + wanted > width:
                rows.append([])
                used = 0
            rows[-1].append(item)
            used += wanted + (GAP if item.spacerItem() is None else 0)
        return rows

    def _place(self, area: QRect, *, move: bool) -> int:
        """Put everything in its place; the height that this takes."""
        top = area.top()
        for row in self._rows(area.width()):
            height = max(item.sizeHint().height() for item in row)
            if move:
                self._place_row(row, QRect(area.left(), top, area.width(), height))
            top += height + GAP
        return max(top - GAP - area.top(), 0)

    def _place_row(self, row: list[QLayoutItem], area: QRect) -> None:
        widths = [min(item.sizeHint().width(), area.width()) for item in row]
        gaps = [0 if item.spacerItem() is not None else GAP for item in row[:-1]]
        spare = area.width() - sum(widths) - sum(gaps)
        across = Qt.Orientation.Horizontal
        growing = [at for at, item in enumerate(row) if item.expandingDirections() & across]
        for done, at in enumerate(growing):
            most = max(row[at].maximumSize().width(), widths[at])
            grown = min(widths[at] + spare // (len(growing) - done), most)
            spare -= grown - widths[at]
            widths[at] = grown
        left = area.left()
        for item, width, gap in zip(row, widths, [*gaps, 0], strict=True):
            tall = min(item.sizeHint().height(), area.height())
            above = area.top() + (area.height() - tall) // 2
            item.setGeometry(QRect(QPoint(left, above), QSize(width, tall)))
            left += width + gap
