"""`ridfr bench people`: grouping measured beside its peers, and reactions of a large library."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.app import Models
from core.cli.interrupt import stop_on_interrupt
from core.cli.lazy import command_app
from core.cli.options import JsonOption, LibraryOption
from core.cli.output import Output
from core.cli.progress_bar import progress_bar
from core.errors import SettingsError
from core.paths import packs_folder
from core.progress import Progress
from core.settings import load_settings
from core.weights.store import PackStore

if TYPE_CHECKING:
    from core.benchmarks.people import PeopleReport
    from core.benchmarks.people_library import ReactionRow
    from core.benchmarks.people_quality import QualityRow
    from core.benchmarks.people_scale import ScaleRow

PARTS = ("quality", "scale", "reactions")

app = command_app()


@app.command()
def people(
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="PART", help=f"One of {', '.join(PARTS)}; repeat for more."),
    ] = None,
    faces: Annotated[
        Path | None,
        typer.Option("--faces", help="Folder of labelled crops (index.jsonl and tar files) for quality."),
    ] = None,
    sizes: Annotated[
        list[int] | None, typer.Option("--size", min=100, help="Synthetic faces to group; repeat for more.")
    ] = None,
    peers_to: Annotated[int, typer.Option("--peers-to", help="Largest size at which the peers run.")] = 3000,
    dimensions: Annotated[int, typer.Option("--dimensions", min=16, help="Of the synthetic vectors.")] = 128,
    library_faces: Annotated[
        int, typer.Option("--library-faces", min=1000, help="Faces of the library for reactions.")
    ] = 100_000,
    rounds: Annotated[int, typer.Option("--rounds", min=3, help="Rounds for reactions.")] = 5,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Measure grouping beside its peers, and reactions. Your library is not used."""
    try:
        from core.benchmarks.people import PeopleSettings, run_people_benchmarks
    except ModuleNotFoundError as error:
        raise SettingsError(
            f"The peers of this benchmark need {error.name}; install ridfr-desktop[bench]."
        ) from error
    unknown = sorted(set(only or []) - set(PARTS))
    if unknown:
        raise SettingsError(f"There is no part {unknown[0]}; there are {', '.join(PARTS)}.")
    settings = PeopleSettings(
        parts=tuple(only or PARTS),
        faces=faces,
        sizes=tuple(sizes or [10_000]),
        peers_to=peers_to,
        dimensions=dimensions,
        library_faces=library_faces,
        of_one=min(11_000, library_faces // 2),
        rounds=rounds,
    )
    output, models = Output(as_json), Models(load_settings(), PackStore(packs_folder()))
    with stop_on_interrupt() as token, progress_bar("Measuring", shown=output.shows_progress) as listener:
        cache = packs_folder().parent / "benchmarks"
        report = run_people_benchmarks(settings, models.judge, cache, Progress(listener, token=token))
    _show(output, report)
    output.finish(report)


def _show(output: Output, report: PeopleReport) -> None:
    quality = ["Faces of", ">n", ">People", "Method", "Setting", ">P", ">R", ">F", ">Pair F", ">Actions"]
    if report.quality:
        output.table(quality, map(_quality_row, report.quality))
    if report.scale:
        output.table(
            [">Faces", "Method", ">CPU", ">Against ours", ">Memory", ">F"], map(_scale_row, report.scale)
        )
    for added in report.adding:
        output.line(
            f"Adding {added.added} to {added.faces} faces: {added.cpu:.2f} CPU s, {added.share:.1%} of a "
            f"full pass; F {added.f:.4f}."
        )
    if report.reactions:
        output.table(
            ["Reaction", ">Faces", ">Best", ">Median", ">Aim", ""], map(_reaction_row, report.reactions)
        )
    output.line(f"{report.seconds:.0f} s.")


def _quality_row(row: QualityRow) -> tuple[str, ...]:
    found = row.agreement
    shares = (found.precision, found.recall, row.f, found.pair_f)
    name = (row.faces_of, str(row.faces), str(row.people), row.method, row.setting)
    return (*name, *(f"{share:.4f}" for share in shares), str(row.actions))


def _scale_row(row: ScaleRow) -> tuple[str, ...]:
    memory = f"{row.peak_memory / 1e6:.0f} MB" if row.peak_memory else ""
    return str(row.faces), row.method, f"{row.cpu:.2f} s", f"{row.ratio:.1f}x", memory, f"{row.f:.4f}"


def _reaction_row(row: ReactionRow) -> tuple[str, ...]:
    times = (f"{seconds * 1e3:.1f} ms" for seconds in (row.best, row.median, row.cpu, row.aim))
    return row.what, str(row.faces), *times, "met" if row.met else "missed"
