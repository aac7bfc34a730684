"""The stages of the denoiser: prior and content, identity adapter, content, alignment, fine-tuning."""

from __future__ import annotations

import torch

from training.checkpoints import RunState, WeightAverage
from training.config import TrainConfig
from training.crops import CropStore, open_store
from training.datasets import FaceDataset, SampleOptions
from training.degradations import DEFAULT_DAMAGE, NO_DAMAGE
from training.loop import Trainee, run_training
from training.models import TrainingModel, build_model
from training.objective import RestorationObjective
from training.runs import run_paths
from training.samples import sample_sheet


def train(config: TrainConfig) -> RunState:
    """Train the chosen modules until the budget is over; leaves both checkpoint forms in `out`."""
    torch.manual_seed(config.seed)
    model = build_model(config)
    store = open_store(*run_paths(config), model.template, layout=config.layout)
    learning = model.learn(config.train_modules)
    named = model.named()
    trainee = Trainee(
        RestorationObjective(model, config),
        learning,
        {name: named[name] for name in (*model.carried, *learning)},
        lambda average, state: show_samples(config, model, store, average, state),
    )
    return run_training(config, trainee, training_faces(store, model, config))


def training_faces(store: CropStore, model: TrainingModel, config: TrainConfig) -> FaceDataset:
    """The training split as samples of this stage."""
    low, high = config.reference_sides
    uses_references = config.reference_dropout < 1
    options = SampleOptions(
        presets=config.presets,
        shares=config.preset_shares,
        damage=DEFAULT_DAMAGE if config.archive_damage else NO_DAMAGE,
        reference_sides=(int(low), int(high)),
        reference_template=model.configuration.encoder.template,
        references=2 if config.pairs else int(uses_references),
    )
    rows = store.rows("train")
    if config.labelled_only:
        rows = [row for row in rows if store.records[row].person]
    return FaceDataset(store, rows[: config.limit or None], options)


def show_samples(
    config: TrainConfig, model: TrainingModel, store: CropStore, average: WeightAverage, state: RunState
) -> dict[str, float]:
    """Write a sample sheet made with the averaged weights; nothing is measured."""
    learning = model.learn(config.train_modules)
    device = str(next(model.modules.prior.parameters()).device.type)
    path = config.out_folder / "samples" / f"{state.step:06d}.png"
    with average.applied(learning):
        sample_sheet(model.restorer(device), store, path, config.sheet_faces)
    model.learn(config.train_modules)
    return {}
