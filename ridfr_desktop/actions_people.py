"""What the user says about people and faces, as calls of services in the screen's lane."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from core.app import App
from core.domain.reports import Problem
from core.jobs.job import Lane
from core.services.undoing import next_undo, redo, undo
from ridfr_desktop.edit_words import EditWords
from ridfr_desktop.page import PageContext

Edit = Callable[[App], object]


@dataclass(frozen=True)
class Done:
    """An edit that was made."""

    result: object
    words: str
    """What Undo would take back now; "" when nothing."""


class PeopleEdits(QObject):
    """Runs edits one after the other; each is undone by one step of `undo`."""

    changed = Signal()
    told = Signal(str, bool)
    """What was done, in words, and whether it is an edit that Undo takes back."""
    failed = Signal(object)
    """`Problem`"""

    def __init__(self, context: PageContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = context.app
        self._operations = context.operations

    def run(
        self, edit: Edit, then: Callable[[object], None] | None = None, *, for_good: bool = False
    ) -> None:
        """Make an edit; `then` gets what it returned, before anybody reads the library again.

        `for_good`: nothing takes it back, so nothing is offered.
        """

        def work(_: object) -> Done:
            result = edit(self._app)
            return Done(result, "" if for_good else next_undo(self._app.library) or "")

        def finished(done: object) -> None:
            assert isinstance(done, Done)
            if then is not None:
                then(done.result)
            self.changed.emit()
            if done.words:
                self.told.emit(self.tr("Done: {words}.").format(words=EditWords().of(done.words)), True)

        self._operations.run(Lane.SCREEN, "", work, finished, failure=self._fail, quiet=True)

    def undo(self) -> None:
        """Take back the newest edit."""
        self._take(
            lambda: undo(self._app.library), self.tr("Undone: {words}."), self.tr("There is nothing to undo.")
        )

    def redo(self) -> None:
        """Make the edit again that was taken back last."""
        self._take(
            lambda: redo(self._app.library),
            self.tr("Done again: {words}."),
            self.tr("There is nothing to do again."),
        )

    def _take(self, step: Callable[[], str | None], words: str, nothing: str) -> None:
        def finished(summary: object) -> None:
            self.changed.emit()
            made = EditWords().of(summary) if isinstance(summary, str) else ""
            self.told.emit(words.format(words=made) if made else nothing, False)

        def failed(problem: Problem) -> None:
            self.changed.emit()  # another edit comes next
            self._fail(problem)

        self._operations.run(Lane.SCREEN, "", lambda _: step(), finished, failure=failed, quiet=True)

    def _fail(self, problem: Problem) -> None:
        self.failed.emit(problem)
