"""Models: which packs are in use, which there are, their licences, and getting them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
)

from core.domain.reports import Problem
from core.jobs.job import JobStatus, Lane
from core.jobs.queue import Work
from core.services.packs import PackState, add_pack, download_pack, pack_states, remove_pack, verify_packs
from ridfr_desktop.pack_words import pack_words
from ridfr_desktop.page import PageContext
from ridfr_desktop.pages.settings_page_pack_card import PackCard
from ridfr_desktop.pages.settings_section import SettingsSection, button, field_name, plain
from ridfr_desktop.problem_words import message_words
from ridfr_desktop.theme import GRID
from ridfr_desktop.widgets.layout_clearing import clear_layout

LICENCE = (560, 420)
CONTENTS = 28
"""Letters of a pack's title that its box has room for."""


class ModelSettings(SettingsSection):
    """Two choices, then a card for each pack."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._fetching: dict[int, str] = {}
        """Jobs that fetch files, and the packs they are of."""
        self._by_name: dict[str, PackCard] = {}
        context.operations.visible_changed.connect(self._progressed)
        self.heading(self.tr("In use"))
        self._face, self._restorer = QComboBox(), QComboBox()
        for words, box, name in (
            (self.tr("Faces are found with"), self._face, "pack"),
            (self.tr("Faces are restored with"), self._restorer, "restorer"),
        ):
            label = field_name(words)
            label.setBuddy(box)
            box.setAccessibleName(words)
            box.setMinimumContentsLength(CONTENTS)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.activated.connect(self._chooser(box, name))
            self.add(label, box)
        self.sentence(
            self.tr(
                "Another face pack looks at all photos anew; names, confirmations and your own boxes stay."
            )
        )
        self.heading(self.tr("All models"))
        self.sentence(self.tr("The network is used for a download that you ask for, and for nothing else."))
        self._cards = QVBoxLayout()
        self._cards.setSpacing(2 * GRID)
        self._column.addLayout(self._cards)
        self._verdict = plain("")
        self.add(button(self.tr("Check all files"), self._verify))
        self.add(self._verdict)
        self.finish()

    def refresh(self) -> None:
        packs = self.context.app.packs
        self.read(lambda _: list(map(pack_words, pack_states(packs))), self._show)

    def _show(self, states: object) -> None:
        assert isinstance(states, list)
        settings = self.context.app.settings
        for box, kind, chosen in (
            (self._face, "face", settings.pack),
            (self._restorer, "restorer", settings.restorer),
        ):
            box.clear()
            for state in states:
                if state.kind == kind and (state.installed or state.name == chosen):
                    box.addItem(state.title, state.name)
            box.setCurrentIndex(box.findData(chosen))
        if self._fetching:
            return  # the cards say how far that is; they are made anew at its end
        clear_layout(self._cards)
        self._by_name.clear()
        for state in states:
            card = self._by_name[state.name] = self._card(state)
            self._cards.addWidget(card)

    def _card(self, state: PackState) -> PackCard:
        card = PackCard(state)
        card.licence_asked.connect(lambda: self._show_licence(state, None))
        card.download_asked.connect(lambda: self._show_licence(state, self._download))
        card.add_asked.connect(lambda: self._show_licence(state, self._add_file))
        card.removal_asked.connect(lambda: self._ask_removal(state))
        card.cancel_asked.connect(lambda: self._cancel(state))
        return card

    def _cancel(self, state: PackState) -> None:
        for job, name in self._fetching.items():
            if name == state.name:
                self.context.operations.cancel(job)

    def _progressed(self, status: JobStatus) -> None:
        """Of a download, or of files that are added; the bar below shows it as well."""
        name = self._fetching.get(status.id)
        if name in self._by_name:
            self._by_name[name].show_status(status)
        if status.state.finished and name is not None:
            del self._fetching[status.id]

    def _chooser(self, box: QComboBox, name: str) -> Callable[[int], None]:
        def choose(_index: int) -> None:
            chosen = box.currentData()
            if chosen == getattr(self.context.app.settings, name):
                return
            self.change(**{name: chosen})
            if name == "pack":
                self.command.emit("index", ())

        return choose

    def _show_licence(self, state: PackState, then: Callable[[PackState], None] | None) -> None:
        """The licence, to read; before a download, to accept."""
        dialog = QDialog(self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(state.title)
        dialog.resize(*LICENCE)
        text = QPlainTextEdit(state.licence_text)
        text.setReadOnly(True)
        text.setAccessibleName(self.tr("Licence"))
        foot = QHBoxLayout()
        foot.addStretch(1)
        layout = QVBoxLayout(dialog)
        layout.addWidget(plain(state.licence))
        layout.addWidget(text, 1)
        if then is not None and state.missing:
            needed = self.tr("Comes with: {names}").format(names=", ".join(state.missing))
            layout.addWidget(plain(needed))
        layout.addLayout(foot)
        foot.addWidget(button(self.tr("Close") if then is None else self.tr("Cancel"), dialog.close))
        if then is not None:
            accept = button(self.tr("I accept this licence"), dialog.accept, primary=True)
            dialog.accepted.connect(lambda: then(state))
            foot.addWidget(accept)
        dialog.open()

    def _download(self, state: PackState) -> None:
        packs = self.context.app.packs
        title = self.tr("Downloading {title}").format(title=state.title)
        self._fetch(state, title, lambda progress: download_pack(packs, state.name, progress))

    def _add_file(self, state: PackState) -> None:
        title = self.tr("Files of {title}").format(title=state.title)
        kinds = self.tr("Models") + " (*.zip *.onnx *.safetensors *.bin *)"
        chosen, _ = QFileDialog.getOpenFileName(self, title, "", kinds)
        if chosen:
            source = Path(chosen)
            # One file of several: its neighbours are looked at as well.
            folder = source if source.suffix.lower() == ".zip" else source.parent
            packs = self.context.app.packs
            title = self.tr("Adding {title}").format(title=state.title)
            self._fetch(state, title, lambda _: add_pack(packs, state.name, folder))

    def _ask_removal(self, state: PackState) -> None:
        packs = self.context.app.packs
        self.ask(
            self.tr("Remove {title}?").format(title=state.title),
            self.tr("Its files are deleted; you can download them again. Photos and faces stay as they are."),
            self.tr("Remove"),
            lambda: self.read(lambda _: remove_pack(packs, state.name), lambda _: self.refresh()),
        )

    def _verify(self) -> None:
        packs = self.context.app.packs
        self._verdict.setText(self.tr("Checking…"))
        self._run(self.tr("Checking model files"), lambda _: verify_packs(packs), self._show_verdict)

    def _show_verdict(self, wrong: object) -> None:
        assert isinstance(wrong, list)
        words = "\n".join(map(message_words, wrong))
        self._verdict.setText(words or self.tr("All files are intact."))

    def _fetch(self, state: PackState, title: str, work: Work) -> None:
        self._fetching[self._run(title, work)] = state.name

    def _run(self, title: str, work: Work, then: Callable[[object], None] | None = None) -> int:
        return self.context.operations.run(
            Lane.FILES, title, work, then or (lambda _: self.refresh()), failure=self._failed
        )

    def _failed(self, problem: Problem) -> None:
        self._verdict.setText("")
        self.problem.emit(problem)
        self.refresh()
