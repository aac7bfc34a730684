"""Noise schedule and sampler: UniPC on SD1.5's schedule, from noise or the noised low-quality latents.

A restoration needs no pure noise to start from: beyond t* the low-quality picture and the clean
one are alike under the noise (DifFace), so `lite` learns and samples only t <= t*.  `sd15` starts at
the end of the schedule, where 6.8 % of the signal is left: from noise, as the paper; or from the
noised low-quality latents, which is steadier and shifts brightness less (DiffBIR's option, FaceMe).

The solver is given clean latents whatever the network predicts (`prediction.Prediction`).
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import torch
from diffusers import UniPCMultistepScheduler
from torch import Tensor

TRAINING_TIMESTEPS = 1000


@dataclass(frozen=True)
class SamplingSettings:
    """Where sampling starts and how many steps it takes unless a recipe says otherwise."""

    start_timestep: int = 200
    """t*: alpha-bar is 0.76 at 200."""
    default_steps: int = 6
    antithetic_start: bool = False
    """Predict the first step from a noise and from its negative, and go on with the mean: what a
    prediction owes to the noise and not to the picture cancels."""
    prediction_type: str = "sample"
    """What the solver is given; networks that predict something else are turned over first."""
    start: str = "low-quality"
    """"low-quality": the noised low-quality latents; "noise": pure noise, at the schedule's end only."""

    def __post_init__(self) -> None:
        if self.start not in {"low-quality", "noise"}:
            raise ValueError(f"start is low-quality or noise, not {self.start}")
        if self.start == "noise" and self.start_timestep < TRAINING_TIMESTEPS:
            raise ValueError("sampling from noise starts at the end of the schedule")


SD15_SAMPLING = SamplingSettings(start_timestep=TRAINING_TIMESTEPS, default_steps=20, start="noise")
"""The paper's: UniPC, 20 steps (section 4.1)."""


def noise_scheduler(settings: SamplingSettings) -> UniPCMultistepScheduler:
    """SD1.5's schedule under UniPC (the class' own defaults are another schedule)."""
    return UniPCMultistepScheduler(
        num_train_timesteps=TRAINING_TIMESTEPS,
        beta_start=0.00085,
        beta_end=0.012,
        beta_schedule="scaled_linear",
        prediction_type=settings.prediction_type,
        solver_order=2,
    )


class Trajectory:
    """The timesteps of one sampling, from t* down, and the solver's step between them."""

    def __init__(self, settings: SamplingSettings, steps: int) -> None:
        self.settings = settings
        share = settings.start_timestep / TRAINING_TIMESTEPS
        whole = max(steps, round(steps / share))
        self.solver = noise_scheduler(settings)
        with warnings.catch_warnings():
            # diffusers 0.42 reads a tensor through numpy's protocol of before 2.0.
            warnings.filterwarnings("ignore", "__array__ implementation", DeprecationWarning)
            self.solver.set_timesteps(whole)
        self.solver.set_begin_index(whole - steps)
        self.timesteps: Tensor = self.solver.timesteps[whole - steps :]

    def start(self, low_quality: Tensor, noise: Tensor) -> Tensor:
        """z at the first timestep, from the low-quality latents and noise."""
        if self.settings.start == "noise":
            return noise
        return add_noise(self.solver.alphas_cumprod, low_quality, noise, self.timesteps[:1])

    def step(self, clean: Tensor, timestep: Tensor, noisy: Tensor) -> Tensor:
        """z at the next timestep, from the predicted clean latents at this one."""
        following: Tensor = self.solver.step(clean, timestep, noisy, return_dict=False)[0]
        return following


def add_noise(alphas_cumprod: Tensor, clean: Tensor, noise: Tensor, timestep: Tensor) -> Tensor:
    """z_t = sqrt(alpha-bar_t) z_0 + sqrt(1 - alpha-bar_t) eps (Eq. 1), t of shape (B,) or (1,)."""
    alpha = alphas_cumprod.to(clean.device)[timestep.to(clean.device)].reshape(-1, 1, 1, 1).to(clean.dtype)
    return alpha.sqrt() * clean + (1 - alpha).sqrt() * noise


def face_noise(seed: int, shape: torch.Size) -> Tensor:
    """Starting noise of one face: drawn on the CPU from its own seed, whatever the batch or device."""
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed))
