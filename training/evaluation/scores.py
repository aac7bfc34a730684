"""`python -m training score DIR`: the learnt metrics, added to a report of `evaluate save=DIR`.

They belong to pyiqa, which needs torchvision, downloads weights and is not for commercial use; so it
runs in an environment of its own (``training/configs/README.md``), from the pictures that `evaluate`
has written.  This module imports nothing else of the project's dependencies.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

from training.config import ConfigError
from training.evaluation.figures import figure
from training.evaluation.reports import Report, as_text, write_json

METRICS = {
    "lpips": True,
    "maniqa": False,
    "musiq": False,
    "clipiqa": False,
    "hyperiqa": False,
    "pi": False,
}
"""Name in pyiqa -> whether the truth is needed.  RIDFR's levels fit the defaults of these names."""

Metric = Callable[[Path, Path | None], float]
"""(output, truth or None) -> value."""


def score(folder: Path, metric_of: Callable[[str], Metric]) -> list[Path]:
    """Add every metric to the reports of a folder; returns the files that were changed.

    Args:
        folder: as `evaluate save=` has written it.
        metric_of: loads a metric by its name, one after the other.

    Raises:
        ConfigError: the folder is not one of these.
    """
    reports = {name: folder / name for name in ("tables.json", "report.json") if (folder / name).is_file()}
    if not reports:
        raise ConfigError(f"{folder} has no tables.json or report.json; make it with evaluate save={folder}")
    changed = []
    loaded = {path: json.loads(path.read_text(encoding="utf-8")) for path in reports.values()}
    for name, needs_truth in METRICS.items():
        metric = metric_of(name)
        for path, report in loaded.items():
            for row, pairs in rows_of(report, path.parent):
                row[name] = asdict(figure(values_of(metric, pairs, needs_truth)))
    for path, report in loaded.items():
        changed += write_scored(path, report)
    return changed


def rows_of(report: Report, folder: Path) -> Iterator[tuple[Report, Path]]:
    """Every row of a report that has pictures, and their folder."""
    if "tables" not in report:
        yield report, folder
        return
    for rows in report["tables"].values():
        for row in rows.values():
            if "pairs" in row:
                yield row, folder / row["pairs"]


def values_of(metric: Metric, pairs: Path, needs_truth: bool) -> list[float]:
    """A metric's value of every face.

    Raises:
        ConfigError: there are no pictures.
    """
    outputs = sorted((pairs / "output").glob("*.png"))
    if not outputs:
        raise ConfigError(f"{pairs} has no pictures to score")
    return [metric(path, pairs / "truth" / path.name if needs_truth else None) for path in outputs]


def write_scored(path: Path, report: Report) -> list[Path]:
    """Write a report where it was found, as Markdown beside it, and where `json=` had put a copy."""
    copies = [path]
    if asked := report.get("options", {}).get("json"):
        copies += [Path(asked)] if Path(asked).is_file() else []
    for copy in copies:
        write_json(copy, report)
    path.with_suffix(".md").write_text(as_text(report), encoding="utf-8")
    return copies
