"""Test cases made of a data folder: degraded face, truth and references, the same in every run."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.domain.recipe import RestoreRecipe
from core.progress import Progress
from core.restoration.restorer import Crop, Reference, Restorer, RestoreRequest
from training.crops import CropStore, FaceRecord
from training.datasets import reduce_to
from training.degradations import PRESETS, degrade, generator_of


@dataclass(frozen=True)
class Trial:
    """One low-quality face with what it should become and whom it shows."""

    record: FaceRecord
    degraded: Crop
    truth: Crop
    valid: NDArray[np.bool_]
    """(S, S) where the truth is known."""
    references: tuple[Crop, ...]


@dataclass(frozen=True)
class TrialOptions:
    """Which trials to make."""

    split: str = "dev"
    degradation: str = "severe"
    references: int = 1
    """Per face; 0 restores without."""
    reference_px: int = 512
    """Side to which the aligned reference is reduced, for a template of 512 px."""
    limit: int = 0
    stranger: bool = False
    """Give every face the references of the next person instead of its own."""


def make_trials(store: CropStore, options: TrialOptions) -> list[Trial]:
    """Trials of one split: faces of people with other pictures, spread over the whole split.

    The same faces are chosen whatever number of references is asked for, so that figures with
    and without reference are of the same faces.
    """
    pictures: dict[str, list[int]] = {}
    for row in store.rows(options.split):
        person = store.records[row].person
        if person:
            pictures.setdefault(person, []).append(row)
    rows = sorted(row for group in pictures.values() if len(group) > 1 for row in group)
    if options.limit and options.limit < len(rows):
        rows = [rows[round(i)] for i in np.linspace(0, len(rows) - 1, options.limit)]
    people = sorted({store.records[row].person for row in rows})
    trials = []
    for row in rows:
        person = store.records[row].person
        if options.stranger:
            person = people[(people.index(person) + 1) % len(people)]
        others = [other for other in pictures[person] if other != row]
        trials.append(_trial(store, row, _choose(store, others, row)[: options.references], options))
    return trials


def _choose(store: CropStore, others: list[int], row: int) -> list[int]:
    """References in an order that depends on the face alone."""
    generator = generator_of(store.records[row].name, 1)
    return [others[i] for i in generator.permutation(len(others))]


def _trial(store: CropStore, row: int, references: list[int], options: TrialOptions) -> Trial:
    pixels = np.asarray(store.crops[row])
    truth = np.ascontiguousarray(pixels[..., :3])
    record = store.records[row]
    degraded = degrade(truth, PRESETS[options.degradation], generator_of(record.name))
    side = round(options.reference_px / 512 * truth.shape[0])
    chosen = [reduce_to(np.ascontiguousarray(store.crops[other][..., :3]), side) for other in references]
    return Trial(record, degraded, truth, pixels[..., 3] > 127, tuple(chosen))


def restore_trials(
    restorer: Restorer, trials: list[Trial], recipe: RestoreRecipe, progress: Progress
) -> list[Crop]:
    """Restore the faces of all trials."""
    requests = [
        RestoreRequest(
            trial.degraded,
            tuple(Reference(restorer.encode_reference(crop)) for crop in trial.references),
            recipe,
        )
        for trial in trials
    ]
    return list(restorer.restore(requests, progress).crops)
