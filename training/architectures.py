"""Named sets of fresh modules; sizes of `lite` and of the tiny one that the tests train."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from diffusers import UNet2DConditionModel
from torch import nn

from core.domain.alignment import LITE_128
from core.restoration.ridfr.content import ContentInjectionModule
from core.restoration.ridfr.face_features import REDUCTION
from core.restoration.ridfr.folding import FOLD
from core.restoration.ridfr.identity import IdentityInjectionModule
from core.restoration.ridfr.identity_encoder import IdentityEncoder
from core.restoration.ridfr.modules import RidfrModules

DETAIL_SHARES = (1.9, 1.7, 1.4, 0.8)
"""Chosen on 40 dev faces: more gains under .01 of IDS and costs .35 dB."""


@dataclass(frozen=True)
class Architecture:
    """Sizes of all modules."""

    channels: tuple[int, ...]
    """Prior's channels per level, from 32 x 32 down.  Cost follows the first, so most parameters lie
    in the last; but fewer than the folded picture's 48 in the first cannot even carry its noise."""
    attention: tuple[bool, ...]
    """Levels with self- and cross-attention."""
    heads: tuple[int, ...]
    groups: int
    tokens: int
    token_width: int
    encoder_channels: tuple[int, ...]
    encoder_blocks: tuple[int, ...]
    place_width: int
    """Channels inside the network that gives a reference's tokens of places."""
    detail_shares: tuple[float, ...]
    """Of each octave, finest first: how much of what an estimate has lost the reference gives back."""
    vector_size: int = 128


ARCHITECTURES = {
    "lite": Architecture(
        channels=(64, 96, 160, 256),
        attention=(False, True, True, False),
        heads=(1, 2, 4, 8),
        groups=16,
        tokens=8,
        token_width=128,
        encoder_channels=(48, 96, 256),
        encoder_blocks=(2, 3, 2),
        place_width=96,
        detail_shares=DETAIL_SHARES,
    ),
    "tiny": Architecture(
        channels=(16, 32),
        attention=(False, True),
        heads=(1, 2),
        groups=8,
        tokens=2,
        token_width=32,
        encoder_channels=(8, 16, 16),
        encoder_blocks=(1, 1, 1),
        place_width=16,
        detail_shares=DETAIL_SHARES,
    ),
}


NOISY_INPUT_SHARE = 0.1
"""Scale of the first weights that the noisy latents meet."""


@torch.no_grad()
def begin_as_regression(prior: UNet2DConditionModel, content: ContentInjectionModule) -> None:
    """Initialise for training from nothing: at first only the low-quality picture is listened to.

    Zero convolutions protect a prior that is trained, and delay one that is not; and noise that
    enters with full weight drowns what the low-quality picture says for the first hours.
    """
    for layer in (content.conv_in, *content.controlnet_down_blocks, content.controlnet_mid_block):
        assert isinstance(layer, nn.Conv2d)
        layer.reset_parameters()
    content.conv_in.weight[:, : prior.config["in_channels"]] *= NOISY_INPUT_SHARE
    prior.conv_in.weight *= NOISY_INPUT_SHARE


@torch.no_grad()
def begin_without_reference(identity: IdentityInjectionModule) -> None:
    """Initialise the values of all tokens with zeros: a trained prior is not disturbed at first."""
    for weight in identity.to_values.parameters():
        weight.zero_()


def build_encoder(architecture: Architecture) -> IdentityEncoder:
    """A fresh identity encoder."""
    encoder: IdentityEncoder = IdentityEncoder(
        architecture.encoder_channels, architecture.encoder_blocks, architecture.vector_size
    )
    return encoder


def build_modules(architecture: Architecture) -> RidfrModules:
    """Fresh modules; the denoiser they make returns the low-quality picture unchanged."""
    channels = 3 * FOLD**2
    prior = UNet2DConditionModel(
        sample_size=LITE_128.size // FOLD,
        in_channels=channels,
        out_channels=channels,
        block_out_channels=architecture.channels,
        down_block_types=tuple(
            "CrossAttnDownBlock2D" if attends else "DownBlock2D" for attends in architecture.attention
        ),
        up_block_types=tuple(
            "CrossAttnUpBlock2D" if attends else "UpBlock2D" for attends in reversed(architecture.attention)
        ),
        layers_per_block=1,
        cross_attention_dim=architecture.token_width,
        # diffusers calls the number of heads attention_head_dim.
        attention_head_dim=architecture.heads,
        norm_num_groups=architecture.groups,
    )
    with torch.no_grad():
        prior.conv_out.weight.zero_()
        prior.conv_out.bias.zero_()
    identity = IdentityInjectionModule(
        **IdentityInjectionModule.layers_of(prior),
        token_width=architecture.token_width,
        tokens=architecture.tokens,
        vector_size=architecture.vector_size,
        feature_width=architecture.encoder_channels[-1],
        place_side=LITE_128.size // REDUCTION,
        place_width=architecture.place_width,
        detail_shares=architecture.detail_shares,
    )
    content = ContentInjectionModule.from_prior(prior, channels)
    begin_as_regression(prior, content)
    begin_without_reference(identity)
    return RidfrModules(prior, content, identity, build_encoder(architecture))
