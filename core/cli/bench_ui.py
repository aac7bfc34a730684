"""`ridfr bench ui`: the window's grid beside Qt's own views, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from typing import Annotated

import typer

from core.cli.lazy import command_app
from core.cli.options import JsonOption, LibraryOption

app = command_app()


@app.command()
def ui(
    photos: Annotated[int, typer.Option("--photos", min=100, help="Photos in the grid.")] = 100_000,
    copies: Annotated[
        int, typer.Option("--copies", min=0, help="Times the sample album is indexed for stalls; 0: not.")
    ] = 4,
    faces: Annotated[int, typer.Option("--faces", min=1, help="Faces to restore for stalls.")] = 4,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Measure first paint, scrolling and stalls of the window beside Qt's views. Your library is not used."""
    numbers = ["--photos", str(photos), "--copies", str(copies), "--faces", str(faces)]
    # The command line stays free of Qt: the desktop measures itself.
    command = [sys.executable, "-m", "ridfr_desktop.benchmark", *numbers, *(["--json"] if as_json else [])]
    raise typer.Exit(subprocess.run(command, check=False).returncode)
