"""All photos, or a part of them: a folder, an album, what a search found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from core.domain.reports import Problem
from core.jobs.job import Lane
from core.services.browsing_grid import GridPhotos, GridRequest, PhotoFilter, grid_thumbnail, open_grid
from core.services.browsing_places import folder_sizes, photo_files
from core.services.people_browsing import people_cards
from ridfr_desktop.models.photo_model import PhotoModel
from ridfr_desktop.navigation import Place
from ridfr_desktop.page import Page, PageContext
from ridfr_desktop.state import remember, remembered
from ridfr_desktop.theme import GRID
from ridfr_desktop.widgets.filter_bar import FilterBar
from ridfr_desktop.widgets.library_header import LibraryHeader
from ridfr_desktop.widgets.message_pane import MessagePane
from ridfr_desktop.widgets.photo_grid import PhotoGrid
from ridfr_desktop.widgets.selection_bar import SelectionBar

RESTORED_WHOLE = frozenset({"album", "folder", "restorable"})
"""Places whose photos are restored together by a button beside the title."""
DRAGGED = 500
"""Most files that one drag takes along."""
SETTLED = 80
"""Milliseconds of rest after which files of a selection are read: holding an arrow key asks for nothing."""


@dataclass(frozen=True)
class _Spot:
    """Where one was in a place, for coming back to it."""

    scroll: int
    chosen: tuple[int, ...]
    current: int | None


class LibraryPage(Page):
    """A grid with its title, filters and order; comes back to where one was."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._place = Place("all")
        self._filter: PhotoFilter | None = None
        self._spots: dict[Place, _Spot] = {}
        self._asked = 0
        self._shown: Place | None = None
        self._files_of: tuple[int, ...] = ()
        library, store = context.app.library, context.store
        model = PhotoModel(context.cache, lambda photo: grid_thumbnail(library, store, photo), self)
        self._grid = PhotoGrid(model, context.tones, self)
        self._grid.setAccessibleName(self.tr("Photos"))
        self._header = LibraryHeader(context.tones, self)
        self._filters = FilterBar(self)
        self._filters.hide()
        self._message = MessagePane(context.tones, self)
        self._bar = SelectionBar(context.tones, self._grid)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLED)
        self._lay_out()
        self._connect()
        self._header.show_side(int(remembered("library/side", self._grid.side)))
        self._grid.setFocus()

    def open(self, place: Place) -> None:
        if self._shown is not None:
            self._spots[self._shown] = self._spot()
        self._place = place
        self._header.show_title(self._title_of(place))
        self._read()
        self._grid.setFocus()

    def refresh(self) -> None:
        self.context.cache.forget_missing()
        self._read()

    def escape(self) -> bool:
        if self._grid.selectionModel().hasSelection():
            self._grid.clearSelection()
            return True
        if self._filter is not None:
            self._filters.clear()
            return True
        return False

    def select_all(self) -> None:
        self._grid.selectAll()

    def shortcuts(self) -> Sequence[tuple[str, str]]:
        return (
            (self.tr("Arrows"), self.tr("from photo to photo; with Shift: select")),
            (self.tr("Enter"), self.tr("open the photo")),
            ("+  −", self.tr("larger and smaller pictures (Ctrl and the wheel as well)")),
            ("Ctrl+A", self.tr("select all")),
            ("Ctrl+Shift+F", self.tr("filter by person, year or state")),
            (self.tr("Escape"), self.tr("select nothing, clear the filters, go back")),
        )

    def _lay_out(self) -> None:
        self._stack = QStackedLayout()
        self._stack.addWidget(self._grid)
        self._stack.addWidget(self._message)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * GRID, 3 * GRID, 0, 0)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self._header)
        layout.addWidget(self._filters)
        layout.addLayout(self._stack, 1)

    def _connect(self) -> None:
        self._grid.opened.connect(self._open_photo)
        self._grid.chosen.connect(self._selection_changed)
        self._grid.sized.connect(self._header.show_side)
        self._grid.menu_asked.connect(self._ask_menu)
        self._header.sized.connect(self._resize_cells)
        self._header.sorted.connect(self.refresh)
        self._header.restore_asked.connect(self._restore_all)
        self._header.filter_toggled.connect(self._toggle_filters)
        self._filters.filtered.connect(self._set_filter)
        self._message.acted.connect(self._act)
        self._bar.acted.connect(self._act)
        self._settle.timeout.connect(self._selection_settled)

    def _read(self) -> None:
        library, place = self.context.app.library, self._place
        request = GridRequest(place.kind, place.id, place.text, self._header.sort, self._filter)
        self._asked += 1
        asked = self._asked
        self.context.operations.run(
            Lane.SCREEN,
            "",
            lambda _: open_grid(library, request),
            lambda photos: self._show(photos, place, asked),
            failure=lambda problem: self._fail(problem, asked),
            quiet=True,
        )

    def _show(self, photos: object, place: Place, asked: int) -> None:
        if asked != self._asked:
            return  # the user went elsewhere meanwhile
        assert isinstance(photos, GridPhotos)
        again = place == self._shown
        self._shown = place
        self._header.show_title(self._title_of(place, photos.name), len(photos.photos))
        self._header.offer_restoring(place.kind in RESTORED_WHOLE and bool(photos.ids))
        # Shown first: a grid that becomes visible scrolls to its current photo.
        self._stack.setCurrentIndex(0 if photos.ids else 1)
        self._grid.show_photos(photos, keep=again)
        # A model that is shown anew drops its selection without a word.
        self._selection_changed(None)
        if not again and place in self._spots:
            spot = self._spots[place]
            self._grid.select_ids(spot.chosen, spot.current)
            self._grid.verticalScrollBar().setValue(spot.scroll)
        if not photos.ids:
            self._message.show_message(*self._emptiness(place))

    def _fail(self, problem: Problem, asked: int) -> None:
        if asked == self._asked:
            self._message.show_message("warning", problem.title, problem.message, ())
            self._stack.setCurrentIndex(1)

    def _spot(self) -> _Spot:
        grid = self._grid
        return _Spot(grid.verticalScrollBar().value(), tuple(grid.selected_ids()), grid.current_id())

    def _title_of(self, place: Place, name: str = "") -> str:
        match place.kind:
            case "search":
                return self.tr("Search: {words}").format(words=place.text)
            case "restorable":
                return self.tr("Restorable")
            case "restored":
                return self.tr("Restored")
            case "offline":
                return self.tr("Offline")
            case "all":
                return self.tr("All photos")
        return name

    def _emptiness(self, place: Place) -> tuple[str, str, str, tuple[tuple[str, str], ...]]:
        """Sign, heading, words and buttons for a place without photos."""
        if self._filter is not None:
            clear = ("clear-filter", self.tr("Clear the filters"))
            return "filter", self.tr("No photo fits these filters"), "", (clear,)
        match place.kind:
            case "search":
                return (
                    "search",
                    self.tr("Nothing found"),
                    self.tr("Search for names and years: anna AND bob NOT carl 1950-1960."),
                    (("all", self.tr("Show all photos")),),
                )
            case "restorable":
                return (
                    "restore",
                    self.tr("No photo here needs restoring"),
                    self.tr(
                        "Photos appear when somebody in them has a small or blurred face, and a good photo "
                        "of the same person is in the library."
                    ),
                    (),
                )
            case "restored":
                return (
                    "restored",
                    self.tr("Nothing is restored yet"),
                    self.tr("Kept results appear here."),
                    (("restorable", self.tr("Show what can be restored")),),
                )
            case "offline":
                return "drive", self.tr("All photos are within reach"), "", ()
            case "all" | "folder" if self.context.operations.working(Lane.INDEX):
                words = self.tr("They appear here as they are read; the bar below shows how far it is.")
                return "photos", self.tr("Looking for photos…"), words, ()
            case "album":
                words = self.tr("Select photos elsewhere and choose “Add to album”.")
                return "album", self.tr("This album is empty"), words, ()
        return (
            "photos",
            self.tr("No photos here yet"),
            self.tr("Add a folder: it is read in place and never changed."),
            (("add-folder", self.tr("Add a folder…")),),
        )

    def _open_photo(self, photo: int) -> None:
        model = self._grid.model()
        listed = model.photos.photos if isinstance(model, PhotoModel) else ()
        self.go.emit(Place("photo", photo, ids=listed))

    def _selection_changed(self, _ids: object) -> None:
        chosen = tuple(self._grid.selected_ids())
        self._header.show_selected(len(chosen))
        self._bar.show_number(len(chosen))
        # At once: the next key may already be a command for these photos.
        self.selection.emit(chosen)
        self._settle.start()

    def _selection_settled(self) -> None:
        chosen = tuple(self._grid.selected_ids())
        file = self._grid.selected_file()
        if file is not None:
            self.command.emit("unreadable", file)
        library, files_of = self.context.app.library, chosen[:DRAGGED]
        if files_of and files_of != self._files_of:
            self._files_of = files_of
            self.context.operations.run(
                Lane.SCREEN,
                "",
                lambda _: photo_files(library, files_of),
                lambda paths: self._keep_files(paths, files_of),
                quiet=True,
            )

    def _keep_files(self, paths: object, files_of: tuple[int, ...]) -> None:
        assert isinstance(paths, list)
        if files_of == self._files_of:
            self._grid.drag_files = paths

    def _ask_menu(self, place: QPoint) -> None:
        self._selection_settled()
        self.command.emit("photo-menu", place)

    def _act(self, name: str) -> None:
        if name == "clear-filter":
            self._filters.clear()
        elif name == "select-none":
            self._grid.clearSelection()
        elif name in ("all", "restorable"):
            self.go.emit(Place(name))
        else:
            self._selection_settled()
            self.command.emit(name, tuple(self._grid.selected_ids()))

    def _restore_all(self) -> None:
        """An album by its name, so that the batch says what it restores; else the photos that are shown."""
        if self._place.kind == "album":
            self.go.emit(Place("batch", self._place.id, text="album"))
        else:
            model = self._grid.model()
            listed = model.photos.photos if isinstance(model, PhotoModel) else ()
            self.go.emit(Place("batch", text="photos", ids=tuple(listed)))

    def _resize_cells(self, side: int) -> None:
        self._grid.set_side(side)
        remember("library/side", side)

    def _toggle_filters(self, shown: bool) -> None:
        self._filters.setVisible(shown)
        if shown:
            library = self.context.app.library
            work = lambda _: (people_cards(library).people, folder_sizes(library))  # noqa: E731
            self.context.operations.run(Lane.SCREEN, "", work, self._offer_filters, quiet=True)
        elif self._filter is not None:
            self._filters.clear()

    def _offer_filters(self, read: object) -> None:
        assert isinstance(read, tuple)
        people, folders = read
        self._filters.show_people(people)
        self._filters.show_folders([folder for folder, _ in folders])

    def _set_filter(self, wanted: PhotoFilter | None) -> None:
        if wanted != self._filter:
            self._filter = wanted
            self._read()
