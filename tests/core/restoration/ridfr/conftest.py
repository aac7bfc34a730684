"""A tiny RIDFR with random weights: real modules, one second."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from core.domain.alignment import LITE_128
from core.domain.recipe import ExecutionPlan, RestoreRecipe
from core.restoration.restorer import Reference, RestoreRequest
from core.restoration.ridfr.modules import RidfrModules
from core.restoration.ridfr.pipeline import RestorerCard, RidfrPipeline
from core.restoration.ridfr.sampling import SamplingSettings
from training.architectures import ARCHITECTURES, build_modules
from training.checkpoints import RunState, save_modules
from training.export import ExportOptions, export


@pytest.fixture(autouse=True)
def _one_thread() -> None:
    torch.set_num_threads(1)


def random_modules(seed: int = 0) -> RidfrModules:
    """Tiny modules whose every part has an effect: fresh ones begin with zeros in many places."""
    torch.manual_seed(seed)
    modules = build_modules(ARCHITECTURES["tiny"])
    with torch.no_grad():
        for module in modules.named().values():
            for parameter in module.parameters():
                parameter.add_(0.05 * torch.randn_like(parameter))
    return modules


@pytest.fixture
def modules() -> RidfrModules:
    return random_modules()


@pytest.fixture
def pipeline(modules: RidfrModules) -> RidfrPipeline:
    card = RestorerCard("lite", "0" * 64, "test", LITE_128, SamplingSettings(default_steps=3))
    return RidfrPipeline(modules, card, ExecutionPlan("cpu", "float32", 4, threads=1))


@pytest.fixture
def pack(modules: RidfrModules, tmp_path: Path) -> Path:
    """A restorer folder as `export` writes it."""
    save_modules(tmp_path / "run", modules.named(), {}, RunState("alignment", 1, 1, 1.0))
    return export(ExportOptions(run=str(tmp_path / "run"), out=str(tmp_path / "tiny"), default_steps=2))


Picture = NDArray[np.uint8]


@pytest.fixture
def picture() -> Callable[[int], Picture]:
    """Smooth random crops by number."""

    def draw(number: int) -> Picture:
        rng = np.random.default_rng(number)
        coarse = rng.integers(0, 256, (8, 8, 3)).astype(np.uint8)
        return np.kron(coarse, np.ones((16, 16, 1), dtype=np.uint8))

    return draw


@pytest.fixture
def request_for(pipeline: RidfrPipeline, picture: Callable[[int], Picture]) -> Callable[..., RestoreRequest]:
    """A request: crop and references by number, settings of the recipe by name."""

    def build(crop: int, references: tuple[int, ...] = (), **settings: object) -> RestoreRequest:
        recipe = RestoreRecipe(restorer="lite", **settings)  # type: ignore[arg-type]
        chosen = tuple(Reference(pipeline.encode_reference(picture(number))) for number in references)
        return RestoreRequest(picture(crop), chosen, recipe)

    return build
