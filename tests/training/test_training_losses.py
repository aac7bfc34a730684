from __future__ import annotations

import cv2
import numpy as np
import torch
from torch.nn import functional

from training.evaluation.figures import figure
from training.losses import (
    alignment_loss,
    distillation_loss,
    hard_example_identity_loss,
    masked_charbonnier,
    relation_loss,
    signal_to_noise_weight,
)
from training.metrics import identity_variance, niqe_distance, niqe_features, psnr, sharpness, ssim


def unit(*shape: int) -> torch.Tensor:
    return functional.normalize(torch.randn(shape, generator=torch.Generator().manual_seed(0)), dim=1)


def test_equal_predictions_have_no_alignment_loss() -> None:
    prediction = torch.randn(2, 48, 8, 8)
    assert alignment_loss(prediction, prediction.clone()) == 0


def test_the_hard_example_loss_is_the_weighted_sum_of_both_distances() -> None:
    x, truth, reference = unit(3, 8), unit(3, 8).roll(1, 0), unit(3, 8).roll(2, 0)
    share = torch.tensor([0.0, 0.25, 1.0])
    loss = hard_example_identity_loss(x, truth, reference, share, torch.ones(3))
    to_truth, to_reference = 1 - (x * truth).sum(1), 1 - (x * reference).sum(1)
    expected = (to_truth[0] + 0.75 * to_truth[1] + 0.25 * to_reference[1] + to_reference[2]) / 3
    assert torch.isclose(loss, expected)


def test_a_perfect_student_has_no_loss() -> None:
    vectors = unit(4, 16)
    assert distillation_loss(vectors, vectors) < 1e-6
    assert relation_loss(vectors, vectors) == 0


def test_the_weight_of_a_timestep_is_its_clamped_signal_to_noise_ratio() -> None:
    weights = signal_to_noise_weight(torch.tensor([0.01, 1 / 3, 0.75, 0.999]))
    assert torch.allclose(weights, torch.tensor([0.3, 0.5, 1.0, 1.0]))


def test_pixels_outside_the_picture_cost_nothing() -> None:
    clean, valid = torch.zeros(1, 3, 4, 4), torch.ones(1, 1, 4, 4)
    predicted = clean.clone()
    predicted[..., 2:] = 1.0
    valid[..., 2:] = 0
    assert torch.isclose(masked_charbonnier(predicted, clean, valid, torch.ones(1)), torch.tensor(0.01))


def test_identity_variance_of_one_face_is_nothing_and_of_opposites_everything() -> None:
    vector = np.eye(1, 128, dtype=np.float32)
    assert identity_variance(np.repeat(vector, 3, axis=0)) == 0
    assert identity_variance(np.concatenate([vector, -vector])) == 1


def test_fidelity_is_measured_inside_the_picture_alone() -> None:
    rng = np.random.default_rng(0)
    truth = rng.integers(0, 256, (64, 64, 3)).astype(np.uint8)
    output, valid = truth.copy(), np.ones((64, 64), dtype=bool)
    output[:, 40:] = 0
    valid[:, 30:] = False  # SSIM's window looks 5 px further
    assert psnr(output, truth, valid) > 90
    assert ssim(output, truth, valid) > 0.999
    assert sharpness(output, valid) == sharpness(truth, valid)


def test_the_interval_holds_the_mean_and_is_the_same_every_time() -> None:
    values = [0.1, 0.5, 0.4, 0.9, 0.2]
    first, second = figure(values), figure(values)
    assert first == second
    assert first.ci95[0] < first.mean < first.ci95[1]


def test_set_level_niqe_is_far_for_blurred_pictures_and_near_for_alike_ones() -> None:
    rng = np.random.default_rng(1)
    sharp = [
        cv2.GaussianBlur(rng.integers(0, 256, (128, 128, 3)).astype(np.uint8), (0, 0), 0.8) for _ in range(40)
    ]
    features = niqe_features(sharp[:20])
    alike = niqe_distance(niqe_features(sharp[20:]), features)
    blurred = niqe_distance(
        niqe_features([cv2.GaussianBlur(crop, (0, 0), 3) for crop in sharp[20:]]), features
    )
    assert features.shape == (80, 36)
    assert blurred > 2 * alike
