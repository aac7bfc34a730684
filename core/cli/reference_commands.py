"""`ridfr references`: which faces of a person guide the restoration, and why."""

from __future__ import annotations

from typing import Annotated

import typer

from core.cli.lazy import command_app
from core.cli.options import JsonOption, LibraryOption, PersonArgument
from core.cli.session import reading, working
from core.services import people
from core.services.referencing import choose_references, reference_set

app = command_app(help="See and choose reference faces of a person.")

FaceArgument = Annotated[int, typer.Argument(metavar="FACE", help="Number of the face.", show_default=False)]


@app.command()
def show(
    face: FaceArgument,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many to show.")] = 8,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show the references that would guide the restoration of a face, best first."""
    with reading(library, as_json) as session:
        embedder = session.app.analyzer().embedder.name
        with session.library.snapshot() as tx:
            target = tx.faces.get(face)
        ranked = choose_references(session.library, target, embedder=embedder, limit=limit)
    if not ranked:
        session.output.line(f"Face {face} has no reference: its person has no other good face yet.")
    else:
        session.output.table(
            [">Face", ">Score", ">Weight", "Why"],
            [
                (one.face_id, f"{one.score:.2f}", f"{one.weight:.2f}", "; ".join(map(str, one.reasons)))
                for one in ranked
            ],
        )
    session.output.finish(ranked)


@app.command("set")
def set_(person: PersonArgument, library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """Show the reference faces of a person, chosen for quality, sides of the head and ages."""
    with reading(library, as_json) as session:
        embedder = session.app.analyzer().embedder.name
        found = people.find_person(session.library, person)
        chips = reference_set(session.library, found.id, embedder)
    if not chips:
        session.output.line(f"{found.label} has no face good enough to be a reference yet.")
    else:
        session.output.table(
            [">Face", ">Year", "Why", "Pinned", ">Quality"],
            [
                (one.face_id, one.year, one.reasons[0], "yes" if one.pinned else "", f"{one.quality:.2f}")
                for one in chips
            ],
        )
    session.output.finish(chips)


@app.command()
def pin(
    person: PersonArgument, face: FaceArgument, library: LibraryOption = None, as_json: JsonOption = False
) -> None:
    """Always use this face as a reference of the person."""
    with working(library, as_json, "Pinning") as session:
        people.pin_reference(session.library, person, face)
        found = people.find_person(session.library, person)
    session.output.line(f"Face {face} is always a reference of {found.label}.")
    session.output.finish(found)


@app.command()
def ban(
    person: PersonArgument, face: FaceArgument, library: LibraryOption = None, as_json: JsonOption = False
) -> None:
    """Never use this face as a reference of the person."""
    with working(library, as_json, "Banning") as session:
        people.ban_reference(session.library, person, face)
        found = people.find_person(session.library, person)
    session.output.line(f"Face {face} is never a reference of {found.label}.")
    session.output.finish(found)


@app.command()
def clear(
    person: PersonArgument, face: FaceArgument, library: LibraryOption = None, as_json: JsonOption = False
) -> None:
    """Neither always nor never: let the ranking decide."""
    with working(library, as_json, "Clearing") as session:
        people.clear_reference(session.library, person, face)
        found = people.find_person(session.library, person)
    session.output.line(f"The ranking decides about face {face} of {found.label}.")
    session.output.finish(found)
