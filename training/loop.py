"""The training loop, the same for every stage and for any number of processes.

Accelerate wraps the objective; several processes share each step's samples and average their
gradients, so that n processes with batches of b do what one does with n b.  Random choices belong to
the samples (`FaceSample.seed`), not to processes: the losses are the same.
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

import torch
from accelerate import Accelerator
from accelerate.utils import (
    DistributedDataParallelKwargs,
    broadcast,
    is_tensorboard_available,
    send_to_device,
)
from torch import Tensor, nn

from training.checkpoints import (
    RunState,
    WeightAverage,
    has_whole,
    load_small,
    load_whole,
    save_modules,
    save_whole,
    write_run,
)
from training.config import TrainConfig
from training.datasets import FaceDataset, FaceSample, StepBatches, load_batches
from training.runs import RunClock, RunLog, RunProgress, optimizer_for

MACHINE_SETTINGS = {"data", "cache", "out", "start", "encoder", "resume", "base", "threads", "workers"}


@dataclass(frozen=True)
class Trainee:
    """What a stage trains."""

    objective: nn.Module
    """(`FaceSample` batch) -> named losses."""
    learning: dict[str, nn.Module]
    """Modules that learn, by their names in files."""
    carried: dict[str, nn.Module]
    """Modules of the small form: what is started from, exported and carried elsewhere."""
    show: Callable[[WeightAverage, RunState], dict[str, float]]
    """Makes a sample sheet or measures agreement with the averaged weights."""


def run_training(config: TrainConfig, trainee: Trainee, dataset: FaceDataset) -> RunState:
    """Train until the steps or the minutes are over; leaves both checkpoint forms in `out`."""
    accelerator = make_accelerator(config)
    if accelerator.is_main_process:
        write_run(config.out_folder, described(config))
    objective = accelerator.prepare(trainee.objective)
    optimizer = optimizer_for(trainee.learning, config)
    average = WeightAverage(trainee.learning, config.ema_decay)
    state = going_on(config, trainee, average, optimizer)
    optimizer = accelerator.prepare(optimizer)
    passes = batches_from(config, accelerator, dataset, state)
    clock, log = RunClock(config, state), RunLog(config, accelerator)
    samples = config.batch_size * config.accumulate * accelerator.num_processes
    with RunProgress(config, clock, accelerator.is_main_process) as progress:
        for step in itertools.count(state.step):
            clock.set_learning_rate(optimizer, step, agreed(accelerator, clock.share(step)))
            losses = one_step(accelerator, objective, optimizer, passes, config.accumulate)
            average.update(trainee.learning, step)
            log.add(step + 1, losses)
            progress.advance(step + 1, log.latest)
            over = bool(agreed(accelerator, float(clock.over(step + 1))))
            now = replace(
                state,
                step=step + 1,
                samples=state.samples + samples * (step + 1 - state.step),
                seconds=state.seconds + clock.sitting(),
            )
            saves = over or clock.time_to_save()
            if saves and accelerator.is_main_process:
                save_modules(config.out_folder, trainee.carried, average.shadow, now)
                save_whole(config.out_folder, trainee.learning, average, optimizer.optimizer, now)
            if shows(config, now.step, saves) and accelerator.is_main_process:
                log.note(now.step, trainee.show(average, now))
            if over:
                # The process group must go last: when DDP's reducer is its last owner, it waits for
                # gloo's threads with the interpreter locked, and they may wait for the interpreter.
                del objective
                accelerator.free_memory()
                accelerator.end_training()
                return now
    raise AssertionError("steps have no end")


def shows(config: TrainConfig, step: int, saves: bool) -> bool:
    """Whether a sample sheet is due: every so many steps, or with every checkpoint."""
    return step % config.sheet_steps == 0 if config.sheet_steps else saves


def described(config: TrainConfig) -> dict[str, Any]:
    """The settings of a run without the folders of this machine."""
    return {key: value for key, value in asdict(config).items() if key not in MACHINE_SETTINGS}


def make_accelerator(config: TrainConfig) -> Accelerator:
    """One process or one of several, by how the program was started; curves where they can be drawn."""
    accelerator = Accelerator(
        # Unless it is told so, Accelerate takes several processes without a graphics card for strangers.
        cpu=not torch.cuda.is_available(),
        mixed_precision=config.precision,
        log_with="tensorboard" if is_tensorboard_available() else None,
        project_dir=config.out,
        kwargs_handlers=[DistributedDataParallelKwargs(find_unused_parameters=True)],
    )
    accelerator.init_trackers("curves")
    return accelerator


def going_on(
    config: TrainConfig, trainee: Trainee, average: WeightAverage, optimizer: torch.optim.Optimizer
) -> RunState:
    """Where the run stands: as this folder left it, as a small form elsewhere did, or at its beginning."""
    if has_whole(config.out_folder):
        return load_whole(config.out_folder, trainee.learning, average, optimizer)
    if config.resume_folder is not None:
        return load_small(config.resume_folder, trainee.learning, average)
    return RunState(config.stage, 0, 0, 0.0, seed=config.seed)


def batches_from(
    config: TrainConfig, accelerator: Accelerator, dataset: FaceDataset, state: RunState
) -> Iterator[FaceSample]:
    """This process' batches from the run's step on, on its device."""
    keys = StepBatches(
        len(dataset),
        config.batch_size,
        state.seed,
        state.step * config.accumulate,
        accelerator.process_index,
        accelerator.num_processes,
    )
    for batch in load_batches(dataset, keys, config.workers):
        yield send_to_device(batch, accelerator.device)


def one_step(
    accelerator: Accelerator,
    objective: nn.Module,
    optimizer: Any,
    passes: Iterator[FaceSample],
    accumulate: int,
) -> dict[str, Tensor]:
    """One step of the optimiser over `accumulate` passes; returns the mean of their losses."""
    optimizer.zero_grad()
    means: dict[str, Tensor] = {}
    for last in range(accumulate - 1, -1, -1):
        # Processes exchange gradients with the last pass only.
        with accelerator.no_sync(objective) if last else contextlib.nullcontext():
            losses = objective(next(passes))
            total = sum(losses.values(), torch.zeros((), device=accelerator.device))
            accelerator.backward(total / accumulate)
        for name, value in losses.items():
            means[name] = means.get(name, 0) + value.detach() / accumulate
    accelerator.clip_grad_norm_(objective.parameters(), 1.0)
    optimizer.step()
    return means


def agreed(accelerator: Accelerator, value: float) -> float:
    """The main process' value in all processes: their clocks differ."""
    if accelerator.num_processes == 1:
        return value
    return float(broadcast(torch.tensor(value, device=accelerator.device)))
