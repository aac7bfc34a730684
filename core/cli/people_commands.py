"""`ridfr people`: who is in the library, and the user's word about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

import typer

from core.cli.lazy import DefaultCommand, command_app
from core.cli.options import JsonOption, LibraryOption
from core.cli.session import reading, working
from core.domain.face import Face
from core.domain.person import Person
from core.errors import SettingsError
from core.services import people
from core.services.browsing import FaceCell, person_faces

app = command_app(DefaultCommand, "List, name, merge and split people; review faces.")

PersonArgument = Annotated[str, typer.Argument(metavar="PERSON", help="Name or number.", show_default=False)]
FacesArgument = Annotated[
    list[int], typer.Argument(metavar="FACE...", help="Numbers of faces, as `ridfr people show` has them.")
]


@dataclass(frozen=True)
class PersonFaces:
    """What `ridfr people show --json` prints."""

    person: Person
    faces: tuple[Face, ...]


@app.command("list")
def list_(
    hidden: Annotated[bool, typer.Option("--hidden", help="Also those hidden from view.")] = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """List people: named ones, and groups of faces that may be one person."""
    with reading(library, as_json) as session:
        found = people.list_people(session.library, hidden=hidden)
    if not found:
        session.output.line("Nobody yet. Begin with: ridfr index FOLDER")
    else:
        session.output.table(
            [">No.", "Name", ">Confirmed", ">Suggested", "Born"],
            [(one.id, one.label, one.confirmed, one.suggested, one.birth_date) for one in found],
        )
    session.output.finish(found)


@app.command()
def show(person: PersonArgument, library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """Show the faces of a person: number, photo, state and quality."""
    with reading(library, as_json) as session:
        found = people.find_person(session.library, person)
        cells = person_faces(session.library, found.id)
    session.output.line(f"{found.label}: {len(cells)} faces", style="bold")
    session.output.table([">Face", "Photo", "State", ">Sure", ">Quality", "Taken"], map(_row, cells))
    session.output.finish(PersonFaces(found, tuple(cell.face for cell in cells)))


@app.command()
def name(
    person: PersonArgument,
    new_name: Annotated[str, typer.Argument(metavar="NAME", help="The name to give.")],
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Name a group of faces, or give a person another name."""
    with working(library, as_json, "Naming") as session:
        before = people.find_person(session.library, person)
        named = people.name_person(session.library, before.id, new_name)
    session.output.line(f"{before.label} is {named.label} now.")
    session.output.finish(named)


@app.command()
def merge(
    into: PersonArgument,
    others: Annotated[list[str], typer.Argument(metavar="OTHER...", help="People who are the same person.")],
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say that several people are one person."""
    with working(library, as_json, "Merging") as session:
        merged = people.merge_people(session.library, into, others)
    session.output.line(f"{', '.join(others)} joined {merged.label}.")
    session.output.finish(merged)


@app.command()
def split(
    person: PersonArgument, faces: FacesArgument, library: LibraryOption = None, as_json: JsonOption = False
) -> None:
    """Say that these faces are another person than the rest."""
    with working(library, as_json, "Splitting") as session:
        new = people.split_person(session.library, person, faces)
        result = people.find_person(session.library, new)
    session.output.line(f"{len(faces)} faces of {person} are now {result.label}.")
    session.output.finish(result)


@app.command()
def confirm(
    person: Annotated[str, typer.Argument(metavar="PERSON", help="Name or number; a new name is added.")],
    faces: FacesArgument,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say that these faces are this person; grouping never moves them again."""
    with working(library, as_json, "Confirming") as session:
        result = people.confirm(session.library, faces, person)
    session.output.line(f"{len(faces)} faces confirmed as {result.label}.")
    session.output.finish(result)


@app.command()
def reject(
    person: PersonArgument, faces: FacesArgument, library: LibraryOption = None, as_json: JsonOption = False
) -> None:
    """Say that these faces are not this person; it is remembered."""
    with working(library, as_json, "Rejecting") as session:
        result = people.reject(session.library, faces, person)
    session.output.line(f"{len(faces)} faces are not {result.label}.")
    session.output.finish(result)


@app.command()
def ignore(faces: FacesArgument, library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """Ignore faces of strangers."""
    with working(library, as_json, "Ignoring") as session:
        count = people.ignore(session.library, faces)
    session.output.line(f"{count} faces are ignored from now on.")
    session.output.finish(count)


@app.command("no-face")
def no_face(faces: FacesArgument, library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """Say that these are not faces at all."""
    with working(library, as_json, "Noting") as session:
        count = people.mark_no_face(session.library, faces)
    session.output.line(f"{count} are no faces from now on.")
    session.output.finish(count)


@app.command()
def hide(
    person: PersonArgument,
    again: Annotated[bool, typer.Option("--show-again", help="Undo it.")] = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Leave a person out of the list; nothing is deleted."""
    with working(library, as_json, "Hiding") as session:
        result = people.hide_person(session.library, person, not again)
    session.output.line(f"{result.label} is {'shown again' if again else 'hidden'}.")
    session.output.finish(result)


@app.command("birth-date")
def birth_date(
    person: PersonArgument,
    day: Annotated[str, typer.Argument(metavar="YYYY-MM-DD", help='The date, or "none".')],
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Note when a person was born: references of a near age are preferred."""
    born = _date(day)
    with working(library, as_json, "Noting") as session:
        result = people.set_birth_date(session.library, person, born)
    session.output.line(f"{result.label}: born {born}." if born else f"{result.label}: no birth date.")
    session.output.finish(result)


@app.command()
def cover(
    person: PersonArgument,
    face: Annotated[int, typer.Argument(help="Number of the face.")],
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Choose the face that stands for a person."""
    with working(library, as_json, "Choosing") as session:
        result = people.set_cover(session.library, person, face)
    session.output.line(f"Face {face} stands for {result.label}.")
    session.output.finish(result)


def _row(cell: FaceCell) -> tuple[object, ...]:
    face = cell.face
    sure = f"{face.probability:.0%}" if face.probability is not None else ""
    quality = f"{face.quality.score:.2f}" if face.quality else ""
    taken = cell.taken_at.date() if cell.taken_at else ""
    return face.id, cell.photo_name, face.state, sure, quality, taken


def _date(text: str) -> date | None:
    if text.lower() == "none":
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise SettingsError(f"“{text}” is not a date; write it as 1951-07-30.") from error
