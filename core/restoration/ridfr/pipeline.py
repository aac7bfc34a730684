"""RIDFR as a restorer: degraded faces and references of their people in, restored faces out.

One class for every size: modules and `Configuration` decide whether it is `lite`, the paper's own
(`sd15`) or its stand-in with public weights (`sd15-tile`).
Invariant: a result depends on its request, the weights and the plan, never on the other faces
of the batch, nor on anything kept from an earlier call.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from core.domain.alignment import AlignmentTemplate
from core.domain.recipe import MOST_REFERENCES, ExecutionPlan
from core.progress import Progress
from core.restoration.restorer import Crop, IdentityTokens, RestoredFaces, RestoreRequest, RestorerSpec
from core.restoration.ridfr.colour import COLOUR_MATCHES
from core.restoration.ridfr.configuration import Configuration, lite_configuration
from core.restoration.ridfr.denoiser import Denoiser
from core.restoration.ridfr.device import AskForCpu, place, plan_after_running_out, ran_out_of_memory
from core.restoration.ridfr.modules import DenoisingModules, RidfrModules, parameters_of
from core.restoration.ridfr.references import IdentityRows, TokenForm, stack_faces, stack_rows
from core.restoration.ridfr.sampling import SamplingSettings, Trajectory, face_noise


@dataclass(frozen=True)
class RestorerCard:
    """What a restorer's folder says of itself, beside its weights."""

    name: str
    weights: str
    """SHA-256 over the hashes of its modules and its sampling settings."""
    licence: str
    template: AlignmentTemplate
    sampling: SamplingSettings


class LowQuality(NamedTuple):
    """The low-quality pictures of a batch in the forms that the method needs."""

    picture: Tensor
    """(B, 3, S, S) in [-1, 1], cleaned where a recipe asks for it; the guide of colours."""
    latents: Tensor
    """(B, C, H, W) z_LQ; zeros where nothing reads them."""
    condition: Tensor
    """Input of the content module."""


class RidfrPipeline:
    """The `Restorer` of RIDFR's modules."""

    def __init__(
        self,
        modules: DenoisingModules,
        card: RestorerCard,
        plan: ExecutionPlan,
        configuration: Configuration | None = None,
        *,
        ask_for_cpu: AskForCpu | None = None,
    ) -> None:
        """Put a restorer together.

        Args:
            modules: prior, content and identity module; for `lite` its encoder too.
            card: what its folder says of it.
            plan: where and how it runs.
            configuration: None is that of `lite`.
            ask_for_cpu: asked before a graphics card that is too small is left for the CPU.
        """
        if configuration is None:
            assert isinstance(modules, RidfrModules)
            configuration = lite_configuration(modules, card.template)
        for module in (*modules.named().values(), *configuration.resident):
            module.eval().requires_grad_(False)
        self.card = card
        self.configuration = configuration
        self.identity = modules.identity
        self.denoiser = Denoiser(
            modules.prior, modules.content, configuration.prediction, modules.identity.detail
        )
        self.identity.attach(modules.prior)
        self.parameters = parameters_of(*modules.named().values(), *configuration.resident)
        self._ask_for_cpu = ask_for_cpu
        self.use(plan)

    @property
    def spec(self) -> RestorerSpec:
        """What this restorer is and needs."""
        return RestorerSpec(
            name=self.card.name,
            weights=self.card.weights,
            template=self.card.template,
            reference_template=self.configuration.encoder.template,
            default_steps=self.card.sampling.default_steps,
            max_references=MOST_REFERENCES,
            licence=self.card.licence,
            parameters=self.parameters,
        )

    @property
    def token_form(self) -> TokenForm:
        """What the tokens of a reference are."""
        return TokenForm(self.identity.token_shape, self.configuration.absent, self.configuration.prompt)

    def use(self, plan: ExecutionPlan) -> None:
        """Run by this plan from now on."""
        self.plan = plan
        self.device = torch.device(plan.device)
        adapter = [self.identity.to_keys, self.identity.to_values]
        # What references become tokens with stays in fp32: it runs once, and its results are kept.
        self.identity.to(self.device)
        self.configuration.codec.tile(plan.tiled)
        place([*adapter, *self.configuration.resident], replace(plan, offloaded=False))
        place([self.denoiser.prior, self.denoiser.content], plan)

    @torch.inference_mode()
    def encode_reference(self, crop: Crop) -> IdentityTokens:
        """Identity tokens (N, D) of one reference crop, kept in half precision."""
        self._check_size(crop, self.configuration.encoder.template.size)
        picture = self._picture([crop])
        tokens: Tensor = self.identity(self.configuration.encoder(picture), picture)
        return tokens[0].cpu().numpy().astype(np.float16)

    def restore(self, requests: Sequence[RestoreRequest], progress: Progress) -> RestoredFaces:
        """Restore faces in batches of the plan's size; faces of equal steps share a batch.

        When memory runs out the plan is made smaller and stays so: `device.smaller_plan`.
        """
        self.check_inputs(requests)
        self.configuration.encoder.release()
        while True:
            try:
                return RestoredFaces(self._restore_all(requests, progress), self.plan)
            except (RuntimeError, MemoryError) as error:
                if not ran_out_of_memory(error):
                    raise
            # Outside the handler: the error holds the tensors of the attempt.
            self.use(plan_after_running_out(self.plan, self.configuration.needs, self._ask_for_cpu))

    @torch.inference_mode()
    def __call__(self, requests: Sequence[RestoreRequest], progress: Progress) -> list[Crop]:
        """The method: one batch of faces of equal steps."""
        steps = requests[0].recipe.steps or self.card.sampling.default_steps
        identity = self.gather_identities(requests)  # 1
        low_quality = self.prepare_inputs(requests)  # 2
        trajectory = Trajectory(self.card.sampling, steps)  # 3
        noise = self.draw_noise(requests, low_quality.latents)
        noisy = trajectory.start(low_quality.latents, noise)
        for timestep in progress.over(list(trajectory.timesteps), "step"):  # 4
            clean = self.denoise(noisy, low_quality, timestep, identity)
            if self.card.sampling.antithetic_start and timestep == trajectory.timesteps[0]:
                mirrored = trajectory.start(low_quality.latents, -noise)
                clean = (clean + self.denoise(mirrored, low_quality, timestep, identity)) / 2
            noisy = trajectory.step(clean, timestep, noisy)
        clean = self.finish(noisy, low_quality, requests)  # 5
        return self.decode(clean, low_quality, requests)  # 6

    def check_inputs(self, requests: Sequence[RestoreRequest]) -> None:
        """Refuse what cannot be restored, before anything is computed.

        Raises:
            ValueError: a crop has the wrong size, or a recipe is not for this restorer.
        """
        for request in requests:
            recipe = request.recipe
            self._check_size(request.crop, self.card.template.size)
            if recipe.restorer != self.card.name:
                raise ValueError(f"the recipe is for {recipe.restorer}, this is {self.card.name}")
            if recipe.weights not in ("", self.card.weights):
                raise ValueError("the recipe was made for other weights of this restorer")
            if len(request.references) > MOST_REFERENCES:
                raise ValueError(f"at most {MOST_REFERENCES} references, not {len(request.references)}")
            if recipe.content_guidance != 1 and not self.configuration.guides_content:
                raise ValueError(f"{self.card.name} has no prediction without the low-quality picture")

    def gather_identities(self, requests: Sequence[RestoreRequest]) -> IdentityRows:
        """Identity tokens of all references, as the rows of predictions that they need."""
        rows = stack_rows(requests, self.token_form, self.device)
        return rows._replace(context=self.identity.split(rows.context))

    def prepare_inputs(self, requests: Sequence[RestoreRequest]) -> LowQuality:
        """The low-quality pictures, their latents z_LQ and the content module's input."""
        picture = self._picture([request.crop for request in requests])
        if self.configuration.prepare:
            picture = self.configuration.prepare(picture)
        wishes = torch.tensor([request.recipe.pre_restore for request in requests], device=self.device)
        if wishes.any():
            cleaner = self.configuration.cleaner().to(self.device)
            picture[wishes] = cleaner((picture[wishes] + 1) / 2).clamp(0, 1) * 2 - 1
        codec, sampling = self.configuration.codec, self.card.sampling
        if self.configuration.condition.reads_latents or sampling.start == "low-quality":
            latents = codec.encode(picture)
        else:
            latents = picture.new_zeros(len(picture), *codec.latent_shape(picture.shape[-1]))
        return LowQuality(picture, latents, self.configuration.condition(picture, latents))

    def draw_noise(self, requests: Sequence[RestoreRequest], latents: Tensor) -> Tensor:
        """Noise like the latents, for each face from its own seed."""
        noise = [face_noise(request.recipe.seed, latents.shape[1:]) for request in requests]
        return torch.stack(noise).to(self.device)

    def denoise(
        self, noisy: Tensor, low_quality: LowQuality, timestep: Tensor, identity: IdentityRows
    ) -> Tensor:
        """Clean latents predicted at one timestep, averaged over the references of each face.

        The content module runs once per face; its residuals serve every reference.  A pass of the
        prior takes at most as many predictions as the plan has faces in a batch.
        """
        faces = len(noisy)
        times = timestep.expand(faces).to(self.device)
        prompt = identity.context.prompt[:1].expand(faces, -1, -1)
        content = self.denoiser.inject_content(noisy, low_quality.condition, times, prompt)
        predicted = []
        for start in range(0, len(identity.face), self.plan.batch_size):
            rows = identity.part(start, start + self.plan.batch_size)
            gain = rows.content if self.configuration.guides_content else None
            predicted.append(
                self.denoiser.estimate(
                    noisy[rows.face],
                    low_quality.latents[rows.face],
                    times[rows.face],
                    content.rows(rows.face, gain),
                    rows.context,
                )
            )
        return identity.combine(torch.cat(predicted), faces)

    def finish(self, clean: Tensor, low_quality: LowQuality, requests: Sequence[RestoreRequest]) -> Tensor:
        """The clean latents of the last step with what is done once: the references' detail."""
        if self.identity.detail is not None:
            context = self.identity.split(stack_faces(requests, self.token_form, self.device))
            clean = self.denoiser.inject_detail(clean, low_quality.latents, context)
        return self.configuration.finish(clean) if self.configuration.finish else clean

    def decode(
        self, latents: Tensor, low_quality: LowQuality, requests: Sequence[RestoreRequest]
    ) -> list[Crop]:
        """Clean latents -> RGB crops in the colours that the recipes ask for."""
        pictures = self.configuration.codec.decode(latents)
        for index, request in enumerate(requests):
            wish = request.recipe.colour_match
            match = COLOUR_MATCHES[self.configuration.colour_match if wish == "auto" else wish]
            face = slice(index, index + 1)
            pictures[face] = match(pictures[face], low_quality.picture[face])
        levels = ((pictures.clamp(-1, 1) + 1) * 127.5).round().to(torch.uint8)
        return list(levels.permute(0, 2, 3, 1).contiguous().cpu().numpy())

    def _restore_all(self, requests: Sequence[RestoreRequest], progress: Progress) -> tuple[Crop, ...]:
        """Group the faces by steps, cut the groups into batches, put the results in order."""
        groups: dict[int, list[int]] = {}
        for index, request in enumerate(requests):
            groups.setdefault(request.recipe.steps, []).append(index)
        size = self.plan.batch_size
        batches = [
            group[start : start + size] for group in groups.values() for start in range(0, len(group), size)
        ]
        results: dict[int, Crop] = {}
        for number, batch in enumerate(batches):
            crops = self([requests[index] for index in batch], progress.part(number, len(batches)))
            results.update(zip(batch, crops, strict=True))
        return tuple(results[index] for index in range(len(requests)))

    def _picture(self, crops: Sequence[Crop]) -> Tensor:
        """RGB crops (S, S, 3) -> (B, 3, S, S) in [-1, 1]."""
        stacked = torch.from_numpy(np.stack(crops)).permute(0, 3, 1, 2)
        return stacked.to(self.device, torch.float32) / 127.5 - 1

    def _check_size(self, crop: Crop, side: int) -> None:
        if crop.shape != (side, side, 3) or crop.dtype != np.uint8:
            raise ValueError(f"a crop is ({side}, {side}, 3) of uint8, not {crop.shape} of {crop.dtype}")
