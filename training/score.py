"""pyiqa's metrics for `training.evaluation.scores`; importable only where pyiqa is installed."""

from __future__ import annotations

from pathlib import Path

import pyiqa
import torch

from training.evaluation.scores import Metric

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


def metric_of(name: str) -> Metric:
    """A metric of pyiqa by name; its weights are downloaded at the first use."""
    network = pyiqa.create_metric(name, device=DEVICE)

    def value(output: Path, truth: Path | None) -> float:
        with torch.no_grad():
            return float(network(str(output)) if truth is None else network(str(output), str(truth)))

    return value
