"""What a network predicts of z_t = sqrt(abar_t) z_0 + sqrt(1 - abar_t) eps (Eq. 1), and how to turn it over.

Two parametrisations are in use: the noise eps (Stable Diffusion 1.5, Eq. 2 of RIDFR) and the clean
latents z_0 (`lite`).  Each is an affine function of the other at a given z_t, so a mean of predictions
with weights that sum to one is the same mean in both.

All functions take z_t and a prediction (B, C, H, W), abar_t as `signal_share` (B,) or (1,), and
compute in fp32: at t = 999 a tenth of a percent in eps is one percent in z_0.
"""

from __future__ import annotations

from typing import Protocol

import torch
from torch import Tensor

NOISE_SCHEDULE_STEPS = 1000
BETA_START, BETA_END = 0.00085, 0.012


def signal_shares() -> Tensor:
    """abar_t of SD1.5's schedule (1000,) in fp32: betas linear in their square roots."""
    betas = torch.linspace(BETA_START**0.5, BETA_END**0.5, NOISE_SCHEDULE_STEPS, dtype=torch.float32) ** 2
    return torch.cumprod(1 - betas, dim=0)


def add_noise(clean: Tensor, noise: Tensor, signal_share: Tensor) -> Tensor:
    """z_t from z_0 and eps (Eq. 1)."""
    signal, disturbance = _factors(signal_share)
    return signal * clean.float() + disturbance * noise.float()


def clean_from_epsilon(noisy: Tensor, epsilon: Tensor, signal_share: Tensor) -> Tensor:
    """z_0 that leaves z_t with this noise."""
    signal, disturbance = _factors(signal_share)
    return (noisy.float() - disturbance * epsilon.float()) / signal


def epsilon_from_clean(noisy: Tensor, clean: Tensor, signal_share: Tensor) -> Tensor:
    """eps that leads from z_0 to z_t."""
    signal, disturbance = _factors(signal_share)
    return (noisy.float() - signal * clean.float()) / disturbance


class Prediction(Protocol):
    """How a prior's output is read: the one thing in which the denoisers of `lite` and `sd15` differ."""

    def clean(self, output: Tensor, noisy: Tensor, low_quality: Tensor, timestep: Tensor) -> Tensor:
        """Predicted z_0 (B, C, H, W) in fp32 from the prior's output at t (B,)."""
        ...


class ChangeOfLowQuality:
    """`lite`: the output is what changes the low-quality latents into the clean ones, z_0 = z_LQ + output."""

    def clean(self, output: Tensor, noisy: Tensor, low_quality: Tensor, timestep: Tensor) -> Tensor:
        """See `Prediction`; z_t and t are in the output already."""
        del noisy, timestep
        return low_quality + output


class Epsilon:
    """`sd15`: the output is the noise in z_t."""

    def __init__(self) -> None:
        self._signal_shares = signal_shares()

    def clean(self, output: Tensor, noisy: Tensor, low_quality: Tensor, timestep: Tensor) -> Tensor:
        """See `Prediction`; the low-quality latents are not needed, and may be empty."""
        del low_quality
        return clean_from_epsilon(noisy, output, self.signal_share(timestep, noisy.device))

    def signal_share(self, timestep: Tensor, device: torch.device) -> Tensor:
        """abar_t (B,) of whole-numbered timesteps (B,)."""
        return self._signal_shares[timestep.long().cpu()].to(device)


def _factors(signal_share: Tensor) -> tuple[Tensor, Tensor]:
    share = signal_share.float().reshape(-1, 1, 1, 1)
    return share.sqrt(), (1 - share).sqrt()
