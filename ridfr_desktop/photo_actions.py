"""What one can do with the photos that are selected on any page: a menu, with its keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from core.app import App
from core.domain.person import Album
from core.jobs.job import Lane
from core.services.albums import add_to_album, remove_from_album
from core.services.browsing_places import photo_files
from core.services.strangers import ignore_unknown
from ridfr_desktop.navigation import Place
from ridfr_desktop.page import PageContext


class PhotoActions(QMenu):
    """Acts on `show_selection`'s photos; its actions are grey while there is none."""

    go = Signal(object)
    """`Place`"""
    changed = Signal()
    export_asked = Signal(object)
    """Tuple of photo ids."""
    album_asked = Signal(object)
    """Tuple of photo ids for an album that is to be made."""

    def __init__(self, context: PageContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("&Photo"))
        self._app, self._operations = context.app, context.operations
        self._photos: tuple[int, ...] = ()
        self._place = Place("all")
        self._by_id: dict[int, Album] = {}
        self._open = self._action(self.tr("&Open"), "Ctrl+Return", self.open)
        self._restore = self._action(self.tr("&Restore…"), "Ctrl+R", self.restore)
        self._export = self._action(self.tr("&Export…"), "Ctrl+E", self.export)
        self.addSeparator()
        self.albums = self.addMenu(self.tr("&Add to album"))
        self._remove = self._action(self.tr("Re&move from this album"), "Ctrl+Backspace", self._take_out)
        self.addSeparator()
        self._folder = self._action(self.tr("&Show in folder"), "Ctrl+Shift+O", self.show_in_folder)
        self._ignore = self._action(self.tr("&Ignore unknown faces in it"), "", self._ignore_strangers)
        self.show_albums(())
        self.show_selection(())

    @property
    def photos(self) -> tuple[int, ...]:
        return self._photos

    def show_selection(self, photos: Sequence[int]) -> None:
        self._photos = tuple(photos)
        for action in (self._restore, self._export, self.albums.menuAction(), self._ignore):
            action.setEnabled(bool(photos))
        for action in (self._open, self._folder):
            action.setEnabled(len(photos) == 1)
        self._show_removal()

    def show_place(self, place: Place) -> None:
        self._place = place
        self._show_removal()

    def show_albums(self, albums: Sequence[Album]) -> None:
        """Albums filled by hand are offered; the last entry makes a new one."""
        self._by_id = {album.id: album for album in albums}
        self.albums.clear()
        for album in albums:
            if not album.rule:
                # A lone & would make the next letter a key.
                action = self.albums.addAction(album.name.replace("&", "&&"))
                action.triggered.connect(self._adder(album.name))
        self.albums.addSeparator()
        self.albums.addAction(self.tr("&New album…"), lambda: self.album_asked.emit(self._photos))
        self._show_removal()

    def open(self) -> None:
        if len(self._photos) == 1:
            self.go.emit(Place("photo", self._photos[0]))

    def restore(self) -> None:
        if len(self._photos) == 1:
            self.go.emit(Place("restore", self._photos[0]))
        elif self._photos:
            self.go.emit(Place("batch", text="photos", ids=self._photos))

    def export(self) -> None:
        if self._photos:
            self.export_asked.emit(self._photos)

    def show_in_folder(self) -> None:
        library, photos = self._app.library, self._photos[:1]
        self._operations.run(Lane.SCREEN, "", lambda _: photo_files(library, photos), _show_first, quiet=True)

    def _take_out(self) -> None:
        album, photos = self._by_id.get(self._place.id), self._photos
        if album is not None and photos:
            self._edit(lambda app: remove_from_album(app.library, album.name, photos))

    def _ignore_strangers(self) -> None:
        photos = self._photos
        self._edit(lambda app: ignore_unknown(app.library, photos))

    def _adder(self, album: str) -> Callable[[], None]:
        return lambda: self._edit(lambda app: add_to_album(app.library, album, self._photos))

    def _edit(self, work: Callable[[App], object]) -> None:
        app = self._app
        self._operations.run(Lane.SCREEN, "", lambda _: work(app), lambda _: self.changed.emit(), quiet=True)

    def _show_removal(self) -> None:
        album = self._by_id.get(self._place.id) if self._place.kind == "album" else None
        by_hand = album is not None and not album.rule
        self._remove.setVisible(by_hand)
        self._remove.setEnabled(by_hand and bool(self._photos))

    def _action(self, words: str, keys: str, act: Callable[[], None]) -> QAction:
        action = self.addAction(words)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(act)
        return action


def _show_first(paths: object) -> None:
    assert isinstance(paths, list)
    if paths:
        show_folder_of(paths[0])


def show_folder_of(path: str) -> None:
    """Open the file manager on the folder of a file."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(path).parent)))
