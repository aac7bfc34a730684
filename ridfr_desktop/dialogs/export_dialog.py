"""Exporting: choices on the left, on the right what will be written, before anything is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.domain.reports import ExportItem, ExportReport, Problem
from core.errors import SettingsError
from core.jobs.job import JobStatus, Lane
from core.paths import with_home
from core.services.exporting import ExportOptions, export_photos, plan_export
from ridfr_desktop.dialogs.export_form import ExportForm
from ridfr_desktop.notifications import notify
from ridfr_desktop.page import PageContext
from ridfr_desktop.problem_words import message_words
from ridfr_desktop.theme import GRID
from ridfr_desktop.tooltip_words import plain as plain_tooltip
from ridfr_desktop.widgets.activity_words import progress_words

PLAN_MS = 250
"""Waited after the last change before names are planned."""

NOTE = 2
"""Column that says what becomes of a file, or became of it."""
LISTED = 500
"""Files of the list; more are counted."""


class ExportDialog(QDialog):
    """Closing it while it writes lets the export go on; the activity bar shows it."""

    def __init__(
        self,
        context: PageContext,
        photo_ids: Sequence[int],
        parent: QWidget | None = None,
        *,
        album: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export"))
        room = QSize(1080, 620) if parent is None else parent.window().size() - QSize(16, 16)
        self.resize(QSize(1080, 620).boundedTo(room))
        self._context = context
        self._photos = tuple(dict.fromkeys(photo_ids))
        self._album = album
        self._asked = 0
        self._job: int | None = None
        self._closing = False
        self.form = ExportForm(context.app.settings.export)
        self._make_widgets()
        self._lay_out()
        self._later = QTimer(self, singleShot=True, interval=PLAN_MS)
        self._later.timeout.connect(self._plan)
        self.form.changed.connect(self._later.start)
        self._export.clicked.connect(self.export)
        self._show_folder.clicked.connect(self._open_folder)
        self._close.clicked.connect(self.close)
        context.operations.visible_changed.connect(self._progressed)
        self._plan()

    def export(self) -> None:
        """Write the files, and remember the choices for the next time."""
        options = self._options()
        if options is None or self._job is not None:
            return
        self._remember()
        app, photos = self._context.app, self._photos
        self._export.setEnabled(False)
        self.form.setEnabled(False)
        self._bar.show()
        self._close.setText(self.tr("Go on behind the window"))
        self._job = self._context.operations.run(
            Lane.FILES,
            self.tr("Exporting %Ln photo(s)", "", len(photos)),
            lambda progress: export_photos(app.library, app.decoder, photos, options, progress),
            self._exported,
            failure=self._failed,
            cancelled=self._never_begun,
        )

    def reject(self) -> None:
        """Escape and Close; what is being written goes on."""
        self._asked += 1  # a plan that is still being made is of no use any more
        if self._job is not None:
            self._closing = True
            self.hide()
            return
        super().reject()
        self.deleteLater()

    def closeEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        self.reject()

    def _options(self) -> ExportOptions | None:
        """The choices, or None with the reason shown."""
        wrong = self.tr("Name a folder to export to.")
        if self.form.settings().folder:
            try:
                return self.form.options(self._album)
            except SettingsError as error:
                wrong = message_words(error.message)
        self._refuse(wrong)
        return None

    def _refuse(self, why: str) -> None:
        self.form.show_name(why, wrong=True)
        self._export.setEnabled(False)
        self._list.setEnabled(False)
        self._words.clear()

    def _plan(self) -> None:
        options = self._options()
        if options is None:
            return
        self._asked += 1
        asked, library, photos = self._asked, self._context.app.library, self._photos

        def planned(items: object) -> None:
            if asked == self._asked and self._job is None and isinstance(items, list):
                self._show_plan(items, options)

        def failed(problem: Problem) -> None:
            if asked == self._asked:
                self._refuse(problem.message)

        work = lambda _: plan_export(library, photos, options)  # noqa: E731
        self._context.operations.run(Lane.SCREEN, "", work, planned, failure=failed, quiet=True)

    def _show_plan(self, items: list[ExportItem], options: ExportOptions) -> None:
        self._show_items(items, options.target)
        wanted = [item for item in items if item.target]
        first = Path(wanted[0].target) if wanted else None
        self.form.show_name("" if first is None else _below(first, options.target))
        self._export.show()
        self._export.setEnabled(bool(wanted))
        self._show_folder.hide()
        self._export.setText(self.tr("Export %Ln photo(s)", "", len(wanted)))
        left = len(items) - len(wanted)
        words = self.tr("%Ln file(s) to write", "", len(wanted))
        if left:
            words += "; " + self.tr("%Ln photo(s) left out, for nothing of them is restored", "", left)
        self._words.setText(words + ".")

    def _show_items(self, items: Sequence[ExportItem], target: Path) -> None:
        self._list.setEnabled(True)
        shown = sorted(items[:LISTED], key=lambda item: not item.target)
        self._list.setRowCount(len(shown))
        for row, item in enumerate(shown):
            name = _below(Path(item.target), target) if item.target else "–"
            for column, words in enumerate((Path(item.source).name, name, self._note(item))):
                cell = QTableWidgetItem(words)
                cell.setToolTip(plain_tooltip(words))
                self._list.setItem(row, column, cell)
        more = len(items) - len(shown)
        self._more.setText(self.tr("and %Ln more", "", more) if more > 0 else "")
        self._more.setVisible(more > 0)

    def _note(self, item: ExportItem) -> str:
        states = {"written": self.tr("written"), "skipped": self.tr("left out"), "failed": self.tr("failed")}
        if item.state == "skipped" and not item.target:
            return self.tr("not restored: left out")
        return message_words(item.note) or states.get(item.state, "")

    def _remember(self) -> None:
        app = self._context.app
        settings = app.settings.model_copy(update={"export": self.form.settings()})
        self._context.change_settings(settings)

    def _progressed(self, status: JobStatus) -> None:
        if status.id == self._job:
            self._bar.setValue(round(status.fraction * 1000))
            self._words.setText(progress_words(status))

    def _exported(self, report: object) -> None:
        assert isinstance(report, ExportReport)
        self._job = None
        words = self._summary(report)
        if self._closing:
            notify(self.tr("Export"), words)
            self.deleteLater()
            return
        self._end()
        self._words.setText(words)
        self._show_items(report.items, self.form.folder)
        written = any(item.state != "failed" and item.target for item in report.items)
        self._show_folder.setVisible(written)
        # What is finished is not offered again; after a failure, it is, and after another choice.
        self._export.setVisible(bool(report.problems) or report.cancelled)
        (self._show_folder if written else self._export).setFocus()

    def _summary(self, report: ExportReport) -> str:
        parts = [self.tr("%Ln file(s) written", "", report.written)]
        there = sum(item.state == "skipped" and bool(item.target) for item in report.items)
        if there:
            parts.append(self.tr("%Ln there already", "", there))
        if report.problems:
            parts.append(self.tr("%Ln failed", "", len(report.problems)))
        if report.cancelled:
            parts.append(self.tr("stopped by you"))
        reasons = dict.fromkeys(message_words(problem.message) for problem in report.problems)
        return " ".join((", ".join(parts) + ".", *tuple(reasons)[:1]))

    def _never_begun(self) -> None:
        """Cancelled in the activity bar while it waited for other files to be written."""
        self._job = None
        if self._closing:
            self.deleteLater()
            return
        self._end()

    def _failed(self, problem: Problem) -> None:
        self._job = None
        if self._closing:
            self.deleteLater()
            return
        self._end()
        self._words.setText(f"{problem.path}: {problem.message}" if problem.path else problem.message)

    def _end(self) -> None:
        self._bar.hide()
        self.form.setEnabled(True)
        self._export.setEnabled(True)
        self._close.setText(self.tr("Close"))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.form.folder)))

    def _make_widgets(self) -> None:
        self._list = QTableWidget(0, 3)
        self._list.setHorizontalHeaderLabels([self.tr("Photo"), self.tr("File"), self.tr("Note")])
        self._list.setAccessibleName(self.tr("Files to write"))
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._list.setShowGrid(False)
        self._list.setWordWrap(False)
        self._list.setTabKeyNavigation(False)
        self._list.verticalHeader().hide()
        self._list.verticalHeader().setDefaultSectionSize(7 * GRID)
        header = self._list.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in range(self._list.columnCount()):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._list.setItemDelegateForColumn(NOTE, _FromTheStart(self._list))
        self._list.setMinimumWidth(100 * GRID)
        self._more, self._words = QLabel(), QLabel()
        for label in (self._more, self._words):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._more.setProperty("quiet", True)
        self._words.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.hide()
        self._export = QPushButton(self.tr("Export"))
        self._export.setProperty("primary", True)
        self._export.setDefault(True)
        self._export.setEnabled(False)
        self._show_folder = QPushButton(self.tr("Show in folder"))
        self._show_folder.setProperty("primary", True)
        self._show_folder.hide()
        self._close = QPushButton(self.tr("Close"))

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(GRID)
        right.addWidget(self._list, 1)
        right.addWidget(self._more)
        upper = QHBoxLayout()
        upper.setSpacing(6 * GRID)
        upper.addWidget(self.form)
        upper.addLayout(right, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * GRID)
        buttons.addWidget(self._words, 1)
        for button in (self._show_folder, self._close, self._export):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(5 * GRID, 5 * GRID, 5 * GRID, 4 * GRID)
        layout.setSpacing(3 * GRID)
        layout.addLayout(upper, 1)
        layout.addWidget(self._bar)
        layout.addLayout(buttons)


class _FromTheStart(QStyledItemDelegate):
    """A sentence that is too long loses its end; a file name its middle."""

    def initStyleOption(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideRight


def open_export_dialog(argument: object, context: PageContext, window: QWidget) -> None:
    """The command "export": a tuple of photo ids."""
    photos = argument if isinstance(argument, tuple) else ()
    ExportDialog(context, photos, window).open()


def _below(path: Path, folder: Path) -> str:
    """A path as it lies below the folder."""
    root = with_home(folder).resolve()
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)
