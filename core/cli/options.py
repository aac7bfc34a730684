"""Options that several commands share, spelt once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

LibraryOption = Annotated[
    Path | None,
    typer.Option(
        "--library",
        metavar="DIR",
        help="Library folder (default: RIDFR_LIBRARY, else the user's data folder).",
        show_default=False,
    ),
]
JsonOption = Annotated[
    bool,
    typer.Option("--json", help="Print the result as JSON on standard output, and nothing else there."),
]
PersonOption = Annotated[
    list[str] | None,
    typer.Option(
        "--person", metavar="NAME", help="Name or number of a person; repeat for more.", show_default=False
    ),
]
PhotoOption = Annotated[
    list[str] | None,
    typer.Option(
        "--photo", metavar="PHOTO", help="Number or path of a photo; repeat for more.", show_default=False
    ),
]
AlbumOption = Annotated[
    list[str] | None,
    typer.Option("--album", metavar="NAME", help="Name of an album; repeat for more.", show_default=False),
]
PersonArgument = Annotated[str, typer.Argument(metavar="PERSON", help="Name or number.", show_default=False)]
FacesArgument = Annotated[
    list[int], typer.Argument(metavar="FACE...", help="Numbers of faces, as `ridfr people show` has them.")
]
