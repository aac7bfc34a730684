"""The first start: folders, faces, done. Three short steps in one place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.jobs.job import Lane
from core.paths import user_data_folder
from core.services.packs import PackState, pack_states
from core.services.sample.album import build_album
from ridfr_desktop.navigation import Place
from ridfr_desktop.pack_words import pack_words
from ridfr_desktop.page import Page, PageContext
from ridfr_desktop.theme import GRID

WIDTH = 600
MARGIN = 8 * GRID
SAMPLE = "Sample album"


class WelcomePage(Page):
    """Nothing is read before the last step, and no face is looked for unasked."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._folders: list[Path] = []
        self._step = 0
        self._steps = (self._folder_step(), self._face_step(), self._last_step())
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        for step in self._steps:
            # Not a stacked widget: that knows nothing of lines that wrap.
            step.setFixedWidth(WIDTH)
            layout.addWidget(step, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)

    def open(self, place: Place) -> None:
        self._folders = []
        for line in place.text.splitlines():
            self._add(Path(line))
        self._show_step(1 if self._folders else 0)
        packs = self.context.app.packs
        self.context.operations.run(
            Lane.SCREEN, "", lambda _: list(map(pack_words, pack_states(packs))), self._name_packs, quiet=True
        )

    def _folder_step(self) -> QWidget:
        self._list = QListWidget()
        self._list.setFixedHeight(96)
        self._list.setAccessibleName(self.tr("Chosen folders"))
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._first = _primary(self.tr("Add a folder…"))
        self._first.clicked.connect(self._choose)
        self._remove = QPushButton(self.tr("Remove"))
        self._remove.clicked.connect(self._take_out)
        sample = QPushButton(self.tr("Try with a sample album"))
        sample.clicked.connect(self._use_sample)
        self._next = _primary(self.tr("Next"))
        self._next.clicked.connect(lambda: self._show_step(1))
        return _card(
            _heading(self.tr("Where are your photos?")),
            _words(self.tr("Photos are read where they lie. They are never moved, renamed or changed.")),
            self._list,
            _row(self._first, self._remove),
            _row(sample, None, self._next),
        )

    def _face_step(self) -> QWidget:
        self._packs = _words("")
        self._packs.setProperty("quiet", True)
        yes = _primary(self.tr("Find the people"))
        yes.clicked.connect(lambda: self._answer("yes"))
        no = QPushButton(self.tr("Not now"))
        no.clicked.connect(lambda: self._answer("no"))
        back = QPushButton(self.tr("Back"))
        back.clicked.connect(lambda: self._show_step(0))
        return _card(
            _heading(self.tr("Find the people in my photos?")),
            _words(
                self.tr(
                    "Faces are found and compared on this computer, so that photos of one person can be "
                    "shown together and old ones restored from good ones."
                )
            ),
            _words(
                self.tr(
                    "Face data stays in this library folder; you can delete it at any time. Nothing is sent "
                    "anywhere."
                )
            ),
            self._packs,
            _row(back, None, no, yes),
        )

    def _last_step(self) -> QWidget:
        self._summary = _words("")
        done = _primary(self.tr("Show my photos"))
        done.clicked.connect(lambda: self.go.emit(Place("all")))
        return _card(
            _heading(self.tr("All set")),
            self._summary,
            _words(self.tr("Press ? at any time for the keyboard shortcuts.")),
            _row(None, done),
        )

    def _show_step(self, step: int) -> None:
        self._step = step
        for number, card in enumerate(self._steps):
            card.setVisible(number == step)
        self._make_room()
        self._list.clear()
        self._list.addItems([str(folder) for folder in self._folders])
        for widget in (self._list, self._remove, self._next):
            widget.setVisible(bool(self._folders))
        _accent(self._first, not self._folders)
        _accent(self._next, bool(self._folders))
        buttons = self._steps[step].findChildren(QPushButton)
        first = next((each for each in buttons if each.property("primary")), buttons[0])
        first.setFocus()

    def _choose(self) -> None:
        start = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder of photos"), start)
        if chosen:
            self._add(Path(chosen))
            self._show_step(0)

    def _add(self, folder: Path) -> None:
        if folder not in self._folders:
            self._folders.append(folder)

    def _take_out(self) -> None:
        chosen = max(self._list.currentRow(), 0)
        del self._folders[chosen : chosen + 1]
        self._show_step(0)

    def _use_sample(self) -> None:
        self._add(self.sample_folder())
        self._show_step(1)

    def sample_folder(self) -> Path:
        """Where the sample album is made: outside the library, like any other folder of photos."""
        return user_data_folder() / SAMPLE

    def _name_packs(self, states: object) -> None:
        assert isinstance(states, list)
        settings = self.context.app.settings
        lines = [_in_use(state) for state in states if state.name in (settings.pack, settings.restorer)]
        self._packs.setText("\n".join(lines))
        self._make_room()

    def _make_room(self) -> None:
        """Lines that wrap need their height told: a card between two stretches has no height of its own."""
        for label in self._steps[self._step].findChildren(QLabel):
            label.setMinimumHeight(max(label.heightForWidth(WIDTH - 2 * MARGIN - 2), 0))

    def _answer(self, find_faces: str) -> None:
        context, sample = self.context, self.sample_folder()
        context.change_settings(context.app.settings.model_copy(update={"find_faces": find_faces}))
        self._summary.setText(
            self.tr("Your photos appear while they are read. You can close the window at any time.")
        )
        self._show_step(2)
        if sample in self._folders:
            others = [folder for folder in self._folders if folder != sample]
            self._build_sample(sample, others)
        else:
            self.command.emit("add", tuple(self._folders))

    def _build_sample(self, sample: Path, others: Sequence[Path]) -> None:
        sample.parent.mkdir(parents=True, exist_ok=True)
        self.context.operations.run(
            Lane.INDEX,
            self.tr("Making the sample album"),
            lambda progress: build_album(sample, progress),
            lambda _: self.command.emit("add", (sample, *others)),
        )


def _in_use(state: PackState) -> str:
    return f"{state.title}. {state.licence}"


def _card(*parts: QWidget | QLayout) -> QFrame:
    card = QFrame()
    card.setObjectName("card")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(MARGIN, 7 * GRID, MARGIN, 6 * GRID)
    layout.setSpacing(4 * GRID)
    for part in parts:
        if isinstance(part, QLayout):
            layout.addLayout(part)
        else:
            layout.addWidget(part)
    return card


def _row(*parts: QWidget | None) -> QHBoxLayout:
    """Widgets beside each other; None pushes the others to the edges."""
    row = QHBoxLayout()
    row.setSpacing(2 * GRID)
    for part in parts:
        if part is None:
            row.addStretch(1)
        else:
            row.addWidget(part)
    if None not in parts:
        row.addStretch(1)
    return row


def _heading(words: str) -> QLabel:
    label = _words(words)
    label.setObjectName("title")
    return label


def _words(words: str) -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def _primary(words: str) -> QPushButton:
    button = QPushButton(words)
    button.setProperty("primary", True)
    return button


def _accent(button: QPushButton, on: bool) -> None:
    """Only one button of a step is the thing to do now."""
    button.setProperty("primary", on)
    button.style().unpolish(button)
    button.style().polish(button)
