"""Several references of one person, without training for it.

RefID's rule averages predictions,

    x = (1 - s_i) x(0, 0) + (s_i - s_c) x(LQ, 0) + s_c sum_i w_i x(LQ, c_i),      sum_i w_i = 1

with quality weights w_i in the place of its 1/N.  `lite` predicts a change of the low-quality
picture, so x(0, 0) has no meaning for it and s_i is 1; s_c is then the identity guidance: 1 is
the plain mean, more goes away from the face as it would be without reference.

The cheaper rule joins the tokens of all references into one context; weights enter the attention
logits as log w_i, which counts a token w_i times.  N copies of a reference equal one under both.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.restoration.restorer import Reference, RestoreRequest
from core.restoration.ridfr.identity import IdentityContext, identity_context

PADDING_LOGIT = -1e4
"""Logit of tokens that only fill a batch up: finite, so that all-padding rows stay numbers."""


class PredictionRow(NamedTuple):
    """One prediction that a face needs, and how much it counts."""

    face: int
    references: tuple[Reference, ...]
    share: float
    """Factor of this prediction; they sum to 1 over the rows of a face."""


class IdentityRows(NamedTuple):
    """All predictions of one sampling step, stacked."""

    context: IdentityContext
    face: Tensor
    """(R,) which face of the batch a row belongs to."""
    share: Tensor
    """(R,)"""

    def combine(self, predictions: Tensor, faces: int) -> Tensor:
        """Averaged prediction per face: (R, C, H, W) -> (faces, C, H, W)."""
        weighted = predictions * self.share[:, None, None, None]
        combined = torch.zeros(faces, *predictions.shape[1:], dtype=weighted.dtype, device=weighted.device)
        return combined.index_add_(0, self.face, weighted)


def plan_predictions(request: RestoreRequest, face: int) -> list[PredictionRow]:
    """The predictions one face needs at each step, by the rule of its recipe."""
    recipe = request.recipe
    if not request.references or recipe.identity_scale == 0:
        return [PredictionRow(face, (), 1.0)]
    guidance = recipe.guidance
    if recipe.reference_rule == "tokens":
        rows = [PredictionRow(face, request.references, guidance)]
    else:
        total = sum(reference.weight for reference in request.references)
        rows = [
            PredictionRow(face, (reference,), guidance * reference.weight / total)
            for reference in request.references
        ]
    if guidance != 1.0:
        rows.append(PredictionRow(face, (), 1.0 - guidance))
    return rows


def stack_rows(
    requests: Sequence[RestoreRequest], token_shape: tuple[int, int], device: torch.device
) -> IdentityRows:
    """Context of all predictions of a batch; token_shape is (N, D) of one reference."""
    rows = [row for face, request in enumerate(requests) for row in plan_predictions(request, face)]
    longest = max(1, *(len(row.references) for row in rows)) * token_shape[0]
    tokens = np.zeros((len(rows), longest, token_shape[1]), dtype=np.float32)
    bias = np.full((len(rows), longest), PADDING_LOGIT, dtype=np.float32)
    for index, row in enumerate(rows):
        _fill(tokens[index], bias[index], row.references)
    scale = [requests[row.face].recipe.identity_scale if row.references else 0.0 for row in rows]
    context = identity_context(
        torch.from_numpy(tokens).to(device),
        torch.tensor(scale, device=device),
        torch.from_numpy(bias).to(device),
    )
    return IdentityRows(
        context,
        torch.tensor([row.face for row in rows], device=device),
        torch.tensor([row.share for row in rows], device=device),
    )


def _fill(tokens: NDArray[np.float32], bias: NDArray[np.float32], references: Sequence[Reference]) -> None:
    """Write the tokens of some references and the logarithm of their weights into one row."""
    position = 0
    heaviest = max((reference.weight for reference in references), default=1.0)
    for reference in references:
        end = position + len(reference.tokens)
        tokens[position:end] = reference.tokens
        bias[position:end] = math.log(reference.weight / heaviest)
        position = end
