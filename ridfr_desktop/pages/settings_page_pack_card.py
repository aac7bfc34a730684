"""A card of the settings for one pack of models: what it is, its licence, and getting or removing it."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout, QWidget

from core.jobs.job import JobState, JobStatus
from core.services.packs import PackState
from ridfr_desktop.pages.settings_section import button, plain
from ridfr_desktop.theme import GRID
from ridfr_desktop.widgets.activity_words import progress_words
from ridfr_desktop.widgets.flow_layout import FlowLayout

SI = QLocale.DataSizeFormat.DataSizeSIFormat
THOUSAND = 1000
"""Steps of the progress bar."""


class PackCard(QFrame):
    """Says what the user wants; while its files are being fetched it shows how far that is."""

    licence_asked = Signal()
    download_asked = Signal()
    add_asked = Signal()
    removal_asked = Signal()
    cancel_asked = Signal()

    def __init__(self, state: PackState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._state = state
        self._facts = plain(self._known())
        self._facts.setProperty("quiet", True)
        self._bar = QProgressBar()
        self._bar.setRange(0, THOUSAND)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress of {title}").format(title=state.title))
        self._buttons = QWidget()
        self._cancel = button(self.tr("Cancel"), self.cancel_asked.emit)
        self._cancel.setAccessibleName(self.tr("Cancel {title}").format(title=state.title))
        self._fill_buttons(FlowLayout(self._buttons))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        for part in (plain(state.title), self._facts, self._bar, self._buttons, self._cancel):
            layout.addWidget(part)
        self._cancel.setMaximumWidth(self._cancel.sizeHint().width() + 4 * GRID)
        self._show_work(working=False)

    def show_status(self, status: JobStatus) -> None:
        """How far the job is that fetches or reads this pack's files."""
        working = not status.state.finished
        self._show_work(working=working)
        self._bar.setValue(round(status.fraction * THOUSAND))
        if working:
            self._facts.setText(progress_words(status) or self.tr("Beginning…"))
        else:
            stopped = self.tr("cancelled") if status.state is JobState.CANCELLED else ""
            self._facts.setText(" · ".join(filter(None, (stopped, self._known()))))

    def _show_work(self, *, working: bool) -> None:
        for widget in (self._bar, self._cancel):
            widget.setVisible(working)
        self._buttons.setVisible(not working)

    def _fill_buttons(self, line: FlowLayout) -> None:
        state, title = self._state, self._state.title
        wanted = [(self.tr("Licence"), self.tr("Licence of {title}"), self.licence_asked)]
        if not state.installed and not state.bundled:
            if state.download_bytes:
                wanted.append((self.tr("Download…"), self.tr("Download {title}"), self.download_asked))
            wanted.append(
                (self.tr("Add from disk…"), self.tr("Add the files of {title} from the disk"), self.add_asked)
            )
        elif not state.bundled:
            wanted.append((self.tr("Remove"), self.tr("Remove {title}"), self.removal_asked))
        for words, told, signal in wanted:
            made = button(words, signal.emit)
            made.setAccessibleName(told.format(title=title))
            line.addWidget(made)

    def _known(self) -> str:
        state = self._state
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
