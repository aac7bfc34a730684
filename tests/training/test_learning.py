"""What a model can learn at all: one face by heart."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import Tensor

from training.config import TrainConfig, load_options
from training.crops import CropStore
from training.datasets import FaceDataset, SampleOptions, StepBatches, load_batches
from training.models import build_model
from training.objective import RestorationObjective

RECIPE = Path(__file__).parents[2] / "training" / "configs" / "tiny-prior.toml"
STEPS, RATE = 300, 5e-3


def psnr(picture: Tensor, truth: Tensor) -> float:
    """In dB, of pictures in [-1, 1]."""
    return float(-10 * torch.log10(((picture.clamp(-1, 1) - truth) / 2).square().mean()))


@pytest.mark.slow
def test_a_tiny_model_learns_one_face_by_heart(store: CropStore) -> None:
    options = SampleOptions(presets=("moderate",), shares=(1.0,), references=0, jitter=0.0)
    dataset = FaceDataset(store, store.rows("train")[:1], options)
    batch = next(iter(load_batches(dataset, StepBatches(1, 1, seed=0))))
    config = load_options(TrainConfig, RECIPE, ["data=d", "cache=c", "out=o"])
    torch.manual_seed(0)
    model = build_model(config)
    model.learn(("prior", "content"))
    objective = RestorationObjective(model, config)
    objective.denoiser.detail = None
    optimizer = torch.optim.Adam([p for p in objective.parameters() if p.requires_grad], lr=RATE)
    for step in range(STEPS):
        optimizer.param_groups[0]["lr"] = RATE * (1 - step / STEPS)
        batch["seed"] = torch.tensor([step])
        loss = objective(batch)["diffusion"]
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        noised, _ = objective.add_noise(batch)
        silent = objective.context(batch["first_reference"], None, torch.zeros(1))
        clean = objective.predict_clean(noised, objective.inject_content(noised), silent)
    assert psnr(batch["degraded"], batch["clean"]) < 26
    assert psnr(objective.codec.decode(clean), batch["clean"]) > 30
