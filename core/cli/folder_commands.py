"""`ridfr folders`: which folders the library knows, and watching them for changes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from core.cli.index_command import index_and_group, summary
from core.cli.lazy import DefaultCommand, command_app
from core.cli.options import JsonOption, LibraryOption
from core.cli.output import Output
from core.cli.session import Session, reading, working
from core.domain.photo import Folder
from core.errors import LibraryError
from core.services.folders import add_folder, list_folders, remove_folder
from core.services.watching import watch as watch_folders

app = command_app(DefaultCommand, "List, add, remove and watch folders.")

FolderArgument = Annotated[Path, typer.Argument(help="A folder of photos.", show_default=False)]


@app.command("list")
def list_(library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """List the folders and whether their drive is connected."""
    with reading(library, as_json) as session:
        folders = list_folders(session.library)
    _show(session.output, folders)
    session.output.finish(folders)


@app.command()
def add(
    folder: FolderArgument,
    watched: Annotated[bool, typer.Option("--watch", help="Notice changes from now on.")] = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add a folder; `ridfr index` then reads it."""
    with working(library, as_json, "Adding", create=True) as session:
        added = add_folder(session.library, folder, watched=watched)
    session.output.line(f"{added.path} is in the library; `ridfr index` reads it.")
    session.output.finish(added)


@app.command()
def remove(folder: FolderArgument, library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """Forget a folder. No file is touched, and names come back when it is added again."""
    with working(library, as_json, "Removing") as session:
        removed = remove_folder(session.library, folder)
    session.output.line(f"{removed.path} is no longer in the library; no file was touched.")
    session.output.finish(removed)


@app.command()
def watch(
    folders: Annotated[
        list[Path] | None, typer.Argument(help="Folders to watch; none means those marked as watched.")
    ] = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Watch folders and index what changes, until Ctrl-C."""
    with working(library, as_json, "Watching", create=True) as session:
        for folder in folders or []:
            add_folder(session.library, folder, watched=True)
        watched = [folder.path for folder in list_folders(session.library) if folder.watched]
        if not watched:
            raise LibraryError("No folder is watched; name one: ridfr folders watch FOLDER")
        session.output.note(f"Watching {len(watched)} folders; Ctrl-C ends it.")
        watch_folders(
            session.library, watched, lambda changed: _index(session, changed), session.progress.token
        )


def _index(session: Session, changed: Sequence[Path]) -> None:
    result = index_and_group(session, changed)
    session.output.event(result)
    session.output.line(summary(result))
    session.output.problems(result.index.problems)


def _show(output: Output, folders: Sequence[Folder]) -> None:
    if not folders:
        output.line("No folders yet. Begin with: ridfr index FOLDER")
        return
    output.table(
        ["Folder", "Drive", "Watched"],
        [
            (folder.path, "connected" if folder.online else "not there", "yes" if folder.watched else "")
            for folder in folders
        ],
    )
