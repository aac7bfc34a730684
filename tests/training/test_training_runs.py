from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from core.progress import Progress
from core.restoration.ridfr.loading import load_pipeline
from training.__main__ import main
from training.architectures import ARCHITECTURES, build_modules
from training.checkpoints import load_module, load_run
from training.config import ConfigError, TrainConfig, load_options
from training.crops import CropStore
from training.datasets import FaceDataset, SampleOptions, StepBatches, load_batches
from training.evaluate import EvaluateOptions, recipe_of
from training.export import ExportOptions, export
from training.models import build_model
from training.objective import RestorationObjective
from training.runs import RunClock
from training.train import train
from training.trials import TrialOptions, make_trials, restore_trials

CONFIGS = Path(__file__).parents[2] / "training" / "configs"


def tiny_prior(data: Path, cache: Path, out: Path) -> TrainConfig:
    """The tiny prior run on drawn faces."""
    overrides = [f"data={data}", f"cache={cache}", f"out={out}", "steps=2", "sheet_faces=1"]
    return load_options(TrainConfig, CONFIGS / "tiny-prior.toml", overrides)


@pytest.fixture
def config(face_folder: Path, crop_cache: Path, tmp_path: Path) -> TrainConfig:
    """A run that this test starts."""
    return tiny_prior(face_folder, crop_cache, tmp_path / "run")


@pytest.fixture(scope="module")
def trained(face_folder: Path, crop_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> TrainConfig:
    """A run that has ended: to go on from elsewhere, not to be changed."""
    torch.set_num_threads(1)
    config = tiny_prior(face_folder, crop_cache, tmp_path_factory.mktemp("trained") / "run")
    train(config)
    return config


@pytest.mark.parametrize("path", sorted(CONFIGS.rglob("*.toml")), ids=lambda path: path.stem)
def test_every_configuration_loads(path: Path) -> None:
    assert load_options(TrainConfig, path, ["data=d", "cache=c", "out=o"]).out == "o"


@pytest.mark.parametrize(
    "override", ["speed=1", "batch_size=0", "batch_size=two", "stage=sleep", "learning_rate", "limit=true"]
)
def test_an_override_that_cannot_be_used_is_refused(override: str) -> None:
    with pytest.raises(ConfigError):
        load_options(TrainConfig, CONFIGS / "prior.toml", ["data=d", "cache=c", "out=o", override])


def test_a_run_without_data_is_refused_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", str(CONFIGS / "prior.toml")]) == 2
    assert capsys.readouterr().err == "missing key: cache, data, out\n"


@pytest.mark.parametrize("stage", ["prior", "adapter", "detail", "alignment", "detail-alignment"])
def test_every_stage_trains_its_own_modules_only(
    face_folder: Path, crop_cache: Path, tmp_path: Path, stage: str
) -> None:
    overrides = [f"data={face_folder}", f"cache={crop_cache}", f"out={tmp_path}", "steps=1", "sheet_faces=1"]
    config = load_options(TrainConfig, CONFIGS / f"tiny-{stage}.toml", overrides)
    torch.manual_seed(config.seed)
    before = build_modules(ARCHITECTURES["tiny"]).named()
    train(config)
    changed = {
        f"{name}.{key}"
        for name, module in before.items()
        for key, value in load_file(tmp_path / f"{name}.safetensors").items()
        if not torch.equal(value, module.state_dict()[key].half())
    }
    assert changed
    assert all(key.startswith(config.train_modules) for key in changed)


def test_the_encoder_learns_from_the_teacher(face_folder: Path, crop_cache: Path, tmp_path: Path) -> None:
    code = main(
        [
            "train",
            str(CONFIGS / "tiny-identity.toml"),
            f"data={face_folder}",
            f"cache={crop_cache}",
            f"out={tmp_path}",
        ]
    )
    assert code == 0
    assert (tmp_path / "encoder.safetensors").exists()
    last = json.loads((tmp_path / "log.jsonl").read_text().splitlines()[-1])
    assert set(last) == {"step", "cosine_clean", "cosine_moderate", "cosine_severe"}


def test_a_run_stopped_and_resumed_gives_the_numbers_of_one_that_was_not(
    trained: TrainConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped = replace(trained, out=str(tmp_path / "stopped"))
    with monkeypatch.context() as patch:
        patch.setattr(RunClock, "over", lambda clock, step: step >= 1)
        assert train(stopped).step == 1
    assert train(stopped).step == 2
    for name in ("prior", "content"):
        whole, resumed = (
            load_file(Path(run.out) / "whole" / f"{name}.safetensors") for run in (trained, stopped)
        )
        assert all(torch.equal(whole[key], resumed[key]) for key in whole)


def test_identical_references_have_no_alignment_loss(store: CropStore, config: TrainConfig) -> None:
    alignment = replace(config, stage="alignment", alignment_weight=1.0, reference_dropout=0.0)
    dataset = FaceDataset(store, store.rows("train"), SampleOptions())
    batch = next(iter(load_batches(dataset, StepBatches(len(dataset), 4, seed=0))))
    objective = RestorationObjective(build_model(alignment), alignment).eval()
    with torch.no_grad():
        # A fresh prior's output and the values of fresh tokens are zero: let the identity show.
        objective.denoiser.prior.conv_out.weight.normal_(std=0.1)
        for values in objective.identity.to_values:
            values.weight.normal_()
        different = objective(batch)["alignment"]
        batch["second_reference"] = batch["first_reference"]
        assert objective(batch)["alignment"] == 0
    assert different > 0


def test_a_run_carried_elsewhere_goes_on_at_its_step_and_warms_up_again(
    trained: TrainConfig, tmp_path: Path
) -> None:
    onward = replace(trained, resume=trained.out, out=str(tmp_path / "onward"), steps=3, learning_rate=0.0)
    state = train(onward)
    assert (state.step, state.warm_from, state.samples) == (3, 2, 3 * trained.batch_size)
    ours, theirs = (load_module(Path(run.out), "prior").state_dict() for run in (trained, onward))
    assert all(torch.equal(ours[key], theirs[key]) for key in ours)


def test_a_folder_without_a_run_cannot_be_gone_on_from(config: TrainConfig, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ConfigError, match="has no"):
        train(replace(config, resume=str(tmp_path / "empty")))


def test_the_small_form_of_lite_can_be_carried() -> None:
    with torch.device("meta"):
        modules = build_modules(ARCHITECTURES["lite"])
    assert 2 * modules.parameters <= 55 * 2**20


def test_an_exported_run_restores_as_the_run_itself(
    trained: TrainConfig, store: CropStore, tmp_path: Path
) -> None:
    pack = export(ExportOptions(run=trained.out, out=str(tmp_path / "pack"), antithetic_start=False))
    trials = make_trials(store, TrialOptions(limit=2))
    run, exported = load_run(Path(trained.out)), load_pipeline(pack, device="cpu")
    recipe = EvaluateOptions(restorer=str(pack), data="")
    ours, theirs = (restore_trials(r, trials, recipe_of(recipe, r), Progress()) for r in (run, exported))
    assert all((a == b).all() for a, b in zip(ours, theirs, strict=True))


def test_a_small_resume_carries_the_averaged_weights(trained: TrainConfig, tmp_path: Path) -> None:
    onward = replace(trained, start=trained.out, out=str(tmp_path / "onward"), steps=1, learning_rate=0.0)
    train(onward)
    ours, theirs = (load_module(Path(run.out), "prior").state_dict() for run in (trained, onward))
    assert all(torch.equal(ours[key], theirs[key]) for key in ours)


def test_training_goes_on_from_a_shipped_pack(trained: TrainConfig, tmp_path: Path) -> None:
    pack = export(ExportOptions(run=trained.out, out=str(tmp_path / "pack")))
    onward = replace(trained, start=str(pack), out=str(tmp_path / "onward"), steps=1, learning_rate=0.0)
    train(onward)
    ours, theirs = (load_module(folder, "prior").state_dict() for folder in (pack, Path(onward.out)))
    assert all(torch.equal(ours[key], theirs[key]) for key in ours)
