"""Watching real folders: changes are told, the library's own writing is not."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.library.library import Library
from core.progress import CancelToken
from core.services.folders import add_folder
from core.services.watching import watch
from tests.core.services.pictures import write_picture

WAIT = 20.0


class Watch:
    """A watch on a thread of the test's own."""

    def __init__(self, run: Callable[[Callable[[tuple[Path, ...]], None], CancelToken], None]) -> None:
        self.token = CancelToken()
        self.told: list[tuple[Path, ...]] = []
        self.heard = threading.Event()
        self.thread = threading.Thread(target=lambda: run(self._hear, self.token))
        self.thread.start()

    def _hear(self, folders: tuple[Path, ...]) -> None:
        self.told.append(folders)
        self.heard.set()

    def stop(self) -> None:
        self.token.cancel()
        self.thread.join(WAIT)
        assert not self.thread.is_alive()


@pytest.fixture
def watching(library: Library) -> Iterator[Callable[..., Watch]]:
    started: list[Watch] = []

    def start(*folders: Path, rescan: float = 600.0) -> Watch:
        started.append(
            Watch(lambda hear, token: watch(library, folders, hear, token, settle=0.2, rescan=rescan))
        )
        time.sleep(0.5)  # until the system sends notices
        return started[-1]

    yield start
    for each in started:
        each.stop()


def test_a_new_file_is_told_once_when_it_has_settled(photos: Path, watching: Callable[..., Watch]) -> None:
    (photos / "deep").mkdir()
    watched = watching(photos)
    for index in range(5):
        write_picture(photos / "deep" / f"{index}.png")
    assert watched.heard.wait(WAIT)
    time.sleep(0.6)
    assert watched.told == [(photos,)]


def test_only_the_folder_that_changed_is_told(tmp_path: Path, watching: Callable[..., Watch]) -> None:
    quiet, busy = tmp_path / "quiet", tmp_path / "busy"
    quiet.mkdir()
    busy.mkdir()
    watched = watching(quiet, busy)
    write_picture(busy / "a.png")
    assert watched.heard.wait(WAIT)
    assert watched.told == [(busy,)]


def test_reading_photos_and_writing_the_library_tell_nothing(
    library: Library, tmp_path: Path, watching: Callable[..., Watch]
) -> None:
    path = write_picture(tmp_path / "a.png")
    watched = watching(tmp_path)
    path.read_bytes()
    add_folder(library, tmp_path)
    time.sleep(1.0)
    assert watched.told == []


def test_a_library_inside_a_linked_folder_tells_nothing(
    library: Library, tmp_path: Path, watching: Callable[..., Watch]
) -> None:
    real = library.paths.root.parent
    link = tmp_path.with_name(tmp_path.name + "-link")
    link.symlink_to(real, target_is_directory=True)
    watched = watching(link)
    add_folder(library, tmp_path)
    time.sleep(1.0)
    assert watched.told == []


def test_folders_are_looked_at_anew_now_and_then(photos: Path, watching: Callable[..., Watch]) -> None:
    watched = watching(photos, rescan=0.4)
    assert watched.heard.wait(WAIT)


def test_without_folders_the_marked_ones_are_watched(
    library: Library, photos: Path, watching: Callable[..., Watch]
) -> None:
    add_folder(library, photos, watched=True)
    watched = watching()
    write_picture(photos / "a.png")
    assert watched.heard.wait(WAIT)
    assert watched.told == [(photos.resolve(),)]


def test_a_folder_that_is_away_does_not_stop_the_watch(
    photos: Path, tmp_path: Path, watching: Callable[..., Watch]
) -> None:
    watched = watching(tmp_path / "unplugged", photos)
    write_picture(photos / "a.png")
    assert watched.heard.wait(WAIT)
    assert (photos,) in watched.told
