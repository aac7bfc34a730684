"""What is trained: modules with the configuration that a restorer of theirs has.

`lite` and `sd15` are the same method in two sizes; here they differ in their parts alone, as in
`core.restoration.ridfr`.  ``tiny`` and ``tiny-sd15`` are both in seconds, for the tests;
``untrained-sd15`` is full size with random weights, for measuring.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn

from core.domain.alignment import LITE_128, AlignmentTemplate
from core.domain.recipe import ExecutionPlan
from core.restoration.ridfr.configuration import Configuration, lite_configuration
from core.restoration.ridfr.modules import DenoisingModules, RidfrModules
from core.restoration.ridfr.pipeline import RestorerCard, RidfrPipeline
from core.restoration.ridfr.sampling import SamplingSettings
from training.architectures import ARCHITECTURES, build_modules
from training.checkpoints import load_module
from training.config import ConfigError, TrainConfig
from training.sd15 import Parts, sd15_parts, tiny_sd15_parts, untrained_sd15_parts

SAMPLE_BATCH = 4
"""Faces restored at once for a sample sheet."""


@dataclass(frozen=True)
class TrainingModel:
    """Modules, and in what their restorer differs from others."""

    modules: DenoisingModules
    configuration: Configuration
    template: AlignmentTemplate
    sampling: SamplingSettings
    carried: tuple[str, ...]
    """Modules of the small form: all of `lite`'s; of `sd15` the content module, for the others are
    the user's own download."""

    def named(self) -> dict[str, nn.Module]:
        """Every module by its name in files."""
        return self.modules.named()

    def learn(self, names: tuple[str, ...]) -> dict[str, nn.Module]:
        """Let the named modules, or parts of them, learn and freeze all others.

        A part is given by its dotted path: "identity.detail" trains the detail injection alone, and
        nothing is kept of the prior's forward pass then.  Returns the modules that learn, whole.

        Raises:
            ConfigError: there is no such module.
        """
        named = self.named()
        tops = dict.fromkeys(name.partition(".")[0] for name in names)
        unknown = sorted(set(tops) - set(named))
        if unknown or not names:
            raise ConfigError(f"train_modules are some of {', '.join(named)}, not {', '.join(unknown)}")
        for module in (*named.values(), *self.configuration.resident):
            module.requires_grad_(False).eval()
        for name in names:
            top, _, path = name.partition(".")
            named[top].get_submodule(path).requires_grad_(True).train()
        return {name: named[name] for name in tops}

    def restorer(self, device: str) -> RidfrPipeline:
        """The modules as they are, as a restorer.  It freezes them: call `learn` afterwards."""
        card = RestorerCard("run", "", "unpublished", self.template, self.sampling)
        threads = torch.get_num_threads() if device == "cpu" else 0
        plan = ExecutionPlan(device, "float32", SAMPLE_BATCH, threads=threads)
        return RidfrPipeline(self.modules, card, plan, self.configuration)


def build_model(config: TrainConfig) -> TrainingModel:
    """The model of a run: fresh modules, replaced by what the start and encoder folders hold.

    Raises:
        ConfigError: there is no such model, or files that it needs are missing.
        WeightsError: a file cannot be used.
    """
    if config.model not in MODELS:
        raise ConfigError(f"model must be one of {', '.join(MODELS)}, not {config.model!r}")
    return MODELS[config.model](config)


def _lite(config: TrainConfig) -> TrainingModel:
    fresh = _started(build_modules(ARCHITECTURES[config.model]).named(), config)
    modules = RidfrModules.from_named(fresh).channels_last()
    configuration = lite_configuration(modules, LITE_128)
    return TrainingModel(modules, configuration, LITE_128, SamplingSettings(), tuple(fresh))


def _sd15(config: TrainConfig) -> TrainingModel:
    if not config.base:
        raise ConfigError("sd15 needs base=FOLDER, the packs folder with Stable Diffusion 1.5")
    return _content_alone(sd15_parts(Path(config.base), config.condition), config)


def _untrained_sd15(config: TrainConfig) -> TrainingModel:
    return _content_alone(untrained_sd15_parts(config.condition), config)


def _tiny_sd15(config: TrainConfig) -> TrainingModel:
    return _content_alone(tiny_sd15_parts(config.condition), config)


def _content_alone(parts: Parts, config: TrainConfig) -> TrainingModel:
    modules = DenoisingModules.from_named(_started(parts.modules.named(), config)).channels_last()
    return TrainingModel(modules, parts.configuration, parts.template, parts.sampling, ("content",))


def _started(fresh: dict[str, nn.Module], config: TrainConfig) -> dict[str, nn.Module]:
    """The modules, replaced by those that a folder of the configuration holds."""
    folders = (config.start_folder, config.resume_folder, config.encoder_folder)
    for name in fresh:
        for folder in folders:
            if folder is not None and (folder / f"{name}.safetensors").exists():
                fresh[name] = load_module(folder, name)
    return fresh


MODELS: dict[str, Callable[[TrainConfig], TrainingModel]] = {
    "lite": _lite,
    "tiny": _lite,
    "sd15": _sd15,
    "untrained-sd15": _untrained_sd15,
    "tiny-sd15": _tiny_sd15,
}
