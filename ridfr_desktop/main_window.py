"""The frame: menus, sidebar, one page, inspector and activity bar, and the way from place to place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QMargins, QPoint, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.domain.photo import UnreadableFile
from core.domain.reports import IndexReport, Problem
from core.jobs.job import Lane
from core.services.browsing_places import InspectedPhoto, PlaceCounts, inspect_photo, place_counts
from core.services.searching import complete
from core.services.undoing import next_redo, next_undo
from ridfr_desktop.actions_people import PeopleEdits
from ridfr_desktop.album_edits import AlbumEdits
from ridfr_desktop.dropped_files import DroppedFiles
from ridfr_desktop.enter_key import EnterKey
from ridfr_desktop.indexing import Indexing
from ridfr_desktop.last_place import RETURNED, is_there, last_place, remember_place
from ridfr_desktop.menus import Menus, quit_application
from ridfr_desktop.navigation import Navigation, Place
from ridfr_desktop.page import Page, PageContext
from ridfr_desktop.pages.registry import COMMANDS, PAGES
from ridfr_desktop.photo_actions import PhotoActions, show_folder_of
from ridfr_desktop.state import remember, remembered
from ridfr_desktop.theme import GRID
from ridfr_desktop.widgets.activity_bar import ActivityBar
from ridfr_desktop.widgets.inspector import Inspector
from ridfr_desktop.widgets.notice_bar import NoticeBar
from ridfr_desktop.widgets.shortcut_list import ShortcutList
from ridfr_desktop.widgets.sidebar import Sidebar

PHOTO_KINDS = frozenset({"all", "restorable", "restored", "offline", "folder", "album", "search"})
"""Places that show photos in a grid: there the inspector is of use."""
LATER = 400
"""Milliseconds that changes are collected before the sidebar counts anew."""
SETTLED = 60
"""Milliseconds of rest after which a selection is read for the inspector."""
EMPTY_STATE = QByteArray()


class MainWindow(QMainWindow):
    """Builds a page when a place first needs it, and routes what pages ask for."""

    def __init__(self, context: PageContext, indexing: Indexing) -> None:
        super().__init__()
        self.setWindowTitle("RIDFR Desktop")
        self.setMinimumSize(960, 600)
        self.resize(1280, 800)
        self._context = context
        self._indexing = indexing
        self._counts: PlaceCounts | None = None
        self._inspected: tuple[int, ...] = ()
        self._pages: dict[type[Page], Page] = {}
        self._stack = QStackedWidget()
        self._sidebar = Sidebar(context.store, context.cache, context.tones)
        self._inspector = Inspector(context.store, context.cache, context.tones)
        self._notice = NoticeBar(room=QMargins(4 * GRID, 2 * GRID, 4 * GRID, 0))
        self._activity = ActivityBar(context.operations, context.tones)
        self._photo = PhotoActions(context, self)
        self._albums = AlbumEdits(context, self)
        self._edits = PeopleEdits(context, self)
        self._library = context.app.library.paths.root
        self.navigation = Navigation(last_place(self._library), self)
        self._menus = Menus(self, self._photo, self.navigation.go)
        self._count_later = QTimer(self)
        self._count_later.setSingleShot(True)
        self._count_later.setInterval(LATER)
        self._inspect_later = QTimer(self, singleShot=True, interval=SETTLED)
        self._lay_out()
        self._fill_menus()
        self._connect()
        EnterKey(self)
        DroppedFiles(self).dropped.connect(self.open_files)
        self._restore_state()
        # The photos first: they are what one is waiting for.
        self.navigation.go(self.navigation.place)
        self._count()

    @property
    def page(self) -> Page:
        """The page that is shown."""
        page = self._stack.currentWidget()
        assert isinstance(page, Page)
        return page

    def refresh(self) -> None:
        """The library changed: all that shows it reads again."""
        self._count_later.start()
        self.page.refresh()
        self._inspect(self._inspected)

    def tell(self, words: str) -> None:
        """Say something that goes by itself."""
        self._notice.tell(words)

    def show_problem(self, problem: Problem) -> None:
        """What happened, to which file, and the way out."""
        words = f"{problem.path}: {problem.message}" if problem.path else problem.message
        self._notice.ask(f"{problem.title}. {words}", [(self.tr("Close"), lambda: None)], focus=False)

    def open_files(self, paths: Sequence[Path]) -> None:
        """Folders and files that were dropped, or handed over by a second start."""
        folders = [path for path in paths if path.is_dir()]
        if folders:
            self.add_folders(folders)
        beside = sorted({path.parent for path in paths if path.is_file()} - set(folders))
        if beside:
            self._notice.ask(
                self.tr("Photos are indexed with their folder: {folder}").format(folder=beside[0]),
                [
                    (self.tr("Add this folder"), lambda: self.add_folders(beside[:1])),
                    (self.tr("Not now"), lambda: None),
                ],
            )

    def add_folders(self, folders: Sequence[Path]) -> None:
        """Index new folders, after the user was asked once whether faces may be looked for."""
        if self._context.app.settings.find_faces == "ask":
            self.navigation.go(Place("welcome", text="\n".join(str(folder) for folder in folders)))
        else:
            self._indexing.add(folders)

    def save_state(self) -> None:
        """Remember what the window looks like."""
        remember("window/geometry", self.saveGeometry())
        remember("window/inspector", self._menus.inspector.isChecked())
        remember_place(self._library, self.navigation)

    def retire(self) -> None:
        """Another window takes over: hide, and answer to nobody any more."""
        self._indexing.landed.disconnect(self.refresh)
        self._indexing.finished.disconnect(self._indexed)
        self._context.operations.failed.disconnect(self.show_problem)
        self.hide()

    def _lay_out(self) -> None:
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._notice)
        middle.addWidget(self._stack, 1)
        upper = QHBoxLayout()
        upper.setSpacing(0)
        upper.addWidget(self._sidebar)
        upper.addLayout(middle, 1)
        upper.addWidget(self._inspector)
        centre = QWidget()
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(upper, 1)
        layout.addWidget(self._activity)
        self.setCentralWidget(centre)

    def _fill_menus(self) -> None:
        menus, standard = self._menus, QKeySequence.StandardKey
        menus.add(menus.file, self.tr("Add folder…"), standard.Open, self._choose_folder)
        menus.add(menus.file, self.tr("Read all folders again"), "F5", self._indexing.index)
        menus.file.addSeparator()
        menus.add(menus.file, self.tr("New album…"), "Ctrl+N", lambda: self._new_album(self._photo.photos))
        menus.file.addSeparator()
        menus.add(menus.file, self.tr("Settings"), "Ctrl+,", lambda: self.navigation.go(Place("settings")))
        menus.add(menus.file, self.tr("Quit"), standard.Quit, quit_application)
        menus.add(menus.edit, self.tr("Find"), standard.Find, self._find)
        menus.add(menus.view, self.tr("Activity"), "Ctrl+J", self._activity.toggle_panel)
        menus.add(menus.help, self.tr("Keyboard shortcuts"), "?", self._show_shortcuts)
        menus.undo.triggered.connect(self._edits.undo)
        menus.redo.triggered.connect(self._edits.redo)
        menus.back.triggered.connect(self.navigation.back)
        menus.forward.triggered.connect(self.navigation.forward)
        menus.inspector.toggled.connect(self._show_inspector)

    def _connect(self) -> None:
        self.navigation.moved.connect(self._show_place)
        self._sidebar.chosen.connect(self.navigation.go)
        self._sidebar.add_asked.connect(self._add)
        self._sidebar.menu_asked.connect(self._show_place_menu)
        self._sidebar.search.searched.connect(self._search)
        self._sidebar.search.completions_wanted.connect(self._complete)
        self._photo.go.connect(self.navigation.go)
        self._photo.changed.connect(self.refresh)
        self._photo.export_asked.connect(lambda photos: self._command("export", photos))
        self._photo.album_asked.connect(self._new_album)
        self._albums.changed.connect(self.refresh)
        self._albums.go.connect(self.navigation.go)
        self._edits.changed.connect(self.refresh)
        self._edits.told.connect(lambda words, _: self.tell(words))
        self._edits.failed.connect(self.show_problem)
        self._inspector.show_in_folder.connect(show_folder_of)
        self._inspector.person_opened.connect(lambda person: self.navigation.go(Place("person", person)))
        self._indexing.landed.connect(self.refresh)
        self._indexing.finished.connect(self._indexed)
        self._count_later.timeout.connect(self._count)
        self._inspect_later.timeout.connect(lambda: self._inspect(self._inspected))
        self._context.operations.failed.connect(self.show_problem)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self._escape)

    def _restore_state(self) -> None:
        geometry = remembered("window/geometry", EMPTY_STATE)
        if not geometry.isEmpty():
            self.restoreGeometry(geometry)
        self._menus.inspector.setChecked(remembered("window/inspector", True))
        self._show_inspector()

    def _show_place(self, place: Place) -> None:
        kind = PAGES.get(place.kind)
        if kind is None:
            return
        page = self._pages.get(kind) or self._build(kind)
        if self._stack.currentWidget() not in (None, page):
            self.page.leave()
        self._stack.setCurrentWidget(page)
        self._sidebar.select(place)
        self._menus.back.setEnabled(self.navigation.can_go_back)
        self._menus.forward.setEnabled(self.navigation.can_go_forward)
        self._photo.show_place(place)
        self._select(())
        self._show_inspector()
        page.open(place)

    def _build(self, kind: type[Page]) -> Page:
        page = self._pages[kind] = kind(self._context)
        page.go.connect(self.navigation.go)
        page.changed.connect(self.refresh)
        page.problem.connect(self.show_problem)
        page.selection.connect(self._select)
        page.command.connect(self._command)
        self._stack.addWidget(page)
        return page

    def _command(self, name: str, argument: object) -> None:
        """What a page asks of other parts."""
        match name, argument:
            case "photo-menu", QPoint():
                self._photo.popup(argument)
            case "restore", _:
                self._photo.restore()
            case "album", tuple():
                self._new_album(argument)
            case "add-folder", _:
                self._choose_folder()
            case "index", tuple():
                self._indexing.index(argument)
            case "add", tuple():
                self._indexing.add(argument)
            case "follow", _:
                self._indexing.follow()
            case "shortcuts", _:
                self._show_shortcuts()
            case "unreadable", UnreadableFile():
                self._inspect_later.stop()
                self._inspector.show_unreadable(argument)
            case "tell", str():
                self.tell(argument)
            case _ if name in COMMANDS:
                COMMANDS[name](argument, self._context, self)

    def _escape(self) -> None:
        if self._activity.panel.isVisible():
            self._activity.panel.hide()
        elif self._sidebar.search.hasFocus():
            self._sidebar.search.clear()
            self.page.setFocus()
        elif not self.page.escape():
            self.navigation.back()

    def _find(self) -> None:
        self._sidebar.search.setFocus()
        self._sidebar.search.selectAll()

    def _search(self, words: str) -> None:
        self.navigation.go(Place("search", text=words))

    def _complete(self, prefix: str) -> None:
        library, box = self._context.app.library, self._sidebar.search
        self._context.operations.run(
            Lane.SCREEN,
            "",
            lambda _: complete(library, prefix),
            lambda words: box.show_completions(prefix, words if isinstance(words, list) else []),
            quiet=True,
        )

    def _select(self, photos: Sequence[int]) -> None:
        self._photo.show_selection(photos)
        self._inspected = tuple(photos)
        self._inspect_later.start()

    def _inspect(self, photos: tuple[int, ...]) -> None:
        self._inspected = photos
        if self._inspector.isHidden():
            return
        if len(photos) != 1:
            self._inspector.show_selection(len(photos))
            return
        library = self._context.app.library
        self._context.operations.run(
            Lane.SCREEN,
            "",
            lambda _: inspect_photo(library, photos[0]),
            lambda found: self._show_inspected(found, photos),
            failure=lambda _: self._inspector.show_selection(0),
            quiet=True,
        )

    def _show_inspected(self, found: object, photos: tuple[int, ...]) -> None:
        if photos == self._inspected and isinstance(found, InspectedPhoto):
            self._inspector.show_photo(found)

    def _show_inspector(self) -> None:
        useful = self.navigation.place.kind in PHOTO_KINDS
        # On other pages I is a key of theirs: ignore.
        self._menus.inspector.setEnabled(useful)
        self._inspector.setVisible(useful and self._menus.inspector.isChecked())
        self._inspect(self._inspected)

    def _count(self) -> None:
        library = self._context.app.library
        work = lambda _: (place_counts(library), next_undo(library), next_redo(library))  # noqa: E731
        self._context.operations.run(Lane.SCREEN, "", work, self._show_counts, quiet=True)

    def _show_counts(self, read: object) -> None:
        assert isinstance(read, tuple)
        counts, undo_words, redo_words = read
        first = self._counts is None
        self._counts = counts
        self._sidebar.fill(counts)
        self._photo.show_albums(counts.albums)
        self._menus.show_undo(undo_words, redo_words)
        place = self.navigation.place
        if first and not counts.folders and not counts.photos and place.kind in RETURNED:
            self.navigation.replace(Place("welcome"))
        elif first and not is_there(place, counts):
            self.navigation.replace(Place("all"))

    def _indexed(self, report: object) -> None:
        assert isinstance(report, IndexReport)
        if report.added or report.faces:
            photos, faces = (
                self.tr("%Ln new photo(s)", "", report.added),
                self.tr("%Ln face(s)", "", report.faces),
            )
            self.tell(f"{photos}, {faces}")
        self._indexing.follow()

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder of photos"))
        if chosen:
            self.add_folders([Path(chosen)])

    def _add(self, what: str) -> None:
        if what == "folder":
            self._choose_folder()
        else:
            self._new_album(())

    def _new_album(self, photos: Sequence[int]) -> None:
        if self._counts is not None:
            self._albums.ask_new(self._counts, tuple(photos))

    def _show_place_menu(self, place: Place, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if place.kind == "album" and self._counts is not None:
            self._albums.fill_menu(menu, self._counts, place.id)
        elif place.kind == "folder" and self._counts is not None:
            folder = next((each for each, _ in self._counts.folders if each.id == place.id), None)
            if folder is not None:
                menu.addAction(self.tr("Read again"), lambda: self._indexing.index([folder.path]))
                menu.addAction(self.tr("Folder settings…"), lambda: self.navigation.go(Place("settings")))
        if menu.actions():
            menu.popup(where)

    def _show_shortcuts(self) -> None:
        groups = [(self.tr("This page"), list(self.page.shortcuts())), *self._menus.shortcuts()]
        ShortcutList(groups, self).open()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        self.save_state()
        super().closeEvent(event)
