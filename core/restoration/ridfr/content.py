"""The Content Injection Module (RIDFR, section 3.2).

A ControlNet without condition encoder: the low-quality picture is concatenated with the noisy
latents on channels and enters by one widened input convolution.  The paper widens 4 to 4 + 3
channels (pixels at latent size), its ablation 4 to 4 + 4 (VAE latents); `lite` folds pixels, so
that 48 + 48 is both at once.  `TileModule` is the stand-in whose weights are public today.
"""

from __future__ import annotations

import functools
from typing import Any

import torch
from diffusers import ControlNetModel, UNet2DConditionModel
from torch import Tensor, nn

SHARED_WITH_PRIOR = (
    "down_block_types",
    "mid_block_type",
    "only_cross_attention",
    "block_out_channels",
    "layers_per_block",
    "downsample_padding",
    "act_fn",
    "norm_num_groups",
    "norm_eps",
    "cross_attention_dim",
    "transformer_layers_per_block",
    "attention_head_dim",
    "num_attention_heads",
    "use_linear_projection",
    "resnet_time_scale_shift",
    "flip_sin_to_cos",
    "freq_shift",
)
"""Settings in which the module must agree with the prior for its residuals to fit."""


class NoCondition(nn.Module):
    """In the seat of diffusers' condition encoder, which RIDFR does without: adds nothing."""

    def forward(self, condition: Tensor) -> float:
        del condition
        return 0.0


class ContentInjectionModule(ControlNetModel):  # type: ignore[misc]
    """ControlNet whose input convolution takes (noisy latents, low-quality latents).

    The condition encoder of the parent class is replaced in the constructor, so that saving
    and loading meet the same keys: `ControlNetModel` itself would come back from a file with a
    randomly initialised one.
    """

    # diffusers reads the names of the settings from this signature: it must be the parent's.
    @functools.wraps(ControlNetModel.__init__)  # type: ignore[misc]
    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.controlnet_cond_embedding = NoCondition()

    @classmethod
    def from_prior(cls, prior: UNet2DConditionModel, condition_channels: int) -> ContentInjectionModule:
        """Build from a prior: its weights, new input channels zero, output convolutions zero.

        So initialised the module changes nothing: the prior predicts what it did without it.
        """
        config = {key: prior.config[key] for key in SHARED_WITH_PRIOR}
        channels = prior.config["in_channels"]
        module: ContentInjectionModule = cls(in_channels=channels + condition_channels, **config)
        with torch.no_grad():
            module.conv_in.weight.zero_()
            module.conv_in.weight[:, :channels] = prior.conv_in.weight
            module.conv_in.bias.copy_(prior.conv_in.bias)
        module.time_embedding.load_state_dict(prior.time_embedding.state_dict())
        module.down_blocks.load_state_dict(prior.down_blocks.state_dict())
        module.mid_block.load_state_dict(prior.mid_block.state_dict())
        return module

    def residuals(
        self, noisy: Tensor, low_quality: Tensor, timestep: Tensor, prompt: Tensor
    ) -> tuple[list[Tensor], Tensor]:
        """Residuals for the prior's skip connections and its middle block.

        The prompt is the empty one, never the identity (Tencent's and diffusers' adapters alike
        keep it from the ControlNet); so one call serves every reference of a face.

        Args:
            noisy: noisy latents z_t (B, C, H, W).
            low_quality: low-quality picture at the latents' size (B, C', H, W): pixels or latents.
            timestep: t (B,).
            prompt: empty prompt (B, L, D).
        """
        joined = torch.cat([noisy, low_quality], dim=1)
        down, middle = self(joined, timestep, prompt, low_quality, return_dict=False)
        return down, middle


class TileModule(ControlNetModel):  # type: ignore[misc]
    """ControlNet-Tile in the seat of the content injection module: the picture enters by its own encoder."""

    def residuals(
        self, noisy: Tensor, low_quality: Tensor, timestep: Tensor, prompt: Tensor
    ) -> tuple[list[Tensor], Tensor]:
        """As of `ContentInjectionModule`; low_quality is the picture (B, 3, 8 H, 8 W) in [0, 1]."""
        down, middle = self(noisy, timestep, prompt, low_quality, return_dict=False)
        return down, middle
