"""The lists of a person's page: timeline, to review, restorable, restored; one grid for each look."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import IntEnum

from PySide6.QtCore import QItemSelectionModel, QLocale, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QStackedLayout, QTabBar, QVBoxLayout, QWidget

from core.domain.face import FaceState
from core.domain.face_tile import FaceTile
from core.services.people_browsing import RestorableTile, RestoredTile
from ridfr_desktop.pages.person_page_entries import PersonEntries
from ridfr_desktop.theme import GRID, Tones
from ridfr_desktop.widgets.face_delegate import FaceDelegate, words_height
from ridfr_desktop.widgets.face_model import FaceEntry, FaceModel
from ridfr_desktop.widgets.face_pictures import FacePictures
from ridfr_desktop.widgets.flow_layout import FlowLayout
from ridfr_desktop.widgets.message_pane import MessagePane
from ridfr_desktop.widgets.name_edit import NameEdit
from ridfr_desktop.widgets.section_grid import SectionGrid
from ridfr_desktop.widgets.tab_order import put_behind

FACE, PHOTO = 120, 176
"""Sides of cells."""


class Tab(IntEnum):
    TIMELINE = 0
    REVIEW = 1
    RESTORABLE = 2
    RESTORED = 3


class PersonFaces(QWidget):
    """Says what the user wants of the selected faces and changes nothing itself."""

    wanted = Signal(str, list)
    """"confirm", "reject", "split", "cover", "pin", "ban" or "restore", and the faces."""
    moved = Signal(list, str)
    """Faces that are somebody else, and their name."""
    opened = Signal(int, tuple)
    """A photo, and the photos of the list it was opened from."""
    review_asked = Signal()

    def __init__(self, pictures: FacePictures, tones: Tones, parent: QWidget) -> None:
        super().__init__(parent)
        self._entries = PersonEntries(pictures, self)
        self._tiles: dict[int, FaceTile] = {}
        self._timeline: Sequence[FaceTile] = ()
        self._restorable: Sequence[RestorableTile] | None = None
        self._restored: Sequence[RestoredTile] = ()
        self._notes: dict[int, str] = {}
        """Of faces that are to be looked at."""
        self._tabs = QTabBar()
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        for _ in Tab:
            self._tabs.addTab("")
        self._tabs.currentChanged.connect(self._show_tab)
        self._whole = QPushButton(self.tr("Whole photos"))
        self._whole.setCheckable(True)
        self._whole.toggled.connect(self._show_tab)
        self._one_by_one = QPushButton(self.tr("One by one…"))
        self._one_by_one.clicked.connect(self.review_asked)
        self._confirm = QPushButton(self.tr("Yes (Enter)"))
        self._confirm.clicked.connect(lambda: self._want("confirm"))
        self._reject = QPushButton(self.tr("Not this person (Del)"))
        self._reject.clicked.connect(lambda: self._want("reject"))
        self._name = NameEdit(self)
        self._name.setFixedWidth(56 * GRID)
        self._name.setPlaceholderText(self.tr("Who is it then?"))
        self._name.hide()
        self._name.said.connect(self._say_name)
        self._name.given_up.connect(self.close_name)
        self._model = FaceModel(pictures, self)
        self._pairs = FaceModel(pictures, self)
        self._grid = self._grid_of(self._model, FaceDelegate(tones, self))
        self._grid.keep_heading()
        self._pair_grid = self._grid_of(self._pairs, FaceDelegate(tones, self, pair=True))
        self._pair_grid.set_cell_size(QSize(2 * FACE + 3 * GRID, FACE + words_height()))
        self._empty = MessagePane(tones, self)
        self._lay_out()
        self._show_counts(0)

    def _grid_of(self, model: FaceModel, delegate: FaceDelegate) -> SectionGrid:
        grid = SectionGrid(delegate.tones, self)
        grid.setItemDelegate(delegate)
        grid.show_model(model)
        grid.setAccessibleName(self.tr("Faces"))
        grid.chosen.connect(self._selection_changed)
        grid.opened.connect(self._open)
        grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        grid.customContextMenuRequested.connect(lambda at, grid=grid: self._show_menu(grid, at))
        for keys, act in (
            ("Return", self._enter),
            ("Enter", self._enter),
            ("Del", lambda: self._want("reject")),
            ("S", lambda: self._want("split")),
            ("F2", self.open_name),
        ):
            shortcut = QShortcut(QKeySequence(keys), grid)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)
        return grid

    def _lay_out(self) -> None:
        line = FlowLayout()
        line.setContentsMargins(0, 0, 3 * GRID, 0)
        line.addWidget(self._tabs)
        line.add_space()
        line.addWidget(self._name)
        # In a narrow window they go to the next row together.
        together = QWidget()
        actions = QHBoxLayout(together)
        actions.setContentsMargins(0, 0, 0, 0)
        actions.setSpacing(2 * GRID)
        for control in (self._confirm, self._reject, self._one_by_one, self._whole):
            actions.addWidget(control)
        line.addWidget(together)
        self._stack = QStackedLayout()
        for widget in (self._grid, self._pair_grid, self._empty):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addLayout(line)
        column.addLayout(self._stack, 1)
        buttons = (self._confirm, self._reject, self._one_by_one, self._whole)
        put_behind(self._tabs, [self._name, *buttons, self._grid, self._pair_grid])

    @property
    def tab(self) -> Tab:
        return Tab(self._tabs.currentIndex())

    def take_focus(self) -> None:
        """Keys are for the faces that are shown."""
        self._shown_grid().setFocus()

    def show_tab(self, tab: Tab) -> None:
        self._tabs.setCurrentIndex(tab)

    def show_timeline(self, tiles: Sequence[FaceTile]) -> None:
        """All faces of the person, by date."""
        if tiles and tiles == self._timeline:
            return  # read again, and nothing changed
        self._timeline = tiles
        self._tiles = {tile.id: tile for tile in tiles}
        self._show_tab()

    def show_restorable(self, tiles: Sequence[RestorableTile]) -> None:
        """What a restoration would help, the greatest gain first."""
        self._restorable = tiles
        self._show_tab()

    def show_restored(self, tiles: Sequence[RestoredTile]) -> None:
        self._restored = tiles
        self._show_tab()

    def clear(self) -> None:
        """Another person is read."""
        self._timeline, self._restorable, self._restored, self._tiles = (), None, (), {}
        self._notes = {}
        self._model.show_entries([])
        self._pairs.show_entries([])

    def offer_names(self, names: Sequence[str]) -> None:
        self._name.offer(names)

    def look_at(self, notes: Mapping[int, str]) -> None:
        """Select these faces in the timeline, each with a few words, and bring the first into sight."""
        faces = self._notes = dict(notes)
        self._whole.setChecked(False)
        self.show_tab(Tab.TIMELINE)
        self._show_tab()
        present = [face for face in faces if face in self._tiles]
        self._grid.select_ids(present, present[0] if present else None)
        self._grid.scrollTo(self._grid.currentIndex(), self._grid.ScrollHint.PositionAtCenter)
        self._grid.setFocus()

    def open_name(self) -> None:
        """Say who the selected faces are instead."""
        if self._chosen() and self.tab is not Tab.RESTORED:
            self._name.clear()
            self._name.show()
            self._name.setFocus()

    def close_name(self) -> bool:
        """True when a name was being typed."""
        typing = not self._name.isHidden()
        self._name.hide()
        if typing:
            self._shown_grid().setFocus()
        return typing

    def _show_counts(self, restorable: int | None) -> None:
        """Numbers on the tabs; None while the restorable ones are not known."""
        for tab, words, number in (
            (Tab.TIMELINE, self.tr("Timeline"), 0),
            (Tab.REVIEW, self.tr("To review"), self._waiting()),
            (Tab.RESTORABLE, self.tr("Restorable"), restorable or 0),
            (Tab.RESTORED, self.tr("Restored"), len(self._restored)),
        ):
            self._tabs.setTabText(tab, f"{words}  {QLocale().toString(number)}" if number else words)

    def _waiting(self) -> int:
        return sum(tile.state is FaceState.SUGGESTED for tile in self._timeline)

    def _show_tab(self) -> None:
        tab = self.tab
        self._show_counts(None if self._restorable is None else len(self._restorable))
        self._whole.setVisible(tab is Tab.TIMELINE)
        self._one_by_one.setVisible(tab is Tab.REVIEW)
        self._confirm.setVisible(tab is Tab.REVIEW or (tab is Tab.TIMELINE and self._waiting() > 0))
        self._reject.setVisible(tab in (Tab.TIMELINE, Tab.REVIEW))
        if tab in (Tab.TIMELINE, Tab.REVIEW):
            self._show_faces(tab)
        else:
            self._show_pairs(tab)
        self._selection_changed(self._chosen())

    def _show_faces(self, tab: Tab) -> None:
        tiles: Sequence[FaceTile] = self._timeline
        titles = [str(tile.year) if tile.year else self.tr("Without a date") for tile in tiles]
        if tab is Tab.REVIEW:
            open_ = [tile for tile in tiles if tile.state is FaceState.SUGGESTED]
            tiles, titles = sorted(open_, key=lambda tile: (-(tile.probability or 0.0), tile.id)), []
        whole = self._whole.isChecked() and tab is Tab.TIMELINE
        side = PHOTO if whole else FACE
        if whole:
            tiles, titles = _one_per_photo(tiles, titles)
        self._grid.set_cell_size(QSize(side, side + words_height()))
        shown, notes = list(tiles), self._notes
        ids = [tile.id for tile in shown]
        make = lambda row: self._entries.face(shown[row], whole, notes.get(ids[row], ""))  # noqa: E731
        self._fill(self._grid, self._model, ids, make, titles)
        self._show_or_say(self._grid, bool(tiles))

    def _show_pairs(self, tab: Tab) -> None:
        make: Callable[[int], FaceEntry]
        if tab is Tab.RESTORABLE:
            restorable = self._restorable or ()
            ids = [each.tile.id for each in restorable]
            make = lambda row: self._entries.restorable(restorable[row])  # noqa: E731
        else:
            restored = self._restored
            ids = [each.restoration_id for each in restored]
            make = lambda row: self._entries.restored(restored[row])  # noqa: E731
        self._fill(self._pair_grid, self._pairs, ids, make)
        self._show_or_say(self._pair_grid, bool(ids))

    def _fill(
        self,
        grid: SectionGrid,
        model: FaceModel,
        ids: Sequence[int],
        make: Callable[[int], FaceEntry],
        titles: Sequence[str] = (),
    ) -> None:
        """Show cells, made when they are seen; what was selected and where one was stays."""
        chosen, current, scrolled = grid.selected_ids(), grid.current_id(), grid.verticalScrollBar().value()
        model.show_numbers(ids, make, titles)
        if chosen or current is not None:
            grid.select_ids(chosen, current)
        grid.verticalScrollBar().setValue(scrolled)

    def _show_or_say(self, grid: SectionGrid, anything: bool) -> None:
        if anything:
            self._stack.setCurrentWidget(grid)
            return
        sign, heading, words = {
            Tab.TIMELINE: ("person", self.tr("No photos"), ""),
            Tab.REVIEW: ("question", self.tr("Nothing to review"), ""),
            Tab.RESTORABLE: (
                "restore",
                self.tr("Nothing here needs restoring"),
                self.tr(
                    "Small, blurred or noisy faces appear here when a good photo of the person is known."
                ),
            ),
            Tab.RESTORED: ("restore", self.tr("Nothing is restored yet"), ""),
        }[self.tab]
        if self.tab is Tab.RESTORABLE and self._restorable is None:
            heading, words = self.tr("Looking for what can be restored…"), ""
        self._empty.show_message(sign, heading, words)
        self._stack.setCurrentWidget(self._empty)

    def _shown_grid(self) -> SectionGrid:
        return self._pair_grid if self.tab in (Tab.RESTORABLE, Tab.RESTORED) else self._grid

    def _chosen(self) -> list[int]:
        """Cells that are selected: faces, on the last tab results."""
        return self._shown_grid().selected_ids()

    def _selection_changed(self, chosen: list[int]) -> None:
        self._confirm.setEnabled(bool(chosen))
        self._reject.setEnabled(bool(chosen))

    def _want(self, what: str) -> None:
        chosen = self._chosen()
        if chosen and self.tab is not Tab.RESTORED:
            self.wanted.emit(what, chosen)

    def _wanter(self, what: str) -> Callable[[], None]:
        return lambda: self._want(what)

    def _enter(self) -> None:
        """Yes to a question; else a closer look."""
        if self.tab is Tab.RESTORABLE:
            self._want("restore")
        elif any(self._is_open(face) for face in self._chosen()):
            self._want("confirm")
        elif self._shown_grid().current_id() is not None:
            self._open(self._shown_grid().current_id() or 0)

    def _is_open(self, face: int) -> bool:
        tile = self._tiles.get(face)
        return tile is not None and tile.state is FaceState.SUGGESTED

    def _open(self, number: int) -> None:
        if self.tab is Tab.RESTORABLE:
            self.wanted.emit("restore", [number])
        else:
            self._open_photo(number)

    def _open_photo(self, number: int) -> None:
        tiles = {each.restoration_id: each.tile for each in self._restored}
        tile = tiles.get(number) if self.tab is Tab.RESTORED else self._tiles.get(number)
        if tile is not None:
            listed = dict.fromkeys(each.photo_id for each in self._timeline)
            self.opened.emit(tile.photo_id, tuple(listed))

    def _say_name(self, name: str) -> None:
        chosen = self._chosen()
        self.close_name()
        if chosen:
            self.moved.emit(chosen, name)

    def _show_menu(self, grid: SectionGrid, at: QPoint) -> None:
        index = grid.indexAt(at)
        if not index.isValid():
            return
        if not grid.selectionModel().isSelected(index):
            select = QItemSelectionModel.SelectionFlag.ClearAndSelect
            grid.selectionModel().setCurrentIndex(index, select)
        self.menu_for(grid.selected_ids()).popup(grid.viewport().mapToGlobal(at))

    def menu_for(self, chosen: Sequence[int]) -> QMenu:
        """What can be done with these cells of the tab that is shown."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Open the photo"), lambda: self._open_photo(chosen[0]))
        if self.tab is Tab.RESTORED:
            return menu
        wants = [
            ("restore", self.tr("Restore this face")),
            ("confirm", self.tr("Yes, this is the person (Enter)")),
            ("reject", self.tr("Not this person (Del)")),
            ("split", self.tr("Split off as somebody new (S)")),
            ("cover", self.tr("Use as cover")),
            ("pin", self.tr("Always use as reference")),
            ("ban", self.tr("Never use as reference")),
        ]
        for what, words in wants:
            alone = what in ("restore", "cover")
            asked = what != "confirm" or any(self._is_open(face) for face in chosen)
            if asked and (len(chosen) == 1 or not alone):
                menu.addAction(words, self._wanter(what))
        menu.addAction(self.tr("Someone else… (F2)"), self.open_name)
        return menu


def _one_per_photo(tiles: Sequence[FaceTile], titles: Sequence[str]) -> tuple[list[FaceTile], list[str]]:
    """The first face of each photo, with its title."""
    seen: dict[int, tuple[FaceTile, str]] = {}
    for tile, title in zip(tiles, titles, strict=True):
        seen.setdefault(tile.photo_id, (tile, title))
    return [tile for tile, _ in seen.values()], [title for _, title in seen.values()]
