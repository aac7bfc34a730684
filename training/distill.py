"""The identity encoder's training: distillation from ``teacher.npy``, clean and degraded views."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn

from training.architectures import ARCHITECTURES, build_encoder
from training.checkpoints import RunState, WeightAverage, load_module, save_modules
from training.config import TrainConfig
from training.crops import open_store
from training.datasets import (
    FaceDataset,
    FaceSample,
    SampleOptions,
    StepBatches,
    as_tensor,
    load_batches,
)
from training.degradations import PRESETS, ArchiveDamage, degrade, generator_of
from training.losses import classification_loss, distillation_loss, relation_loss
from training.runs import RunClock, RunLog, optimizer_for, run_paths

VERIFICATION_ROWS = 400
"""Dev crops on which agreement with the teacher is reported."""


def distill(config: TrainConfig) -> None:
    """Train the identity encoder until the budget is over; leaves the module form in `out`."""
    torch.manual_seed(config.seed)
    store = open_store(*run_paths(config))
    rows = store.rows("train")[: config.limit or None]
    options = SampleOptions(shares=config.preset_shares, damage=ArchiveDamage(grain=0.1), references=0)
    dataset = FaceDataset(store, rows, options)
    start = config.start_folder
    encoder: nn.Module = (
        load_module(start, "encoder") if start else build_encoder(ARCHITECTURES[config.model])
    )
    encoder.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    modules = {"encoder": encoder}
    average = WeightAverage(modules, config.ema_decay)
    people = PeopleHead(len(dataset.numbers), encoder.config["vector_size"])
    optimizer = optimizer_for({**modules, "people": people}, config)
    clock, log = RunClock(config), RunLog(config)

    batches = StepBatches(len(dataset), config.batch_size, config.seed)
    for step, batch in enumerate(load_batches(dataset, batches), start=1):
        clock.set_learning_rate(optimizer, step, clock.share(step))
        terms = encoder_losses(encoder, people, batch, config)
        optimizer.zero_grad()
        torch.autograd.backward(sum(terms.values(), torch.zeros(())))
        nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
        optimizer.step()
        average.update(modules, step)
        log.add(step, terms)
        if clock.over(step) or clock.time_to_save():
            state = RunState(config.stage, step, step * config.batch_size, clock.sitting())
            save_modules(config.out_folder, modules, average.shadow, state)
            log.note(step, _agreement(config))
        if clock.over(step):
            break


class PeopleHead(nn.Module):
    """One direction per labelled person: what the encoder is asked to tell apart."""

    def __init__(self, people: int, width: int) -> None:
        super().__init__()
        self.directions = nn.Parameter(torch.randn(people, width) * 0.1)


def encoder_losses(
    encoder: nn.Module, people: PeopleHead, batch: FaceSample, config: TrainConfig
) -> dict[str, Tensor]:
    """Half of the batch is seen clean, half degraded; both shall give the clean crop's vector."""
    half = len(batch["clean"]) // 2
    views = torch.cat([batch["clean"][:half], batch["degraded"][half:]])
    vector = encoder(views.to(memory_format=torch.channels_last)).vector
    terms = {
        "distillation": distillation_loss(vector, batch["teacher"]),
        "relation": config.relation_weight * relation_loss(vector, batch["teacher"]),
    }
    if config.classification_weight:
        terms["classification"] = config.classification_weight * classification_loss(
            vector, people.directions, batch["person"]
        )
    return terms


@torch.no_grad()
def _agreement(config: TrainConfig) -> dict[str, float]:
    """Mean cosine to the teacher on dev crops of the saved module, clean and degraded."""
    store = open_store(*run_paths(config))
    assert store.teacher is not None
    encoder = load_module(config.out_folder, "encoder").eval()
    rows = store.rows("dev")[:: max(1, len(store.rows("dev")) // VERIFICATION_ROWS)]
    teacher = torch.from_numpy(store.teacher[rows].astype(np.float32))
    report = {}
    for view in ("clean", "moderate", "severe"):
        crops = []
        for row in rows:
            crop = np.ascontiguousarray(store.crops[row][..., :3])
            if view != "clean":
                crop = degrade(crop, PRESETS[view], generator_of(store.records[row].name))
            crops.append(as_tensor(crop))
        vectors = torch.cat([encoder(part).vector for part in torch.split(torch.stack(crops), 64)])
        report[f"cosine_{view}"] = float((vectors * teacher).sum(dim=1).mean())
    return report
