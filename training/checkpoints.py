"""Checkpoints of a run.

Two forms, both free of pickle:

- the *module form*, one ``<module>.safetensors`` (fp16) and ``<module>.json`` (configuration)
  per module with the averaged weights, plus ``state.json``: what is carried elsewhere, shipped
  and started from;
- the *whole form*, ``whole/``: fp32 weights, averages and optimiser state, from which a run
  goes on as if it had not stopped.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from core.domain.alignment import LITE_128
from core.restoration.ridfr.device import choose_plan
from core.restoration.ridfr.loading import load_checked, read_config
from core.restoration.ridfr.modules import MODULE_CLASSES, RidfrModules, load_weights
from core.restoration.ridfr.pipeline import RestorerCard, RidfrPipeline
from core.restoration.ridfr.sampling import SamplingSettings


@dataclass(frozen=True)
class RunState:
    """Where a run stands."""

    stage: str
    step: int
    samples: int
    seconds: float
    """Wall-clock seconds of training so far, all sittings together."""


class WeightAverage:
    """Exponential moving average of the learning parameters of some modules (EMA).

    The decay grows with the step so that the random beginning is soon forgotten.
    """

    def __init__(self, modules: dict[str, nn.Module], decay: float) -> None:
        self.decay = decay
        self.shadow = {
            name: {key: value.detach().clone() for key, value in module.state_dict().items()}
            for name, module in modules.items()
        }

    @torch.no_grad()
    def update(self, modules: dict[str, nn.Module], step: int) -> None:
        decay = min(self.decay, (1 + step) / (10 + step))
        for name, module in modules.items():
            shadow = self.shadow[name]
            for key, value in module.state_dict().items():
                if value.is_floating_point():
                    shadow[key].lerp_(value, 1 - decay)
                else:
                    shadow[key].copy_(value)


def save_modules(
    folder: Path, modules: dict[str, nn.Module], weights: dict[str, dict[str, Tensor]], state: RunState
) -> None:
    """Write the module form into `folder`, each file under a temporary name first."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, module in modules.items():
        values = weights.get(name, module.state_dict())
        half = {key: value.half() if value.is_floating_point() else value for key, value in values.items()}
        part = folder / f"{name}.safetensors.part"
        save_file(_contiguous(half), part)
        part.replace(folder / f"{name}.safetensors")
        (folder / f"{name}.json").write_text(json.dumps(plain_config(module), indent=1) + "\n")
    (folder / "state.json").write_text(json.dumps(asdict(state), indent=1) + "\n")


def load_module(folder: Path, name: str) -> nn.Module:
    """Read one module as fp32, from a run's module form or from a restorer pack.

    Raises:
        WeightsError: a file of a pack does not have the recorded hash.
    """
    if (folder / "config.json").is_file():
        return load_checked(folder, name, read_config(folder)["modules"][name])
    config = json.loads((folder / f"{name}.json").read_text())
    module: nn.Module = MODULE_CLASSES[name].from_config(config)
    load_weights(module, load_file(folder / f"{name}.safetensors"))
    return module


def load_run(folder: Path, name: str = "lite") -> RidfrPipeline:
    """The modules of a run as a restorer, before it is exported."""
    modules = RidfrModules.from_named({module: load_module(folder, module) for module in MODULE_CLASSES})
    card = RestorerCard(name, "", "unpublished", LITE_128, SamplingSettings())
    return RidfrPipeline(modules.channels_last(), card, choose_plan("cpu"))


def plain_config(module: Any) -> dict[str, Any]:
    """A diffusers configuration without the names of versions and private entries."""
    config = {key: value for key, value in dict(module.config).items() if not key.startswith("_")}
    plain: dict[str, Any] = json.loads(json.dumps(config))
    return plain


def save_whole(
    folder: Path,
    modules: dict[str, nn.Module],
    average: WeightAverage,
    optimizer: torch.optim.Optimizer,
    state: RunState,
) -> None:
    """Write the whole form; the older one stays until the new one is complete."""
    part = folder / "whole.part"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    for name, module in modules.items():
        save_file(_contiguous(module.state_dict()), part / f"{name}.safetensors")
        save_file(_contiguous(average.shadow[name]), part / f"{name}.average.safetensors")
    moments = optimizer.state_dict()["state"]
    flat = {
        f"{index}.{key}": torch.as_tensor(value).contiguous()
        for index, entry in moments.items()
        for key, value in entry.items()
    }
    save_file(flat, part / "optimizer.safetensors")
    (part / "state.json").write_text(json.dumps(asdict(state)))
    shutil.rmtree(folder / "whole", ignore_errors=True)
    part.rename(folder / "whole")


def _contiguous(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    return {key: value.contiguous() for key, value in weights.items()}


def load_whole(
    folder: Path,
    modules: dict[str, nn.Module],
    average: WeightAverage,
    optimizer: torch.optim.Optimizer,
) -> RunState:
    """Restore what `save_whole` wrote into the given objects; returns where the run stood."""
    whole = folder / "whole"
    for name, module in modules.items():
        module.load_state_dict(load_file(whole / f"{name}.safetensors"))
        average.shadow[name] = load_file(whole / f"{name}.average.safetensors")
    state = optimizer.state_dict()
    moments: dict[int, dict[str, Tensor]] = {}
    for key, value in load_file(whole / "optimizer.safetensors").items():
        index, _, name = key.partition(".")
        moments.setdefault(int(index), {})[name] = value
    optimizer.load_state_dict({"state": moments, "param_groups": state["param_groups"]})
    # The fused step walks parameters and moments alike: give the moments the parameters' layout.
    for parameter, entry in optimizer.state.items():
        for name, value in entry.items():
            if value.shape == parameter.shape:
                entry[name] = torch.empty_like(parameter).copy_(value)
    return RunState(**json.loads((whole / "state.json").read_text()))
