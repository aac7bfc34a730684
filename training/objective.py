"""What one training step of the denoiser minimises, for every stage after the encoder's.

`RestorationObjective` is one module whose forward gives the named losses of a batch, so that
Accelerate can wrap it for several processes.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn

from core.restoration.ridfr.denoiser import Denoiser
from core.restoration.ridfr.folding import PixelFolding
from core.restoration.ridfr.identity import IdentityContext, identity_context
from core.restoration.ridfr.identity_encoder import IdentityFeatures
from core.restoration.ridfr.modules import RidfrModules
from core.restoration.ridfr.sampling import SamplingSettings, add_noise, noise_scheduler
from training.config import TrainConfig
from training.datasets import FaceSample
from training.losses import (
    alignment_loss,
    hard_example_identity_loss,
    masked_charbonnier,
    perceptual_loss,
    signal_to_noise_weight,
)


class NoisyBatch(NamedTuple):
    """A batch on its way: z_t, z_LQ, t and alpha-bar."""

    noisy: Tensor
    low_quality: Tensor
    timestep: Tensor
    alpha: Tensor
    """(B,) alpha-bar at t."""


class RestorationObjective(nn.Module):
    """Losses of the prior, the content module and the identity module on one batch."""

    alphas: Tensor
    """(1000,) alpha-bar."""

    def __init__(self, modules: RidfrModules, config: TrainConfig) -> None:
        super().__init__()
        self.settings = SamplingSettings()
        self.config = config
        self.folding = PixelFolding()
        self.denoiser = Denoiser(modules.prior, modules.content)
        self.identity = modules.identity
        self.encoder = modules.encoder
        self.identity.attach(modules.prior)
        self.register_buffer(
            "alphas", noise_scheduler(self.settings).alphas_cumprod.clone(), persistent=False
        )

    def forward(self, batch: FaceSample) -> dict[str, Tensor]:
        """Weighted losses by name."""
        noised = self.add_noise(batch)
        keep = self.kept_references(batch["has_reference"])
        first = self.encode_references(batch["first_reference"], keep)
        context = self.context(batch["first_reference"], first, keep)
        content = self.denoiser.inject_content(
            noised.noisy, noised.low_quality, noised.timestep, context.prompt
        )
        clean = self.denoiser.predict_clean(
            noised.noisy, noised.low_quality, noised.timestep, content, context
        )
        losses = self.restoration_losses(clean, batch, noised, first, keep)
        if self.config.alignment_weight:
            # Eq. 4-6: same z_t, t and noise, one content pass, another reference of the person.
            second = self.encode_references(batch["second_reference"], keep)
            other = self.denoiser.predict_clean(
                noised.noisy,
                noised.low_quality,
                noised.timestep,
                content,
                self.context(batch["second_reference"], second, keep),
            )
            for name, value in self.restoration_losses(other, batch, noised, second, keep).items():
                losses[name] = (losses[name] + value) / 2
            losses["alignment"] = self.config.alignment_weight * alignment_loss(clean, other)
        return losses

    def add_noise(self, batch: FaceSample) -> NoisyBatch:
        """Draw t <= t* and z_t as sampling meets it.

        Sampling starts from the noised low-quality latents and its solver keeps the implied noise:
        if all predictions were right, z_t would be the noised z_0 + eta_t (z_LQ - z_0) with eta_t
        the ratio of sigma/alpha at t and at t*.  Learning from z_t made of z_0 alone (Eq. 1) teaches
        to trust every detail in z_t, and what the first steps invent is then engraved by the rest.
        The density of t grows with t: what a face looks like is decided in the early steps.
        """
        clean, low_quality = self.folding.encode(batch["clean"]), self.folding.encode(batch["degraded"])
        count, last = len(clean), self.settings.start_timestep
        timestep = (torch.rand(count).sqrt() * (last + 1)).long().to(clean.device)
        alpha = self.alphas[timestep]
        to_noise = (1 - alpha) / alpha
        share = (to_noise / ((1 - self.alphas[last]) / self.alphas[last])).sqrt()
        origin = clean + share[:, None, None, None] * (low_quality - clean)
        noisy = add_noise(self.alphas, origin, torch.randn_like(clean), timestep)
        return NoisyBatch(noisy, low_quality, timestep, alpha)

    def kept_references(self, has_reference: Tensor) -> Tensor:
        """(B,) 1 where a reference is given, 0 where there is none or it is dropped."""
        dropped = torch.rand(len(has_reference), device=has_reference.device) < self.config.reference_dropout
        return has_reference * (~dropped)

    @torch.no_grad()
    def encode_references(self, references: Tensor, keep: Tensor) -> IdentityFeatures | None:
        """Features of the references by the frozen encoder; None when none is kept."""
        if not bool(keep.any()):
            return None
        features: IdentityFeatures = self.encoder(references)
        return features

    def context(self, references: Tensor, features: IdentityFeatures | None, keep: Tensor) -> IdentityContext:
        """Identity context; tokens of zeros where no reference is kept."""
        if features is None:
            tokens = torch.zeros(len(keep), *self.identity.token_shape, device=keep.device)
        else:
            tokens = self.identity(features, references) * keep[:, None, None]
        return identity_context(tokens, torch.ones_like(keep))

    def restoration_losses(
        self,
        clean: Tensor,
        batch: FaceSample,
        noised: NoisyBatch,
        references: IdentityFeatures | None,
        keep: Tensor,
    ) -> dict[str, Tensor]:
        """L_diff on the predicted clean latents, and what the frozen encoder says of them."""
        config, picture = self.config, self.folding.decode(clean)
        weight = signal_to_noise_weight(noised.alpha)
        losses = {
            "diffusion": config.l1_weight
            * masked_charbonnier(picture, batch["clean"], batch["valid"], weight / weight.mean())
        }
        if not (config.perceptual_weight or config.identity_weight):
            return losses
        judged: IdentityFeatures = self.encoder(picture)
        with torch.no_grad():
            truth: IdentityFeatures = self.encoder(batch["clean"])
        trust = noised.alpha.sqrt()
        losses["perceptual"] = config.perceptual_weight * perceptual_loss(judged, truth, trust)
        known = truth.vector if references is None else references.vector
        share = 0.5 * keep
        losses["identity"] = config.identity_weight * hard_example_identity_loss(
            judged.vector, truth.vector, known, share, trust
        )
        return losses
