"""Navigation between pages, nothing else: actions do the work, pages show values."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QMainWindow,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.domain.reports import BatchReport, ExportReport, IndexReport, Problem
from core.imaging.thumbnails import ThumbnailStore
from ridfr_desktop.actions import Actions, Counts, PersonShown, PlaceShown
from ridfr_desktop.models.thumbnail_cache import ThumbnailCache
from ridfr_desktop.operations import Operations
from ridfr_desktop.pages.library_page import LibraryPage
from ridfr_desktop.pages.person_page import PersonPage
from ridfr_desktop.pages.restore_page import RestorePage
from ridfr_desktop.photo_images import ShownPhoto
from ridfr_desktop.problems import show_problem, show_problems
from ridfr_desktop.theme import Tones
from ridfr_desktop.widgets.activity_bar import ActivityBar
from ridfr_desktop.widgets.sidebar import Place, Sidebar


class MainWindow(QMainWindow):
    """Sidebar, one page, and the activity bar under both."""

    def __init__(self, actions: Actions, operations: Operations, store: ThumbnailStore, tones: Tones) -> None:
        super().__init__()
        self.setWindowTitle("RIDFR Desktop")
        self.resize(1280, 800)
        self._actions = actions
        self._shown_photo: int | None = None
        self._cache = ThumbnailCache(parent=self)
        self._sidebar = Sidebar(tones)
        self._library = LibraryPage(store, self._cache, tones)
        self._person = PersonPage(store, self._cache, tones)
        self._restore = RestorePage(tones)
        self._pages = QStackedWidget()
        for page in (self._library, self._person, self._restore):
            self._pages.addWidget(page)
        self._lay_out(ActivityBar(operations))
        self._connect_pages()
        self._connect_actions()
        operations.failed.connect(self._show_problem)
        QShortcut(QKeySequence.StandardKey.Open, self, self._add_folder)
        QShortcut(QKeySequence("Escape"), self, self._back)
        actions.count()
        actions.open_place(Place("all"))

    def _lay_out(self, activity: ActivityBar) -> None:
        upper = QHBoxLayout()
        upper.setSpacing(0)
        upper.addWidget(self._sidebar)
        upper.addWidget(self._pages, 1)
        centre = QWidget()
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(upper, 1)
        layout.addWidget(activity)
        self.setCentralWidget(centre)

    def _connect_pages(self) -> None:
        actions = self._actions
        self._sidebar.chosen.connect(self._open_place)
        self._sidebar.add_folder_asked.connect(self._add_folder)
        self._library.add_folder_asked.connect(self._add_folder)
        self._library.photo_opened.connect(self._open_photo)
        self._person.photo_opened.connect(self._open_photo)
        self._person.named.connect(actions.name)
        self._person.confirmed.connect(actions.confirm)
        self._person.rejected.connect(actions.reject)
        self._person.restore_asked.connect(actions.restore_person)
        self._restore.restore_asked.connect(actions.restore_photo)
        self._restore.decided.connect(actions.decide)
        self._restore.export_asked.connect(self._export)
        self._restore.back_asked.connect(self._back)

    def _connect_actions(self) -> None:
        actions = self._actions
        actions.counts_ready.connect(self._show_counts)
        actions.place_ready.connect(self._show_place)
        actions.person_ready.connect(self._show_person)
        actions.photo_ready.connect(self._show_photo)
        actions.indexed.connect(self._after_index)
        actions.restored.connect(self._after_restore)
        actions.exported.connect(self._after_export)
        actions.changed.connect(self._reload)

    def _open_place(self, place: Place) -> None:
        self._shown_photo = None
        if place.kind == "person":
            self._actions.open_person(place.id)
        else:
            self._actions.open_place(place)

    def _open_photo(self, photo_id: int) -> None:
        self._shown_photo = photo_id
        self._actions.open_photo(photo_id)

    def _back(self) -> None:
        self._open_place(self._sidebar.place() or Place("all"))

    def _reload(self) -> None:
        self._actions.count()
        if self._shown_photo is not None:
            self._actions.open_photo(self._shown_photo)
        else:
            self._open_place(self._sidebar.place() or Place("all"))

    def _show_counts(self, counts: Counts) -> None:
        self._sidebar.fill(counts.overview, counts.folders)

    def _show_place(self, shown: PlaceShown) -> None:
        self._library.show_photos(shown.title, shown.photos)
        self._pages.setCurrentWidget(self._library)

    def _show_person(self, shown: PersonShown) -> None:
        self._person.show_person(shown.person, shown.faces, shown.restorable)
        self._pages.setCurrentWidget(self._person)

    def _show_photo(self, shown: ShownPhoto) -> None:
        # The user may have gone elsewhere while the photo was being read.
        if shown.details.photo.id == self._shown_photo:
            self._restore.show_photo(shown.details, shown.before, shown.after)
            self._pages.setCurrentWidget(self._restore)

    def _add_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder of photos"))
        if chosen and self._consents():
            self._actions.index([Path(chosen)])

    def _consents(self) -> bool:
        """Finding people makes biometric data: nobody's faces are looked at unasked."""
        answer = QMessageBox.question(
            self,
            self.tr("Find the people in your photos"),
            self.tr(
                "RIDFR Desktop will look for faces in this folder and sort them into people. "
                "Face data stays in your library folder on this computer; "
                "your photos are only read, never changed.\n\nGo on?"
            ),
        )
        return answer == QMessageBox.StandardButton.Yes

    def _after_index(self, report: IndexReport) -> None:
        self._cache.forget_all()
        self._reload()
        if report.problems:
            show_problems(self, self.tr("Some files could not be read"), report.problems)

    def _after_restore(self, report: BatchReport) -> None:
        self._reload()
        if report.problems:
            show_problems(self, self.tr("Some faces could not be restored"), report.problems)
        elif not report.restored and not report.held and not report.repeated:
            show_problems(self, self.tr("No face needed restoring"), report.left_alone)

    def _export(self, photo_id: int) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Export to"))
        if chosen:
            self._actions.export([photo_id], Path(chosen))

    def _after_export(self, report: ExportReport) -> None:
        if report.problems:
            show_problems(self, self.tr("Some photos could not be exported"), report.problems)
            return
        names = "\n".join(f"{item.target}  {item.note}".rstrip() for item in report.items)
        QMessageBox.information(self, self.tr("Export"), names or self.tr("There was nothing to export."))

    def _show_problem(self, problem: Problem) -> None:
        show_problem(self, problem)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        self._cache.close()
        super().closeEvent(event)
