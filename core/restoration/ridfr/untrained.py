"""A restorer of full size with random weights: its speed and memory are those of the trained one.

For measuring where nobody may pass the weights on, and for the test that runs the real sizes end to
end.  What it restores is noise.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
import torch
from diffusers import AutoencoderKL
from torch import Tensor, nn

from core.domain.alignment import FACEID_224, FFHQ_512
from core.domain.recipe import ExecutionPlan
from core.restoration.ridfr.conditions import CONDITIONS
from core.restoration.ridfr.configuration import Configuration
from core.restoration.ridfr.device import SD15_NEEDS, choose_plan
from core.restoration.ridfr.identity import IdentityInjectionModule
from core.restoration.ridfr.identity_encoder import IdentityFeatures
from core.restoration.ridfr.latents import SD15_VAE, VaeLatents
from core.restoration.ridfr.modules import DenoisingModules
from core.restoration.ridfr.pipeline import RestorerCard, RidfrPipeline
from core.restoration.ridfr.prediction import Epsilon
from core.restoration.ridfr.sampling import SD15_SAMPLING
from core.restoration.ridfr.sd15_networks import TEXT_ENCODER, build_content, build_unet

Module = TypeVar("Module", bound=nn.Module)

FACEID_PLUS: dict[str, Any] = {
    "token_width": 768,
    "tokens": 4,
    "vector_size": 512,
    "feature_width": 1280,
    "depth": 4,
    "head_width": 64,
}
"""Sizes of IP-Adapter-FaceID-Plus for SD1.5."""

CLIP_TOKENS = (257, 1280)

DRAWN = 2**20 - 3
"""Numbers drawn for a module: no divisor of a layer's width, so that its rows differ."""


class InventedFeatures:
    """In the seat of ArcFace and CLIP: features drawn from the picture's own sum."""

    template = FACEID_224

    def __call__(self, picture: Tensor) -> IdentityFeatures:
        generator = torch.Generator().manual_seed(int(picture.sum().abs().item()))
        vector = nn.functional.normalize(torch.randn(len(picture), 512, generator=generator), dim=1)
        spatial = torch.randn(len(picture), *CLIP_TOKENS, generator=generator)
        return IdentityFeatures(vector.to(picture.device), spatial.to(picture.device), ())

    def release(self) -> None:
        """Nothing was loaded."""


def untrained_pipeline(
    condition: str = "pixels", *, device: str | None = None, plan: ExecutionPlan | None = None, seed: int = 0
) -> RidfrPipeline:
    """`sd15` (condition "pixels", "latents") or `sd15-tile` ("picture") with random weights.

    Raises:
        DeviceError: this machine cannot run it.
    """
    plan = plan or choose_plan(device, SD15_NEEDS)
    torch.manual_seed(seed)
    prior = randomly_filled(build_unet)
    widths = IdentityInjectionModule.layers_of(prior)["layer_widths"]
    modules = DenoisingModules(
        prior,
        randomly_filled(lambda: build_content(condition)),
        randomly_filled(lambda: IdentityInjectionModule(layer_widths=widths, **FACEID_PLUS)),
    )
    width, length = TEXT_ENCODER.hidden_size, TEXT_ENCODER.max_position_embeddings
    configuration = Configuration(
        codec=VaeLatents(randomly_filled(lambda: AutoencoderKL(**SD15_VAE))),
        condition=CONDITIONS[condition](),
        prediction=Epsilon(),
        encoder=InventedFeatures(),
        needs=SD15_NEEDS,
        prompt=torch.randn(length, width),
        absent=torch.randn(FACEID_PLUS["tokens"], width).numpy().astype(np.float16),
    )
    name = "untrained-sd15-tile" if condition == "picture" else "untrained-sd15"
    card = RestorerCard(name, "", "random weights", FFHQ_512, SD15_SAMPLING)
    return RidfrPipeline(modules, card, plan, configuration)


@torch.no_grad()
def randomly_filled(build: Callable[[], Module]) -> Module:
    """A module with weights that keep the size of what passes through, without torch's slow own start."""
    with torch.device("meta"):
        module = build()
    module.to_empty(device="cpu")
    # Drawn once and repeated: a billion normal numbers take a minute.
    drawn = torch.randn(DRAWN)
    for name, parameter in module.named_parameters():
        if parameter.dim() > 1:
            spread = (parameter.numel() // len(parameter)) ** -0.5
            for part in torch.split(parameter.view(-1), DRAWN):
                part.copy_(drawn[: len(part)]).mul_(spread)
        else:
            parameter.fill_(float(name.endswith("weight")))
    return module
