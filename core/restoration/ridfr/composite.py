"""RefID's composite context: who a face is and what it looks like, in one sequence of tokens.

    C = [W_v v ; W_s s_1 ... W_s s_L] + P

v is the identity vector (ArcFace, 512), s_1 ... s_L the tokens of a general face representation
(FaRL ViT-B/16: 197 tokens of 768), each projected linearly, P a learnt code of positions (RefID,
section 3.1).  The context has a fixed length, 198 here, whatever the reference's size; any encoder
that gives a sequence will do (`FeatureEncoder`).  `lite` has a small one of its own, `face_features`.
"""

from __future__ import annotations

from typing import Protocol

import torch
from torch import Tensor, nn

POSITION_SPREAD = 0.02
"""Standard deviation in which the code of positions begins."""


class FeatureEncoder(Protocol):
    """A second encoder: pictures (B, 3, S, S) in [-1, 1] -> tokens (B, L, C) of what faces look like."""

    def __call__(self, picture: Tensor) -> Tensor: ...


class CompositeContext(nn.Module):
    """Identity vector (B, V) and feature tokens (B, L, C) -> context (B, 1 + L, D)."""

    def __init__(
        self, *, vector_size: int = 512, feature_width: int = 768, feature_tokens: int = 197, width: int = 768
    ) -> None:
        super().__init__()
        self.vector = nn.Linear(vector_size, width)
        self.features = nn.Linear(feature_width, width)
        self.position = nn.Parameter(POSITION_SPREAD * torch.randn(1 + feature_tokens, width))

    def forward(self, vector: Tensor, spatial: Tensor) -> Tensor:
        """The context of each reference."""
        sequence = torch.cat([self.vector(vector)[:, None], self.features(spatial)], dim=1)
        context: Tensor = sequence + self.position
        return context
