"""Watching folders: tells when something below them changed, until it is asked to stop.

The system's notices are a hint, not the truth: some drives send none, some systems run out of
them. So every folder is also looked at anew every few minutes, and what changed is found by
indexing, which costs one `stat` per unchanged file.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from core.library.library import Library
from core.progress import CancelToken
from core.services.folders import refresh_online

log = logging.getLogger(__name__)

SETTLE = 2.0
"""Seconds of quiet after the last notice; a copy of many files is one change, not hundreds."""
PATIENCE = 30.0
"""Longest time to wait for quiet, so that an endless copy shows its first photos."""
RESCAN = 600.0
"""Seconds between two looks at folders that sent no notice."""
TICK = 0.2

CHANGES: list[type[FileSystemEvent]] = [
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
]
"""Without the notices that somebody only looked: our own indexing would cause those."""


def watch(
    library: Library,
    folders: Sequence[Path],
    on_change: Callable[[tuple[Path, ...]], None],
    token: CancelToken,
    *,
    settle: float = SETTLE,
    rescan: float = RESCAN,
) -> None:
    """Call `on_change` with the folders that changed, until `token` is cancelled.

    No folders stand for those of the library that are marked as watched. Drives that come and
    go are noticed at every rescan. `on_change` runs on this thread; it usually indexes.
    """
    watched = [folder.absolute() for folder in folders] or _marked(library)
    changes = _Changes(library.paths.root)
    observer = Observer()
    observer.start()
    try:
        next_rescan = 0.0
        while not token.cancelled:
            if time.monotonic() >= next_rescan:
                _schedule(observer, watched, changes)
                if next_rescan:
                    refresh_online(library)
                    changes.note_all(watched, settle)
                next_rescan = time.monotonic() + rescan
            due = () if token.paused else changes.settled(settle)
            if due:
                on_change(due)
            time.sleep(TICK)
    finally:
        observer.stop()
        observer.join()


def _marked(library: Library) -> list[Path]:
    with library.snapshot() as tx:
        return [folder.path for folder in tx.folders.all() if folder.watched]


def _schedule(observer: BaseObserver, folders: Sequence[Path], changes: _Changes) -> None:
    """Ask the system for notices, anew every time: a drive that was away has lost its watch."""
    observer.unschedule_all()
    for folder in folders:
        try:
            observer.schedule(_FolderHandler(folder, changes), folder, recursive=True, event_filter=CHANGES)
        except OSError as error:
            log.warning("No notices of changes in %s (%s); it is looked at every few minutes.", folder, error)


class _Changes:
    """When each folder changed first and last; filled on the observer's thread."""

    def __init__(self, library_root: Path) -> None:
        self._library_root = os.path.realpath(library_root) + os.sep
        self._lock = threading.Lock()
        self._times: dict[Path, tuple[float, float]] = {}

    def note(self, folder: Path, source: str) -> None:
        """Writing the library must not look like new photos, or watching would never rest."""
        folder_of, name = os.path.split(source)  # the name may be a link to elsewhere
        if (os.path.join(os.path.realpath(folder_of), name) + os.sep).startswith(self._library_root):
            return
        now = time.monotonic()
        with self._lock:
            first, _ = self._times.get(folder, (now, now))
            self._times[folder] = (first, now)

    def note_all(self, folders: Sequence[Path], settle: float) -> None:
        """Have all folders told at once."""
        long_ago = time.monotonic() - max(settle, PATIENCE)
        with self._lock:
            self._times.update(dict.fromkeys(folders, (long_ago, long_ago)))

    def settled(self, settle: float) -> tuple[Path, ...]:
        """Folders that are quiet again, or have been noisy for too long; each is told once."""
        now = time.monotonic()
        with self._lock:
            times = self._times.items()
            due = [path for path, (first, last) in times if now - last >= settle or now - first >= PATIENCE]
            for path in due:
                del self._times[path]
        return tuple(sorted(due))


class _FolderHandler(FileSystemEventHandler):
    """Notes every change below one folder."""

    def __init__(self, folder: Path, changes: _Changes) -> None:
        self._folder = folder
        self._changes = changes

    def on_any_event(self, event: FileSystemEvent) -> None:
        self._changes.note(self._folder, os.fsdecode(event.src_path))
