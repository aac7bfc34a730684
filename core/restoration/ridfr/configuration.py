"""In what the restorers of one pipeline differ: `lite`, `sd15` and `sd15-tile` are values of this."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import torch
from torch import Tensor

from core.domain.alignment import AlignmentTemplate
from core.errors import WeightsError
from core.restoration.restorer import IdentityTokens
from core.restoration.ridfr.conditions import ContentCondition, LatentCondition
from core.restoration.ridfr.device import LITE_NEEDS, MemoryNeeds
from core.restoration.ridfr.folding import PixelFolding
from core.restoration.ridfr.latents import LatentCodec
from core.restoration.ridfr.modules import RidfrModules
from core.restoration.ridfr.noise import without_strong_noise
from core.restoration.ridfr.prediction import ChangeOfLowQuality, Prediction
from core.restoration.ridfr.reference_encoder import OwnEncoder, ReferenceEncoder
from core.restoration.ridfr.swinir import SwinIr


@dataclass(frozen=True)
class Configuration:
    """Everything of a restorer beside its denoising modules and its sampling."""

    codec: LatentCodec
    """What is diffused: folded pixels or the VAE's latents."""
    condition: ContentCondition
    """What the content module is given of the low-quality picture."""
    prediction: Prediction
    """What the prior's output means."""
    encoder: ReferenceEncoder
    """What looks at references."""
    needs: MemoryNeeds
    prompt: Tensor | None = None
    """(L, D) the empty prompt; None for a prior without text encoder."""
    absent: IdentityTokens | None = None
    """(N, D) tokens of a reference that is not there; None if the adapter is silent without one."""
    colour_match: str = "none"
    """Where a recipe leaves it to the restorer."""
    prepare: Callable[[Tensor], Tensor] | None = None
    """What becomes of low-quality pictures (B, 3, S, S) in [-1, 1] before anything else."""
    finish: Callable[[Tensor], Tensor] | None = None
    """What becomes of the clean latents (B, C, H, W) of the last step before they are decoded."""
    open_cleaner: Callable[[], SwinIr] | None = None
    """Loads the network of pre-restoration; None where it is not installed."""

    @property
    def guides_content(self) -> bool:
        """Whether a prediction without the low-quality picture means anything (RefID's s_i)."""
        return not isinstance(self.prediction, ChangeOfLowQuality)

    @property
    def resident(self) -> list[torch.nn.Module]:
        """Modules of the configuration that are always on the device."""
        own = [self.encoder.encoder] if isinstance(self.encoder, OwnEncoder) else []
        return [cast(torch.nn.Module, self.codec), *own]

    def cleaner(self) -> SwinIr:
        """The network of pre-restoration.

        Raises:
            WeightsError: it is not installed.
        """
        if self.open_cleaner is None:
            raise WeightsError(
                "Cleaning a face first needs the pack “swinir-face” (ridfr packs download swinir-face) and "
                "a restorer of full size."
            )
        return self.open_cleaner()


def lite_configuration(modules: RidfrModules, template: AlignmentTemplate) -> Configuration:
    """`lite`: folded pixels, its own identity encoder, no prompt."""
    folding = PixelFolding()
    return Configuration(
        codec=folding,
        condition=LatentCondition(),
        prediction=ChangeOfLowQuality(),
        encoder=OwnEncoder(modules.encoder, template),
        needs=LITE_NEEDS,
        prepare=without_strong_noise,
        finish=folding.without_grid,
    )
