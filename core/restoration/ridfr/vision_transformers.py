"""The two vision transformers whose tokens describe a reference's face: CLIP ViT-H/14 and FaRL ViT-B/16.

Both are CLIP's network.  IP-Adapter-FaceID-Plus was trained on the penultimate hidden states of
OpenCLIP's ViT-H/14 (257 x 1280), unpooled and unprojected; RefID's composite context takes FaRL's
197 tokens of 768 (Zheng et al. 2022).  They are read from their published files into transformers'
classes, without its configuration files and without the network.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import cast

import torch
from torch import Tensor, nn
from transformers import CLIPVisionConfig, CLIPVisionModel

from core.errors import WeightsError
from core.restoration.ridfr.tensor_files import assemble, read_tensors

CLIP_MEAN = (0.48145466, 0.4578275, 0.40821073)
CLIP_DEVIATION = (0.26862954, 0.26130258, 0.27577711)
SIDE = 224

VIT_H = CLIPVisionConfig(
    hidden_size=1280,
    intermediate_size=5120,
    num_hidden_layers=32,
    num_attention_heads=16,
    patch_size=14,
    image_size=SIDE,
    hidden_act="gelu",
    projection_dim=1024,
)
"""OpenCLIP ViT-H/14 of LAION-2B: 632 M parameters, 1280 wide."""

VIT_B = CLIPVisionConfig(
    hidden_size=768,
    intermediate_size=3072,
    num_hidden_layers=12,
    num_attention_heads=12,
    patch_size=16,
    image_size=SIDE,
    hidden_act="quick_gelu",
)
"""FaRL's ViT-B/16: CLIP's own, trained on 20 million faces with their captions."""

_BLOCK = re.compile(r"transformer\.resblocks\.(\d+)\.(.+)")

OPENAI_NAMES = {
    "class_embedding": "embeddings.class_embedding",
    "positional_embedding": "embeddings.position_embedding.weight",
    "conv1.weight": "embeddings.patch_embedding.weight",
    "ln_pre.weight": "pre_layrnorm.weight",
    "ln_pre.bias": "pre_layrnorm.bias",
    "ln_post.weight": "post_layernorm.weight",
    "ln_post.bias": "post_layernorm.bias",
}
OPENAI_BLOCK_NAMES = {
    "ln_1": "layer_norm1",
    "ln_2": "layer_norm2",
    "mlp.c_fc": "mlp.fc1",
    "mlp.c_proj": "mlp.fc2",
    "attn.out_proj": "self_attn.out_proj",
}


class TokenEncoder(nn.Module):
    """A picture's tokens by a CLIP vision network: (B, 3, 224, 224) in [-1, 1] RGB -> (B, L, C)."""

    mean: Tensor
    deviation: Tensor

    def __init__(self, network: CLIPVisionModel, *, penultimate: bool) -> None:
        """`penultimate` gives the states before the last layer; else the last, normalised."""
        super().__init__()
        self.network = network
        self.penultimate = penultimate
        self.register_buffer("mean", torch.tensor(CLIP_MEAN).reshape(1, 3, 1, 1), persistent=False)
        self.register_buffer("deviation", torch.tensor(CLIP_DEVIATION).reshape(1, 3, 1, 1), persistent=False)

    @torch.no_grad()
    def forward(self, picture: Tensor) -> Tensor:
        """Tokens in fp32, that of the class first and then the places row by row."""
        pixels = ((picture.to(self.mean.device) + 1) / 2 - self.mean) / self.deviation
        return self._tokens(pixels).to(picture.device)

    @torch.no_grad()
    def of_blank(self) -> Tensor:
        """Tokens (1, L, C) of normalised pixels that are all zero: of no picture."""
        return self._tokens(self.mean.new_zeros(1, 3, SIDE, SIDE))

    def _tokens(self, pixels: Tensor) -> Tensor:
        output = self.network(pixels.to(self.network.dtype), output_hidden_states=self.penultimate)
        if self.penultimate:
            states: Tensor = output.hidden_states[-2]
            return states.float()
        normalised: Tensor = cast(nn.Module, self.network.post_layernorm)(output.last_hidden_state)
        return normalised.float()


def load_clip(path: Path, *, dtype: torch.dtype = torch.float32) -> TokenEncoder:
    """OpenCLIP ViT-H/14 from the vision tower's file, or from that of the whole CLIP.

    Raises:
        WeightsError: the file is not that network's.
    """
    tensors = read_tensors(path)
    names = {name.removeprefix("vision_model."): name for name in tensors if name.startswith("vision_model.")}
    if not names:
        raise WeightsError("This is not a CLIP vision network; choose the pack's image encoder.", path=path)
    weights = {short: tensors[name] for short, name in names.items() if short != "embeddings.position_ids"}
    return TokenEncoder(_network(VIT_H, weights, path, dtype), penultimate=True)


def load_farl(path: Path, *, dtype: torch.dtype = torch.float32) -> TokenEncoder:
    """FaRL ViT-B/16 from its published checkpoint (``state_dict`` of CLIP's original names).

    Raises:
        WeightsError: the file is not that network's.
    """
    tensors = read_tensors(path)
    visual = {
        name[len("visual.") :]: tensor for name, tensor in tensors.items() if name.startswith("visual.")
    }
    if not visual:
        raise WeightsError("This is not a FaRL checkpoint; choose FaRL-Base-Patch16.", path=path)
    return TokenEncoder(_network(VIT_B, from_openai_names(visual, path), path, dtype), penultimate=False)


def from_openai_names(visual: Mapping[str, Tensor], path: Path) -> dict[str, Tensor]:
    """Weights of CLIP's original vision transformer under transformers' names; the projection is left out.

    Raises:
        WeightsError: a name is not of that network.
    """
    renamed: dict[str, Tensor] = {}
    for name, tensor in visual.items():
        block = _BLOCK.fullmatch(name)
        if block is not None:
            renamed |= _rename_block(f"encoder.layers.{block[1]}", block[2], tensor, path)
        elif name in OPENAI_NAMES:
            renamed[OPENAI_NAMES[name]] = tensor
        elif name != "proj":
            # FaRL's branch for masked pictures has its own names; it is not needed.
            continue
    return renamed


def _rename_block(layer: str, name: str, tensor: Tensor, path: Path) -> dict[str, Tensor]:
    stem, _, kind = name.rpartition(".")
    if name.startswith("attn.in_proj_"):
        parts = zip("qkv", tensor.chunk(3), strict=True)
        kind = name.removeprefix("attn.in_proj_")
        return {f"{layer}.self_attn.{letter}_proj.{kind}": part for letter, part in parts}
    if stem not in OPENAI_BLOCK_NAMES:
        raise WeightsError("This vision transformer has an unknown part ({name}).", name=name, path=path)
    return {f"{layer}.{OPENAI_BLOCK_NAMES[stem]}.{kind}": tensor}


def _network(
    config: CLIPVisionConfig, weights: Mapping[str, Tensor], path: Path, dtype: torch.dtype
) -> CLIPVisionModel:
    """transformers' network with these weights."""
    network = assemble(lambda: CLIPVisionModel(config), weights, path=path, dtype=dtype)
    # A buffer that no file holds: on the meta device it was made without numbers.
    network.embeddings.position_ids = torch.arange(network.embeddings.num_positions).expand(1, -1)
    return network
