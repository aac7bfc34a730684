"""What every section of the settings is: a column of headings, sentences and fields."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QMessageBox, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from core.domain.reports import Problem
from core.errors import SettingsError
from core.jobs.job import Lane
from core.jobs.queue import Work
from ridfr_desktop.page import PageContext
from ridfr_desktop.problem_words import problem_words
from ridfr_desktop.theme import GRID
from ridfr_desktop.widgets.flow_layout import FlowLayout

WIDTH = 640
FIELD_NAME = 240
CHOICE = 320


class SettingsSection(QWidget):
    """Reads when it is shown, writes at once."""

    changed = Signal()
    command = Signal(str, object)
    problem = Signal(object)

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.setObjectName("content")
        self.context = context
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 4 * GRID, 6 * GRID)
        self._column.setSpacing(2 * GRID)

    def refresh(self) -> None:
        """Read again what is shown."""

    def heading(self, words: str) -> None:
        label = plain(words)
        label.setObjectName("heading")
        label.setContentsMargins(0, 2 * GRID if self._column.count() else 0, 0, 0)
        self.add(label)

    def sentence(self, words: str) -> QLabel:
        label = plain(words)
        label.setProperty("quiet", True)
        label.setMaximumWidth(WIDTH)
        self.add(label)
        return label

    def add(self, *widgets: QWidget) -> None:
        """Widgets in one line, at the left; in several where the window is narrow."""
        if len(widgets) == 1 and not isinstance(widgets[0], QPushButton):
            self._column.addWidget(widgets[0])
            return
        line = FlowLayout()
        for widget in widgets:
            line.addWidget(widget)
        self._column.addLayout(line)

    def choice(self, words: str, name: str, choices: Sequence[tuple[str, str]]) -> None:
        """A setting by its name, with its values and what they are called; a choice applies at once."""
        box = QComboBox()
        box.setAccessibleName(words)
        box.setMinimumWidth(CHOICE)
        box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        for value, said in choices:
            box.addItem(said, value)
        box.setCurrentIndex(box.findData(getattr(self.context.app.settings, name)))
        box.activated.connect(self._setter(box, name))
        self.add(field_name(words), box)

    def _setter(self, box: QComboBox, name: str) -> Callable[[int], None]:
        def choose(_index: int) -> None:
            if box.currentData() != getattr(self.context.app.settings, name):
                self.change(**{name: box.currentData()})

        return choose

    def finish(self) -> None:
        """All is added: what room is left stays at the foot."""
        self._column.addStretch(1)

    def change(self, **values: object) -> None:
        """Save settings; says so when they cannot be."""
        try:
            self.context.change_settings(self.context.app.settings.model_copy(update=values))
        except SettingsError as error:
            self.problem.emit(problem_words(Problem.of(error)))

    def read(self, work: Work, show: Callable[[object], None]) -> None:
        """Read in the screen's lane."""
        self.context.operations.run(Lane.SCREEN, "", work, show, quiet=True)

    def ask(self, title: str, words: str, agree: str, act: Callable[[], None]) -> None:
        """Ask before something that cannot be undone; Cancel is the default."""
        box = QMessageBox(QMessageBox.Icon.NoIcon, title, title, parent=self.window())
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setInformativeText(words)
        yes = box.addButton(agree, QMessageBox.ButtonRole.DestructiveRole)
        cancel = box.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(cancel)
        box.setEscapeButton(cancel)
        yes.clicked.connect(act)
        box.open()


def field_name(words: str) -> QLabel:
    """The name before a field; as wide as the others, so that the fields stand in line."""
    label = plain(words)
    label.setFixedWidth(FIELD_NAME)
    label.ensurePolished()
    # A row takes the height of its widgets as they are, and a name may need two lines.
    label.setMinimumHeight(label.heightForWidth(FIELD_NAME))
    return label


def plain(words: str) -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def button(words: str, act: Callable[[], object], *, primary: bool = False) -> QPushButton:
    made = QPushButton(words)
    made.setProperty("primary", primary)
    made.clicked.connect(lambda _=False: act())
    return made
