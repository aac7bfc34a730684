"""What the pages about people share: reads that overtake each other, edits, and the line of notices."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget
from shiboken6 import isValid

from core.app import App
from core.domain.reports import Problem
from core.jobs.job import Lane
from core.progress import Progress
from core.services.browsing import photo_details
from core.services.photo_files import read_original
from ridfr_desktop.actions_people import PeopleEdits
from ridfr_desktop.page import Page, PageContext
from ridfr_desktop.photo_images import SCREEN_SIDE, image_of
from ridfr_desktop.theme import GRID
from ridfr_desktop.widgets.face_pictures import FacePictures
from ridfr_desktop.widgets.notice_bar import NoticeBar

Value = TypeVar("Value")


class FacePage(Page):
    """Reads in the screen's lane; only the answer to the newest question is shown."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._pictures = FacePictures(context, self)
        self._notice = NoticeBar(self)
        self._edits = PeopleEdits(context, self)
        self._edits.changed.connect(self.changed)
        self._edits.told.connect(self._tell_edit)
        self._edits.failed.connect(self.problem)
        self._asked: dict[str, int] = {}

    def _read(
        self,
        what: str,
        work: Callable[[App], Value],
        show: Callable[[Value], None],
        *,
        lane: Lane = Lane.SCREEN,
        failure: Callable[[Problem], None] | None = None,
    ) -> None:
        """Read `what` (a name for this question) and show it, unless it was asked again meanwhile.

        What goes wrong is a problem of the page, or for `failure` if there is one.
        """
        asked = self._asked[what] = self._asked.get(what, 0) + 1
        app = self.context.app

        def is_newest() -> bool:
            # The page may be gone before its answer comes: its window was closed, or built anew.
            return isValid(self) and self._asked[what] == asked

        def read(_: Progress) -> object:
            return work(app) if is_newest() else None

        def answered(value: object) -> None:
            if is_newest():
                show(value)  # type: ignore[arg-type]

        def failed(problem: Problem) -> None:
            if is_newest():
                (failure or self.problem.emit)(problem)

        self.context.operations.run(lane, "", read, answered, failure=failed, quiet=True)

    def _key(self, keys: str, act: Callable[[], None], owner: QWidget | None = None) -> None:
        """A shortcut of this page, or of a widget in it while it has the focus."""
        shortcut = QShortcut(QKeySequence(keys), owner or self)
        shortcut.setContext(
            Qt.ShortcutContext.WidgetWithChildrenShortcut
            if owner is None
            else Qt.ShortcutContext.WidgetShortcut
        )
        shortcut.activated.connect(act)

    def _notice_line(self) -> QHBoxLayout:
        """The notice with the page's margins around it."""
        line = QHBoxLayout()
        line.setContentsMargins(GRID, 0, 3 * GRID, 0)
        line.addWidget(self._notice)
        return line

    def _tell_edit(self, words: str, can_undo: bool) -> None:
        back = (self.tr("Undo (Ctrl+Z)"), self._edits.undo)
        again = (self.tr("Redo (Ctrl+Shift+Z)"), self._edits.redo)
        self._notice.tell(words, [back if can_undo else again])


def original_image(app: App, photo_id: int, max_side: int = SCREEN_SIDE) -> QImage:
    """An original for the screen; runs in a lane.

    Raises:
        UnreadablePhoto: it is not there, cannot be decoded, or was changed since it was indexed.
    """
    photo = photo_details(app.library, photo_id).photo
    return image_of(read_original(app.decoder, photo, max_side=max_side))


def same_name(names: Mapping[str, int], name: str) -> int | None:
    """The person of this name; capitals and spaces do not count."""
    wanted = " ".join(name.split()).casefold()
    return next((number for known, number in names.items() if known.casefold() == wanted), None)
