"""RefID's composite context in the seat of the perceiver."""

from __future__ import annotations

import torch

from core.restoration.ridfr.composite import CompositeContext
from core.restoration.ridfr.identity import IdentityInjectionModule
from core.restoration.ridfr.identity_encoder import IdentityFeatures


def context() -> CompositeContext:
    torch.manual_seed(0)
    return CompositeContext(vector_size=8, feature_width=6, feature_tokens=5, width=16)


def test_at_full_size_a_reference_makes_198_tokens() -> None:
    with torch.device("meta"):
        made = CompositeContext()(torch.empty(2, 512), torch.empty(2, 197, 768))
    assert made.shape == (2, 198, 768)


def test_vector_and_features_each_reach_their_own_tokens() -> None:
    composite, vector, features = context(), torch.randn(1, 8), torch.randn(1, 5, 6)
    base = composite(vector, features)
    other_vector = (composite(vector + 1, features) - base).abs().sum(-1)[0]
    moved = features.clone()
    moved[0, 2] += 1
    other_feature = (composite(vector, moved) - base).abs().sum(-1)[0]
    assert other_vector.nonzero().flatten().tolist() == [0]
    assert other_feature.nonzero().flatten().tolist() == [3]


def test_places_are_told_apart() -> None:
    even = context()(torch.zeros(1, 8), torch.zeros(1, 5, 6))[0, 1:]
    assert (even[0] - even[1]).abs().max() > 1e-3


def test_the_identity_module_takes_it_for_its_projection() -> None:
    module = IdentityInjectionModule(
        layer_widths=(4,), token_width=16, vector_size=8, feature_width=6, feature_tokens=5
    )
    features = IdentityFeatures(torch.randn(3, 8), torch.randn(3, 5, 6), ())
    assert module.token_shape == (6, 16)
    assert torch.equal(module(features, torch.empty(0)), module.projection(*features[:2]))
