"""The training loop of the denoiser: prior and content, identity adapter, alignment."""

from __future__ import annotations

import torch
from accelerate import Accelerator
from accelerate.utils import DistributedDataParallelKwargs, broadcast, send_to_device

from core.restoration.ridfr.modules import RidfrModules
from training.architectures import ARCHITECTURES, build_modules
from training.checkpoints import (
    RunState,
    WeightAverage,
    load_module,
    load_run,
    load_whole,
    save_modules,
    save_whole,
)
from training.config import TrainConfig
from training.crops import CropStore, open_store
from training.datasets import FaceDataset, SampleOptions, StepBatches, load_batches
from training.objective import RestorationObjective
from training.runs import RunClock, RunLog, optimizer_for, run_paths
from training.samples import sample_sheet


def train(config: TrainConfig) -> RunState:
    """Train the chosen modules until the budget is over; leaves both checkpoint forms in `out`."""
    accelerator = Accelerator(kwargs_handlers=[DistributedDataParallelKwargs(find_unused_parameters=True)])
    torch.manual_seed(config.seed)
    store = open_store(*run_paths(config))
    dataset = training_faces(store, config)
    modules = starting_modules(config)
    learning = {name: modules.named()[name] for name in config.train_modules}
    average = WeightAverage(learning, config.ema_decay)
    optimizer = optimizer_for(modules.named(), config)
    state = RunState(config.stage, 0, 0, 0.0)
    if (config.out_folder / "whole").exists():
        state = load_whole(config.out_folder, learning, average, optimizer)
    objective, optimizer = accelerator.prepare(RestorationObjective(modules, config), optimizer)
    clock, log = RunClock(config), RunLog(config)
    batches = StepBatches(
        len(dataset),
        config.batch_size,
        config.seed,
        state.step,
        accelerator.process_index,
        accelerator.num_processes,
    )
    for step, batch in enumerate(load_batches(dataset, batches), start=state.step):
        # Random choices follow from the step, so that a resumed run makes the same ones.
        torch.manual_seed(config.seed + step * accelerator.num_processes + accelerator.process_index)
        clock.set_learning_rate(optimizer, step, agreed(accelerator, clock.share(step)))
        losses = objective(send_to_device(batch, accelerator.device))
        optimizer.zero_grad()
        accelerator.backward(sum(losses.values(), torch.zeros((), device=accelerator.device)))
        accelerator.clip_grad_norm_(objective.parameters(), 1.0)
        optimizer.step()
        average.update(learning, step)
        over = bool(agreed(accelerator, float(clock.over(step + 1))))
        if accelerator.is_main_process:
            log.add(step + 1, losses)
        if over or clock.time_to_save():
            samples = (step + 1) * config.batch_size * accelerator.num_processes
            now = RunState(config.stage, step + 1, samples, state.seconds + clock.sitting())
            if accelerator.is_main_process:
                save(config, store, modules, average=average, optimizer=optimizer, state=now)
        if over:
            return now
    raise AssertionError("batches have no end")


def agreed(accelerator: Accelerator, value: float) -> float:
    """The main process' value in all processes: their clocks differ."""
    if accelerator.num_processes == 1:
        return value
    return float(broadcast(torch.tensor(value, device=accelerator.device)))


def training_faces(store: CropStore, config: TrainConfig) -> FaceDataset:
    """The training split as samples of this stage."""
    low, high = config.reference_sides
    uses_references = config.reference_dropout < 1
    options = SampleOptions(
        shares=config.preset_shares,
        reference_sides=(int(low), int(high)),
        references=2 if config.alignment_weight else int(uses_references),
    )
    rows = store.rows("train")
    if config.labelled_only:
        rows = [row for row in rows if store.records[row].person]
    return FaceDataset(store, rows[: config.limit or None], options)


def starting_modules(config: TrainConfig) -> RidfrModules:
    """Fresh modules, replaced by what the start folder and the encoder folder hold."""
    fresh = build_modules(ARCHITECTURES[config.model]).named()
    for name in fresh:
        for folder in (config.start_folder, config.encoder_folder):
            if folder is not None and (folder / f"{name}.safetensors").exists():
                fresh[name] = load_module(folder, name)
    for name, module in fresh.items():
        learns = name in config.train_modules
        module.requires_grad_(learns).train(learns)
    return RidfrModules.from_named(fresh).channels_last()


def save(
    config: TrainConfig,
    store: CropStore,
    modules: RidfrModules,
    *,
    average: WeightAverage,
    optimizer: torch.optim.Optimizer,
    state: RunState,
) -> None:
    """Write both checkpoint forms and a sample sheet."""
    learning = {name: modules.named()[name] for name in config.train_modules}
    save_modules(config.out_folder, modules.named(), average.shadow, state)
    save_whole(config.out_folder, learning, average, optimizer, state)
    sample_sheet(load_run(config.out_folder), store, config.out_folder / "samples" / f"{state.step:06d}.png")
