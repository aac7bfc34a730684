"""Checkpoints of a run.

Two forms, both free of pickle:

- the *small form*, one ``<module>.safetensors`` (fp16) and ``<module>.json`` (configuration)
  per module with the averaged weights, plus ``state.json``: what is carried elsewhere, shipped
  and started from.  The random state is the run's seed and step, from which all samples follow;
- the *whole form*, ``whole/``: fp32 weights, averages and optimiser state, from which a run
  goes on as if it had not stopped.
"""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
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
from training.config import ConfigError


@dataclass(frozen=True)
class RunState:
    """Where a run stands."""

    stage: str
    step: int
    samples: int
    seconds: float
    """Wall-clock seconds of training so far, all sittings together."""
    seed: int = 0
    """With the step it is the random state: order, damage, noise and dropout follow from both."""
    warm_from: int = 0
    """Step from which the learning rate was last warmed up: of the last small form gone on from."""


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

    @contextlib.contextmanager
    def applied(self, modules: dict[str, nn.Module]) -> Iterator[None]:
        """The averages in the place of the weights for a while."""
        own = {
            name: {key: value.detach().clone() for key, value in module.state_dict().items()}
            for name, module in modules.items()
        }
        for name, module in modules.items():
            module.load_state_dict(self.shadow[name])
        try:
            yield
        finally:
            for name, module in modules.items():
                module.load_state_dict(own[name])


def save_modules(
    folder: Path, modules: dict[str, nn.Module], weights: dict[str, dict[str, Tensor]], state: RunState
) -> None:
    """Write the small form into `folder`, each file under a temporary name first."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, module in modules.items():
        values = weights.get(name, module.state_dict())
        half = {key: value.half() if value.is_floating_point() else value for key, value in values.items()}
        part = folder / f"{name}.safetensors.part"
        save_file(_contiguous(half), part)
        part.replace(folder / f"{name}.safetensors")
        (folder / f"{name}.json").write_text(json.dumps(plain_config(module), indent=1) + "\n")
    (folder / "state.json").write_text(json.dumps(asdict(state), indent=1) + "\n")


def write_run(folder: Path, settings: dict[str, Any]) -> None:
    """Note the settings of a run in its folder: `export` and the card read them."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "run.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def read_run(folder: Path) -> dict[str, Any]:
    """Settings of a run; none of one that did not note them.

    Raises:
        ConfigError: there is no such folder.
    """
    if not folder.is_dir():
        raise ConfigError(f"there is no run folder {folder}")
    file = folder / "run.json"
    settings: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return settings


def load_module(folder: Path, name: str) -> nn.Module:
    """Read one module as fp32, from a run's small form or from a restorer pack.

    Raises:
        WeightsError: a file of a pack does not have the recorded hash.
    """
    if (folder / "config.json").is_file():
        return load_checked(folder, name, read_config(folder)["modules"][name])
    config = json.loads((folder / f"{name}.json").read_text())
    module: nn.Module = MODULE_CLASSES[name].from_config(config)
    load_weights(module, load_file(folder / f"{name}.safetensors"))
    return module


def load_small(folder: Path, modules: dict[str, nn.Module], average: WeightAverage) -> RunState:
    """Go on from a small form: weights and place in the data, with an optimiser to be warmed up again.

    Raises:
        ConfigError: the folder holds no small form of these modules.
    """
    for name, module in modules.items():
        file = folder / f"{name}.safetensors"
        if not file.exists():
            raise ConfigError(f"{folder} has no {file.name}; give the folder of a run that trained it")
        load_weights(module, load_file(file))
        average.shadow[name] = {key: value.detach().clone() for key, value in module.state_dict().items()}
    state = RunState(**json.loads((folder / "state.json").read_text()))
    return replace(state, warm_from=state.step)


def has_whole(folder: Path) -> bool:
    """Whether a run can go on in a folder as if it had not stopped."""
    return (folder / "whole").exists()


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
