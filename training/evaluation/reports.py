"""Reports of a measurement: JSON for programs, Markdown for people; standard library alone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Report = dict[str, Any]
"""Figures by name, each ``{"mean": …, "ci95": [low, high]}``, and what they were measured on."""

MAIN_FIGURES = (
    "ids",
    "ids_input",
    "iv",
    "psnr",
    "psnr_input",
    "ssim",
    "ssim_input",
    "niqe",
    "niqe_input",
    "sharpness",
    "improved",
    "failures",
)
LEARNT_FIGURES = ("lpips", "maniqa", "musiq", "clipiqa", "hyperiqa", "pi")
"""Added by `score`."""
TABLE_FIGURES = ("ids", "iv", "psnr", "ssim", "niqe", "sharpness", "failures", *LEARNT_FIGURES)
KIND_FIGURES = ("ids", "ids_input", "psnr", "ssim", "sharpness", "failures")
DIGITS = {"psnr": 2, "psnr_input": 2, "niqe": 2, "niqe_input": 2, "musiq": 2}


def write_report(report: Report, json_file: str, markdown_file: str) -> None:
    """Write the forms that were asked for."""
    if json_file:
        write_json(Path(json_file), report)
    if markdown_file:
        path = Path(markdown_file)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(as_text(report) + "\n", encoding="utf-8")


def write_json(path: Path, report: Report) -> None:
    """Write a report, making its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def as_text(report: Report) -> str:
    """A report as Markdown, whether of one measurement or of the whole protocol."""
    return tables_as_markdown(report) if "tables" in report else figures_as_markdown(report)


def figures_as_markdown(report: Report) -> str:
    """The figures of one measurement: all faces, then every kind of face."""
    options = report["options"]
    references = options["references"]
    of = "a stranger" if options["stranger"] else "the same person"
    size = f"{options['reference_px']} px" if options["reference_px"] else "64 to 512 px"
    given = f"{references} reference(s) of {of} at {size}" if references else "no reference"
    what = f"{options['restorer']}, {options['degradation']}, {given}"
    head = f"{what}: {report['faces']} faces of {options['split']}"
    rows = [
        [name, cell(report[name], name), interval(report[name], name)]
        for name in (*MAIN_FIGURES, *LEARNT_FIGURES)
        if name in report
    ]
    parts = [head, table(["figure", "mean", "95 %"], rows)]
    for way, kinds in report["kinds"].items():
        rows = [
            [kind, str(values["faces"]), *(both(values[name], name) for name in KIND_FIGURES)]
            for kind, values in kinds.items()
        ]
        parts.append(table([way, "faces", *KIND_FIGURES], rows))
    return "\n\n".join(parts)


def cell(figure: Report, name: str) -> str:
    """The mean, with as many digits as the figure deserves."""
    return f"{figure['mean']:.{DIGITS.get(name, 3)}f}"


def interval(figure: Report, name: str) -> str:
    """The 95 % interval in brackets."""
    digits = DIGITS.get(name, 3)
    low, high = figure["ci95"]
    return f"[{low:.{digits}f}, {high:.{digits}f}]"


def both(figure: Report, name: str) -> str:
    """Mean and interval."""
    return f"{cell(figure, name)} {interval(figure, name)}"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [f"| {' | '.join(heads)} |", "|" + "---|" * len(heads)]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def tables_as_markdown(report: Report) -> str:
    """All tables of the protocol, with the columns that their rows have."""
    parts = [
        f"# {report['restorer']} on {report['split']}",
        table(
            ["goal", "wanted", "reached", "95 %"],
            [
                [name, goal["wanted"], cell(goal, name), interval(goal, name)]
                for name, goal in report["goals"].items()
            ],
        ),
    ]
    for title, rows in report["tables"].items():
        names = [name for name in TABLE_FIGURES if any(name in row for row in rows.values())]
        lines = [
            [title_of_row, *(both(row[name], name) if name in row else "" for name in names)]
            for title_of_row, row in rows.items()
        ]
        parts += [f"## {title}", table([title.split(",")[0].lower(), *names], lines)]
    return "\n\n".join(parts) + "\n"
