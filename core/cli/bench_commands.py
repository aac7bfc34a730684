"""`ridfr bench`: this machine, measured against plain peers."""

from __future__ import annotations

from typing import Annotated

import typer

from core.app import Models
from core.benchmarks.results import BenchmarkReport, BenchmarkResult
from core.benchmarks.suite import BENCHMARKS, run_index_benchmarks
from core.cli import bench_people, bench_restore, bench_ui
from core.cli.interrupt import stop_on_interrupt
from core.cli.lazy import DefaultCommand, command_app
from core.cli.options import JsonOption, LibraryOption
from core.cli.output import Output
from core.cli.progress_bar import progress_bar
from core.domain.reports import Problem
from core.errors import SettingsError
from core.paths import packs_folder
from core.progress import Progress
from core.settings import load_settings
from core.weights.store import PackStore


class BenchCommands(DefaultCommand):
    default = "index"


app = command_app(BenchCommands, "Measure this machine against plain peers, in scratch folders.")


@app.callback()
def bench() -> None:
    """Measure this machine against plain peers, in scratch folders."""


app.add_typer(bench_restore.app)
app.add_typer(bench_people.app)
app.add_typer(bench_ui.app)


@app.command()
def index(
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="ID", help=f"One of {', '.join(BENCHMARKS)}; repeat for more."),
    ] = None,
    scale: Annotated[
        float, typer.Option("--scale", min=0.001, max=1.0, help="Share of the full corpora (1 takes hours).")
    ] = 0.01,
    rounds: Annotated[int, typer.Option("--rounds", min=3, help="Rounds after the warm-up.")] = 5,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Compare thumbnails and indexing with plain peers. Your library is not used."""
    unknown = sorted(set(only or []) - set(BENCHMARKS))
    if unknown:
        raise SettingsError(f"There is no benchmark {unknown[0]}; there are {', '.join(BENCHMARKS)}.")
    output, models = Output(as_json), Models(load_settings(), PackStore(packs_folder()))
    with stop_on_interrupt() as token, progress_bar("Measuring", shown=output.shows_progress) as listener:
        report = run_index_benchmarks(
            models.analyzer, Progress(listener, token=token), scale=scale, rounds=rounds, only=only or []
        )
    _show(output, report)
    invalid = [Problem(result.id, "Invalid", result.invalid) for result in report.results if result.invalid]
    output.finish(report, problems=invalid)


def _show(output: Output, report: BenchmarkReport) -> None:
    output.table(
        [
            "Id",
            "What",
            ">n",
            ">Ratio",
            "95 %",
            "Wanted",
            "",
            ">Ours",
            ">CPU",
            ">Peer",
            ">CPU",
            ">Of the bound",
        ],
        map(_row, report.results),
    )
    for result in report.results:
        output.line(f"{result.id} against: {result.peer}. Bound: {result.bound}.")
    machine = report.machine
    output.line(
        f"{machine.cores} cores, {machine.system}, Python {machine.python}, Pillow {machine.pillow}, numpy "
        f"{machine.numpy}, onnxruntime {machine.onnxruntime}, OMP_NUM_THREADS {machine.threads}; load "
        f"{machine.load_before:.1f} before, {machine.load_after:.1f} after; scale {report.scale:g}; "
        f"{report.seconds:.0f} s."
    )


def _row(result: BenchmarkResult) -> tuple[str, ...]:
    ratio, sign = result.ratio, "≤" if result.target.at_most else "≥"
    verdict = "invalid" if result.invalid else ("met" if result.met else "missed")
    return (
        result.id,
        result.title,
        str(result.items),
        f"{ratio.median:.2f}x",
        f"{ratio.low:.2f} to {ratio.high:.2f}",
        f"{sign} {result.target.wanted:g}x",
        verdict,
        _time(result.ours_seconds),
        _time(result.ours_cpu),
        _time(result.peer_seconds),
        _time(result.peer_cpu),
        f"{result.bound_share:.0%}",
    )


def _time(seconds: float) -> str:
    return f"{seconds * 1e3:.1f} ms" if seconds >= 1e-3 else f"{seconds * 1e6:.0f} µs"
