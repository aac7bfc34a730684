"""What every training stage shares: the clock, the log, the progress bar and the optimiser."""

from __future__ import annotations

import json
import math
import sys
import time
from pathlib import Path
from types import TracebackType

import cv2
import torch
from accelerate import Accelerator
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from torch import Tensor, nn

from training.checkpoints import RunState
from training.config import TrainConfig


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

    def __init__(self, config: TrainConfig, state: RunState) -> None:
        self.config = config
        self.warm_from = state.warm_from
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
        warm = min(1.0, (step - self.warm_from + 1) / config.warmup_steps)
        for group in optimizer.param_groups:
            group["lr"] = config.learning_rate * share * warm


class RunLog:
    """Mean losses every few steps, over all processes: ``log.jsonl``, and TensorBoard where it is.

    Losses stay on their device between two lines: reading one makes a graphics card wait.
    """

    def __init__(self, config: TrainConfig, accelerator: Accelerator) -> None:
        self.accelerator = accelerator
        self.every = config.log_steps
        self.samples = config.batch_size * config.accumulate * accelerator.num_processes
        self.path = config.out_folder / "log.jsonl"
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.latest: dict[str, float] = {}
        self._sums: dict[str, Tensor] = {}
        self._count = 0
        self._since = time.time()
        if accelerator.is_main_process and not accelerator.trackers:
            sys.stderr.write(f"TensorBoard is not installed; the losses are written to {self.path}\n")

    def add(self, step: int, losses: dict[str, Tensor]) -> None:
        """Note the losses of one step."""
        for name, value in losses.items():
            self._sums[name] = self._sums.get(name, torch.zeros_like(value)) + value
        self._count += 1
        if step % self.every == 0:
            self._write(step)

    def note(self, step: int, values: dict[str, float]) -> None:
        """Write one line, from the main process alone."""
        if values and self.accelerator.is_main_process:
            with self.path.open("a", encoding="utf-8") as lines:
                lines.write(json.dumps({"step": step, **values}) + "\n")
            self.accelerator.log(values, step=step)

    def _write(self, step: int) -> None:
        means = {
            name: float(self.accelerator.reduce(total / self._count, "mean"))
            for name, total in self._sums.items()
        }
        rate = self._count * self.samples / (time.time() - self._since)
        self.latest = {name: round(value, 6) for name, value in means.items()}
        self.note(step, {**self.latest, "samples_per_second": round(rate, 1)})
        self._sums, self._count, self._since = {}, 0, time.time()


class RunProgress:
    """A bar with the time that is left, on a terminal of the main process."""

    def __init__(self, config: TrainConfig, clock: RunClock, is_main: bool) -> None:
        console = Console(stderr=True)
        self.clock = clock
        self.bar = Progress(
            TextColumn("step {task.fields[step]}"),
            BarColumn(),
            TimeElapsedColumn(),
            TextColumn("left"),
            TimeRemainingColumn(elapsed_when_finished=False),
            TextColumn("{task.fields[losses]}"),
            console=console,
            disable=not (is_main and console.is_terminal),
        )
        self.task = self.bar.add_task(config.stage, total=1.0, step=0, losses="")

    def __enter__(self) -> RunProgress:
        self.bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.bar.stop()

    def advance(self, step: int, losses: dict[str, float]) -> None:
        """Show where the run stands."""
        shown = "  ".join(f"{name} {value:.4f}" for name, value in losses.items())
        self.bar.update(self.task, completed=min(1.0, self.clock.share(step)), step=step, losses=shown)


def use_threads(threads: int) -> None:
    """Threads of torch and OpenCV in this process."""
    torch.set_num_threads(threads)
    cv2.setNumThreads(threads)
