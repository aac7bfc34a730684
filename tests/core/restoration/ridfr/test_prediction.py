"""What a network predicts and how it is turned over."""

from __future__ import annotations

import pytest
import torch

from core.restoration.ridfr.prediction import (
    ChangeOfLowQuality,
    Epsilon,
    add_noise,
    clean_from_epsilon,
    epsilon_from_clean,
    signal_shares,
)
from core.restoration.ridfr.sampling import SamplingSettings, noise_scheduler


def noised(timestep: int) -> tuple[torch.Tensor, ...]:
    torch.manual_seed(timestep)
    clean, noise = torch.randn(2, 4, 8, 8), torch.randn(2, 4, 8, 8)
    share = signal_shares()[timestep].expand(2)
    return clean, noise, share, add_noise(clean, noise, share)


def test_the_schedule_is_the_samplers() -> None:
    assert torch.allclose(signal_shares(), noise_scheduler(SamplingSettings()).alphas_cumprod, rtol=1e-5)


def test_the_schedule_has_the_published_values() -> None:
    shares = signal_shares()
    values = [float(shares[t]) for t in (0, 250, 500, 750, 999)]
    assert values == pytest.approx([0.99915, 0.675, 0.278, 0.057, 0.00466], rel=2e-2)


@pytest.mark.parametrize("timestep", [0, 250, 999])
def test_every_parametrisation_leads_back(timestep: int) -> None:
    clean, noise, share, noisy = noised(timestep)
    assert torch.allclose(clean_from_epsilon(noisy, noise, share), clean, atol=1e-4)
    assert torch.allclose(epsilon_from_clean(noisy, clean, share), noise, atol=1e-4)


def test_epsilon_reads_timesteps_face_by_face() -> None:
    clean, noise, _, _ = noised(1)
    timestep = torch.tensor([20, 900])
    noisy = add_noise(clean, noise, signal_shares()[timestep])
    assert torch.allclose(Epsilon().clean(noise, noisy, torch.empty(0), timestep), clean, atol=1e-5)


def test_half_precision_is_turned_over_in_full() -> None:
    _, noise, share, noisy = noised(999)
    assert clean_from_epsilon(noisy.half(), noise.half(), share).dtype == torch.float32


def test_the_change_of_the_low_quality_latents_is_added_to_them() -> None:
    low_quality, change = torch.ones(1, 2, 2, 2), torch.full((1, 2, 2, 2), 0.5)
    clean = ChangeOfLowQuality().clean(change, torch.empty(0), low_quality, torch.empty(0))
    assert torch.equal(clean, torch.full((1, 2, 2, 2), 1.5))


def test_a_mean_of_noises_is_the_mean_of_clean_latents() -> None:
    """RefID's rule may be applied to either, as its factors sum to one."""
    _, _, share, noisy = noised(700)
    predictions, factors = torch.randn(3, 2, 4, 8, 8), torch.tensor([-0.2, 0.5, 0.7])
    mixed = torch.einsum("n,nbchw->bchw", factors, predictions)
    clean = torch.stack([clean_from_epsilon(noisy, one, share) for one in predictions])
    wanted = torch.einsum("n,nbchw->bchw", factors, clean)
    assert torch.allclose(clean_from_epsilon(noisy, mixed, share), wanted, atol=1e-4)
