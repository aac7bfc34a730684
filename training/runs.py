"""What every training stage shares: the clock, the log and the optimiser."""

from __future__ import annotations

import json
import math
import time
from pathlib import Path

import cv2
import torch
from torch import Tensor, nn

from training.config import TrainConfig

LOG_EVERY = 50


def run_paths(config: TrainConfig) -> tuple[Path, Path]:
    """Data folder and cache folder of a run."""
    return Path(config.data), Path(config.cache)


def optimizer_for(modules: dict[str, nn.Module], config: TrainConfig) -> torch.optim.AdamW:
    """AdamW over the parameters that learn; vectors (norms, biases) are not decayed."""
    learning = [p for module in modules.values() for p in module.parameters() if p.requires_grad]
    groups = [
        {"params": [p for p in learning if p.ndim > 1], "weight_decay": config.weight_decay},
        {"params": [p for p in learning if p.ndim <= 1], "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=config.learning_rate, betas=(0.9, 0.99), fused=True)


class RunClock:
    """Time and step budget of one sitting, and the learning rate that follows from it."""

    def __init__(self, config: TrainConfig) -> None:
        self.config = config
        self.began = time.time()
        self.saved = self.began

    def sitting(self) -> float:
        """Seconds of this sitting."""
        return time.time() - self.began

    def share(self, step: int) -> float:
        """How much of the budget is used: of the steps if they are given, else of the time."""
        if self.config.steps:
            return step / self.config.steps
        return self.sitting() / 60 / self.config.budget_minutes

    def over(self, step: int) -> bool:
        """True when the steps or the minutes are used up."""
        return self.share(step) >= 1 or self.sitting() >= self.config.budget_minutes * 60

    def time_to_save(self) -> bool:
        """True once every `save_minutes`."""
        if time.time() - self.saved < self.config.save_minutes * 60:
            return False
        self.saved = time.time()
        return True

    def set_learning_rate(self, optimizer: torch.optim.Optimizer, step: int, used: float) -> None:
        """Linear warm-up, then cosine down to `final_learning_rate` of the whole.

        Args:
            optimizer: what learns.
            step: the step to come.
            used: share of the budget that is used; the same in all processes of a run, or their
                weights would drift apart.
        """
        config = self.config
        cosine = 0.5 * (1 + math.cos(math.pi * min(1.0, used)))
        share = config.final_learning_rate + (1 - config.final_learning_rate) * cosine
        warm = min(1.0, (step + 1) / config.warmup_steps)
        for group in optimizer.param_groups:
            group["lr"] = config.learning_rate * share * warm


class RunLog:
    """Mean losses every few steps: one JSON line each in ``log.jsonl``."""

    def __init__(self, config: TrainConfig) -> None:
        self.batch_size = config.batch_size
        self.path = config.out_folder / "log.jsonl"
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.sums: dict[str, float] = {}
        self.count = 0
        self.since = time.time()

    def add(self, step: int, terms: dict[str, Tensor]) -> None:
        """Note the losses of one step."""
        for name, value in terms.items():
            self.sums[name] = self.sums.get(name, 0.0) + float(value.detach())
        self.count += 1
        if self.count == LOG_EVERY:
            means = {name: round(total / self.count, 5) for name, total in self.sums.items()}
            rate = self.count * self.batch_size / (time.time() - self.since)
            self.note(step, {**means, "samples_per_second": round(rate, 1)})
            self.sums, self.count, self.since = {}, 0, time.time()

    def note(self, step: int, values: dict[str, float]) -> None:
        """Write one line."""
        with self.path.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps({"step": step, **values}) + "\n")


def use_threads(threads: int) -> None:
    """Threads of torch and OpenCV in this process."""
    torch.set_num_threads(threads)
    cv2.setNumThreads(threads)
