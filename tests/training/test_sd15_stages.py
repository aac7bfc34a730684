"""The paper's two stages on the tiny configuration of its parts: latents, epsilon, two references."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from core.errors import WeightsError
from core.restoration.ridfr.parts import RestorerParts
from core.restoration.ridfr.prediction import clean_from_epsilon
from core.restoration.ridfr.sd15_loading import Sd15Loader
from training.config import TrainConfig, load_options
from training.crops import CropStore, open_store
from training.datasets import FaceSample, StepBatches, load_batches
from training.export import ExportOptions, export
from training.models import TrainingModel, build_model
from training.objective import RestorationObjective
from training.train import train, training_faces

CONFIGS = Path(__file__).parents[2] / "training" / "configs"
STAGES = ("content", "alignment", "naive")


def options(stage: str, *overrides: str) -> TrainConfig:
    fixed = ["data=d", "cache=c", "out=o"]
    return load_options(TrainConfig, CONFIGS / f"tiny-sd15-{stage}.toml", [*fixed, *overrides])


@pytest.fixture
def model() -> TrainingModel:
    torch.manual_seed(0)
    built = build_model(options("alignment"))
    with torch.no_grad():
        for weight in (*built.modules.identity.to_values.parameters(), built.modules.prior.conv_out.weight):
            weight.normal_(std=0.2)
    return built


@pytest.fixture
def small_store(face_folder: Path, crop_cache: Path, model: TrainingModel) -> CropStore:
    return open_store(face_folder, crop_cache, model.template)


def batch_for(store: CropStore, model: TrainingModel, config: TrainConfig) -> FaceSample:
    dataset = training_faces(store, model, config)
    return next(iter(load_batches(dataset, StepBatches(len(dataset), 4, seed=0))))


def test_stage_one_is_the_mse_of_the_noise(small_store: CropStore, model: TrainingModel) -> None:
    config = options("content")
    objective = RestorationObjective(model, config).eval()
    batch = batch_for(small_store, model, config)
    with torch.no_grad():
        noised, _ = objective.add_noise(batch)
        alpha = noised.alpha[:, None, None, None]
        latents = model.configuration.codec.encode(batch["clean"])
        assert torch.allclose(
            noised.noisy, alpha.sqrt() * latents + (1 - alpha).sqrt() * noised.noise, atol=1e-5
        )
        silent = objective.context(batch["first_reference"], None, torch.zeros(4))
        predicted = objective.denoiser.predict(
            noised.noisy, noised.timestep, objective.inject_content(noised), silent
        )
        losses = objective(batch)
    assert set(losses) == {"diffusion"}
    assert torch.isclose(losses["diffusion"], (predicted - noised.noise).square().mean(), rtol=1e-3)


def test_timesteps_reach_the_end_of_the_schedule(small_store: CropStore, model: TrainingModel) -> None:
    objective = RestorationObjective(model, options("content"))
    batch = batch_for(small_store, model, options("content"))
    drawn = set()
    for step in range(40):
        batch["seed"] = torch.arange(4) + 4 * step
        drawn |= set(objective.add_noise(batch)[0].timestep.tolist())
    assert min(drawn) < 50
    assert 950 < max(drawn) <= 999


def test_alignment_is_the_mse_of_both_predictions_and_nothing_for_one_reference(
    small_store: CropStore, model: TrainingModel
) -> None:
    config = options("alignment")
    objective = RestorationObjective(model, config).eval()
    batch = batch_for(small_store, model, config)
    with torch.no_grad():
        noised, _ = objective.add_noise(batch)
        content, keep = objective.inject_content(noised), torch.ones(4)
        first, second = (
            objective.denoiser.predict(
                noised.noisy,
                noised.timestep,
                content,
                objective.context(batch[name], objective.encode_references(batch[name], keep), keep),
            )
            for name in ("first_reference", "second_reference")
        )
        aligned = objective(batch)["alignment"]
        batch["second_reference"] = batch["first_reference"]
        alike = objective(batch)["alignment"]
    assert torch.isclose(aligned, (first - second).square().mean(), rtol=1e-2)
    assert aligned > 0
    assert alike == 0


def test_both_references_share_one_pass_of_the_content_module(
    small_store: CropStore, model: TrainingModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    objective = RestorationObjective(model, options("alignment"))
    calls = []
    residuals = model.modules.content.residuals
    monkeypatch.setattr(
        model.modules.content, "residuals", lambda *given: calls.append(1) or residuals(*given)
    )
    objective(batch_for(small_store, model, options("alignment")))
    assert len(calls) == 1


def test_lambda_weighs_the_alignment(small_store: CropStore, model: TrainingModel) -> None:
    config = options("alignment")
    batch = batch_for(small_store, model, config)
    with torch.no_grad():
        once, twice = (
            RestorationObjective(model, replace(config, alignment_weight=weight)).eval()(batch)
            for weight in (1.0, 2.0)
        )
        naive = RestorationObjective(model, options("naive")).eval()(batch)
    assert torch.isclose(2 * once["alignment"], twice["alignment"])
    assert set(naive) == {"diffusion"}
    assert torch.isclose(naive["diffusion"], once["diffusion"])


def test_the_ablation_concatenates_latents(small_store: CropStore) -> None:
    config = options("content", "condition=latents")
    model = build_model(config)
    assert model.modules.content.config["in_channels"] == 8
    losses = RestorationObjective(model, config)(batch_for(small_store, model, config))
    assert torch.isfinite(losses["diffusion"])


def test_eq_1_can_be_turned_over(small_store: CropStore, model: TrainingModel) -> None:
    objective = RestorationObjective(model, options("content"))
    batch = batch_for(small_store, model, options("content"))
    noised, _ = objective.add_noise(batch)
    clean = clean_from_epsilon(noised.noisy, noised.noise, noised.alpha)
    assert torch.allclose(clean, model.configuration.codec.encode(batch["clean"]), atol=1e-3)


def test_an_exported_content_module_is_what_the_full_size_loader_takes(
    face_folder: Path, crop_cache: Path, tmp_path: Path
) -> None:
    places = [f"data={face_folder}", f"cache={crop_cache}", f"out={tmp_path / 'run'}"]
    train(load_options(TrainConfig, CONFIGS / "tiny-sd15-content.toml", [*places, "steps=1"]))
    assert {file.stem for file in (tmp_path / "run").glob("*.safetensors")} == {"content"}
    pack = export(ExportOptions(run=str(tmp_path / "run"), out=str(tmp_path / "pack")))
    config = json.loads((pack / "config.json").read_text())
    file, digest = Sd15Loader(pack, config, RestorerParts()).content
    assert digest == hashlib.sha256(file.read_bytes()).hexdigest()
    assert load_file(file)["conv_in.weight"].shape[1] == 7
    assert (config["restorer"], config["condition"]) == ("sd15", "pixels")
    file.write_bytes(b"other")
    with pytest.raises(WeightsError):
        _ = Sd15Loader(pack, config, RestorerParts()).content
