"""RIDFR as a restorer: degraded faces and references of their people in, restored faces out.

One class for every size: the modules decide whether it is `lite` or the paper's own.
Invariant: a result depends on its request, the weights and the plan, never on the other faces
of the batch, nor on anything kept from an earlier call.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from core.domain.alignment import AlignmentTemplate
from core.domain.recipe import ExecutionPlan
from core.errors import DeviceError
from core.progress import Progress
from core.restoration.restorer import Crop, IdentityTokens, RestoredFaces, RestoreRequest, RestorerSpec
from core.restoration.ridfr.denoiser import Denoiser
from core.restoration.ridfr.folding import PixelFolding
from core.restoration.ridfr.modules import RidfrModules
from core.restoration.ridfr.references import IdentityRows, stack_rows
from core.restoration.ridfr.sampling import SamplingSettings, Trajectory, face_noise

MAX_REFERENCES = 8


@dataclass(frozen=True)
class RestorerCard:
    """What a restorer's folder says of itself, beside its weights."""

    name: str
    weights: str
    """SHA-256 over the hashes of its modules and its sampling settings."""
    licence: str
    template: AlignmentTemplate
    sampling: SamplingSettings


class RidfrPipeline:
    """The `Restorer` of RIDFR's modules."""

    def __init__(self, modules: RidfrModules, card: RestorerCard, plan: ExecutionPlan) -> None:
        self.card = card
        self.plan = plan
        self.device = torch.device(plan.device)
        for module in modules.named().values():
            module.to(self.device).eval().requires_grad_(False)
        self.folding = PixelFolding()
        self.encoder = modules.encoder
        self.identity = modules.identity
        self.denoiser = Denoiser(modules.prior, modules.content)
        self.identity.attach(modules.prior)
        self.parameters = modules.parameters

    @property
    def spec(self) -> RestorerSpec:
        """What this restorer is and needs."""
        return RestorerSpec(
            name=self.card.name,
            weights=self.card.weights,
            template=self.card.template,
            reference_template=self.card.template,
            default_steps=self.card.sampling.default_steps,
            max_references=MAX_REFERENCES,
            licence=self.card.licence,
            parameters=self.parameters,
        )

    @torch.inference_mode()
    def encode_reference(self, crop: Crop) -> IdentityTokens:
        """Identity tokens (N, D) of one reference crop, kept in half precision."""
        self._check_size(crop)
        picture = self._picture([crop])
        tokens: Tensor = self.identity(self.encoder(picture), picture)
        return tokens[0].cpu().numpy().astype(np.float16)

    def restore(self, requests: Sequence[RestoreRequest], progress: Progress) -> RestoredFaces:
        """Restore faces in batches of the plan's size; faces of equal steps share a batch."""
        self.check_inputs(requests)
        plan = self.plan
        while True:
            try:
                return RestoredFaces(self._restore_all(requests, plan.batch_size, progress), plan)
            except torch.OutOfMemoryError as error:
                if plan.batch_size == 1:
                    raise DeviceError("There is not enough memory to restore a single face.") from error
                plan = replace(plan, batch_size=plan.batch_size // 2)

    @torch.inference_mode()
    def __call__(self, requests: Sequence[RestoreRequest], progress: Progress) -> list[Crop]:
        """The method: one batch of faces of equal steps."""
        steps = requests[0].recipe.steps or self.card.sampling.default_steps
        identity = self.gather_identities(requests)  # 1
        low_quality = self.prepare_latents(requests)  # 2
        trajectory = Trajectory(self.card.sampling, steps)  # 3
        noise = self.draw_noise(requests, low_quality)
        noisy = trajectory.start(low_quality, noise)
        for timestep in progress.over(list(trajectory.timesteps), "step"):  # 4
            clean = self.denoise(noisy, low_quality, timestep, identity)
            if self.card.sampling.antithetic_start and timestep == trajectory.timesteps[0]:
                mirrored = trajectory.start(low_quality, -noise)
                clean = (clean + self.denoise(mirrored, low_quality, timestep, identity)) / 2
            noisy = trajectory.step(clean, timestep, noisy)
        return self.decode(noisy)  # 5

    def check_inputs(self, requests: Sequence[RestoreRequest]) -> None:
        """Refuse what cannot be restored, before anything is computed.

        Raises:
            ValueError: a crop has the wrong size, or a recipe is not for this restorer.
        """
        for request in requests:
            self._check_size(request.crop)
            if request.recipe.restorer != self.card.name:
                raise ValueError(f"the recipe is for {request.recipe.restorer}, this is {self.card.name}")
            if request.recipe.weights not in ("", self.card.weights):
                raise ValueError("the recipe was made for other weights of this restorer")
            if len(request.references) > MAX_REFERENCES:
                raise ValueError(f"at most {MAX_REFERENCES} references, not {len(request.references)}")

    def gather_identities(self, requests: Sequence[RestoreRequest]) -> IdentityRows:
        """Identity tokens of all references, as the rows of predictions that they need."""
        return stack_rows(requests, self.identity.token_shape, self.device)

    def prepare_latents(self, requests: Sequence[RestoreRequest]) -> Tensor:
        """Low-quality latents z_LQ (B, C, H, W)."""
        latents: Tensor = self.folding.encode(self._picture([request.crop for request in requests]))
        return latents

    def draw_noise(self, requests: Sequence[RestoreRequest], low_quality: Tensor) -> Tensor:
        """Noise like the latents, for each face from its own seed."""
        noise = [face_noise(request.recipe.seed, low_quality.shape[1:]) for request in requests]
        return torch.stack(noise).to(self.device)

    def denoise(self, noisy: Tensor, low_quality: Tensor, timestep: Tensor, identity: IdentityRows) -> Tensor:
        """Clean latents predicted at one timestep, averaged over the references of each face.

        The content module runs once per face; its residuals serve every reference.
        """
        faces, rows = len(noisy), identity.face
        times = timestep.expand(faces).to(self.device)
        content = self.denoiser.inject_content(noisy, low_quality, times, identity.context.prompt[:faces])
        clean = self.denoiser.predict_clean(
            noisy[rows], low_quality[rows], times[rows], content.rows(rows), identity.context
        )
        return identity.combine(clean, faces)

    def decode(self, latents: Tensor) -> list[Crop]:
        """Clean latents -> RGB crops."""
        pictures = self.folding.decode(latents).clamp(-1, 1)
        levels = ((pictures + 1) * 127.5).round().to(torch.uint8)
        return list(levels.permute(0, 2, 3, 1).contiguous().cpu().numpy())

    def _restore_all(
        self, requests: Sequence[RestoreRequest], batch_size: int, progress: Progress
    ) -> tuple[Crop, ...]:
        """Group the faces by steps, cut the groups into batches, put the results in order."""
        groups: dict[int, list[int]] = {}
        for index, request in enumerate(requests):
            groups.setdefault(request.recipe.steps, []).append(index)
        batches = [
            group[start : start + batch_size]
            for group in groups.values()
            for start in range(0, len(group), batch_size)
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

    def _check_size(self, crop: Crop) -> None:
        side = self.card.template.size
        if crop.shape != (side, side, 3) or crop.dtype != np.uint8:
            raise ValueError(f"a crop is ({side}, {side}, 3) of uint8, not {crop.shape} of {crop.dtype}")
