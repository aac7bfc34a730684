"""Training samples: <LQ, HQ, ID1, ID2> of RIDFR, made on the fly from the crop store.

Sample *k* of epoch *e* depends on the crop's name and *e* alone, never on the worker, the
process or the order, so a resumed run sees what an undisturbed one would have seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypedDict

import cv2
import numpy as np
import torch
from numpy.random import Generator
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import DataLoader, Dataset

from core.domain.alignment import AlignmentTemplate
from training.crops import CropStore, reframe
from training.degradations import (
    DEFAULT_DAMAGE,
    PRESETS,
    ArchiveDamage,
    Crop,
    age_print,
    degrade,
    generator_of,
)

OBJECTIVE_SALT = 3
"""Sets the draws of the objective apart from those of the pictures."""


class FaceSample(TypedDict):
    """One training sample; pictures are (3, S, S) in [-1, 1]."""

    degraded: Tensor
    clean: Tensor
    valid: Tensor
    """(1, S, S): 1 where the source picture had pixels."""
    first_reference: Tensor
    second_reference: Tensor
    has_reference: Tensor
    """1.0 when the person has other pictures, else 0.0 and both references are zeros."""
    teacher: Tensor
    """(D,) identity vector of the clean crop by the teacher."""
    person: Tensor
    """Number of the person among those of the dataset; -1 where nobody knows."""
    seed: Tensor
    """What the timestep, the noise and the dropout of this sample are drawn from."""


@dataclass(frozen=True)
class SampleOptions:
    """How samples are made."""

    presets: tuple[str, ...] = ("severe", "moderate", "light")
    shares: tuple[float, ...] = (0.4, 0.4, 0.2)
    """Probability of each preset; they may sum to less than 1, the rest stays clean."""
    damage: ArchiveDamage = DEFAULT_DAMAGE
    reference_sides: tuple[int, int] = (16, 128)
    """References are reduced to a side in this range (RIDFR: 64-512 of 512), log-uniform."""
    reference_template: AlignmentTemplate | None = None
    """Framing of the references; None is that of the store."""
    references: int = 2
    """0 spares the time of making references where the stage uses none."""
    jitter: float = 0.015
    """Standard deviation of the alignment error of the sample, of the crop's side."""

    def __post_init__(self) -> None:
        if len(self.presets) != len(self.shares) or sum(self.shares) > 1 + 1e-9:
            raise ValueError("shares must match presets and sum to at most 1")
        unknown = set(self.presets) - set(PRESETS)
        if unknown:
            raise ValueError(f"unknown degradation preset: {', '.join(sorted(unknown))}")


class FaceDataset(Dataset[FaceSample]):
    """Samples over chosen rows of a crop store."""

    def __init__(self, store: CropStore, rows: Sequence[int], options: SampleOptions) -> None:
        self.store = store
        self.rows = list(rows)
        self.options = options
        self.pictures: dict[str, list[int]] = {}
        for row in self.rows:
            person = store.records[row].person
            if person:
                self.pictures.setdefault(person, []).append(row)
        self.numbers = {person: number for number, person in enumerate(sorted(self.pictures))}

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, key: tuple[int, int]) -> FaceSample:
        """Sample of (index, epoch)."""
        index, epoch = key
        row = self.rows[index]
        record = self.store.records[row]
        rng = generator_of(record.name, epoch)
        pixels = np.asarray(self.store.crops[row])
        if rng.uniform() < 0.5:
            pixels = pixels[:, ::-1]
        pixels = _jitter(pixels, self.options.jitter, rng)
        clean = np.ascontiguousarray(pixels[..., :3])
        clean, degraded = age_print(clean, self._degrade(clean, rng), self.options.damage, rng)
        first, second = self._references(row, rng)
        teacher = self.store.teacher
        return FaceSample(
            degraded=as_tensor(degraded),
            clean=as_tensor(clean),
            valid=torch.from_numpy(pixels[..., 3] > 127).float()[None],
            first_reference=first,
            second_reference=second,
            has_reference=torch.tensor(float(bool(self._others(row)))),
            teacher=torch.zeros(0) if teacher is None else torch.from_numpy(teacher[row].astype(np.float32)),
            person=torch.tensor(self.numbers.get(record.person, -1)),
            seed=torch.tensor(int(generator_of(record.name, epoch, OBJECTIVE_SALT).integers(2**62))),
        )

    def _degrade(self, clean: Crop, rng: Generator) -> Crop:
        draw, bound = rng.uniform(), 0.0
        for preset, share in zip(self.options.presets, self.options.shares, strict=True):
            bound += share
            if draw < bound:
                return degrade(clean, PRESETS[preset], rng)
        return clean

    def _others(self, row: int) -> list[int]:
        return [other for other in self.pictures.get(self.store.records[row].person, []) if other != row]

    def _references(self, row: int, rng: Generator) -> tuple[Tensor, Tensor]:
        """Two pictures of the person other than `row` (the same twice if there is only one)."""
        others = self._others(row) if self.options.references else []
        if not others:
            size = (self.options.reference_template or self.store.template).size
            return torch.zeros(3, size, size), torch.zeros(3, size, size)
        chosen = rng.permutation(others)[:2]
        return self._reference(int(chosen[0]), rng), self._reference(int(chosen[-1]), rng)

    def _reference(self, row: int, rng: Generator) -> Tensor:
        pixels = np.asarray(self.store.crops[row])[..., :3]
        if rng.uniform() < 0.5:
            pixels = pixels[:, ::-1]
        low, high = self.options.reference_sides
        side = round(float(np.exp(rng.uniform(np.log(low), np.log(high)))))
        crop = reduce_to(np.ascontiguousarray(pixels), side)
        framed = self.store.template
        return as_tensor(reframe(crop, framed, self.options.reference_template or framed))


@dataclass(frozen=True)
class StepBatches:
    """Keys of the batches from a step on, without end: step k holds the same faces in every run.

    Several processes take turns: process p of n has every n-th batch.
    """

    length: int
    batch_size: int
    seed: int
    first_step: int = 0
    process: int = 0
    processes: int = 1

    def __iter__(self) -> Iterator[list[tuple[int, int]]]:
        per_epoch = self.length // self.batch_size
        if per_epoch == 0:
            raise ValueError(f"a batch of {self.batch_size} needs as many faces, not {self.length}")
        number = self.first_step * self.processes + self.process
        epoch, order = -1, np.arange(self.length)
        while True:
            if number // per_epoch != epoch:
                epoch = number // per_epoch
                order = np.random.default_rng([self.seed, epoch]).permutation(self.length)
            start = number % per_epoch * self.batch_size
            yield [(int(index), epoch) for index in order[start : start + self.batch_size]]
            number += self.processes


def load_batches(dataset: FaceDataset, batches: StepBatches, workers: int = 0) -> DataLoader[FaceSample]:
    """Batched samples in the order of `batches`; the number of workers changes the speed alone."""
    return DataLoader(dataset, batch_sampler=batches, num_workers=workers)


def as_tensor(crop: NDArray[np.uint8]) -> Tensor:
    """(S, S, 3) uint8 -> (3, S, S) float in [-1, 1]."""
    return torch.from_numpy(np.ascontiguousarray(crop)).permute(2, 0, 1).float() / 127.5 - 1


def reduce_to(crop: Crop, side: int) -> Crop:
    """Reduce a crop to `side` pixels and enlarge it back: what a reference of that size holds."""
    size = crop.shape[0]
    if side >= size:
        return crop
    small = cv2.resize(crop, (side, side), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(small, (size, size), interpolation=cv2.INTER_CUBIC), dtype=np.uint8)


def _jitter(pixels: NDArray[np.uint8], amount: float, rng: Generator) -> NDArray[np.uint8]:
    """Move, turn and scale a crop with its validity a little: detectors are never exact."""
    size = pixels.shape[0]
    angle, scale = rng.normal(0, 150 * amount), float(np.exp(rng.normal(0, 2 * amount)))
    matrix = cv2.getRotationMatrix2D(((size - 1) / 2, (size - 1) / 2), angle, scale)
    matrix = matrix + np.column_stack([np.zeros((2, 2)), rng.normal(0, amount * size, 2)])
    moved = cv2.warpAffine(
        np.ascontiguousarray(pixels[..., :3]), matrix, (size, size), borderMode=cv2.BORDER_REPLICATE
    )
    valid = cv2.warpAffine(np.ascontiguousarray(pixels[..., 3]), matrix, (size, size))
    return np.dstack([moved, valid])
