"""The application: one library, the lanes, the window, and a clean end."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication, QMessageBox

from core.app import App
from core.domain.reports import Problem
from core.errors import RidfrError
from core.jobs.queue import JobQueue
from core.settings import load_settings
from ridfr_desktop import theme
from ridfr_desktop.actions import Actions
from ridfr_desktop.bridge import Bridge
from ridfr_desktop.main_window import MainWindow
from ridfr_desktop.operations import Operations
from ridfr_desktop.problems import show_problem

log = logging.getLogger(__name__)


class Application:
    """Everything that lives as long as the window; `close` loses nothing."""

    def __init__(self, app: App, *, appearance: str = "system") -> None:
        self.app = app
        self.bridge = Bridge()
        self.queue = JobQueue(self.bridge.announce)
        self.operations = Operations(self.queue, self.bridge)
        self.actions = Actions(app, self.operations)
        tones = theme.apply(_qt_application(), appearance)
        self.window = MainWindow(self.actions, self.operations, app.thumbnails, tones)

    def close(self) -> None:
        """Cancel what runs, wait for it, then let go of the library."""
        self.window.close()
        self.queue.close()
        self.app.close()


def run(library: Path) -> int:
    """Open the window on a library; the exit code of the process."""
    qt = QApplication.instance() or QApplication(sys.argv[:1])
    qt.setApplicationName("RIDFR Desktop")
    try:
        app = App.open(load_settings(), library)
    except RidfrError as error:
        QMessageBox.critical(None, error.title, str(error))
        return 2
    application = Application(app)
    sys.excepthook = _excepthook_for(application.window)
    application.window.show()
    try:
        return QApplication.exec()
    finally:
        application.close()


def _qt_application() -> QApplication:
    qt = QApplication.instance()
    assert isinstance(qt, QApplication), "a QApplication is made before the window"
    return qt


def _excepthook_for(window: MainWindow):  # type: ignore[no-untyped-def]
    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        log.error("Unexpected error", exc_info=(kind, error, trace))
        message = f"{kind.__name__}: {error}. What was finished is kept."
        show_problem(window, Problem("", RidfrError.title, message))

    return hook
