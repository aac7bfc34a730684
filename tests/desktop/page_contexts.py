"""What a page or dialog is opened with, around the library of any test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QApplication

from core.app import App
from core.jobs.queue import JobQueue
from core.settings import Settings
from ridfr_desktop import theme
from ridfr_desktop.bridge import Bridge
from ridfr_desktop.models.thumbnail_cache import ThumbnailCache
from ridfr_desktop.operations import Operations
from ridfr_desktop.page import PageContext


@contextmanager
def page_context(app: App, change: Callable[[Settings], object] = lambda _: None) -> Iterator[PageContext]:
    """Lanes and pictures of their own, ended afterwards; `change` is told of other settings."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    tones = theme.apply(application, "light")
    bridge, cache = Bridge(), ThumbnailCache()
    with JobQueue(bridge.announce) as queue:
        operations = Operations(queue, bridge)
        yield PageContext(app, operations, app.thumbnails, cache, tones, change)
    cache.close()
