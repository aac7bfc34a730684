"""The identity encoder of `lite`: who a face is, and what each part of it looks like.

A residual network of MobileFaceNet's size and depth (Chen et al. 2018).  It keeps that
network's global depthwise convolution as head, but uses plain 3x3 convolutions on folded
pixels instead of depthwise ones: on a CPU these run three times as fast at equal accuracy per
sample.  It is distilled from a larger recognition network (``training/configs/identity.toml``)
on clean and degraded views, so that it also knows blurred faces.

It conditions restorations and nothing else: it neither groups people nor judges results.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from diffusers import ConfigMixin, ModelMixin
from diffusers.configuration_utils import register_to_config
from torch import Tensor, nn
from torch.nn import functional

from core.domain.alignment import ARCFACE_112, LITE_128, similarity_to
from core.restoration.ridfr.folding import FOLD, PixelFolding


class IdentityFeatures(NamedTuple):
    """What the encoder sees in a face."""

    vector: Tensor
    """(B, D) identity of unit length."""
    spatial: Tensor
    """(B, H*W, C) features of the places of the face, row by row: 49 x 256 for `lite`."""
    pyramid: tuple[Tensor, ...]
    """Feature maps of each stage, (B, C_i, H_i, W_i): the perceptual loss compares these."""


class ResidualBlock(nn.Module):
    """x + conv(prelu(conv(x))), batch-normalised."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(channels, channels, 3, padding=1, bias=False),
            nn.BatchNorm2d(channels),
            nn.PReLU(channels),
            nn.Conv2d(channels, channels, 3, padding=1, bias=False),
            nn.BatchNorm2d(channels),
        )

    def forward(self, x: Tensor) -> Tensor:
        output: Tensor = x + self.body(x)
        return output


def _convolution(inside: int, outside: int, stride: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inside, outside, 3, stride=stride, padding=1, bias=False),
        nn.BatchNorm2d(outside),
        nn.PReLU(outside),
    )


class IdentityEncoder(ModelMixin, ConfigMixin):  # type: ignore[misc]
    """Face crop on the restorer's template -> identity vector and spatial features."""

    config_name = "config.json"

    @register_to_config  # type: ignore[untyped-decorator]
    def __init__(
        self,
        block_out_channels: tuple[int, ...] = (48, 96, 256),
        blocks: tuple[int, ...] = (2, 3, 2),
        vector_size: int = 128,
    ) -> None:
        super().__init__()
        self.folding = PixelFolding()
        self.stages = nn.ModuleList()
        inside = 3 * FOLD**2
        for level, (channels, count) in enumerate(zip(block_out_channels, blocks, strict=True)):
            stride = 1 if level == 0 else 2
            residuals = [ResidualBlock(channels) for _ in range(count)]
            self.stages.append(nn.Sequential(_convolution(inside, channels, stride), *residuals))
            inside = channels
        side = ARCFACE_112.size // FOLD // 2 ** (len(blocks) - 1)
        # Global depthwise convolution: each place of the face has its own weight.
        self.pool = nn.Conv2d(inside, inside, side, groups=inside, bias=False)
        self.pool_norm = nn.BatchNorm2d(inside)
        self.head = nn.Linear(inside, vector_size)
        self.register_buffer("grid", _template_grid(), persistent=False)

    def forward(self, crop: Tensor) -> IdentityFeatures:
        """Encode crops (B, 3, 128, 128) in [-1, 1] aligned to ``LITE_128``."""
        grid = self.grid.to(crop.dtype).expand(len(crop), -1, -1, -1)
        x = functional.grid_sample(crop, grid, padding_mode="border", align_corners=False)
        x = self.folding.encode(x)
        pyramid = []
        for stage in self.stages:
            x = stage(x)
            pyramid.append(x)
        pooled = self.pool_norm(self.pool(x)).flatten(1)
        vector = functional.normalize(self.head(pooled), dim=1)
        return IdentityFeatures(vector, x.flatten(2).transpose(1, 2), tuple(pyramid))


def _template_grid() -> Tensor:
    """Sampling grid (1, 112, 112, 2) that re-frames ``LITE_128`` as ``ARCFACE_112``.

    Both templates are fixed, so the encoder needs no crop of its own, and the identity loss
    reaches the predicted clean image through it.
    """
    back = torch.tensor(similarity_to(LITE_128, ARCFACE_112.points).array, dtype=torch.float32)
    axis = torch.arange(ARCFACE_112.size, dtype=torch.float32)
    y, x = torch.meshgrid(axis, axis, indexing="ij")
    points = torch.stack([x, y, torch.ones_like(x)], dim=-1) @ back.T
    # align_corners=False puts pixel centres at (i + 0.5) * 2 / S - 1.
    return ((points + 0.5) * 2 / LITE_128.size - 1)[None]
