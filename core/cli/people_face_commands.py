"""`ridfr people`: the faces of one photo, faces that were drawn by hand, and the list of edits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import typer

from core.cli.lazy import command_app
from core.cli.options import JsonOption, LibraryOption
from core.cli.selection import photo_of
from core.cli.session import Session, reading, working
from core.domain.face import Box, Face, Landmarks, likelihood_words
from core.domain.person import EditState
from core.errors import SettingsError
from core.services import people
from core.services.edit_history import edits

app = command_app()

POINTS = 5
NO_POINTS = "No model sees a face there; set its eyes, nose and mouth with: ridfr people points {} X Y ..."

STATES = {
    EditState.STANDING: "",
    EditState.UNDONE: "undone",
    EditState.PASSED: "out of reach",
}

PhotoArgument = Annotated[str, typer.Argument(metavar="PHOTO", help="Number or path of the photo.")]


@dataclass(frozen=True)
class PhotoFace:
    """A face of a photo, and whose it is."""

    face: Face
    person: str
    """"" for nobody."""


@app.command()
def faces(photo: PhotoArgument, library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """List all faces of a photo, unknown and set aside ones too: number, who, and where."""
    with reading(library, as_json) as session:
        found = photo_of(session.library, photo)
        with session.library.snapshot() as tx:
            listed = [
                PhotoFace(face, "" if face.person_id is None else tx.people.get(face.person_id).label)
                for face in tx.faces.of_photo(found.id)
            ]
    if not listed:
        session.output.line("No face was found in this photo; draw one with: ridfr people draw")
    else:
        session.output.table(
            [">Face", "Who", "State", "Sure", ">Left", ">Top", ">Width", ">Height"],
            [_row(each) for each in listed],
        )
    session.output.finish(listed)


@app.command()
def draw(
    photo: PhotoArgument,
    left: Annotated[float, typer.Argument(metavar="LEFT", help="Pixels of the upright photo.")],
    top: Annotated[float, typer.Argument(metavar="TOP", help="The same, from its top.")],
    width: Annotated[float, typer.Argument(metavar="WIDTH", help="Of the face, in pixels.")],
    height: Annotated[float, typer.Argument(metavar="HEIGHT", help="Of the face, in pixels.")],
    person: Annotated[
        str | None, typer.Option("--person", metavar="NAME", help="Who it is; a new name is added.")
    ] = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Draw the box of a face that was not found; it stays, whatever is scanned later."""
    with working(library, as_json, "Drawing") as session:
        found = photo_of(session.library, photo)
        face_id = people.add_face(session.library, found.id, Box(left, top, width, height), person=person)
        measured, face = _measured(session, face_id)
    session.output.line(f"Face {face_id} is drawn.")
    if not measured:
        session.output.line(NO_POINTS.format(face_id))
    session.output.finish(face)


@app.command()
def points(
    face: Annotated[int, typer.Argument(metavar="FACE", help="Number of the face.")],
    where: Annotated[
        list[float],
        typer.Argument(
            metavar="X Y ...",
            help="Left eye, right eye, nose, left and right corner of the mouth as seen, in pixels.",
        ),
    ],
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Set the five points of a face, by which it is aligned, compared and restored."""
    if len(where) != 2 * POINTS:
        raise SettingsError(f"Five points are ten numbers; {len(where)} were given.")
    placed = Landmarks(tuple(zip(where[::2], where[1::2], strict=True)))
    with working(library, as_json, "Noting") as session:
        people.set_landmarks(session.library, face, placed)
        measured, changed = _measured(session, face)
    session.output.line(f"The points of face {face} are set.")
    if not measured:
        session.output.line("They lie in one point, so that nothing can be measured there; set them again.")
    session.output.finish(changed)


@app.command()
def history(
    limit: Annotated[int, typer.Option("--limit", min=1, help="The most edits to list.")] = 20,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the newest edits, and which of them are undone."""
    with reading(library, as_json) as session:
        found = edits(session.library, limit)
    if not found:
        session.output.line("Nothing was edited yet.")
    else:
        rows = [(f"{each.at:%Y-%m-%d %H:%M}", each.summary, STATES[each.state]) for each in found]
        session.output.table(["When (UTC)", "Edit", ""], rows)
    session.output.finish(found)


def _measured(session: Session, face_id: int) -> tuple[bool, Face]:
    """Measure a face, so that it can be compared; as it is then."""
    measured = people.measure_face(session.library, face_id, session.app.analyzer(), session.app.decoder)
    with session.library.snapshot() as tx:
        return measured, tx.faces.get(face_id)


def _row(each: PhotoFace) -> tuple[object, ...]:
    face, box = each.face, each.face.box
    sure = "" if face.probability is None else likelihood_words(face.probability)
    return face.id, each.person, face.state, sure, *(round(v) for v in (box.x, box.y, box.width, box.height))
