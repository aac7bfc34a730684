"""`ridfr bench ui`: the window's grid beside Qt's own views, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from core.cli.lazy import command_app
from core.cli.options import JsonOption, LibraryOption

app = command_app()


@app.command()
def ui(
    photos: Annotated[int, typer.Option("--photos", min=100, help="Photos in the library.")] = 100_000,
    copies: Annotated[
        int, typer.Option("--copies", min=0, help="Times the sample album is indexed for stalls; 0: not.")
    ] = 1,
    faces: Annotated[int, typer.Option("--faces", min=1, help="Faces to restore for stalls.")] = 2,
    peers: Annotated[bool, typer.Option("--peers/--no-peers", help="Also measure Qt's own views.")] = True,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Measure first paint, scrolling and stalls of the window beside Qt's views. Your library is not used."""
    options = ["--photos", str(photos), "--copies", str(copies), "--faces", str(faces)]
    options += [] if peers else ["--no-peers"]
    options += ["--json"] if as_json else []
    # The command line stays free of Qt: the desktop measures itself.
    raise typer.Exit(_run([sys.executable, "-m", "ridfr_desktop.benchmark", *options]))


def _run(command: Sequence[str]) -> int:
    """The exit code of a process that gets the same Ctrl+C as we do, and clears up before it ends."""
    with subprocess.Popen(command) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                continue
