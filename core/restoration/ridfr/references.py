"""Several references of one person, without training for it.

RefID's rule averages predictions,

    x = (1 - s_i) x(0, 0) + (s_i - s_c) x(LQ, 0) + s_c sum_i w_i x(LQ, c_i),      sum_i w_i = 1

with quality weights w_i in the place of its 1/N; the factors sum to one, so it is the same mean of
clean latents as of noises.  s_c is the identity guidance (`RestoreRecipe.guidance`): 1 is the plain
mean, more goes away from the face as it would be without reference.  s_i is the content guidance:
`lite` predicts a change of the low-quality picture, so x(0, 0) has no meaning for it and s_i is 1.
With s_i = s_c the middle term vanishes and a step takes 1 + N predictions.

The cheaper rule joins the tokens of all references into one context; weights enter the attention
logits as log w_i, which counts a token w_i times.  N copies of a reference equal one under both.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.restoration.restorer import IdentityTokens, Reference, RestoreRequest
from core.restoration.ridfr.identity import IdentityContext, identity_context

PADDING_LOGIT = -1e4
"""Logit of tokens that only fill a batch up: finite, so that all-padding rows stay numbers."""


class PredictionRow(NamedTuple):
    """One prediction that a face needs, and how much it counts."""

    face: int
    references: tuple[Reference, ...]
    share: float
    """Factor of this prediction; they sum to 1 over the rows of a face."""
    content: bool = True
    """Whether the low-quality picture is given."""


class IdentityRows(NamedTuple):
    """All predictions of one sampling step, stacked."""

    context: IdentityContext
    face: Tensor
    """(R,) which face of the batch a row belongs to."""
    share: Tensor
    """(R,)"""
    content: Tensor
    """(R,) 1 where the low-quality picture is given, else 0."""

    def part(self, start: int, end: int) -> IdentityRows:
        """Some of the rows."""
        cut = slice(start, end)
        context = IdentityContext._make(None if part is None else part[cut] for part in self.context)
        return IdentityRows(context, self.face[cut], self.share[cut], self.content[cut])

    def combine(self, predictions: Tensor, faces: int) -> Tensor:
        """Averaged prediction per face: (R, C, H, W) -> (faces, C, H, W)."""
        weighted = predictions * self.share[:, None, None, None]
        combined = torch.zeros(faces, *predictions.shape[1:], dtype=weighted.dtype, device=weighted.device)
        return combined.index_add_(0, self.face, weighted)


@dataclass(frozen=True)
class TokenForm:
    """What the tokens of one reference are, and what stands for none."""

    shape: tuple[int, int]
    """(N, D)"""
    absent: IdentityTokens | None = None
    """Tokens (N, D) of a reference that is not there, where the adapter was trained with such; else
    it is silent without a reference."""
    prompt: Tensor | None = None
    """(L, D) empty prompt of the prior's text encoder, where it has one."""


def plan_predictions(request: RestoreRequest, face: int) -> list[PredictionRow]:
    """The predictions one face needs at each step, by the rule of its recipe."""
    recipe = request.recipe
    references = request.references if recipe.identity_scale else ()
    content, identity = recipe.content_guidance, recipe.guidance if references else 0.0
    total = sum(reference.weight for reference in references)
    rows = [
        PredictionRow(face, (reference,), identity * reference.weight / total) for reference in references
    ]
    if recipe.reference_rule == "tokens" and references:
        rows = [PredictionRow(face, references, identity)]
    rows.append(PredictionRow(face, (), content - identity))
    rows.append(PredictionRow(face, (), 1.0 - content, content=False))
    return [row for row in rows if row.share != 0]


def stack_rows(requests: Sequence[RestoreRequest], form: TokenForm, device: torch.device) -> IdentityRows:
    """Context of all predictions of a batch."""
    rows = [row for face, request in enumerate(requests) for row in plan_predictions(request, face)]
    return IdentityRows(
        _context(rows, requests, form, device),
        torch.tensor([row.face for row in rows], device=device),
        torch.tensor([row.share for row in rows], device=device),
        torch.tensor([float(row.content) for row in rows], device=device),
    )


def stack_faces(requests: Sequence[RestoreRequest], form: TokenForm, device: torch.device) -> IdentityContext:
    """Context of a batch with all references of a face side by side, scaled by its identity guidance."""
    rows = []
    for face, request in enumerate(requests):
        references = request.references if request.recipe.identity_scale else ()
        rows.append(PredictionRow(face, references, 1.0))
    context = _context(rows, requests, form, device)
    guidance = torch.tensor([request.recipe.guidance for request in requests], device=device)
    return context._replace(scale=context.scale * guidance)


def _context(
    rows: Sequence[PredictionRow], requests: Sequence[RestoreRequest], form: TokenForm, device: torch.device
) -> IdentityContext:
    """Tokens, weights and adapter scales of some rows."""
    count, width = form.shape
    longest = max(1, *(len(row.references) for row in rows)) * count
    tokens = np.zeros((len(rows), longest, width), dtype=np.float32)
    bias = np.full((len(rows), longest), PADDING_LOGIT, dtype=np.float32)
    absent = () if form.absent is None else (Reference(form.absent),)
    scale = []
    for index, row in enumerate(rows):
        given = row.references or absent
        _fill(tokens[index], bias[index], given)
        scale.append(requests[row.face].recipe.identity_scale if given else 0.0)
    return identity_context(
        torch.from_numpy(tokens).to(device),
        torch.tensor(scale, device=device),
        torch.from_numpy(bias).to(device),
        None if form.prompt is None else form.prompt.to(device),
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
