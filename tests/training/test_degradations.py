"""Degradation presets: their statistics, not their code."""

from __future__ import annotations

import numpy as np
import pytest

from training.crops import CropStore
from training.datasets import FaceDataset, SampleOptions, StepBatches, load_batches
from training.degradations import PRESETS, degrade, generator_of
from training.second_order import REAL_ESRGAN, blur_kernel, jpeg, sinc_kernel


def gradient(side: int = 64) -> np.ndarray:
    return np.repeat(np.tile(np.arange(side) * 4, (side, 1))[..., None], 3, axis=2).astype(np.uint8)


@pytest.mark.parametrize("preset", sorted(PRESETS))
def test_every_preset_keeps_size_and_range_and_follows_from_its_seed(preset: str) -> None:
    first, again = (degrade(gradient(), PRESETS[preset], generator_of("a")) for _ in range(2))
    assert first.shape == (64, 64, 3)
    assert first.dtype == np.uint8
    assert np.array_equal(first, again)
    assert not np.array_equal(first, degrade(gradient(), PRESETS[preset], generator_of("b")))


def test_blur_kernels_of_all_families_keep_the_brightness() -> None:
    kernels = [blur_kernel(REAL_ESRGAN.first, generator_of(str(seed))) for seed in range(60)]
    assert all(np.isclose(kernel.sum(), 1) and kernel.min() >= 0 for kernel in kernels)
    assert len({kernel.shape for kernel in kernels}) == 8


def test_a_sinc_filter_rings() -> None:
    kernels = [sinc_kernel(generator_of(str(seed))) for seed in range(20)]
    assert all(np.isclose(kernel.sum(), 1) for kernel in kernels)
    assert min(kernel.min() for kernel in kernels) < -0.001


def test_second_order_damage_never_leaves_a_picture_clean() -> None:
    rng = np.random.default_rng(0)
    crop = rng.integers(0, 256, (128, 128, 3)).astype(np.uint8)
    errors = [
        np.abs(degrade(crop, REAL_ESRGAN, generator_of(str(i))) - crop.astype(float)).mean() for i in range(6)
    ]
    assert min(errors) > 1


def test_jpeg_keeps_red_red() -> None:
    red = np.zeros((16, 16, 3), dtype=np.float32)
    red[..., 0] = 200
    assert np.abs(jpeg(red, 90) - red).max() < 8


def test_the_presets_share_the_samples_as_told(store: CropStore) -> None:
    options = SampleOptions(presets=("severe",), shares=(0.5,), references=0, jitter=0.0)
    dataset = FaceDataset(store, store.rows("train"), options)
    untouched = 0
    for epoch in range(8):
        for index in range(len(dataset)):
            sample = dataset[(index, epoch)]
            untouched += bool((sample["clean"] - sample["degraded"]).abs().mean() < 0.02)
    assert 0.3 < untouched / (8 * len(dataset)) < 0.7


def test_references_are_reduced_over_the_whole_range(store: CropStore) -> None:
    options = SampleOptions(reference_sides=(16, 128))
    dataset = FaceDataset(store, store.rows("train"), options)
    rng = np.random.default_rng(0)
    detail = [float(dataset._reference(0, rng).diff(dim=2).abs().mean()) for _ in range(20)]
    assert max(detail) > 1.5 * min(detail)


def test_workers_change_nothing(store: CropStore) -> None:
    dataset = FaceDataset(store, store.rows("train"), SampleOptions(presets=("real-esrgan",), shares=(1.0,)))
    batches = StepBatches(len(dataset), 3, seed=4)
    alone, helped = (iter(load_batches(dataset, batches, workers)) for workers in (0, 2))
    for _ in range(3):
        ours, theirs = next(alone), next(helped)
        assert ours.keys() == theirs.keys()
        assert all((ours[name] == theirs[name]).all() for name in ours)
