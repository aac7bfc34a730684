"""Restorers without weights for journeys on real photographs: they take milliseconds a face."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from core.domain.alignment import LITE_128
from core.domain.recipe import ExecutionPlan
from core.progress import Progress
from core.restoration.restorer import (
    Crop,
    IdentityTokens,
    RestoredFaces,
    RestoreRequest,
    RestorerSpec,
)

REFERENCE_SHARE = 0.6


@dataclass
class MixingRestorer:
    """Tokens are the reference's pixels; results are a mix of both faces. Counts what it does."""

    spec: RestorerSpec = field(
        default_factory=lambda: RestorerSpec(
            name="mixing",
            weights="0" * 64,
            template=LITE_128,
            reference_template=LITE_128,
            default_steps=1,
            max_references=1,
            licence="test",
            parameters=0,
        )
    )
    restored: int = 0

    def encode_reference(self, crop: Crop) -> IdentityTokens:
        return (crop.reshape(-1, 3) / 255).astype(np.float16)

    def restore(self, requests: tuple[RestoreRequest, ...], progress: Progress) -> RestoredFaces:
        crops = [self._restore(request) for request in progress.over(requests)]
        return RestoredFaces(tuple(crops), ExecutionPlan("cpu", "float32", len(requests), threads=1))

    def _restore(self, request: RestoreRequest) -> Crop:
        self.restored += 1
        reference = request.references[0].tokens.astype(np.float64).reshape(request.crop.shape) * 255
        mixed = (1 - REFERENCE_SHARE) * request.crop + REFERENCE_SHARE * reference
        return np.clip(np.rint(mixed), 0, 255).astype(np.uint8)


@dataclass
class LosingRestorer(MixingRestorer):
    """Gives its first face back upside down, so that nobody would know it again."""

    def _restore(self, request: RestoreRequest) -> Crop:
        mixed = super()._restore(request)
        return np.ascontiguousarray(mixed[::-1]) if self.restored == 1 else mixed
