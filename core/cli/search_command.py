"""`ridfr search`: photos by who is in them, when they were taken, and how well."""

from __future__ import annotations

from typing import Annotated

import typer

from core.cli.lazy import command_app
from core.cli.options import JsonOption, LibraryOption
from core.cli.output import counted
from core.cli.session import reading
from core.services.searching import describe, read_query, search_photos

app = command_app()


@app.command()
def search(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="QUERY...",
            help="For example: anna AND bob NOT carl 1950-1960; anna OR bob; only anna; unknown; restorable.",
        ),
    ],
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="The most photos to list.")] = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find photos: names with AND, OR, NOT and "only"; years; unknown, restorable, restored, offline;
    sharp, blurred, quality>0.5; before:1950, after:1960, folder:PATH, album:NAME; other words are
    looked for in descriptions and file names."""
    with reading(library, as_json) as session:
        query = read_query(session.library, " ".join(words))
        with session.library.snapshot() as tx:
            everybody = tx.people.all(hidden=True)
        found = search_photos(session.library, query)[:limit]
        with session.library.snapshot() as tx:
            known = {photo.id: photo for photo in tx.photos.with_ids(found)}
        photos = [known[photo_id] for photo_id in found]
    session.output.line(f"{describe(query, everybody)}: {counted(len(photos), 'photo')}", style="bold")
    session.output.table(
        [">Photo", "Taken", "File"],
        [(each.id, each.facts.taken_at.date() if each.facts.taken_at else "", each.path) for each in photos],
    )
    session.output.finish(photos)
