"""Models: which packs are in use, which there are, their licences, and getting them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
)

from core.domain.reports import Problem
from core.jobs.job import Lane
from core.jobs.queue import Work
from core.services.packs import PackState, add_pack, download_pack, pack_states, remove_pack, verify_packs
from ridfr_desktop.page import PageContext
from ridfr_desktop.pages.settings_section import SettingsSection, button, field_name, plain
from ridfr_desktop.theme import GRID
from ridfr_desktop.widgets.layout_clearing import clear_layout

LICENCE = (560, 420)
SI = QLocale.DataSizeFormat.DataSizeSIFormat


class ModelSettings(SettingsSection):
    """Two choices, then a card for each pack."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._states: list[PackState] = []
        self.heading(self.tr("In use"))
        self._face, self._restorer = QComboBox(), QComboBox()
        for words, box, name in (
            (self.tr("Faces are found with"), self._face, "pack"),
            (self.tr("Faces are restored with"), self._restorer, "restorer"),
        ):
            label = field_name(words)
            label.setBuddy(box)
            box.setAccessibleName(words)
            box.setMinimumWidth(280)
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
        self.add(button(self.tr("Check all files"), self._verify), self._verdict)
        self.finish()

    def refresh(self) -> None:
        packs = self.context.app.packs
        self.read(lambda _: pack_states(packs), self._show)

    def _show(self, states: object) -> None:
        assert isinstance(states, list)
        self._states = states
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
        clear_layout(self._cards)
        for state in states:
            self._cards.addWidget(self._card(state))

    def _card(self, state: PackState) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        title, facts = plain(state.title), plain(self._facts(state))
        facts.setProperty("quiet", True)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(title)
        column.addWidget(facts)
        layout = QHBoxLayout(card)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.addLayout(column, 1)
        licence = button(self.tr("Licence"), lambda: self._show_licence(state, None))
        licence.setAccessibleName(self.tr("Licence of {title}").format(title=state.title))
        layout.addWidget(licence)
        if not state.installed and not state.bundled:
            if state.download_bytes:
                get = button(self.tr("Download…"), lambda: self._show_licence(state, self._download))
                get.setAccessibleName(self.tr("Download {title}").format(title=state.title))
                layout.addWidget(get)
            layout.addWidget(
                button(self.tr("Add from disk…"), lambda: self._show_licence(state, self._add_file))
            )
        elif not state.bundled:
            layout.addWidget(button(self.tr("Remove"), lambda: self._ask_removal(state)))
        return card

    def _facts(self, state: PackState) -> str:
        if state.bundled:
            where = self.tr("installed with the program")
        elif state.installed:
            where = self.tr("installed")
        elif state.download_bytes:
            size = QLocale().formattedDataSize(state.download_bytes, 0, SI)
            where = self.tr("not installed, {size}").format(size=size)
        else:
            where = self.tr("not installed: add its files from the disk")
        use = "" if state.commercial else " · " + self.tr("not for commercial use")
        return f"{where} · {state.licence}{use}"

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
        self._run(title, lambda progress: download_pack(packs, state.name, progress))

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
            self._run(title, lambda _: add_pack(packs, state.name, folder))

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
        self._verdict.setText(self.tr("All files are intact.") if not wrong else "\n".join(wrong))

    def _run(self, title: str, work: Work, then: Callable[[object], None] | None = None) -> None:
        self.context.operations.run(
            Lane.FILES, title, work, then or (lambda _: self.refresh()), failure=self._failed
        )

    def _failed(self, problem: Problem) -> None:
        self._verdict.setText("")
        self.problem.emit(problem)
