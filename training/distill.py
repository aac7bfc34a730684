"""The identity encoder's training: distillation from ``teacher.npy``, clean and degraded views."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn

from core.restoration.ridfr.identity_encoder import IdentityEncoder
from training.architectures import ARCHITECTURES, build_encoder
from training.checkpoints import RunState, WeightAverage, load_module
from training.config import ConfigError, TrainConfig
from training.crops import CropStore, open_store
from training.datasets import FaceDataset, FaceSample, SampleOptions, as_tensor
from training.degradations import PRESETS, ArchiveDamage, degrade, generator_of
from training.loop import Trainee, run_training
from training.losses import classification_loss, distillation_loss, relation_loss
from training.runs import run_paths

VERIFICATION_ROWS = 400
"""Dev crops on which agreement with the teacher is reported."""


def distill(config: TrainConfig) -> RunState:
    """Train the identity encoder until the budget is over; leaves both checkpoint forms in `out`."""
    torch.manual_seed(config.seed)
    store = open_store(*run_paths(config), layout=config.layout)
    if store.teacher is None:
        raise ConfigError(f"{config.data} has no teacher.npy to learn the identity encoder from")
    rows = store.rows("train")[: config.limit or None]
    options = SampleOptions(
        presets=config.presets, shares=config.preset_shares, damage=ArchiveDamage(grain=0.1), references=0
    )
    dataset = FaceDataset(store, rows, options)
    start = config.start_folder or config.resume_folder
    encoder: nn.Module = (
        load_module(start, "encoder") if start else build_encoder(ARCHITECTURES[config.model])
    )
    encoder.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    objective = DistillationObjective(encoder, len(dataset.numbers), config)
    learning = {"encoder": encoder}
    if config.classification_weight:
        learning["people"] = objective.people
    trainee = Trainee(
        objective,
        learning,
        {"encoder": encoder},
        lambda average, state: agreement(encoder, store, average),
    )
    return run_training(config, trainee, dataset)


class PeopleHead(nn.Module):
    """One direction per labelled person: what the encoder is asked to tell apart."""

    def __init__(self, people: int, width: int) -> None:
        super().__init__()
        self.directions = nn.Parameter(torch.randn(people, width) * 0.1)


class DistillationObjective(nn.Module):
    """Half of the batch is seen clean, half degraded; both shall give the clean crop's vector."""

    def __init__(self, encoder: nn.Module, people: int, config: TrainConfig) -> None:
        super().__init__()
        assert isinstance(encoder, IdentityEncoder)
        self.encoder = encoder
        self.config = config
        self.people = PeopleHead(people, int(encoder.config["vector_size"]))

    def forward(self, batch: FaceSample) -> dict[str, Tensor]:
        """Weighted losses by name."""
        half = len(batch["clean"]) // 2
        views = torch.cat([batch["clean"][:half], batch["degraded"][half:]])
        vector = self.encoder(views.to(memory_format=torch.channels_last)).vector
        losses = {
            "distillation": distillation_loss(vector, batch["teacher"]),
            "relation": self.config.relation_weight * relation_loss(vector, batch["teacher"]),
        }
        if self.config.classification_weight:
            losses["classification"] = self.config.classification_weight * classification_loss(
                vector, self.people.directions, batch["person"]
            )
        return losses


@torch.no_grad()
def agreement(encoder: nn.Module, store: CropStore, average: WeightAverage) -> dict[str, float]:
    """Mean cosine to the teacher on dev crops with the averaged weights, clean and degraded."""
    assert store.teacher is not None
    rows = store.rows("dev")[:: max(1, len(store.rows("dev")) // VERIFICATION_ROWS)]
    if not rows:
        return {}
    device = next(encoder.parameters()).device
    teacher = torch.from_numpy(store.teacher[rows].astype(np.float32))
    report = {}
    encoder.eval()
    with average.applied({"encoder": encoder}):
        for view in ("clean", "moderate", "severe"):
            crops = torch.stack([as_tensor(seen_as(store, row, view)) for row in rows])
            parts = [encoder(part.to(device)).vector.cpu() for part in torch.split(crops, 64)]
            report[f"cosine_{view}"] = float((torch.cat(parts) * teacher).sum(dim=1).mean())
    encoder.train()
    return report


def seen_as(store: CropStore, row: int, view: str) -> np.ndarray:
    """A crop clean, or degraded by a preset as its name decides."""
    crop = np.ascontiguousarray(store.crops[row][..., :3])
    return crop if view == "clean" else degrade(crop, PRESETS[view], generator_of(store.records[row].name))
