"""Synthetic checkpoints of IP-Adapter-FaceID-Plus in the published layouts."""

from __future__ import annotations

import torch
from diffusers import UNet2DConditionModel
from torch import Tensor

Checkpoint = dict[str, dict[str, Tensor]]

DEPTH, TOKENS, HEAD_WIDTH = 4, 4, 64


def projection_shapes(*, width: int, vector: int, features: int) -> dict[str, tuple[int, ...]]:
    """Names and shapes of ``image_proj``."""
    inner = TOKENS * width
    shapes: dict[str, tuple[int, ...]] = {
        "proj.0.weight": (2 * vector, vector),
        "proj.0.bias": (2 * vector,),
        "proj.2.weight": (inner, 2 * vector),
        "proj.2.bias": (inner,),
        "norm.weight": (width,),
        "norm.bias": (width,),
    }
    perceiver = "perceiver_resampler"
    for name, shape in {
        "proj_in": (width, features),
        "proj_out": (width, width),
        "norm_out": (width,),
    }.items():
        shapes |= {f"{perceiver}.{name}.weight": shape, f"{perceiver}.{name}.bias": (width,)}
    for layer in range(DEPTH):
        attention, feed = f"{perceiver}.layers.{layer}.0", f"{perceiver}.layers.{layer}.1"
        for name in (f"{attention}.norm1", f"{attention}.norm2", f"{feed}.0"):
            shapes |= {f"{name}.weight": (width,), f"{name}.bias": (width,)}
        shapes |= {
            f"{attention}.to_q.weight": (width, width),
            f"{attention}.to_kv.weight": (2 * width, width),
            f"{attention}.to_out.weight": (width, width),
            f"{feed}.1.weight": (4 * width, width),
            f"{feed}.3.weight": (width, 4 * width),
        }
    return shapes


def adapter_shapes(prior: UNet2DConditionModel, rank: int) -> dict[str, tuple[int, ...]]:
    """Names and shapes of ``ip_adapter``: layers are numbered by their place among the processors."""
    shapes: dict[str, tuple[int, ...]] = {}
    for number, name in enumerate(prior.attn_processors):
        layer = prior.get_submodule(name.removesuffix(".processor"))
        for letter, linear in zip(
            ("q", "k", "v", "out"), (layer.to_q, layer.to_k, layer.to_v, layer.to_out[0]), strict=True
        ):
            shapes[f"{number}.to_{letter}_lora.down.weight"] = (rank, linear.in_features)
            shapes[f"{number}.to_{letter}_lora.up.weight"] = (linear.out_features, rank)
        if "attn2" in name:
            for letter in "kv":
                shapes[f"{number}.to_{letter}_ip.weight"] = (layer.to_k.out_features, layer.to_k.in_features)
    return shapes


def checkpoint(
    prior: UNet2DConditionModel, *, width: int, vector: int = 512, features: int = 1280, rank: int = 4
) -> Checkpoint:
    """Random weights in half precision, as published."""
    generator = torch.Generator().manual_seed(5)
    parts = {
        "image_proj": projection_shapes(width=width, vector=vector, features=features),
        "ip_adapter": adapter_shapes(prior, rank),
    }
    return {
        part: {name: (0.1 * torch.randn(shape, generator=generator)).half() for name, shape in shapes.items()}
        for part, shapes in parts.items()
    }
