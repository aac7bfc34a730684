"""What every page is: a widget that shows a place, and says where the user wants to go.

A page reads through `operations.run(Lane.SCREEN, "", work, show, quiet=True)` and never waits on
disk, database or model. It is built once per appearance and language: when either changes, the
window and its pages are built anew, so `tones` and `tr` may be used in the constructor.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.app import App
from core.imaging.thumbnails import ThumbnailStore
from core.settings import Settings
from ridfr_desktop.models.thumbnail_cache import ThumbnailCache
from ridfr_desktop.navigation import Place
from ridfr_desktop.operations import Operations
from ridfr_desktop.theme import Tones


@dataclass(frozen=True)
class PageContext:
    """What pages work with; the same for all of them."""

    app: App
    operations: Operations
    store: ThumbnailStore
    cache: ThumbnailCache
    tones: Tones
    change_settings: Callable[[Settings], None]
    """Saves the settings and applies them: models, appearance and language follow."""


class Page(QWidget):
    """One screen. The window calls `open` and `refresh`; the page asks by signals."""

    go = Signal(object)
    """`Place`: navigate there; Back leads here again."""
    changed = Signal()
    """This page changed the library: everybody else reads again."""
    problem = Signal(object)
    """`core.domain.reports.Problem`, to be shown in words."""
    selection = Signal(object)
    """Tuple of photo ids, for the inspector."""
    command = Signal(str, object)
    """Something another part does, by name, with its argument; the window routes it:
    ("export", tuple of photo ids) opens the export dialog, ("index", tuple of folders) reads folders."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context

    def open(self, place: Place) -> None:
        """Show this place; starts its reads in a lane and returns at once."""

    def refresh(self) -> None:
        """The library changed: read again, and keep scroll position and selection."""

    def leave(self) -> bool:
        """The user goes elsewhere; False holds them here (something unsaved, said in words)."""
        return True

    def escape(self) -> bool:
        """Escape was pressed: True when the page used it (closed an editor, cleared a selection)."""
        return False

    def shortcuts(self) -> Sequence[tuple[str, str]]:
        """(keys, what they do) of this page, for the list behind `?`."""
        return ()
