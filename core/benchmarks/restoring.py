"""Seconds and memory of a restorer per face, by size of batch and number of references."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from core.domain.recipe import ExecutionPlan, RestoreRecipe
from core.progress import Progress
from core.restoration.restorer import Crop, Reference, Restorer, RestoreRequest


class Meter(Protocol):
    """Memory of the device that a restorer runs on."""

    @property
    def name(self) -> str: ...

    def reset(self) -> None: ...

    def peak(self) -> int: ...


@dataclass(frozen=True)
class RestoreSetting:
    """What is timed."""

    batch: int
    references: int = 1
    rule: str = "mean-prediction"
    steps: int = 0
    """0 takes the restorer's own number."""


@dataclass(frozen=True)
class RestoreFigure:
    """One line: a setting and what it took."""

    setting: RestoreSetting
    seconds: float
    """Per face, median of the rounds."""
    best: float
    """Per face, the quickest round."""
    peak_memory: int
    """Bytes, largest in use."""
    plan: ExecutionPlan
    """Smaller than at the start when memory ran out."""


@dataclass(frozen=True)
class RestoreBenchmark:
    """A restorer on this machine."""

    restorer: str
    weights: str
    parameters: int
    device: str
    figures: tuple[RestoreFigure, ...]
    rounds: int


def time_restorer(
    restorer: Restorer,
    settings: Sequence[RestoreSetting],
    meter: Meter,
    progress: Progress,
    *,
    rounds: int = 3,
) -> RestoreBenchmark:
    """Time every setting `rounds` times after one round that warms up."""
    spec = restorer.spec
    figures = [
        _figure(restorer, setting, meter, progress.part(index, len(settings)), rounds)
        for index, setting in enumerate(settings)
    ]
    return RestoreBenchmark(spec.name, spec.weights, spec.parameters, meter.name, tuple(figures), rounds)


def _figure(
    restorer: Restorer, setting: RestoreSetting, meter: Meter, progress: Progress, rounds: int
) -> RestoreFigure:
    requests = _requests(restorer, setting)
    # Also warms up: kernels are chosen and memory is reserved in the first round.
    plan = restorer.restore(requests, progress.part(0, rounds + 1)).plan
    meter.reset()
    seconds = []
    for number in range(rounds):
        started = time.perf_counter()
        plan = restorer.restore(requests, progress.part(number + 1, rounds + 1)).plan
        seconds.append((time.perf_counter() - started) / setting.batch)
    return RestoreFigure(setting, statistics.median(seconds), min(seconds), meter.peak(), plan)


def _requests(restorer: Restorer, setting: RestoreSetting) -> list[RestoreRequest]:
    """Faces that differ in pixels and seed, with references of their own."""
    spec = restorer.spec
    references = tuple(
        Reference(restorer.encode_reference(_picture(1000 + number, spec.reference_template.size)))
        for number in range(setting.references)
    )
    recipe = {"restorer": spec.name, "steps": setting.steps, "reference_rule": setting.rule}
    return [
        RestoreRequest(
            _picture(number, spec.template.size),
            references,
            RestoreRecipe(**recipe, seed=number),  # type: ignore[arg-type]
        )
        for number in range(setting.batch)
    ]


def _picture(number: int, side: int) -> Crop:
    """Smooth random colours (side, side, 3): what a picture shows does not change the time."""
    coarse = np.random.default_rng(number).integers(0, 256, (8, 8, 3)).astype(np.uint8)
    repeats = -(-side // 8)
    return np.kron(coarse, np.ones((repeats, repeats, 1), dtype=np.uint8))[:side, :side]
