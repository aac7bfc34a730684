"""One denoising prediction of RIDFR: prior, content injection and identity injection together.

Training and sampling call the same methods, so what is learnt is what is sampled.
"""

from __future__ import annotations

from typing import NamedTuple

from diffusers import UNet2DConditionModel
from torch import Tensor, nn

from core.restoration.ridfr.content import ContentInjectionModule, TileModule
from core.restoration.ridfr.detail import DetailInjection
from core.restoration.ridfr.identity import IdentityContext
from core.restoration.ridfr.prediction import ChangeOfLowQuality, Prediction


class Content(NamedTuple):
    """What the content injection module adds to the prior; shared by all references of a face."""

    down: tuple[Tensor, ...]
    middle: Tensor

    def rows(self, faces: Tensor, gain: Tensor | None = None) -> Content:
        """The content of the given faces (R,): one face's serves every reference of it.

        `gain` (R,) scales it; 0 leaves the prior alone, which is RefID's prediction without content.
        """
        if gain is None:
            return Content(tuple(part[faces] for part in self.down), self.middle[faces])
        factor = gain.to(self.middle.dtype)[:, None, None, None]
        return Content(tuple(factor * part[faces] for part in self.down), factor * self.middle[faces])


class Denoiser(nn.Module):
    """What the noisy latents z_t hold, given the low-quality picture and an identity.

    The prior's output is read by the `prediction`: that of `sd15` is the noise eps in z_t (Eq. 2);
    that of `lite` the change of the low-quality latents into the clean ones, because at a small budget
    nothing matters more.  Both are turned into the clean latents z_0 for the solver.
    """

    def __init__(
        self,
        prior: UNet2DConditionModel,
        content: ContentInjectionModule | TileModule,
        prediction: Prediction | None = None,
        detail: DetailInjection | None = None,
    ) -> None:
        super().__init__()
        self.prior = prior
        self.content = content
        self.prediction = prediction or ChangeOfLowQuality()
        self.detail = detail

    def inject_content(self, noisy: Tensor, condition: Tensor, timestep: Tensor, prompt: Tensor) -> Content:
        """Content residuals for z_t (B, C, H, W) at t (B,); the identity does not enter here."""
        dtype = self.prior.dtype
        down, middle = self.content.residuals(
            noisy.to(dtype), condition.to(dtype), timestep, prompt.to(dtype)
        )
        return Content(tuple(down), middle)

    def predict(self, noisy: Tensor, timestep: Tensor, content: Content, context: IdentityContext) -> Tensor:
        """The prior's output (B, C, H, W) in fp32 for z_t at t (B,)."""
        dtype = self.prior.dtype
        output: Tensor = self.prior(
            noisy.to(dtype),
            timestep,
            context.to_dtype(dtype),
            down_block_additional_residuals=list(content.down),
            mid_block_additional_residual=content.middle,
            return_dict=False,
        )[0]
        return output.float()

    def predict_clean(
        self, noisy: Tensor, low_quality: Tensor, timestep: Tensor, content: Content, context: IdentityContext
    ) -> Tensor:
        """Clean latents z_0 (B, C, H, W) predicted from z_t at t (B,)."""
        clean = self.estimate(noisy, low_quality, timestep, content, context)
        return self.inject_detail(clean, low_quality, context)

    def estimate(
        self, noisy: Tensor, low_quality: Tensor, timestep: Tensor, content: Content, context: IdentityContext
    ) -> Tensor:
        """Clean latents before the detail of any reference is injected."""
        output = self.predict(noisy, timestep, content, context)
        return self.prediction.clean(output, noisy, low_quality, timestep)

    def inject_detail(self, clean: Tensor, low_quality: Tensor, context: IdentityContext) -> Tensor:
        """Clean latents with the detail of the best fitting reference, by the adapter scale."""
        if self.detail is None or context.pictures is None or context.shares is None:
            return clean
        reference = self.detail.choose(clean, context.pictures, context.shares)
        detailed: Tensor = self.detail(clean, low_quality, reference)
        return clean + context.scale[:, None, None, None] * (detailed - clean)
