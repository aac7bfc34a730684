"""Every file that a restorer of full size is made of, tiny and in the published layouts."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from diffusers import AutoencoderKL
from numpy.typing import NDArray
from safetensors.torch import save_file
from torch import nn
from transformers import CLIPTextConfig, CLIPTextModel, CLIPVisionConfig, CLIPVisionModel

from core.restoration.ridfr import latents, sd15_networks, vision_transformers
from core.restoration.ridfr.parts import RestorerParts
from core.restoration.ridfr.sd15_networks import build_content, build_unet
from tests.core.restoration.ridfr.faceid import checkpoint

WIDTH, VECTOR, FEATURES = 64, 32, 48

UNET: dict[str, Any] = {
    "sample_size": 64,
    "in_channels": 4,
    "out_channels": 4,
    "block_out_channels": (4, 8, 16),
    "down_block_types": ("DownBlock2D", "DownBlock2D", "CrossAttnDownBlock2D"),
    "up_block_types": ("CrossAttnUpBlock2D", "UpBlock2D", "UpBlock2D"),
    "layers_per_block": 1,
    "cross_attention_dim": WIDTH,
    "attention_head_dim": 2,
    "norm_num_groups": 4,
}
VAE: dict[str, Any] = latents.SD15_VAE | {
    "block_out_channels": (4, 4, 4, 4),
    "layers_per_block": 1,
    "norm_num_groups": 4,
}
VISION = CLIPVisionConfig(
    hidden_size=FEATURES,
    intermediate_size=48,
    num_hidden_layers=2,
    num_attention_heads=2,
    patch_size=56,
    image_size=224,
)
TEXT = CLIPTextConfig(
    hidden_size=WIDTH,
    intermediate_size=64,
    num_hidden_layers=1,
    num_attention_heads=1,
    vocab_size=49408,
    max_position_embeddings=77,
)


def shrink(patch: pytest.MonkeyPatch) -> None:
    """Let the loaders build tiny networks."""
    patch.setattr(sd15_networks, "SD15_UNET", UNET)
    patch.setattr(sd15_networks, "TEXT_ENCODER", TEXT)
    patch.setattr(latents, "SD15_VAE", VAE)
    patch.setattr(vision_transformers, "VIT_H", VISION)


def write_parts(folder: Path) -> RestorerParts:
    """All downloads of the user, under the names of packs.toml."""
    torch.manual_seed(0)
    unet = build_unet()
    _save(unet, folder / "unet.safetensors")
    _save(AutoencoderKL(**VAE), folder / "vae.safetensors")
    _save(CLIPTextModel(TEXT), folder / "text_encoder.safetensors", prefix="text_model.")
    _save(CLIPVisionModel(VISION), folder / "clip_vision.safetensors", prefix="vision_model.")
    torch.save(stirred(build_content("picture")).state_dict(), folder / "controlnet_tile.bin")
    adapter = checkpoint(unet, width=WIDTH, vector=VECTOR, features=FEATURES)
    torch.save(adapter, folder / "ip-adapter-faceid-plusv2_sd15.bin")
    files = {path.name: (path, digest(path)) for path in sorted(folder.iterdir()) if path.is_file()}
    return RestorerParts(files=files, open_vectors=lambda: vector_of, cache=folder / "computed")


def write_content(folder: Path, condition: str) -> Path:
    """What the export of the training writes: settings and a content module."""
    folder.mkdir()
    torch.manual_seed(1)
    _save(stirred(build_content(condition)), folder / "content.safetensors")
    config = {
        "format": 1,
        "restorer": "sd15",
        "configuration": "sd15",
        "condition": condition,
        "licence": "test",
        "template": "ffhq-512",
        "sampling": {"default_steps": 2},
        "modules": {
            "content": {"file": "content.safetensors", "sha256": digest(folder / "content.safetensors")}
        },
    }
    (folder / "config.json").write_text(json.dumps(config))
    return folder


def vector_of(crop: NDArray[np.uint8]) -> NDArray[np.float32]:
    """In the seat of ArcFace: a unit vector that depends on the crop's colours."""
    drawn = np.random.default_rng(int(crop.mean() * 1000)).normal(size=VECTOR)
    return np.asarray(drawn / np.linalg.norm(drawn), dtype=np.float32)


@torch.no_grad()
def stirred(module: nn.Module) -> nn.Module:
    """Every weight moved a little: fresh content modules begin with zeros, and have no effect."""
    for parameter in module.parameters():
        parameter.add_(0.05 * torch.randn_like(parameter))
    return module


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _save(module: nn.Module, path: Path, prefix: str = "") -> None:
    weights = {prefix + name: tensor.contiguous() for name, tensor in module.state_dict().items()}
    save_file(weights, path)
