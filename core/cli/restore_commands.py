"""`ridfr restore`: poor faces as the person of their references, and what is kept of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

import typer

from core.cli.lazy import DefaultRun, command_app
from core.cli.options import AlbumOption, JsonOption, LibraryOption, PersonOption, PhotoOption
from core.cli.output import Output
from core.cli.restore_options import WithOption, ask_for_cpu, make_recipe, recipe_settings
from core.cli.selection import photo_of, photos_of
from core.cli.session import Session, reading, working
from core.domain.recipe import MOST_REFERENCES, RestoreRecipe
from core.domain.reports import BatchReport
from core.domain.restoration import Decision, Restoration, Version
from core.errors import SettingsError
from core.library.library import Library
from core.services import versions
from core.services.batching import restore_people
from core.services.people import find_person
from core.services.restoring import restore_faces

app = command_app(DefaultRun, "Restore faces as the person of their references. Originals are only read.")

IdsArgument = Annotated[
    list[int],
    typer.Argument(metavar="NO...", help="Numbers of restorations, as `ridfr restore list` has them."),
]


@dataclass(frozen=True)
class RestoreResult:
    """What `ridfr restore --json` prints."""

    report: BatchReport
    restorations: tuple[Restoration, ...]
    """Those of the report, whether made now or before."""


@dataclass(frozen=True)
class Wanted:
    """Which faces: those named, or the poor ones of these people on these photos."""

    people: list[str]
    photos: list[str]
    albums: list[str]
    faces: list[int]
    limit: int | None


@dataclass(frozen=True)
class Manner:
    """How to restore them."""

    restorer: str | None
    recipe: RestoreRecipe
    references: list[int]
    keep: bool


@app.command()
def run(
    person: PersonOption = None,
    photo: PhotoOption = None,
    album: AlbumOption = None,
    face: Annotated[
        list[int] | None, typer.Option("--face", help="Number of a face; repeat for more.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All poor faces of the library.")] = False,
    reference: Annotated[
        list[int] | None, typer.Option("--reference", help="Use this face as reference; repeat for more.")
    ] = None,
    references: Annotated[
        int | None,
        typer.Option("--references", min=0, max=MOST_REFERENCES, help="How many references to choose."),
    ] = None,
    restorer: Annotated[str | None, typer.Option("--restorer", help="Another one than that set.")] = None,
    steps: Annotated[int, typer.Option("--steps", min=0, max=1000, help="0: the restorer's own.")] = 0,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Another seed, another result.")] = 0,
    strength: Annotated[
        float, typer.Option("--strength", min=0.0, max=1.0, help="Of the result over the original.")
    ] = 1.0,
    settings: WithOption = None,
    keep: Annotated[bool, typer.Option("--keep/--no-keep", help="Keep what the guard passes.")] = True,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="At most so many faces, best gain first.")
    ] = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Restore the poor faces of people, photos or albums, those that gain most first."""
    if not (person or photo or album or face or everything):
        raise SettingsError("Say what to restore: --person, --photo, --album, --face or --all.")
    wanted = Wanted(person or [], photo or [], album or [], face or [], limit)
    recipe = make_recipe(steps=steps, seed=seed, strength=strength, **recipe_settings(settings or []))
    made = Manner(restorer, recipe, reference or [], keep)
    with working(library, as_json, "Restoring") as session:
        session.app.models.ask_for_cpu = ask_for_cpu(as_json) or session.app.models.ask_for_cpu
        count = session.app.settings.references if references is None else references
        report = _restore(session, wanted, made, count)
        result = _result(session.library, report)
    _show_result(session.output, result)
    session.output.finish(result, problems=report.problems, cancelled=report.cancelled)


@app.command("list")
def list_(
    person: PersonOption = None,
    photo: PhotoOption = None,
    album: AlbumOption = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """List restorations: state, decision and likeness before and after."""
    with reading(library, as_json) as session:
        found = _restorations(session, person or [], photo or [], album or [])
    _table(session.output, found)
    session.output.finish(found)


@app.command()
def keep(numbers: IdsArgument, library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """Use these results; their photos are put together anew."""
    _decide(numbers, Decision.KEPT, library=library, as_json=as_json)


@app.command()
def discard(numbers: IdsArgument, library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """Go back to the original face; the results stay in the library."""
    _decide(numbers, Decision.DISCARDED, library=library, as_json=as_json)


@app.command()
def compose(
    photo: Annotated[str, typer.Argument(metavar="PHOTO", help="Number or path of a photo.")],
    face: Annotated[
        list[str] | None,
        typer.Option("--face", metavar="FACE=NO", help='A restoration, or "original", for a face.'),
    ] = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Choose for each face of a photo a restoration or the original; kept ones are the default."""
    choices = dict(_choice(text) for text in face or [])
    with working(library, as_json, "Composing") as session:
        found = photo_of(session.library, photo)
        version = versions.compose_version(session.library, found.id, choices, session.app.decoder)
    _show_versions(session.output, [] if version is None else [version])
    session.output.finish(version)


def _restore(session: Session, wanted: Wanted, manner: Manner, reference_limit: int) -> BatchReport:
    app = session.app
    ids = None
    if wanted.photos or wanted.albums:
        ids = photos_of(app.library, photos=wanted.photos, albums=wanted.albums)
    people = [find_person(app.library, name).id for name in wanted.people] or None
    tools = app.restore_tools(manner.restorer)
    recipe = replace(manner.recipe, restorer=tools.restorer.spec.name)
    if wanted.faces:
        return restore_faces(
            app.library,
            tools,
            wanted.faces[: wanted.limit],
            recipe,
            session.progress,
            references=manner.references,
            reference_limit=reference_limit,
            keep=manner.keep,
        )
    return restore_people(
        app.library,
        tools,
        recipe,
        session.progress,
        person_ids=people,
        photo_ids=ids,
        references=manner.references,
        reference_limit=reference_limit,
        keep=manner.keep,
        limit=wanted.limit,
    )


def _result(library: Library, report: BatchReport) -> RestoreResult:
    ids = (*report.restored, *report.held, *report.repeated)
    with library.snapshot() as tx:
        return RestoreResult(report, tuple(tx.restorations.with_ids(ids)))


def _restorations(
    session: Session, people: list[str], photos: list[str], albums: list[str]
) -> list[Restoration]:
    """Those of the people and photos named; all when none is."""
    ids = photos_of(session.library, photos=photos, albums=albums)
    numbers = [find_person(session.library, name).id for name in people]
    with session.library.snapshot() as tx:
        if not ids and not numbers:
            ids = [photo.id for photo in tx.photos.all()]
        found = tx.restorations.of_photos(*ids)
        found += [one for number in numbers for one in tx.restorations.of_person(number)]
    return sorted({one.id: one for one in found}.values(), key=lambda one: one.id)


def _decide(numbers: list[int], decision: Decision, *, library: LibraryOption, as_json: bool) -> None:
    with working(library, as_json, "Deciding") as session:
        made = versions.decide(session.library, numbers, decision, session.app.decoder)
    _show_versions(session.output, made)
    session.output.finish(made)


def _choice(text: str) -> tuple[int, int | None]:
    face, _, chosen = text.partition("=")
    if not face.isdecimal() or not (chosen.isdecimal() or chosen == "original"):
        raise SettingsError(f"“{text}” is no choice; write --face 12=34 or --face 12=original.")
    return int(face), None if chosen == "original" else int(chosen)


def _show_result(output: Output, result: RestoreResult) -> None:
    report = result.report
    _table(output, result.restorations)
    output.line(
        f"{len(report.restored)} faces restored, {len(report.held)} held for review, "
        f"{len(report.repeated)} done before, {len(report.left_alone)} left alone; "
        f"{len(report.versions)} photos put together, in {report.seconds:.1f} s."
    )
    output.problems(report.left_alone, "Left alone")


def _table(output: Output, found: Sequence[Restoration]) -> None:
    if not found:
        output.line("No restorations.")
        return
    output.table([">No.", ">Face", ">Photo", "State", "Decision", ">Likeness", "Why"], map(_row, found))


def _row(one: Restoration) -> tuple[object, ...]:
    judged = one.judgement
    likeness = "" if judged is None else f"{_cosine(judged.before)} → {_cosine(judged.after)}"
    reason = one.reason or ("" if judged is None else judged.reason)
    return one.id, one.face_id, one.photo_id, one.state, one.decision, likeness, reason


def _cosine(value: float | None) -> str:
    return "?" if value is None else f"{value:.2f}"


def _show_versions(output: Output, found: Sequence[Version]) -> None:
    for version in found:
        restored = sum(1 for _, restoration in version.faces if restoration is not None)
        output.line(f"Photo {version.photo_id} now shows {restored} restored faces.")
    if not found:
        output.line("The original is shown: no face of it was ever restored.")
