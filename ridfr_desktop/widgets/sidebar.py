"""Where to go: the library, people, folders and albums, with the number of photos beside each."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QTreeWidgetItem, QVBoxLayout, QWidget

from core.domain.face_tile import FaceTile
from core.imaging.thumbnails import ThumbnailStore
from core.services.browsing_places import PlaceCounts
from core.services.face_pictures import face_from_thumbnail
from core.services.people_browsing import PersonCard
from ridfr_desktop.models.thumbnail_cache import ThumbnailCache
from ridfr_desktop.navigation import Place
from ridfr_desktop.theme import GRID, Tones
from ridfr_desktop.widgets.place_tree import Entry, PlaceTree, entry_of
from ridfr_desktop.widgets.search_box import SearchBox

WIDTH = 208
PEOPLE_SHOWN = 12
"""The people with most photos; the others are on the page of people."""


class Sidebar(QFrame):
    """A search box over a tree of places; keeps the chosen place when it is filled again."""

    chosen = Signal(object)
    """`Place`"""
    add_asked = Signal(str)
    """"folder" or "album"."""
    menu_asked = Signal(object, QPoint)
    """A `Place` was right-clicked, and where on the screen."""

    def __init__(
        self, store: ThumbnailStore, cache: ThumbnailCache, tones: Tones, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setFixedWidth(WIDTH)
        self._store = store
        self._cache = cache
        self._current: Place | None = None
        self._counts: PlaceCounts | None = None
        self._covers: dict[str, FaceTile] = {}
        self.search = SearchBox(tones)
        self._tree = PlaceTree(tones, self._face)
        self._tree.setAccessibleName(self.tr("Places"))
        self._tree.currentItemChanged.connect(self._choose)
        self._tree.itemClicked.connect(self._choose_again)
        self._tree.itemActivated.connect(self._choose_again)
        self._tree.add_asked.connect(self.add_asked)
        self._tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._tree.customContextMenuRequested.connect(self._ask_menu)
        cache.ready.connect(self._face_ready)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 3 * GRID, 0, 0)
        layout.setSpacing(2 * GRID)
        search_row = QVBoxLayout()
        search_row.setContentsMargins(0, 0, 2 * GRID, 0)
        search_row.addWidget(self.search)
        layout.addLayout(search_row)
        layout.addWidget(self._tree, 1)

    def fill(self, counts: PlaceCounts) -> None:
        """Show what there is; the chosen place and the scroll position stay."""
        self._counts = counts
        self._fill()

    def select(self, place: Place) -> None:
        """Make `place` current without announcing it; nothing is current where it has no entry."""
        self._current = Place("people") if place.kind == "review" and not place.text else place
        self._tree.show_current(self._current)

    def _fill(self) -> None:
        if self._counts is None:
            return
        groups = [
            self._library(self._counts),
            self._people(self._counts),
            self._folders(self._counts),
            self._albums(self._counts),
        ]
        self._tree.show_entries([group for group in groups if group], self._current)

    def _library(self, counts: PlaceCounts) -> list[Entry]:
        entries = [
            Entry(self.tr("LIBRARY")),
            Entry(self.tr("All photos"), Place("all"), "photos", counts.photos),
            Entry(self.tr("Restorable"), Place("restorable"), "restore", counts.restorable),
            Entry(self.tr("Restored"), Place("restored"), "restored", counts.restored),
        ]
        if counts.held:
            entries.append(Entry(self.tr("To review"), Place("review", text="held"), "eye", counts.held))
        if counts.offline:
            entries.append(Entry(self.tr("Offline"), Place("offline"), "drive", counts.offline))
        return entries

    def _people(self, counts: PlaceCounts) -> list[Entry]:
        people, groups = counts.people.people, counts.people.groups
        if not people and not groups:
            return []
        entries = [
            Entry(self.tr("PEOPLE")),
            Entry(self.tr("All people"), Place("people"), "people", len(people)),
        ]
        frequent = sorted(people, key=lambda card: (-card.photos, (card.name or "").casefold()))
        entries += [self._person(card) for card in frequent[:PEOPLE_SHOWN]]
        if groups:
            entries.append(Entry(self.tr("Who is this?"), Place("review"), "question", len(groups)))
        return entries

    def _person(self, card: PersonCard) -> Entry:
        key = "" if card.cover is None else f"cover-{card.cover.id}"
        if card.cover is not None:
            self._covers[key] = card.cover
        name = card.name or ""
        return Entry(name, Place("person", card.id), "person", card.photos, face=key, note=name)

    def _folders(self, counts: PlaceCounts) -> list[Entry]:
        entries = [Entry(self.tr("FOLDERS"), adds="folder")]
        for folder, photos in counts.folders:
            place, name, note = Place("folder", folder.id), folder.path.name, str(folder.path)
            if not folder.online:
                note = self.tr("{path}: not connected").format(path=note)
            icon = "folder" if folder.online else "drive"
            entries.append(Entry(name or note, place, icon, photos, dimmed=not folder.online, note=note))
        return entries

    def _albums(self, counts: PlaceCounts) -> list[Entry]:
        return [Entry(self.tr("ALBUMS"), adds="album")] + [
            Entry(
                album.name,
                Place("album", album.id),
                "rule" if album.rule else "album",
                album.photos,
                note=album.name,
            )
            for album in counts.albums
        ]

    def _face(self, key: str) -> QPixmap | None:
        """Round pictures in front of the names, cut from thumbnails."""
        if self._counts is None:
            return None
        card = next(
            (c for c in self._counts.people.people if c.cover is not None and f"cover-{c.cover.id}" == key),
            None,
        )
        if card is None or card.cover is None:
            return None
        tile = card.cover
        return self._cache.request(key, lambda: face_from_thumbnail(self._store, tile), 96)

    def _face_ready(self, key: str) -> None:
        if key.startswith("cover-"):
            self._tree.update_face(key)

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        place = entry_of(item).place if item is not None else None
        if place is not None and place != self._current:
            self._current = place
            keyed = self._tree.hasFocus()
            self.chosen.emit(place)
            if keyed:
                # Arrow keys go on through the places; Enter and a click go over to the page.
                self._tree.setFocus()

    def _choose_again(self, item: QTreeWidgetItem) -> None:
        """A click or Enter on the place that is shown leads to it, and back to it from a photo."""
        place = entry_of(item).place
        if place is not None:
            self._current = place
            self.chosen.emit(place)

    def _ask_menu(self, point: QPoint) -> None:
        item = self._tree.itemAt(point)
        place = None if item is None else entry_of(item).place
        if place is not None:
            self.menu_asked.emit(place, self._tree.viewport().mapToGlobal(point))
