"""This computer: what models run on, how many threads they may take, and what the check says."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QPlainTextEdit, QSpinBox

from core.domain.recipe import MOST_REFERENCES
from core.jobs.job import Lane
from core.services.doctor import Diagnosis, diagnose
from ridfr_desktop.page import PageContext
from ridfr_desktop.pages.settings_section import SettingsSection, button, field_name
from ridfr_desktop.problem_words import problem_words
from ridfr_desktop.theme import GRID

NUMBER = 120
"""Width of a field for a number."""


class DeviceSettings(SettingsSection):
    """The check takes a while: it tries every heavy package in a process of its own."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        settings = context.app.settings
        self.heading(self.tr("Work"))
        self._threads = QSpinBox()
        self._threads.setRange(0, 256)
        self._threads.setSpecialValueText(self.tr("all cores"))
        self._threads.setValue(settings.threads)
        self._threads.setAccessibleName(self.tr("Threads"))
        self._threads.editingFinished.connect(self._set_threads)
        self.add(field_name(self.tr("Threads that models may take")), self._threads)
        self._references = QSpinBox()
        self._references.setRange(1, MOST_REFERENCES)
        self._references.setValue(settings.references)
        self._references.setAccessibleName(self.tr("References"))
        self._references.editingFinished.connect(self._set_references)
        self.add(field_name(self.tr("Reference photos for one restoration")), self._references)
        for field in (self._threads, self._references):
            field.setFixedWidth(NUMBER)
            field.lineEdit().setTextMargins(GRID + 2, 0, 0, 0)
        self.heading(self.tr("Graphics card and memory"))
        self.choice(
            self.tr("Restore faces on"),
            "device",
            (
                ("auto", self.tr("the graphics card, if there is one")),
                ("cpu", self.tr("the processor, always")),
            ),
        )
        self.choice(
            self.tr("If the card cannot hold one face"),
            "short_of_memory",
            (("stop", self.tr("stop and say so")), ("cpu", self.tr("go on on the processor"))),
        )
        self.sentence(
            self.tr(
                "If a graphics card runs short of memory, work first goes on in smaller pieces. Restoring "
                "with a large model takes minutes a face on a processor."
            )
        )
        self._check = button(self.tr("Check this computer"), self._diagnose)
        self.add(self._check)
        self._answer = QPlainTextEdit()
        self._answer.setReadOnly(True)
        self._answer.setFixedHeight(220)
        self._answer.setAccessibleName(self.tr("Result of the check"))
        self._answer.hide()
        self.add(self._answer)
        self.finish()

    def _set_threads(self) -> None:
        if self._threads.value() != self.context.app.settings.threads:
            self.change(threads=self._threads.value())

    def _set_references(self) -> None:
        if self._references.value() != self.context.app.settings.references:
            self.change(references=self._references.value())

    def _diagnose(self) -> None:
        app = self.context.app
        self._check.setEnabled(False)
        self.context.operations.run(
            Lane.READ,
            self.tr("Checking this computer"),
            lambda _: diagnose(app.settings, app.library.paths.root, app.packs),
            self._show,
            cancelled=lambda: self._check.setEnabled(True),
        )

    def _show(self, diagnosis: object) -> None:
        assert isinstance(diagnosis, Diagnosis)
        self._check.setEnabled(True)
        locale = QLocale()
        lines = [
            self.tr("Graphics card: {name}").format(name=diagnosis.cuda or self.tr("none that can be used")),
            self.tr("Processor cores: {number}").format(number=diagnosis.cores),
            self.tr("Memory: {free} of {total} GB free").format(
                free=locale.toString(diagnosis.memory_free, "f", 1),
                total=locale.toString(diagnosis.memory_total, "f", 1),
            ),
            self.tr("Disk of the library: {free} GB free").format(
                free=locale.toString(diagnosis.disk_free, "f", 1)
            ),
            *(f"{part.name} {part.version}" for part in diagnosis.parts if part.works),
            *(f"{problem.title}: {problem.message}" for problem in map(problem_words, diagnosis.problems)),
        ]
        self._answer.setPlainText("\n".join(lines))
        self._answer.show()
