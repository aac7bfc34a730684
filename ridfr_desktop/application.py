"""The application: one library, the lanes, the window, and a clean end."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from core.app import App, Models
from core.domain.reports import Problem
from core.errors import RidfrError
from core.jobs.queue import JobQueue
from core.settings import Settings, load_settings, save_settings
from ridfr_desktop import theme
from ridfr_desktop.bridge import Bridge
from ridfr_desktop.collecting import Collecting
from ridfr_desktop.indexing import Indexing
from ridfr_desktop.main_window import MainWindow
from ridfr_desktop.models.thumbnail_cache import ThumbnailCache
from ridfr_desktop.operations import Operations
from ridfr_desktop.page import PageContext
from ridfr_desktop.problem_words import problem_words
from ridfr_desktop.single_instance import SingleInstance
from ridfr_desktop.translations import install_translator

log = logging.getLogger(__name__)

LOOKS = ("appearance", "language")
"""Settings after whose change the window is built anew."""
SWITCH_SECONDS = 0.001
"""How long a lane may hold the interpreter while the window waits for it; Python's own is 5 ms."""
MODELS = ("pack", "restorer", "threads", "device", "short_of_memory")
"""Settings after whose change models are loaded anew."""


class Application(QObject):
    """Everything that lives as long as the program; `close` loses nothing."""

    def __init__(self, app: App) -> None:
        super().__init__()
        sys.setswitchinterval(SWITCH_SECONDS)
        Collecting(self)
        self.app = app
        self.bridge = Bridge()
        self.queue = JobQueue(self.bridge.announce)
        self.operations = Operations(self.queue, self.bridge)
        self.indexing = Indexing(app, self.operations, self)
        self.cache = ThumbnailCache()
        self._retired: list[MainWindow] = []
        self._closed = False
        self.window = self._build()
        _qt_application().styleHints().colorSchemeChanged.connect(self._scheme_changed)
        self.indexing.follow()

    def change_settings(self, settings: Settings) -> None:
        """Save new settings and apply them: models are loaded anew, the window is built anew.

        Raises:
            SettingsError: they cannot be saved; the old ones stay in force.
        """
        save_settings(settings)
        old, self.app.settings = self.app.settings, settings
        if any(getattr(old, name) != getattr(settings, name) for name in MODELS):
            self.app.models = Models(settings, self.app.packs, for_window=True)
        if any(getattr(old, name) != getattr(settings, name) for name in LOOKS):
            # Not under the feet of the page that asked for it.
            QTimer.singleShot(0, self, self.rebuild)

    def rebuild(self) -> None:
        """Build the window anew in the present appearance and language, at the same place."""
        if self._closed:
            return
        old = self.window
        old.save_state()
        place, shown = old.navigation.place, old.isVisible()
        self.window = self._build()
        self.window.navigation.go(place)
        if shown:
            self.window.show()
        old.retire()
        # Work that was started from the old window still answers to its pages.
        self._retired.append(old)
        if not self.operations.busy:
            for window in self._retired[:-1]:
                window.deleteLater()
            self._retired = self._retired[-1:]

    def close(self) -> None:
        """Cancel what runs, wait for it, then let go of the library. Safe to call twice."""
        if self._closed:
            return
        self._closed = True
        self.window.close()
        self.operations.close()
        self.cache.close()
        self.queue.close()
        self.app.close()

    def _build(self) -> MainWindow:
        settings = self.app.settings
        install_translator(_qt_application(), settings.language)
        tones = theme.apply(_qt_application(), settings.appearance)
        context = PageContext(
            self.app, self.operations, self.app.thumbnails, self.cache, tones, self.change_settings
        )
        return MainWindow(context, self.indexing)

    def _scheme_changed(self) -> None:
        if self.app.settings.appearance == "system":
            self.rebuild()


def run(library: Path, files: Sequence[Path] = ()) -> int:
    """Open the window on a library; the exit code of the process.

    A second start with the same library hands its files to the first and ends.
    """
    instance = QApplication.instance()
    qt = instance if isinstance(instance, QApplication) else QApplication(sys.argv[:1])
    qt.setApplicationName("RIDFR Desktop")
    single = SingleInstance(library)
    if not single.claim(files):
        return 0
    install_translator(qt, "system")
    try:
        settings = load_settings()
        install_translator(qt, settings.language)
        app = App.open(settings, library, for_window=True)
    except RidfrError as error:
        single.close()
        problem = problem_words(Problem.of(error))
        QMessageBox.critical(None, problem.title, f"{problem.path}\n{problem.message}".strip())
        return 2
    application = Application(app)
    sys.excepthook = _excepthook_for(application)
    single.files_given.connect(lambda given: _open_files(application, given))
    application.window.show()
    if files:
        application.window.open_files([path.absolute() for path in files])
    try:
        return QApplication.exec()
    finally:
        single.close()
        application.close()


def _open_files(application: Application, files: Sequence[Path]) -> None:
    """A second start: come to the front, with its files."""
    window = application.window
    window.showNormal() if window.isMinimized() else window.show()
    window.raise_()
    window.activateWindow()
    if files:
        window.open_files(files)


def _qt_application() -> QApplication:
    qt = QApplication.instance()
    assert isinstance(qt, QApplication), "a QApplication is made before the window"
    return qt


def _excepthook_for(
    application: Application,
) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        log.error("Unexpected error", exc_info=(kind, error, trace))
        words = QCoreApplication.translate("application", "{error}. What was finished is kept.")
        problem = Problem("", RidfrError.title, words.format(error=f"{kind.__name__}: {error}"))
        application.window.show_problem(problem_words(problem))

    return hook
