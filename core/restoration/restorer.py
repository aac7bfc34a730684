"""The `Restorer` protocol: what a restorer declares, takes and gives.

Callers obey the declaration (`RestorerSpec`) and never test names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from core.domain.alignment import AlignmentTemplate
from core.domain.recipe import ExecutionPlan, RestoreRecipe
from core.progress import Progress

Crop = NDArray[np.uint8]
"""(S, S, 3) RGB, sRGB, aligned to a template of size S."""

IdentityTokens = NDArray[np.float16]
"""(N, C) identity conditioning of one reference; a few KB, cached per face and weights."""


@dataclass(frozen=True)
class RestorerSpec:
    """What a restorer is and needs."""

    name: str
    weights: str
    """SHA-256 over its modules' hashes and its sampling; part of every recipe and of the export label."""
    template: AlignmentTemplate
    """Framing and size of the crops it restores."""
    reference_template: AlignmentTemplate
    """Framing and size of the reference crops that `encode_reference` takes."""
    default_steps: int
    max_references: int
    licence: str
    parameters: int
    """Number of parameters of all modules together."""


@dataclass(frozen=True)
class Reference:
    """One reference of the person: its tokens and how much it counts."""

    tokens: IdentityTokens
    weight: float = 1.0
    """Quality weight, > 0; only ratios matter."""


@dataclass(frozen=True)
class RestoreRequest:
    """One face to restore; a batch is a sequence of these."""

    crop: Crop
    """Aligned to `RestorerSpec.template`."""
    references: tuple[Reference, ...]
    """Of the same person; empty restores without identity."""
    recipe: RestoreRecipe
    valid: NDArray[np.bool_] | None = None
    """(S, S) True where the crop shows the photo, False where it reaches beyond its edge."""


@dataclass(frozen=True)
class RestoredFaces:
    """Results in the order of the requests."""

    crops: tuple[Crop, ...]
    plan: ExecutionPlan


class Restorer(Protocol):
    """Restores aligned faces as the person of their references.

    SHALL give the same bytes for the same request, weights and plan; SHALL report progress
    and honour cancel at every sampling step; MAY change the plan (and says so in the
    result) when memory runs out.
    """

    @property
    def spec(self) -> RestorerSpec: ...

    def encode_reference(self, crop: Crop) -> IdentityTokens:
        """Identity tokens of one reference crop aligned to `spec.reference_template`."""
        ...

    def restore(self, requests: Sequence[RestoreRequest], progress: Progress) -> RestoredFaces:
        """Restore a batch of faces.

        Raises:
            ValueError: a crop has the wrong size or a recipe is not for this restorer.
            DeviceError: the machine cannot run it even at the smallest plan.
            Cancelled: the user asked to stop.
        """
        ...
