"""`ridfr people`: reviewing faces, and what there is to review."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import typer

from core.cli.lazy import command_app
from core.cli.options import FacesArgument, JsonOption, LibraryOption, PersonArgument
from core.cli.output import counted
from core.cli.session import reading, working
from core.domain.face import likelihood_words
from core.domain.face_tile import FaceTile
from core.domain.person import Person
from core.services import people
from core.services.grouping import suggest_merges_and_splits
from core.services.people_browsing import person_overview, review_queue
from core.services.purity import FEWEST
from core.services.purity import purity as check_purity
from core.services.reference_gaps import reference_gaps

app = command_app()

NewPersonArgument = Annotated[
    str, typer.Argument(metavar="PERSON", help="Name or number; a new name is added.")
]


@dataclass(frozen=True)
class Suggestion:
    """One face that waits for a yes or no."""

    face_id: int
    photo_id: int
    person_id: int
    person: str
    probability: float | None
    words: str


@app.command()
def suggestions(
    person: Annotated[
        str | None, typer.Argument(metavar="[PERSON]", help="Only of this person.", show_default=False)
    ] = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """List faces that wait for a yes or no, the likeliest first."""
    with reading(library, as_json) as session:
        chosen = [people.find_person(session.library, person)] if person else None
        waiting = [one for one in chosen or people.list_people(session.library) if one.suggested]
        found = [_suggestion(tile, one) for one in waiting for tile in review_queue(session.library, one.id)]
    session.output.table(
        [">Face", ">Photo", "Who", "Sure"],
        [(each.face_id, each.photo_id, each.person, each.words) for each in found],
    )
    session.output.finish(found)


@app.command()
def changes(library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """List merges and splits that grouping would make; `merge`, `apart` and `split` answer them."""
    with working(library, as_json, "Comparing people", exclusive=False) as session:
        embedder = session.app.analyzer().embedder
        found = suggest_merges_and_splits(
            session.library, embedder.name, embedder.same_person, embedder.impostor, session.progress
        )
    for each in found:
        faces = f" Faces: {', '.join(map(str, each.face_ids))}." if each.face_ids else ""
        session.output.line(f"{each.words}{faces}")
    if not found:
        session.output.line("Nothing to merge or split.")
    session.output.finish(found)


@app.command()
def apart(
    person: PersonArgument,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="Name or number of the other person.")],
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say that two people are two, however alike they are."""
    with working(library, as_json, "Noting") as session:
        one, two = (people.find_person(session.library, each) for each in (person, other))
        people.keep_apart(session.library, one.id, two.id)
    session.output.line(f"{one.label} and {two.label} stay two people.")
    session.output.finish(None)


def _suggestion(tile: FaceTile, person: Person) -> Suggestion:
    words = likelihood_words(tile.probability)
    return Suggestion(tile.id, tile.photo_id, person.id, person.label, tile.probability, words)


@app.command()
def confirm(
    person: NewPersonArgument,
    faces: FacesArgument,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say that these faces are this person; grouping never moves them again."""
    with working(library, as_json, "Confirming") as session:
        result = people.confirm(session.library, faces, person)
    session.output.line(f"{counted(len(faces), 'face')} confirmed as {result.label}.")
    session.output.finish(result)


@app.command()
def accept(faces: FacesArgument, library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """Say yes to suggestions: each of these faces is who it is suggested to be."""
    with working(library, as_json, "Confirming") as session:
        count = people.confirm_many(session.library, faces)
    session.output.line(f"{counted(count, 'face')} confirmed as suggested.")
    session.output.finish(count)


@app.command()
def move(
    person: NewPersonArgument,
    faces: FacesArgument,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say that these faces are this person, and not who they were thought to be."""
    with working(library, as_json, "Moving") as session:
        result = people.move_faces(session.library, faces, person)
    session.output.line(f"{counted(len(faces), 'face')} moved to {result.label}.")
    session.output.finish(result)


@app.command()
def reject(
    person: PersonArgument, faces: FacesArgument, library: LibraryOption = None, as_json: JsonOption = False
) -> None:
    """Say that these faces are not this person; it is remembered."""
    with working(library, as_json, "Rejecting") as session:
        result = people.reject(session.library, faces, person)
    session.output.line(f"{counted(len(faces), 'face')} remembered as not {result.label}.")
    session.output.finish(result)


@app.command()
def ignore(
    faces: FacesArgument,
    everywhere: Annotated[
        bool, typer.Option("--everywhere", help="Their group too, and whoever looks like them later.")
    ] = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Ignore faces of strangers; `ridfr people list --strangers` shows those ignored everywhere."""
    with working(library, as_json, "Ignoring") as session:
        if everywhere:
            stranger = people.find_person(session.library, people.ignore_stranger(session.library, faces))
        else:
            count = people.ignore(session.library, faces)
    if everywhere:
        session.output.line(f"{stranger.label} is ignored everywhere from now on.")
        session.output.finish(stranger)
    else:
        session.output.line(f"{counted(count, 'face')} ignored from now on.")
        session.output.finish(count)


@app.command("no-face")
def no_face(faces: FacesArgument, library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """Say that these are not faces at all."""
    with working(library, as_json, "Noting") as session:
        count = people.mark_no_face(session.library, faces)
    session.output.line("1 box is no face." if count == 1 else f"{count} boxes are no faces.")
    session.output.finish(count)


@app.command()
def purity(person: PersonArgument, library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """Look for faces among a person's confirmed ones that may be somebody else's."""
    with reading(library, as_json) as session:
        report = check_purity(session.library, person, session.app.analyzer().embedder)
    rows = [(each.face_id, each.words(report.person)) for each in report.findings]
    looked = counted(report.checked, "confirmed face")
    session.output.line(f"{looked} looked at; {len(rows)} to look at again.")
    if report.checked < FEWEST:
        session.output.line(f"That is too few to tell what is odd: confirm {FEWEST} or more first.")
    if rows:
        session.output.table([">Face", "Why"], rows)
    session.output.finish(report)


@app.command()
def gaps(person: PersonArgument, library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """Say for which years there is no sharp frontal photo of a person."""
    with reading(library, as_json) as session:
        found = reference_gaps(session.library, person, session.app.analyzer().embedder.name)
        known = people.find_person(session.library, person)
        dated = person_overview(session.library, known.id).first_year is not None
    for gap in found:
        faces = ", ".join(str(face) for face in gap.nearest_face_ids)
        session.output.line(f"{gap.sentence} Faces: {faces}." if faces else gap.sentence)
    if not found:
        every = "Every decade with photos of them has a sharp frontal one."
        session.output.line(every if dated else f"No photo of {known.label} has a date to compare years by.")
    session.output.finish(found)
