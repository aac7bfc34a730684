"""`ridfr people`: who is in the library, and the user's word about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

import typer

from core.cli import people_face_commands, people_review_commands, people_undo_commands
from core.cli.lazy import DefaultCommand, command_app
from core.cli.options import FacesArgument, JsonOption, LibraryOption, PersonArgument
from core.cli.output import counted
from core.cli.session import reading, working
from core.domain.face import Face, likelihood_words
from core.domain.person import Person, Relation
from core.errors import SettingsError
from core.services import people
from core.services.browsing import FaceCell, person_faces

app = command_app(DefaultCommand, "List, name, merge and split people; review faces.")
app.add_typer(people_review_commands.app)
app.add_typer(people_face_commands.app)
app.add_typer(people_undo_commands.app)


@dataclass(frozen=True)
class PersonFaces:
    """What `ridfr people show --json` prints."""

    person: Person
    faces: tuple[Face, ...]
    relations: tuple[Relation, ...] = ()


@app.command("list")
def list_(
    hidden: Annotated[bool, typer.Option("--hidden", help="Also those hidden from view.")] = False,
    strangers: Annotated[
        bool, typer.Option("--strangers", help="Those who are ignored everywhere instead.")
    ] = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """List people: named ones, and groups of faces that may be one person."""
    with reading(library, as_json) as session:
        found = people.list_people(session.library, hidden=hidden or strangers, strangers=strangers)
    if not found:
        session.output.line("Nobody." if strangers else "Nobody yet. Begin with: ridfr index FOLDER")
    else:
        session.output.table(
            [">No.", "Name", ">Confirmed", ">Suggested", "Born"],
            [(one.id, one.label, one.confirmed, one.suggested, one.birth_date) for one in found],
        )
    session.output.finish(found)


@app.command()
def show(person: PersonArgument, library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """Show the faces of a person: number, photo, state, age and quality; and notes on their relations."""
    with reading(library, as_json) as session:
        found = people.find_person(session.library, person)
        cells = person_faces(session.library, found.id)
        relations = people.relations_of(session.library, found.id)
    session.output.line(f"{found.label}: {counted(len(cells), 'face')}", style="bold")
    for relation in relations:
        session.output.line(relation.sentence)
    session.output.table(
        [">Face", "Photo", "State", "Sure", ">Quality", "Taken", ">Age"],
        [_row(found, cell) for cell in cells],
    )
    value = PersonFaces(found, tuple(cell.face for cell in cells), tuple(relations))
    session.output.finish(value)


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
        gone = [people.find_person(session.library, other).label for other in others]
        merged = people.merge_people(session.library, into, others)
    session.output.line(f"{', '.join(gone)} joined {merged.label}.")
    session.output.finish(merged)


@app.command()
def split(
    person: PersonArgument, faces: FacesArgument, library: LibraryOption = None, as_json: JsonOption = False
) -> None:
    """Say that these faces are another person than the rest."""
    with working(library, as_json, "Splitting") as session:
        old = people.find_person(session.library, person)
        new = people.split_person(session.library, old.id, faces)
        result = people.find_person(session.library, new)
    session.output.line(f"{counted(len(faces), 'face')} of {old.label}: now {result.label}.")
    session.output.finish(result)


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


@app.command()
def unhide(person: PersonArgument, library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """Show a hidden person, or a stranger who was ignored everywhere, again."""
    with working(library, as_json, "Showing") as session:
        found = people.find_person(session.library, person)
        if found.stranger:
            people.stop_ignoring(session.library, found.id)
        result = people.unhide(session.library, found.id) if found.hidden else found
    session.output.line(f"{result.label} is shown again.")
    session.output.finish(result)


@app.command("birth")
@app.command("birth-date", hidden=True)
def birth(
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


@app.command()
def relate(
    person: PersonArgument,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="Name or number of the other person.")],
    note: Annotated[str, typer.Argument(metavar="NOTE", help='What PERSON is to OTHER; "" forgets it.')],
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Note what somebody is to somebody else: `ridfr people relate Ann Bob mother`."""
    with working(library, as_json, "Noting") as session:
        relations = people.relate(session.library, person, other, note)
    for relation in relations:
        session.output.line(relation.sentence)
    if not relations:
        session.output.line(f"There is no note about {person} any more.")
    session.output.finish(relations)


def _row(person: Person, cell: FaceCell) -> tuple[object, ...]:
    face = cell.face
    sure = (
        "" if face.probability is None else f"{likelihood_words(face.probability)} ({face.probability:.0%})"
    )
    quality = f"{face.quality.score:.2f}" if face.quality else ""
    taken = cell.taken_at.date() if cell.taken_at else ""
    age = person.age_at(cell.taken_at)
    return face.id, cell.photo_name, face.state, sure, quality, taken, "" if age is None else age


def _date(text: str) -> date | None:
    if text.lower() == "none":
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise SettingsError(f"“{text}” is not a date; write it as 1951-07-30.") from error
