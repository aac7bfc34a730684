"""One denoising prediction of RIDFR: prior, content injection and identity injection together.

Training and sampling call the same two methods, so what is learnt is what is sampled.
"""

from __future__ import annotations

from typing import NamedTuple

from diffusers import UNet2DConditionModel
from torch import Tensor, nn

from core.restoration.ridfr.content import ContentInjectionModule
from core.restoration.ridfr.identity import IdentityContext


class Content(NamedTuple):
    """What the content injection module adds to the prior; shared by all references of a face."""

    down: tuple[Tensor, ...]
    middle: Tensor

    def rows(self, faces: Tensor) -> Content:
        """The content of the given faces (R,): one face's serves every reference of it."""
        return Content(tuple(part[faces] for part in self.down), self.middle[faces])


class Denoiser(nn.Module):
    """Predicts the clean latents z_0 from noisy latents z_t, the low-quality latents and identity.

    The prior predicts the clean picture as a change of the low-quality one,
    z_0 = z_LQ + prior(z_t, t, content, identity): at a small budget nothing matters more.
    """

    def __init__(self, prior: UNet2DConditionModel, content: ContentInjectionModule) -> None:
        super().__init__()
        self.prior = prior
        self.content = content

    def inject_content(self, noisy: Tensor, low_quality: Tensor, timestep: Tensor, prompt: Tensor) -> Content:
        """Content residuals for z_t (B, C, H, W) at t (B,); the identity does not enter here."""
        down, middle = self.content.residuals(noisy, low_quality, timestep, prompt)
        return Content(tuple(down), middle)

    def predict_clean(
        self, noisy: Tensor, low_quality: Tensor, timestep: Tensor, content: Content, context: IdentityContext
    ) -> Tensor:
        """Clean latents (B, C, H, W) predicted from z_t at t (B,)."""
        change: Tensor = self.prior(
            noisy,
            timestep,
            context,
            down_block_additional_residuals=list(content.down),
            mid_block_additional_residual=content.middle,
            return_dict=False,
        )[0]
        return low_quality + change
