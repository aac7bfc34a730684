"""What one training step of the denoiser minimises, for every stage after the encoder's.

With the paper at hand (RIDFR, section 3):

    z_t = sqrt(abar_t) z_0 + sqrt(1 - abar_t) eps                                        (Eq. 1)
    L_content = || eps - eps_theta(z_t, t, LQ) ||^2                                      (Eq. 2)
    eps_i = eps_theta(z_t, t, LQ, ID_i),  i = 1, 2: same z_t, t and eps                  (Eq. 4)
    L = L_diff + lambda L_align,  L_diff over both references                            (Eq. 5)
    L_align = || eps_1 - eps_2 ||^2                                                      (Eq. 6)

`lite` predicts clean latents: it minimises the same terms of z_0 in the place of eps, L_diff on the
decoded picture where the source shows it.  `RestorationObjective` is one module whose forward gives
the named losses of a batch, so that Accelerate can wrap it for several processes.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn

from core.restoration.ridfr.denoiser import Content, Denoiser
from core.restoration.ridfr.identity import IdentityContext, identity_context
from core.restoration.ridfr.identity_encoder import IdentityFeatures
from core.restoration.ridfr.prediction import Epsilon, add_noise, epsilon_from_clean, signal_shares
from core.restoration.ridfr.sampling import SamplingSettings
from training.config import ConfigError, TrainConfig
from training.datasets import FaceSample
from training.detail import disagreement_loss, lost_detail, lost_detail_loss
from training.losses import (
    alignment_loss,
    epsilon_loss,
    hard_example_identity_loss,
    masked_charbonnier,
    perceptual_loss,
    signal_to_noise_weight,
)
from training.models import TrainingModel


class NoisyBatch(NamedTuple):
    """A batch on its way: z_t and what it was made of."""

    noisy: Tensor
    """(B, C, H, W) z_t."""
    noise: Tensor
    """(B, C, H, W) eps."""
    timestep: Tensor
    """(B,)"""
    alpha: Tensor
    """(B,) alpha-bar at t."""
    low_quality: Tensor
    """(B, C, H, W) z_LQ; zeros where nothing reads them."""
    condition: Tensor
    """Input of the content module."""


class Draws(NamedTuple):
    """What chance decides of a batch; from the samples' seeds, whatever process they are in."""

    place: Tensor
    """(B,) uniform in [0, 1): the timestep."""
    reference: Tensor
    """(B,) uniform in [0, 1): whether the reference is dropped."""
    noise: Tensor
    """(B, C, H, W) standard normal."""


class RestorationObjective(nn.Module):
    """Losses of the prior, the content module and the identity module on one batch."""

    alphas: Tensor
    """(1000,) alpha-bar."""
    mean_weight: Tensor
    """() mean of the signal-to-noise weight."""

    def __init__(self, model: TrainingModel, config: TrainConfig) -> None:
        super().__init__()
        configuration = model.configuration
        self.config = config
        self.sampling = model.sampling
        self.codec = configuration.codec
        self.condition = configuration.condition
        self.identity = model.modules.identity
        self.denoiser = Denoiser(
            model.modules.prior, model.modules.content, configuration.prediction, self.identity.detail
        )
        self.identity.attach(model.modules.prior)
        self.reference_encoder = configuration.encoder
        self.encoder: nn.Module | None = getattr(configuration.encoder, "encoder", None)
        self.predicts_noise = isinstance(configuration.prediction, Epsilon)
        self.prompt = configuration.prompt
        self.register_buffer("alphas", signal_shares(), persistent=False)
        self.register_buffer("mean_weight", self._mean_weight(), persistent=False)
        if (config.perceptual_weight or config.identity_weight) and self.encoder is None:
            raise ConfigError("the perceptual and the identity loss need a model with an encoder of its own")

    def forward(self, batch: FaceSample) -> dict[str, Tensor]:
        """Weighted losses by name."""
        config, noised, draws = self.config, *self.add_noise(batch)
        keep = batch["has_reference"] * (draws.reference >= config.reference_dropout)
        content = self.inject_content(noised)
        if config.detail_weight:
            return self.detail_losses(batch, noised, content)
        first = self.encode_references(batch["first_reference"], keep)
        clean = self.predict_clean(noised, content, self.context(batch["first_reference"], first, keep))
        losses = self.restoration_losses(clean, batch, noised, first, keep)
        if not config.pairs:
            return losses
        # Eq. 4: same z_t, t and eps, the same pass of the content module, another reference.
        second = self.encode_references(batch["second_reference"], keep)
        other = self.predict_clean(noised, content, self.context(batch["second_reference"], second, keep))
        for name, value in self.restoration_losses(other, batch, noised, second, keep).items():
            losses[name] = (losses[name] + value) / 2
        if config.alignment_weight:
            # Eq. 5 and 6.
            pair = (self.predicted(clean, noised), self.predicted(other, noised))
            losses["alignment"] = config.alignment_weight * alignment_loss(*pair)
        return losses

    @torch.no_grad()
    def add_noise(self, batch: FaceSample) -> tuple[NoisyBatch, Draws]:
        """Draw t and z_t as sampling meets it.

        From pure noise, t is uniform and z_t as Eq. 1 has it.  Sampling that starts from the noised
        low-quality latents at t* keeps the implied noise: if all predictions were right, z_t would be
        the noised z_0 + eta_t (z_LQ - z_0) with eta_t the ratio of sigma/alpha at t and at t*.
        Learning from z_t made of z_0 alone then teaches to trust every detail in z_t, and what the
        first steps invent is engraved by the rest.  There the density of t grows with t: what a face
        looks like is decided in the early steps.
        """
        clean = self.codec.encode(batch["clean"])
        from_picture = self.sampling.start == "low-quality"
        reads_latents = from_picture or self.condition.reads_latents
        low_quality = self.codec.encode(batch["degraded"]) if reads_latents else torch.zeros_like(clean)
        draws = draw(batch["seed"], clean)
        timestep = draw_timesteps(draws.place, self.sampling)
        alpha = self.alphas[timestep]
        origin = clean
        if from_picture:
            share = (to_noise(alpha) / to_noise(self.alphas[self.sampling.start_timestep])).sqrt()
            origin = clean + share[:, None, None, None] * (low_quality - clean)
        noisy = add_noise(origin, draws.noise, alpha)
        condition = self.condition(batch["degraded"], low_quality)
        return NoisyBatch(noisy, draws.noise, timestep, alpha, low_quality, condition), draws

    def inject_content(self, noised: NoisyBatch) -> Content:
        """The content module's one pass, which knows nothing of any reference."""
        prompt = self.empty_prompt(len(noised.noisy), noised.noisy.device)
        return self.denoiser.inject_content(noised.noisy, noised.condition, noised.timestep, prompt)

    def predict_clean(self, noised: NoisyBatch, content: Content, context: IdentityContext) -> Tensor:
        """Clean latents (B, C, H, W) under one reference each."""
        return self.denoiser.predict_clean(
            noised.noisy, noised.low_quality, noised.timestep, content, context
        )

    def detail_losses(self, batch: FaceSample, noised: NoisyBatch, content: Content) -> dict[str, Tensor]:
        """What the detail injection says is lost of the prior's estimate."""
        injection = self.identity.detail
        assert injection is not None
        estimate = self.estimate_without_reference(noised, content)
        lost = lost_detail(self.codec.decode(estimate), batch["clean"])
        references = [batch["first_reference"], *([batch["second_reference"]] if self.config.pairs else [])]
        predicted = [injection.lost(estimate, noised.low_quality, picture) for picture in references]
        off = [lost_detail_loss(ours, lost, batch["valid"]) for ours in predicted]
        losses = {"lost": self.config.detail_weight * torch.stack(off).mean()}
        if self.config.alignment_weight:
            losses["alignment"] = self.config.alignment_weight * disagreement_loss(predicted, references)
        return losses

    @torch.no_grad()
    def estimate_without_reference(self, noised: NoisyBatch, content: Content) -> Tensor:
        """Clean latents (B, C, H, W) by the prior and the content module alone."""
        nobody = self.context(noised.condition, None, torch.zeros_like(noised.alpha))
        return self.denoiser.estimate(noised.noisy, noised.low_quality, noised.timestep, content, nobody)

    def predicted(self, clean: Tensor, noised: NoisyBatch) -> Tensor:
        """What the prior predicts: eps, or the clean latents."""
        return epsilon_from_clean(noised.noisy, clean, noised.alpha) if self.predicts_noise else clean

    @torch.no_grad()
    def encode_references(self, references: Tensor, keep: Tensor) -> IdentityFeatures | None:
        """Features of the references by the frozen encoder; None when none is kept."""
        if not bool(keep.any()):
            return None
        return self.reference_encoder(references)

    def context(self, references: Tensor, features: IdentityFeatures | None, keep: Tensor) -> IdentityContext:
        """Identity context; tokens of zeros, which add nothing, where no reference is kept."""
        if features is None:
            tokens = torch.zeros(len(keep), *self.identity.token_shape, device=keep.device)
        else:
            tokens = self.identity(features, references) * keep[:, None, None]
        context = self.identity.split(identity_context(tokens, keep))
        return context._replace(prompt=self.empty_prompt(len(keep), keep.device))

    def empty_prompt(self, count: int, device: torch.device) -> Tensor:
        """(B, L, D) the prompt of no words; zeros for a prior that never had one."""
        width = int(self.denoiser.prior.config["cross_attention_dim"])
        prompt = torch.zeros(1, width) if self.prompt is None else self.prompt
        return prompt.to(device, torch.float32).expand(count, -1, -1)

    def restoration_losses(
        self,
        clean: Tensor,
        batch: FaceSample,
        noised: NoisyBatch,
        references: IdentityFeatures | None,
        keep: Tensor,
    ) -> dict[str, Tensor]:
        """L_diff, and what the frozen encoder says of the predicted picture."""
        config = self.config
        judges = bool(config.perceptual_weight or config.identity_weight)
        if self.predicts_noise:
            losses = {"diffusion": epsilon_loss(self.predicted(clean, noised), noised.noise)}
            picture = self.codec.decode(clean) if judges else clean
        else:
            picture = self.codec.decode(clean)
            weight = signal_to_noise_weight(noised.alpha) / self.mean_weight
            losses = {"diffusion": masked_charbonnier(picture, batch["clean"], batch["valid"], weight)}
        losses = {name: config.diffusion_weight * value for name, value in losses.items()}
        if judges:
            losses |= self.judged_losses(picture, batch, noised, references, keep)
        return losses

    def judged_losses(
        self,
        picture: Tensor,
        batch: FaceSample,
        noised: NoisyBatch,
        references: IdentityFeatures | None,
        keep: Tensor,
    ) -> dict[str, Tensor]:
        """Perceptual loss, and RefID's Hard Example Identity Loss, scaled by sqrt(alpha-bar) as ReF-LDM."""
        config = self.config
        assert self.encoder is not None
        judged: IdentityFeatures = self.encoder(picture)
        with torch.no_grad():
            truth: IdentityFeatures = self.encoder(batch["clean"])
        trust = noised.alpha.sqrt()
        known = truth.vector if references is None else references.vector
        identity = hard_example_identity_loss(
            judged.vector, truth.vector, known, config.hard_example_share * keep, trust
        )
        return {
            "perceptual": config.perceptual_weight * perceptual_loss(judged, truth, trust),
            "identity": config.identity_weight * identity,
        }

    def _mean_weight(self) -> Tensor:
        """Mean of the signal-to-noise weight over the timesteps as they are drawn.

        The mean over a batch would make a sample's weight depend on the others of its process.
        """
        place = (torch.arange(4096) + 0.5) / 4096
        return signal_to_noise_weight(self.alphas[draw_timesteps(place, self.sampling)]).mean()


def draw(seeds: Tensor, like: Tensor) -> Draws:
    """Draws of a batch from its seeds (B,), made on the CPU: the same on every device."""
    uniform, noises = [], []
    for seed in seeds.tolist():
        generator = torch.Generator().manual_seed(seed)
        uniform.append(torch.rand(2, generator=generator))
        noises.append(torch.randn(like.shape[1:], generator=generator))
    place, reference = torch.stack(uniform).to(like.device).unbind(1)
    return Draws(place, reference, torch.stack(noises).to(like.device))


def draw_timesteps(place: Tensor, sampling: SamplingSettings) -> Tensor:
    """Timesteps (B,) from uniform draws: all alike, or t <= t* with a density that grows with t."""
    if sampling.start == "low-quality":
        return (place.sqrt() * (sampling.start_timestep + 1)).long()
    return (place * sampling.start_timestep).long()


def to_noise(alpha: Tensor) -> Tensor:
    """sigma^2 / alpha^2 of a timestep's alpha-bar."""
    return (1 - alpha) / alpha
