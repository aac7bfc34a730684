"""Albums as the user makes, renames and removes them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from core.app import App
from core.domain.person import Album
from core.jobs.job import Lane
from core.services.albums import add_to_album, create_album, remove_album, rename_album
from core.services.browsing_places import PlaceCounts
from ridfr_desktop.navigation import Place
from ridfr_desktop.page import PageContext
from ridfr_desktop.widgets.album_editor import AlbumEditor


class AlbumEdits(QObject):
    """Asks what must be asked, and calls the services in the screen's lane."""

    changed = Signal()
    go = Signal(object)
    """`Place`: a new album, or the batch that restores one."""

    def __init__(self, context: PageContext, window: QWidget) -> None:
        super().__init__(window)
        self._app, self._operations = context.app, context.operations
        self._window = window

    def ask_new(self, counts: PlaceCounts, photos: tuple[int, ...]) -> None:
        """Ask for a new album; one by hand begins with `photos`."""
        folders = [folder for folder, _ in counts.folders]
        editor = AlbumEditor(counts.people.people, folders, len(photos), self._window)
        editor.accepted.connect(lambda: self.create(editor.name, editor.rule, photos))
        editor.finished.connect(editor.deleteLater)
        editor.open()

    def create(self, name: str, rule: str, photos: tuple[int, ...]) -> None:
        """Make an album and go there."""

        def work(app: App) -> Album:
            album = create_album(app.library, name, rule)
            return add_to_album(app.library, name, photos) if photos and not rule else album

        self._edit(work, self._made)

    def fill_menu(self, menu: QMenu, counts: PlaceCounts, album_id: int) -> None:
        """What can be done with an album of the sidebar."""
        album = next((each for each in counts.albums if each.id == album_id), None)
        if album is not None:
            whole = Place("batch", album.id, text="album")
            menu.addAction(self.tr("Restore all…"), lambda: self.go.emit(whole))
            menu.addSeparator()
            menu.addAction(self.tr("Rename…"), lambda: self._ask_name(album))
            menu.addAction(self.tr("Remove the album, keep its photos"), lambda: self.remove(album))

    def rename(self, album: Album, name: str) -> None:
        self._edit(lambda app: rename_album(app.library, album.name, name))

    def remove(self, album: Album) -> None:
        """The photos stay; Undo brings the album back."""
        self._edit(lambda app: remove_album(app.library, album.name))

    def _ask_name(self, album: Album) -> None:
        name, agreed = QInputDialog.getText(
            self._window, self.tr("Rename album"), self.tr("Name"), text=album.name
        )
        if agreed and name.strip() and name.strip() != album.name:
            self.rename(album, name.strip())

    def _made(self, album: object) -> None:
        assert isinstance(album, Album)
        self.changed.emit()
        self.go.emit(Place("album", album.id))

    def _edit(self, work: Callable[[App], object], then: Callable[[object], None] | None = None) -> None:
        app, changed = self._app, self.changed
        self._operations.run(
            Lane.SCREEN, "", lambda _: work(app), then or (lambda _: changed.emit()), quiet=True
        )
