"""`ridfr albums`: lists of photos, filled by hand or by a rule."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from core.cli.lazy import DefaultCommand, command_app
from core.cli.options import JsonOption, LibraryOption
from core.cli.selection import photo_of
from core.cli.session import reading, working
from core.domain.person import Album
from core.domain.photo import Photo
from core.errors import SettingsError
from core.paths import with_home
from core.services import albums

app = command_app(DefaultCommand, "Make and fill albums.")

NameArgument = Annotated[str, typer.Argument(metavar="ALBUM", help="Name of the album.", show_default=False)]
PhotosArgument = Annotated[
    list[str], typer.Argument(metavar="PHOTO...", help="Numbers or paths of photos.", show_default=False)
]


@dataclass(frozen=True)
class AlbumPhotos:
    """What `ridfr albums show --json` prints."""

    album: str
    photos: tuple[Photo, ...]


@app.command("list")
def list_(library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """List the albums."""
    with reading(library, as_json) as session:
        found = albums.list_albums(session.library)
    if not found:
        session.output.line("No albums yet. Make one with: ridfr albums create NAME")
    else:
        session.output.table(
            ["Album", ">Photos", "Rule"], [(one.name, one.photos, one.rule or "by hand") for one in found]
        )
    session.output.finish(found)


@app.command()
def show(album: NameArgument, library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """List the photos of an album."""
    with reading(library, as_json) as session:
        photos = albums.album_photos(session.library, album)
    session.output.table([">Photo", "File"], [(photo.id, photo.path) for photo in photos])
    session.output.finish(AlbumPhotos(album, tuple(photos)))


@app.command()
def create(
    album: NameArgument,
    person: Annotated[str | None, typer.Option("--person", help="Always all photos of this person.")] = None,
    folder: Annotated[Path | None, typer.Option("--folder", help="Always all photos in this folder.")] = None,
    dates: Annotated[
        str | None, typer.Option("--dates", metavar="FROM..TO", help="Always all photos of these days.")
    ] = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make an album: empty, or one that a rule keeps filled."""
    with working(library, as_json, "Making") as session:
        made = albums.create_album(session.library, album, _rule(person, folder, dates))
    session.output.line(f"Album “{made.name}” with {made.photos} photos.")
    session.output.finish(made)


@app.command()
def add(
    album: NameArgument, photos: PhotosArgument, library: LibraryOption = None, as_json: JsonOption = False
) -> None:
    """Add photos to an album."""
    with working(library, as_json, "Adding") as session:
        ids = [photo_of(session.library, photo).id for photo in photos]
        result = albums.add_to_album(session.library, album, ids)
    session.output.line(f"Album “{result.name}” has {result.photos} photos now.")
    session.output.finish(result)


@app.command()
def remove(
    album: NameArgument,
    photos: Annotated[
        list[str] | None, typer.Argument(metavar="[PHOTO...]", help="None removes the album itself.")
    ] = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take photos out of an album, or remove the album. No photo is deleted."""
    with working(library, as_json, "Removing") as session:
        if photos:
            ids = [photo_of(session.library, photo).id for photo in photos]
            left: Album | None = albums.remove_from_album(session.library, album, ids)
        else:
            albums.remove_album(session.library, album)
            left = None
    if left is None:
        session.output.line(f"Album “{album}” is removed; its photos stay where they are.")
    else:
        session.output.line(f"Album “{left.name}” has {left.photos} photos now.")
    session.output.finish(left)


def _rule(person: str | None, folder: Path | None, dates: str | None) -> str:
    given = [value for value in (person, folder, dates) if value is not None]
    if len(given) > 1:
        raise SettingsError("An album has one rule: give --person, --folder or --dates.")
    if person is not None:
        return f"person:{person}"
    if folder is not None:
        return f"folder:{with_home(folder).resolve()}"
    return f"dates:{dates}" if dates is not None else ""
