"""`ridfr people`: taking edits back, doing them again, and forgetting for good."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

import typer

from core.cli.lazy import command_app
from core.cli.options import AlbumOption, JsonOption, LibraryOption, PersonOption, PhotoOption
from core.cli.output import counted
from core.cli.selection import all_photos, photos_of
from core.cli.session import working
from core.errors import SettingsError
from core.library.library import Library
from core.services import people, undoing
from core.services.forgetting import ForgetReport, forget_all_faces, forget_person
from core.services.writing_names import write_names

app = command_app()

MOST_LISTED = 10


@dataclass(frozen=True)
class Undone:
    """What `ridfr people undo --json` and `redo --json` print."""

    done: str | None
    next_undo: str | None
    next_redo: str | None


@app.command()
def undo(library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """Take back the newest edit of people or albums, or the newest Keep or Discard."""
    with working(library, as_json, "Undoing") as session:
        done = undoing.undo(session.library)
        value = _undone(session.library, done)
    session.output.line(_sentence("Undone", done) if done else "There is nothing to undo.")
    session.output.finish(value)


@app.command()
def redo(library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """Do again what was undone last."""
    with working(library, as_json, "Redoing") as session:
        done = undoing.redo(session.library)
        value = _undone(session.library, done)
    session.output.line(_sentence("Done again", done) if done else "There is nothing to redo.")
    session.output.finish(value)


def _undone(library: Library, done: object) -> Undone:
    words = (done, undoing.next_undo(library), undoing.next_redo(library))
    return Undone(*(None if each is None else str(each) for each in words))


def _sentence(began: str, done: object) -> str:
    """A name may end in a full stop of its own."""
    return f"{began}: {str(done).removesuffix('.')}."


@app.command("write-names")
def write_names_(
    person: PersonOption = None,
    photo: PhotoOption = None,
    album: AlbumOption = None,
    everything: Annotated[bool, typer.Option("--all", help="All photos of the library.")] = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write confirmed names beside the photos (photo.jpg.xmp), for other programs; photos are not touched."""
    if not (person or photo or album or everything):
        raise SettingsError("Say which photos: --person, --photo, --album or --all.")
    with working(library, as_json, "Writing names") as session:
        chosen = (
            all_photos(session.library)
            if everything
            else photos_of(session.library, people=person or (), photos=photo or (), albums=album or ())
        )
        report = write_names(session.library, chosen, session.progress)
    session.output.line(f"{counted(report.written, 'file')} of names written; {report.unchanged} not needed.")
    session.output.finish(report, problems=report.problems)


@app.command()
def forget(
    person: Annotated[
        str | None, typer.Argument(metavar="[PERSON]", help="Name or number.", show_default=False)
    ] = None,
    everybody: Annotated[bool, typer.Option("--everybody", help="Every face and every person.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask; it cannot be undone.")] = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Forget a person for good: faces, vectors, names, references, restorations, backups. No undo."""
    if (person is None) is not everybody:
        raise SettingsError("Say whom to forget: a PERSON, or --everybody.")
    with working(library, as_json, "Forgetting") as session:
        label = "everybody" if person is None else people.find_person(session.library, person).label
        if not yes and not typer.confirm(
            f"Forget {label}, with every restoration of them? It also empties the list of edits and the "
            "backups, and it cannot be undone",
            err=True,
        ):
            raise SettingsError("Nothing was forgotten.")
        if person is None:
            report = forget_all_faces(session.library)
        else:
            report = forget_person(session.library, person, decoder=session.app.decoder)
    _tell(session.output.line, label, report)
    session.output.finish(report)


def _tell(line: Callable[[str], None], label: str, report: ForgetReport) -> None:
    restorations = counted(report.restorations, "restoration")
    line(f"Forgotten: {counted(report.faces, 'face')} of {label}, and {restorations}.")
    if report.originals:
        line(f"{counted(len(report.originals), 'photo')} of your own still named so; not touched:")
        for path in report.originals[:MOST_LISTED]:
            line(f"  {path}")
        if len(report.originals) > MOST_LISTED:
            line("  and more (--json lists all)")
