"""`ridfr index`: folders in, photos, faces and people in the library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer

from core.cli.lazy import command_app
from core.cli.options import JsonOption, LibraryOption
from core.cli.session import Session, working
from core.domain.reports import GroupReport, IndexReport
from core.errors import Cancelled
from core.services.grouping import group_people
from core.services.indexing import IndexOptions, index_folders

app = command_app()


@dataclass(frozen=True)
class IndexResult:
    """What `ridfr index --json` prints."""

    index: IndexReport
    groups: GroupReport | None
    """None with `--no-group`, or when the run was stopped."""


@app.command()
def index(
    folders: Annotated[
        list[Path] | None, typer.Argument(help="Folders of photos; none means all known folders.")
    ] = None,
    faces: Annotated[bool, typer.Option("--faces/--no-faces", help="Look for faces.")] = True,
    group: Annotated[bool, typer.Option("--group/--no-group", help="Sort the faces into people.")] = True,
    reanalyze: Annotated[
        bool, typer.Option("--reanalyze", help="Read everything again, also what could not be read.")
    ] = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find photos in folders, and the people on them. Originals are only read."""
    with working(library, as_json, "Indexing", create=True) as session:
        result = index_and_group(session, folders or [], faces=faces, group=group, reanalyze=reanalyze)
    session.output.line(summary(result))
    session.output.finish(result, problems=result.index.problems, cancelled=result.index.cancelled)


def index_and_group(
    session: Session,
    folders: Sequence[Path],
    *,
    faces: bool = True,
    group: bool = True,
    reanalyze: bool = False,
) -> IndexResult:
    """Index `folders` (none: all known ones), then sort the faces into people."""
    app, progress = session.app, session.progress
    analyzer = app.analyzer() if faces else None
    options = IndexOptions(faces=faces, reanalyze=reanalyze, trust_names=app.settings.trust_names)
    report = index_folders(
        app.library, app.decoder, analyzer, folders, progress.between(0.0, 0.95), options=options
    )
    if analyzer is None or not group or report.cancelled:
        return IndexResult(report, None)
    embedder = analyzer.embedder
    share = progress.between(0.95, 1.0)
    try:
        groups = group_people(app.library, embedder.name, embedder.same_person, embedder.impostor, share)
    except Cancelled:  # what was indexed is kept and told
        return IndexResult(replace(report, cancelled=True), None)
    return IndexResult(report, groups)


def summary(result: IndexResult) -> str:
    """What happened, in two sentences."""
    index, groups = result.index, result.groups
    text = (
        f"{index.seen} files seen: {index.added} new, {index.updated} changed, {index.unchanged} unchanged, "
        f"{index.moved} moved, {index.offline} not there now; {index.faces} faces found "
        f"in {index.seconds:.1f} s."
    )
    if groups is None:
        return text
    return f"{text} {groups.people} people; {groups.placed} faces placed, {groups.unknown} unknown."
