"""Test cases made of a data folder: degraded face, truth and references, the same in every run."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.domain.recipe import RestoreRecipe
from core.progress import Progress
from core.restoration.restorer import Crop, Reference, Restorer, RestoreRequest
from training.crops import CropStore, FaceRecord, reframe
from training.datasets import reduce_to
from training.degradations import PRESETS, degrade, generator_of

GIVEN = "given"
"""Degradation of data sets that bring their own low-quality pictures."""
WHOLE = 512
"""`reference_px` that leaves references as they are: the side of the largest crops."""
MIXED = 0
"""`reference_px` that draws a side for every reference, 64 to 512 (RIDFR, Table 2)."""
MIXED_SIDES = (64, 512)


def is_given(degradation: str) -> bool:
    """Whether the low-quality pictures are the data set's own."""
    return degradation.partition(":")[0] == GIVEN


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
    """A preset, or "given" for the low-quality pictures that the data set brings ("given:NAME"
    where it brings several)."""
    references: int = 1
    """Per face; 0 restores without."""
    reference_px: int = WHOLE
    """Side to which the aligned reference crop is reduced before use; a crop that is no larger stays as
    it is; 0 is mixed."""
    limit: int = 0
    stranger: bool = False
    """Give every face the references of the next person instead of its own."""
    least_references: int = 1
    """Leave out faces whose person has fewer other pictures; 0 takes faces of nobody too."""

    def __post_init__(self) -> None:
        if self.degradation not in PRESETS and not is_given(self.degradation):
            raise ValueError(f"degradation must be one of {', '.join(PRESETS)}, {GIVEN} or {GIVEN}:NAME")


def make_trials(store: CropStore, options: TrialOptions) -> list[Trial]:
    """Trials of one split: faces with a reference, spread over the whole split.

    The same faces are chosen whatever number of references is asked for, so that figures with
    and without reference are of the same faces.
    """
    others = reference_rows(store, options.split)
    rows = [row for row, found in others.items() if len(found) >= options.least_references]
    if options.limit and options.limit < len(rows):
        rows = [rows[round(i)] for i in np.linspace(0, len(rows) - 1, options.limit)]
    lent = _strangers(store, {row: others[row] for row in rows}) if options.stranger else others
    return [_trial(store, row, _choose(store, lent[row], row)[: options.references], options) for row in rows]


def reference_rows(store: CropStore, split: str) -> dict[int, list[int]]:
    """For every face of a split the rows that it may be restored with.

    They are those that the data set names, or else the other pictures of the person.
    """
    pictures: dict[str, list[int]] = {}
    for row in store.rows(split):
        if person := store.records[row].person:
            pictures.setdefault(person, []).append(row)
    row_of = {record.name: row for row, record in enumerate(store.records)}
    found = {}
    for row in store.rows(split):
        record = store.records[row]
        named = [row_of[name] for name in record.references if name in row_of]
        found[row] = named or [other for other in pictures.get(record.person, []) if other != row]
    return found


def most_references(store: CropStore, split: str) -> int:
    """The largest number of references that any face of a split has."""
    return max(map(len, reference_rows(store, split).values()), default=0)


def _strangers(store: CropStore, others: dict[int, list[int]]) -> dict[int, list[int]]:
    """For every row the pictures of the next person, by the order of their names."""
    key_of = {row: store.records[row].person or store.records[row].name for row in others}
    pictures: dict[str, set[int]] = {}
    for row, found in others.items():
        pictures.setdefault(key_of[row], set()).update(found)
    people = sorted(pictures)
    following = dict(zip(people, people[1:] + people[:1], strict=True))
    return {row: sorted(pictures[following[key_of[row]]]) for row in others}


def _choose(store: CropStore, others: list[int], row: int) -> list[int]:
    """References in an order that depends on the face alone, or the data set's own order."""
    record = store.records[row]
    if record.references:
        return others
    generator = generator_of(record.name, 1)
    return [others[i] for i in generator.permutation(len(others))]


def _trial(store: CropStore, row: int, references: list[int], options: TrialOptions) -> Trial:
    pixels = np.asarray(store.crops[row])
    truth = np.ascontiguousarray(pixels[..., :3])
    record = store.records[row]
    if is_given(options.degradation):
        degraded = store.given(row, options.degradation.partition(":")[2])
    else:
        degraded = degrade(truth, PRESETS[options.degradation], generator_of(record.name))
    chosen = tuple(_reference(store, other, record, options) for other in references)
    return Trial(record, degraded, truth, pixels[..., 3] > 127, chosen)


def _reference(store: CropStore, row: int, of: FaceRecord, options: TrialOptions) -> Crop:
    """A reference crop at the wanted size; a mixed size depends on the two pictures alone."""
    crop = np.ascontiguousarray(np.asarray(store.crops[row])[..., :3])
    wanted = options.reference_px
    if wanted == MIXED:
        wanted = int(generator_of(of.name + store.records[row].name, 2).integers(*MIXED_SIDES, endpoint=True))
    return reduce_to(crop, min(wanted, crop.shape[0]))


def restore_trials(
    restorer: Restorer, trials: list[Trial], recipe: RestoreRecipe, progress: Progress
) -> list[Crop]:
    """Restore the faces of all trials, which are framed as the restorer wants them."""
    spec = restorer.spec
    requests = [
        RestoreRequest(
            trial.degraded,
            tuple(
                Reference(restorer.encode_reference(reframe(crop, spec.template, spec.reference_template)))
                for crop in trial.references
            ),
            recipe,
        )
        for trial in trials
    ]
    return list(restorer.restore(requests, progress).crops)
