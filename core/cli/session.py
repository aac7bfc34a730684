"""One run of a command: settings, library, progress, and Ctrl-C that loses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from core.app import App
from core.cli.interrupt import stop_on_interrupt
from core.cli.output import Output
from core.cli.progress_bar import progress_bar
from core.library.library import Library
from core.paths import default_library_folder
from core.progress import Progress
from core.settings import load_settings


@dataclass(frozen=True)
class Session:
    """What a command works with."""

    app: App
    output: Output
    progress: Progress

    @property
    def library(self) -> Library:
        return self.app.library


@contextmanager
def working(
    library: Path | None, as_json: bool, title: str, *, create: bool = False, exclusive: bool = True
) -> Iterator[Session]:
    """Open the library for a command that changes it, with a progress bar called `title`.

    `create` makes a library where there is none.

    Raises:
        RidfrError: settings or library cannot be used.
    """
    output = Output(as_json)
    folder = library or default_library_folder()
    with (
        stop_on_interrupt() as token,
        App.open(load_settings(), folder, create=create, exclusive=exclusive) as app,
        progress_bar(title, shown=output.shows_progress) as listener,
    ):
        yield Session(app, output, Progress(listener, token=token))


@contextmanager
def reading(library: Path | None, as_json: bool) -> Iterator[Session]:
    """Open the library only to look at it: works while another program writes to it."""
    with working(library, as_json, "", exclusive=False) as session:
        yield session
