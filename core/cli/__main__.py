"""`ridfr`: the whole program without a screen.

Exit codes: 0 done, 1 done with problems listed, 2 not done.
"""

from __future__ import annotations

import io
import sys
from types import TracebackType
from typing import Annotated, ClassVar, NoReturn

import typer
import typer.main

from core import __version__
from core.cli.lazy import LazyCommands
from core.errors import Cancelled, RidfrError

STOPPED = "Stopped; what was finished is kept."
NOT_DONE = 2
INTERRUPTED = 130
"""What Typer exits with when Ctrl-C comes before a command listens for it."""


class RidfrCommands(LazyCommands):
    table: ClassVar = {
        "index": ("core.cli.index_command", "Find photos in folders, and the people on them."),
        "folders": ("core.cli.folder_commands", "List, add, remove and watch folders."),
        "people": ("core.cli.people_commands", "List, name, merge and split people; review faces."),
        "search": ("core.cli.search_command", "Find photos by people, dates, quality and words."),
        "albums": ("core.cli.album_commands", "Make and fill albums."),
        "references": ("core.cli.reference_commands", "See and choose reference faces of a person."),
        "restore": ("core.cli.restore_commands", "Restore faces as the person of their references."),
        "export": ("core.cli.export_command", "Write restored photos to a folder, with their metadata."),
        "packs": ("core.cli.pack_commands", "See, download, add and remove models."),
        "bench": ("core.cli.bench_commands", "Measure this machine against plain peers."),
        "doctor": ("core.cli.doctor_command", "Say what this machine can run and what is missing."),
        "demo": ("core.cli.demo_command", "Run the whole journey on a small album of sample photos."),
    }


app = typer.Typer(
    cls=RidfrCommands,
    help="A photo library that knows the people in it and restores each of them as themselves.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"ridfr {__version__}")
        raise typer.Exit


@app.callback()
def ridfr(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """A photo library that knows the people in it and restores each of them as themselves."""


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run one command and leave with its exit code; the only place that catches our errors."""
    sys.excepthook = _explain_fault
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A console that lacks a sign shows "?"; the command goes on.
            stream.reconfigure(errors="replace")
    try:
        typer.main.get_command(app).main(args=arguments, prog_name="ridfr")
    except RidfrError as error:
        _end(str(error))
    except Cancelled:
        _end(STOPPED)
    except SystemExit as end:
        if end.code == INTERRUPTED:
            _end(STOPPED)
        raise
    sys.exit(0)


def _end(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    sys.exit(NOT_DONE)


def _explain_fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A fault of ours: the whole trace for a report, and exit code 2 instead of Python's 1."""
    sys.__excepthook__(kind, error, trace)
    typer.echo("\nThis is a fault in RIDFR Desktop; what was finished is kept.", err=True)
    sys.exit(NOT_DONE)


if __name__ == "__main__":
    main()
