from __future__ import annotations

from itertools import islice
from pathlib import Path

import numpy as np
import pytest
import torch

from core.domain.alignment import LITE_128
from training.crops import CropStore, align_crop, open_store
from training.datasets import FaceDataset, SampleOptions, StepBatches, reduce_to
from training.degradations import PRESETS, ArchiveDamage, age_print, degrade, generator_of
from training.trials import TrialOptions, make_trials


def crop(store: CropStore, row: int = 0) -> np.ndarray:
    return np.ascontiguousarray(store.crops[row][..., :3])


def test_degradation_follows_from_the_name_alone(store: CropStore) -> None:
    damaged = [degrade(crop(store), PRESETS["severe"], generator_of("a.webp")) for _ in range(2)]
    other = degrade(crop(store), PRESETS["severe"], generator_of("b.webp"))
    assert np.array_equal(*damaged)
    assert not np.array_equal(damaged[0], other)


def test_severe_damage_loses_more_than_moderate_and_light(store: CropStore) -> None:
    clean = crop(store).astype(float)
    errors = {
        preset: np.mean(
            [
                np.abs(degrade(crop(store), PRESETS[preset], generator_of(f"{i}")) - clean).mean()
                for i in range(8)
            ]
        )
        for preset in ("light", "moderate", "severe")
    }
    assert errors["light"] < errors["moderate"] < errors["severe"]


def test_lost_colour_is_lost_in_the_truth_too(store: CropStore) -> None:
    always = ArchiveDamage(gray=1.0, sepia=0.0, grain=0.0)
    clean, damaged = age_print(crop(store), crop(store), always, generator_of("x"))
    for picture in (clean, damaged):
        assert np.ptp(picture.astype(int), axis=2).max() == 0


@pytest.mark.parametrize("softness", [0.0, 1.0])
def test_grain_has_the_strength_that_was_asked_for_and_no_colour(store: CropStore, softness: float) -> None:
    grainy = ArchiveDamage(1.0, 0.0, 1.0, grain_levels=(12.0, 12.0), grain_size=(softness, softness))
    flat = np.full_like(crop(store), 128)
    clean, damaged = age_print(flat, flat, grainy, generator_of("x"))
    assert damaged.astype(float).std() == pytest.approx(12, rel=0.1)
    assert np.ptp(damaged.astype(int), axis=2).max() == 0
    assert np.array_equal(clean, flat)


def test_aligned_crops_put_the_landmarks_on_the_template() -> None:
    landmarks = tuple((2.0 * x + 10, 2.0 * y + 20) for x, y in LITE_128.landmarks)
    picture = np.zeros((320, 320, 3), dtype=np.uint8)
    for x, y in landmarks:
        picture[round(y) - 3 : round(y) + 4, round(x) - 3 : round(x) + 4] = 255
    aligned = align_crop(picture, landmarks, LITE_128)
    for x, y in LITE_128.landmarks:
        assert aligned[round(y), round(x), 0] > 150


def test_what_the_source_does_not_show_is_marked(store: CropStore) -> None:
    # The drawn crops are 200 px wide for 60 px between the eyes; the template needs 202.
    valid = store.crops[0][..., 3]
    assert set(np.unique(valid)) <= {0, 255}
    assert 0.5 < (valid == 255).mean() < 1


def test_a_store_is_built_once_and_keeps_the_order_of_the_index(face_folder: Path, tmp_path: Path) -> None:
    first = open_store(face_folder, tmp_path)
    built = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    again = open_store(face_folder, tmp_path)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == built
    assert [record.name for record in first.records] == [record.name for record in again.records]
    assert len(first.crops) == len(first.records) == len(first.teacher)


def test_a_sample_depends_on_its_face_and_epoch_alone(store: CropStore) -> None:
    whole = FaceDataset(store, store.rows("train"), SampleOptions())
    again = FaceDataset(store, store.rows("train"), SampleOptions())
    _ = again[(3, 0)]
    assert torch.equal(whole[(2, 5)]["degraded"], again[(2, 5)]["degraded"])
    assert not torch.equal(whole[(2, 5)]["degraded"], whole[(2, 6)]["degraded"])


def test_references_are_other_pictures_of_the_person(store: CropStore) -> None:
    dataset = FaceDataset(store, store.rows("train"), SampleOptions(reference_sides=(128, 128)))
    sample = dataset[(0, 0)]
    found = []
    for reference in (sample["first_reference"], sample["second_reference"]):
        pixels = ((reference + 1) * 127.5).round().byte().permute(1, 2, 0).numpy()
        candidates = {
            row: min(
                np.abs(side.astype(int) - pixels).mean()
                for side in (crop(store, row), crop(store, row)[:, ::-1])
            )
            for row in store.rows("train")
        }
        found.append(min(candidates, key=lambda row: candidates[row]))
    assert set(found) == {1, 2}


def test_resumed_batches_are_those_of_an_undisturbed_run() -> None:
    whole = list(islice(StepBatches(10, 3, seed=1), 9))
    assert list(islice(StepBatches(10, 3, seed=1, first_step=4), 5)) == whole[4:]


def test_two_processes_share_the_batches_of_one() -> None:
    single = list(islice(StepBatches(12, 2, seed=1), 8))
    turns = [list(islice(StepBatches(12, 2, seed=1, process=p, processes=2), 4)) for p in (0, 1)]
    assert [batch for pair in zip(*turns, strict=True) for batch in pair] == single


def test_an_epoch_shows_every_face_once() -> None:
    batches = list(islice(StepBatches(12, 4, seed=2), 3))
    assert sorted(index for batch in batches for index, _ in batch) == list(range(12))


def test_trials_are_the_same_faces_with_and_without_references(store: CropStore) -> None:
    without = make_trials(store, TrialOptions(references=0))
    with_two = make_trials(store, TrialOptions(references=2))
    assert [trial.record.name for trial in without] == [trial.record.name for trial in with_two]
    assert all(np.array_equal(a.degraded, b.degraded) for a, b in zip(without, with_two, strict=True))
    assert [len(trial.references) for trial in with_two] == [2] * 6


def test_a_strangers_reference_shows_another_person(store: CropStore) -> None:
    own = make_trials(store, TrialOptions())
    strange = make_trials(store, TrialOptions(stranger=True))
    for mine, theirs in zip(own, strange, strict=True):
        assert not any(
            np.array_equal(theirs.references[0], crop(store, row))
            for row in _rows_of(store, mine.record.person)
        )


def _rows_of(store: CropStore, person: str) -> list[int]:
    return [row for row, record in enumerate(store.records) if record.person == person]


@pytest.mark.parametrize("side", [16, 64, 128, 200])
def test_a_reduced_reference_keeps_its_size(store: CropStore, side: int) -> None:
    reduced = reduce_to(crop(store), side)
    assert reduced.shape == (128, 128, 3)
    assert np.array_equal(reduced, crop(store)) == (side >= 128)
