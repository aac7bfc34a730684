"""`ridfr bench restore`: seconds and memory of a restorer on this machine."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from core.app import Models
from core.benchmarks.restoring import RestoreFigure, RestoreSetting, time_restorer
from core.cli.interrupt import stop_on_interrupt
from core.cli.lazy import command_app
from core.cli.options import JsonOption, LibraryOption
from core.cli.output import Output
from core.cli.progress_bar import progress_bar
from core.domain.recipe import MOST_REFERENCES
from core.errors import SettingsError
from core.paths import packs_folder
from core.progress import Progress
from core.settings import load_settings
from core.weights.store import PackStore

UNTRAINED = {"sd15": "pixels", "sd15-tile": "picture"}
"""Name of a restorer of full size -> what its content module is given."""


app = command_app(help="Times restorers.")


@app.command()
def restore(
    restorer: Annotated[
        str | None, typer.Option("--restorer", help="Name of the restorer; by default the settings'.")
    ] = None,
    untrained: Annotated[
        bool, typer.Option("--untrained", help="Random weights of full size: sd15 or sd15-tile, no download.")
    ] = False,
    batches: Annotated[
        list[int] | None, typer.Option("--batch", min=1, help="Faces at once; repeat for more (1, 4, 8).")
    ] = None,
    references: Annotated[
        int, typer.Option("--references", min=0, max=MOST_REFERENCES, help="References a face.")
    ] = 1,
    rule: Annotated[
        Literal["mean-prediction", "tokens"], typer.Option("--rule", help="How references are joined.")
    ] = "mean-prediction",
    steps: Annotated[int, typer.Option("--steps", min=0, help="0 takes the restorer's number.")] = 0,
    rounds: Annotated[int, typer.Option("--rounds", min=1, help="Rounds after the warm-up.")] = 5,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Time a restorer per face, by size of batch. Your library is not used."""
    output, models = Output(as_json), Models(load_settings(), PackStore(packs_folder()))
    name = restorer or models.settings.restorer
    if untrained and name not in UNTRAINED:
        raise SettingsError(f"--untrained goes with --restorer {' or '.join(UNTRAINED)}.")
    chosen = models.untrained_restorer(UNTRAINED[name]) if untrained else models.restorer(name)
    settings = [RestoreSetting(batch, references, rule, steps) for batch in batches or [1, 4, 8]]
    with stop_on_interrupt() as token, progress_bar("Measuring", shown=output.shows_progress) as listener:
        progress = Progress(listener, token=token)
        report = time_restorer(chosen, settings, models.memory_meter(), progress, rounds=rounds)
    output.table(
        [">Batch", ">References", "Rule", ">s a face", ">best", ">Memory", "Plan"], map(_row, report.figures)
    )
    output.line(
        f"{report.restorer}, {report.parameters / 1e6:.0f} million parameters, on {report.device}; median of "
        f"{report.rounds} rounds."
    )
    output.finish(report)


def _row(figure: RestoreFigure) -> tuple[str, ...]:
    plan, setting = figure.plan, figure.setting
    notes = [plan.device, plan.dtype, f"batch {plan.batch_size}"]
    notes += ["tiled"] * plan.tiled + ["offloaded"] * plan.offloaded
    return (
        str(setting.batch),
        str(setting.references),
        setting.rule,
        f"{figure.seconds:.3f}",
        f"{figure.best:.3f}",
        f"{figure.peak_memory / 1e9:.2f} GB",
        " ".join(notes),
    )
