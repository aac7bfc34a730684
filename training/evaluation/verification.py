"""`python -m training verify`: does an identity encoder tell people apart, also where they are blurred?

Pairs of a face, clean or degraded, with a clean picture: half of the same person, half of another one.
dlib's network, which judges results and conditions nothing, sees the same pairs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from core.restoration.restorer import Crop
from core.restoration.ridfr.pipeline import RidfrPipeline
from training.config import ConfigError
from training.crops import CropStore, FaceRecord, open_store
from training.datasets import as_tensor
from training.distill import seen_as
from training.evaluate import cache_folder
from training.evaluation.candidates import CandidateOptions, load_candidate
from training.evaluation.figures import Figure, figure
from training.evaluation.judge import IdentityJudge
from training.evaluation.reports import write_json
from training.trials import reference_rows

VIEWS = ("clean", "moderate", "severe")
FOLDS = 10
"""As the protocol of Labeled Faces in the Wild: a fold's threshold is set on the others."""

Embed = Callable[[Crop, FaceRecord], NDArray[np.float32]]


@dataclass(frozen=True)
class VerifyOptions:
    """Whose encoder, and on which faces."""

    restorer: str
    data: str
    cache: str = ""
    layout: str = ""
    split: str = "dev"
    limit: int = 400
    """Faces; each makes a pair of either kind."""
    json: str = ""
    threads: int = 1

    def __post_init__(self) -> None:
        if self.limit < FOLDS:
            raise ConfigError(f"limit must be at least {FOLDS}, one pair a fold")


@dataclass(frozen=True)
class Verified:
    """How well pairs are told apart."""

    accuracy: Figure
    """Share of right answers over the folds, [0, 1]; .5 is chance."""
    area: float
    """Under the receiver operating characteristic: that a same pair is nearer than a different one."""


def verify(options: VerifyOptions) -> dict[str, dict[str, Verified]]:
    """Figures of the encoder and of dlib for every view of the probe.

    Raises:
        ConfigError: the restorer has no encoder of its own, or the data too few people.
    """
    restorer = load_candidate(options.restorer, CandidateOptions(threads=options.threads))
    if not isinstance(restorer, RidfrPipeline) or not hasattr(restorer.configuration.encoder, "encoder"):
        raise ConfigError(f"{options.restorer} has no identity encoder of its own")
    template, folder = restorer.spec.template, cache_folder(options.cache)
    store = open_store(Path(options.data), folder, template, layout=options.layout)
    judge = IdentityJudge.bundled(template, folder)
    pairs = pairs_of(store, options.split, options.limit)
    encoder: torch.nn.Module = restorer.configuration.encoder.encoder
    told = {
        "encoder": told_apart(store, pairs, embedding(encoder)),
        "dlib": told_apart(store, pairs, judge.vector),
    }
    if options.json:
        figures = {
            name: {view: asdict(found) for view, found in views.items()} for name, views in told.items()
        }
        write_json(Path(options.json), {"pairs": 2 * len(pairs), **figures})
    return told


def pairs_of(store: CropStore, split: str, limit: int) -> list[tuple[int, int, int]]:
    """Rows of a face, of another picture of its person, and of a picture of somebody else.

    Raises:
        ConfigError: too few people have several pictures.
    """
    others = {row: found for row, found in reference_rows(store, split).items() if found}
    rows = list(others)
    if limit < len(rows):
        rows = [rows[round(i)] for i in np.linspace(0, len(rows) - 1, limit)]
    strangers = rows[len(rows) // 2 :] + rows[: len(rows) // 2]
    pairs = [
        (row, others[row][0], stranger)
        for row, stranger in zip(rows, strangers, strict=True)
        if store.records[row].person != store.records[stranger].person
    ]
    if len(pairs) < FOLDS:
        raise ConfigError(f"the {split} split has too few people with several pictures")
    return pairs


def embedding(encoder: torch.nn.Module) -> Embed:
    """The encoder as a function from crop to unit vector."""

    @torch.inference_mode()
    def embed(crop: Crop, record: FaceRecord) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = encoder(as_tensor(crop)[None]).vector[0].numpy()
        return vector

    return embed


def told_apart(store: CropStore, pairs: list[tuple[int, int, int]], embed: Embed) -> dict[str, Verified]:
    """Figures of one network for every view of the probe; the other picture is clean."""

    @cache
    def seen(row: int, view: str) -> NDArray[np.float32]:
        return embed(seen_as(store, row, view), store.records[row])

    told = {}
    for view in VIEWS:
        same = np.array([seen(probe, view) @ seen(own, "clean") for probe, own, _ in pairs])
        other = np.array([seen(probe, view) @ seen(foreign, "clean") for probe, _, foreign in pairs])
        told[view] = Verified(figure(right_answers(same, other)), area_under_curve(same, other))
    return told


def right_answers(same: NDArray[np.floating], other: NDArray[np.floating]) -> list[float]:
    """Per pair of pairs the share of right answers, by thresholds set on the other folds."""
    fold = np.arange(len(same)) % FOLDS
    answers = np.zeros(len(same))
    for held in range(FOLDS):
        inside, outside = fold == held, fold != held
        threshold = best_threshold(same[outside], other[outside])
        answers[inside] = ((same[inside] >= threshold) + (other[inside] < threshold).astype(float)) / 2
    return answers.tolist()


def best_threshold(same: NDArray[np.floating], other: NDArray[np.floating]) -> float:
    """The cosine that most pairs lie on the right side of."""
    candidates = np.sort(np.concatenate([same, other]))
    right = (
        np.searchsorted(np.sort(other), candidates) + len(same) - np.searchsorted(np.sort(same), candidates)
    )
    return float(candidates[right.argmax()])


def area_under_curve(same: NDArray[np.floating], other: NDArray[np.floating]) -> float:
    """P(same > other), ties counted half (the Mann-Whitney statistic)."""
    ranked = np.sort(other)
    below = np.searchsorted(ranked, same, "left") + np.searchsorted(ranked, same, "right")
    return float(below.mean() / 2 / len(other))


def as_table(told: dict[str, dict[str, Verified]]) -> str:
    """The figures as a Markdown table."""
    lines = ["| network | picture | accuracy | area under curve |", "|---|---|---|---|"]
    for name, views in told.items():
        for view, found in views.items():
            low, high = found.accuracy.ci95
            accuracy = f"{found.accuracy.mean:.3f} [{low:.3f}, {high:.3f}]"
            lines.append(f"| {name} | {view} | {accuracy} | {found.area:.3f} |")
    return "\n".join(lines)
