"""From a reference crop to the features that become its identity tokens.

The paper's module is not bound to one encoder, so the encoder is a protocol.  `lite` has a small one
of its own; `sd15` takes ArcFace's vector and CLIP ViT-H's tokens, whose networks are larger than all
that samples: they are loaded when a reference is encoded and let go before a face is restored.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.domain.alignment import FACEID_224, AlignmentTemplate
from core.restoration.restorer import Crop
from core.restoration.ridfr.composite import FeatureEncoder
from core.restoration.ridfr.identity_encoder import IdentityEncoder, IdentityFeatures

VectorEncoder = Callable[[Crop], NDArray[np.float32]]
"""Crop on `FACEID_224`, RGB -> identity vector (512,) of unit length."""

CHANNEL_ORDERS = {"rgb": (0, 1, 2), "bgr": (2, 1, 0)}
"""CLIP was trained on RGB; FaceID-Plus' own example hands it OpenCV's BGR."""


class ReferenceEncoder(Protocol):
    """Reference crop -> features for the identity injection module."""

    @property
    def template(self) -> AlignmentTemplate:
        """Framing of the crops."""
        ...

    def __call__(self, picture: Tensor) -> IdentityFeatures:
        """Features of crops (B, 3, S, S) in [-1, 1]."""
        ...

    def release(self) -> None:
        """Let go of what is not needed while restoring."""
        ...


class OwnEncoder:
    """`lite`: a module that is small enough to stay."""

    def __init__(self, encoder: IdentityEncoder, template: AlignmentTemplate) -> None:
        self.encoder = encoder
        self.template = template

    def __call__(self, picture: Tensor) -> IdentityFeatures:
        features: IdentityFeatures = self.encoder(picture)
        return features

    def release(self) -> None:
        """Nothing to let go of."""


class FaceIdEncoder:
    """`sd15`: ArcFace's vector and the tokens of a vision transformer, both loaded when first asked."""

    template = FACEID_224

    def __init__(
        self,
        open_vectors: Callable[[], VectorEncoder],
        open_tokens: Callable[[], FeatureEncoder],
        *,
        channel_order: str = "rgb",
    ) -> None:
        self._open_vectors = open_vectors
        self._open_tokens = open_tokens
        self._order = list(CHANNEL_ORDERS[channel_order])
        self._vectors: VectorEncoder | None = None
        self._tokens: FeatureEncoder | None = None

    def __call__(self, picture: Tensor) -> IdentityFeatures:
        vectors = self._vectors = self._vectors or self._open_vectors()
        tokens = self._tokens = self._tokens or self._open_tokens()
        crops = ((picture + 1) * 127.5).round().clamp(0, 255).byte().permute(0, 2, 3, 1).cpu().numpy()
        found = np.stack([vectors(np.ascontiguousarray(crop)) for crop in crops])
        spatial = tokens(picture[:, self._order])
        return IdentityFeatures(torch.from_numpy(found).to(picture.device), spatial, ())

    def release(self) -> None:
        """Forget both networks; they are loaded again for the next reference that is not cached."""
        self._vectors = None
        self._tokens = None
