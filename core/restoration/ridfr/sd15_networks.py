"""The networks of Stable Diffusion 1.5 that RIDFR builds on: their sizes, and their published files.

Parameters: UNet 859.5 M, content injection module 360.2 M, ControlNet-Tile 361.3 M, VAE 83.7 M,
text encoder 123.1 M (once, for the empty prompt).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from diffusers import UNet2DConditionModel
from torch import Tensor
from transformers import CLIPTextConfig, CLIPTextModel

from core.errors import WeightsError
from core.restoration.ridfr.conditions import CONDITION_CHANNELS
from core.restoration.ridfr.content import SHARED_WITH_PRIOR, ContentInjectionModule, TileModule
from core.restoration.ridfr.tensor_files import assemble, read_tensors

LATENT_CHANNELS = 4

SD15_UNET: dict[str, Any] = {
    "sample_size": 64,
    "in_channels": LATENT_CHANNELS,
    "out_channels": LATENT_CHANNELS,
    "block_out_channels": (320, 640, 1280, 1280),
    "down_block_types": ("CrossAttnDownBlock2D",) * 3 + ("DownBlock2D",),
    "up_block_types": ("UpBlock2D",) + ("CrossAttnUpBlock2D",) * 3,
    "layers_per_block": 2,
    "cross_attention_dim": 768,
    # diffusers calls the number of heads attention_head_dim.
    "attention_head_dim": 8,
}

TEXT_ENCODER = CLIPTextConfig(
    hidden_size=768,
    intermediate_size=3072,
    num_hidden_layers=12,
    num_attention_heads=12,
    vocab_size=49408,
    max_position_embeddings=77,
    hidden_act="quick_gelu",
)
"""CLIP ViT-L/14's text transformer."""

BEGIN, END = 49406, 49407
"""Tokens of the begin and the end of a text; SD1.5 fills up with the end."""


def build_unet() -> UNet2DConditionModel:
    """A fresh UNet of SD1.5's sizes."""
    return UNet2DConditionModel(**SD15_UNET)


def build_content(condition: str) -> ContentInjectionModule | TileModule:
    """A fresh content module for a condition: "pixels" (7 channels), "latents" (8) or "picture" (Tile)."""
    unet = {key: value for key, value in SD15_UNET.items() if key in SHARED_WITH_PRIOR}
    content: ContentInjectionModule | TileModule
    if condition == "picture":
        content = TileModule(in_channels=LATENT_CHANNELS, **unet)
    else:
        channels = LATENT_CHANNELS + CONDITION_CHANNELS[condition]
        content = ContentInjectionModule(in_channels=channels, **unet)
    return content


def load_unet(path: Path) -> UNet2DConditionModel:
    """SD1.5's UNet from its file in diffusers' layout, in fp32.

    Raises:
        WeightsError: the file is not that network's.
    """
    return assemble(build_unet, read_tensors(path), path=path)


def load_content(path: Path, condition: str) -> ContentInjectionModule | TileModule:
    """A content module for SD1.5 from its file in diffusers' layout, in fp32.

    Raises:
        WeightsError: the file is not that module's.
    """
    tensors = read_tensors(path)
    if condition != "picture" and any(name.startswith("controlnet_cond_embedding.") for name in tensors):
        raise WeightsError(
            "This ControlNet has a condition encoder and is no content module of RIDFR; use it as sd15-tile.",
            path=path,
        )
    content: ContentInjectionModule | TileModule = assemble(
        lambda: build_content(condition), tensors, path=path
    )
    return content


@torch.no_grad()
def empty_prompt(path: Path) -> Tensor:
    """The empty prompt's context (77, 768) by SD1.5's text encoder; no tokeniser is needed for it.

    Raises:
        WeightsError: the file is not that network's.
    """
    tensors = read_tensors(path)
    weights = {
        name.removeprefix("text_model."): tensor
        for name, tensor in tensors.items()
        if not name.endswith("position_ids")
    }
    encoder = assemble(lambda: CLIPTextModel(TEXT_ENCODER), weights, path=path)
    length = TEXT_ENCODER.max_position_embeddings
    encoder.embeddings.position_ids = torch.arange(length).expand(1, -1)
    tokens = torch.tensor([[BEGIN] + [END] * (length - 1)])
    context: Tensor = encoder(tokens).last_hidden_state[0]
    return context
