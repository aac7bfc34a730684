"""Title, count, filter, order and size of a grid."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSlider,
    QToolButton,
    QWidget,
)

from core.services.browsing_grid import Sort
from ridfr_desktop.icons import icon
from ridfr_desktop.state import remember, remembered
from ridfr_desktop.theme import GRID, Tones
from ridfr_desktop.widgets.elided_label import ElidedLabel
from ridfr_desktop.widgets.flow_layout import FlowLayout
from ridfr_desktop.widgets.photo_grid import LARGEST, SMALLEST


class LibraryHeader(QWidget):
    """What stands over the photographs."""

    sized = Signal(int)
    sorted = Signal()
    filter_toggled = Signal(bool)
    restore_asked = Signal()
    """All photos of this place are to be restored."""

    def __init__(self, tones: Tones, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._total = self._selected = 0
        self._title = ElidedLabel()
        self._title.setObjectName("title")
        self._count = QLabel()
        self._count.setTextFormat(Qt.TextFormat.PlainText)
        self._count.setProperty("quiet", True)
        self._filter = QToolButton()
        self._filter.setIcon(icon("filter", tones.text))
        self._filter.setCheckable(True)
        self._filter.setToolTip(self.tr("Filter by person, year or state (Ctrl+Shift+F)"))
        self._filter.setAccessibleName(self.tr("Filter"))
        self._filter.setShortcut("Ctrl+Shift+F")
        self._filter.toggled.connect(self.filter_toggled)
        self._restore = QPushButton(self.tr("Restore all…"))
        self._restore.setToolTip(self.tr("Says first which faces would gain, and how long it takes"))
        self._restore.clicked.connect(self.restore_asked)
        self._restore.hide()
        self._order = QComboBox()
        self._order.setAccessibleName(self.tr("Order"))
        for sort, words in (
            (Sort.NEWEST, self.tr("Newest first")),
            (Sort.OLDEST, self.tr("Oldest first")),
            (Sort.NAME, self.tr("By file name")),
            (Sort.ADDED, self.tr("Last added first")),
        ):
            self._order.addItem(words, sort)
        self._order.setCurrentIndex(max(self._order.findData(remembered("library/sort", "newest")), 0))
        self._order.currentIndexChanged.connect(self._sort)
        self._size = QSlider(Qt.Orientation.Horizontal)
        self._size.setRange(SMALLEST, LARGEST)
        self._size.setPageStep(24)
        self._size.setFixedWidth(112)
        self._size.setAccessibleName(self.tr("Size of the pictures"))
        self._size.valueChanged.connect(self.sized)
        self._lay_out()

    @property
    def sort(self) -> Sort:
        return Sort(self._order.currentData())

    def show_title(self, title: str, count: int | None = None) -> None:
        """`count`: number of photos; None while they are being read."""
        self._title.setText(title)
        if count is not None:
            self._total = count
            self._show_count()

    def offer_restoring(self, possible: bool) -> None:
        """Whether the photos of this place can be restored together."""
        self._restore.setVisible(possible)

    def show_selected(self, number: int) -> None:
        self._selected = number
        self._show_count()

    def show_side(self, side: int) -> None:
        """Move the slider; `sized` follows."""
        self._size.setValue(side)
        self.sized.emit(self._size.value())

    def _show_count(self) -> None:
        if self._selected:
            words = self.tr("{selected} of {total} selected").format(
                selected=QLocale().toString(self._selected), total=QLocale().toString(self._total)
            )
        else:
            words = self.tr("%Ln photo(s)", "", self._total)
        self._count.setText(words)

    def _sort(self) -> None:
        remember("library/sort", self.sort.value)
        self.sorted.emit()

    def _lay_out(self) -> None:
        """The controls go below the title where both do not fit beside each other."""
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        named, controls = QWidget(), QWidget()
        name_line, control_line = QHBoxLayout(named), QHBoxLayout(controls)
        for line in (name_line, control_line):
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(2 * GRID)
        name_line.addWidget(self._title)
        name_line.addWidget(self._count, 1, Qt.AlignmentFlag.AlignVCenter)
        for widget in (self._filter, self._order, self._size):
            control_line.addWidget(widget)
        controls.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        layout = FlowLayout(self)
        layout.setContentsMargins(0, 0, 4 * GRID, 0)
        for part in (named, self._restore, controls):
            layout.addWidget(part)
