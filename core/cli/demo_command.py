"""`ridfr demo`: the whole journey on a small album of sample photos, with a report to look at."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from core.app import App
from core.cli.interrupt import stop_on_interrupt
from core.cli.lazy import command_app
from core.cli.options import JsonOption
from core.cli.output import ExitCode, Output
from core.cli.progress_bar import progress_bar
from core.paths import with_home
from core.progress import Progress
from core.services.demo import LIBRARY, DemoTools, check_folder, run_demo
from core.services.reports.results import DemoReport, RestoredFace
from core.services.reports.words import likeness_words, summary_sentence, verdict
from core.settings import Settings, load_settings

app = command_app()


@app.command()
def demo(
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="Folder for album, library, export and report.")
    ] = Path("ridfr-demo"),
    library: Annotated[
        Path | None,
        typer.Option(
            "--library",
            metavar="DIR",
            help="Library folder (default: DIR/library; never your own).",
            show_default=False,
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Index, group, restore and export a sample album; ends with a table and a report."""
    output = Output(as_json)
    folder = with_home(out).absolute()
    check_folder(folder)
    # The demo shows what everybody has at once: the bundled face pack and restorer.
    settings = Settings(threads=load_settings().threads)
    with (
        stop_on_interrupt() as token,
        App.open(settings, library or folder / LIBRARY) as opened,
        progress_bar("Demo", shown=output.shows_progress) as listener,
    ):
        tools = DemoTools(opened.analyzer(), opened.restore_tools())
        report = run_demo(opened.library, tools, folder, Progress(listener, token=token))
    show(report, output)
    output.value(report.summary)
    if report.unexpected:
        raise typer.Exit(ExitCode.PROBLEMS)


def show(report: DemoReport, output: Output) -> None:
    """The table and the paths to look at."""
    output.table(
        ["Person", "Photo", "Result", "Likeness", ">Seconds"],
        [_row(face) for face in report.faces],
    )
    output.line("")
    output.line(summary_sentence(report))
    output.problems(report.summary.problems)
    output.problems(report.unexpected, heading="Not as it should be")
    output.line("")
    output.line("Restored by a model: details are a guess. Not for identification.")
    for path in (report.page, report.sheet, report.json, report.folder / "export"):
        output.line(f"  {path}")


def _row(face: RestoredFace) -> tuple[object, ...]:
    line = face.line
    seconds = "" if line.seconds is None else f"{line.seconds:.1f}"
    return (
        line.person,
        line.photo,
        verdict(face),
        likeness_words(face),
        "earlier" if face.repeated else seconds,
    )
