"""From pictures to the latents that are diffused, and back: the codec of a restorer.

`lite` folds pixels into channels (`folding.PixelFolding`); `sd15` has Stable Diffusion's VAE.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import torch
from diffusers import AutoencoderKL
from torch import Tensor, nn

from core.restoration.ridfr.tensor_files import assemble, read_tensors

VAE_SCALE = 0.18215
"""Brings SD1.5's latents to about unit variance (Rombach et al. 2022, appendix G)."""

SD15_VAE = {
    "block_out_channels": (128, 256, 512, 512),
    "down_block_types": ("DownEncoderBlock2D",) * 4,
    "up_block_types": ("UpDecoderBlock2D",) * 4,
    "layers_per_block": 2,
    "latent_channels": 4,
    "sample_size": 512,
    "scaling_factor": VAE_SCALE,
}
"""AutoencoderKL of SD1.5 and of sd-vae-ft-mse: 83.65 M parameters."""

TILE = 256
"""Pixels of a tile's side where memory is short: a 512-px face takes nine overlapping ones."""

OLD_ATTENTION = {"query": "to_q", "key": "to_k", "value": "to_v", "proj_attn": "to_out.0"}
"""Names of the middle attention in files written before diffusers 0.18."""


class LatentCodec(Protocol):
    """Pictures (B, 3, S, S) in [-1, 1] <-> latents (B, C, H, W) of about unit variance."""

    def encode(self, picture: Tensor) -> Tensor: ...

    def decode(self, latents: Tensor) -> Tensor:
        """Values may lie outside [-1, 1]."""
        ...

    def latent_shape(self, side: int) -> tuple[int, int, int]:
        """(C, H, W) of the latents of a picture of `side` pixels."""
        ...

    def tile(self, tiled: bool) -> None:
        """Work in tiles from now on, or no longer."""
        ...


class VaeLatents(nn.Module):
    """SD1.5's VAE as a codec: (B, 3, 512, 512) <-> (B, 4, 64, 64).

    Encoding takes the mode of the distribution, not a sample: the same face gives the same latents.
    """

    def __init__(self, vae: AutoencoderKL) -> None:
        super().__init__()
        self.vae = vae

    @property
    def reduction(self) -> int:
        """Pixels per latent along a side."""
        return int(2 ** (len(self.vae.config["block_out_channels"]) - 1))

    def latent_shape(self, side: int) -> tuple[int, int, int]:
        """(C, H, W) of the latents of a picture of `side` pixels."""
        return int(self.vae.config["latent_channels"]), side // self.reduction, side // self.reduction

    def encode(self, picture: Tensor) -> Tensor:
        """Latents in fp32."""
        latents: Tensor = self.vae.encode(picture.to(self.vae.dtype)).latent_dist.mode()
        return latents.float() * VAE_SCALE

    def decode(self, latents: Tensor) -> Tensor:
        """Pictures in fp32."""
        picture: Tensor = self.vae.decode((latents / VAE_SCALE).to(self.vae.dtype)).sample
        return picture.float()

    def tile(self, tiled: bool) -> None:
        """Encode and decode in overlapping tiles: a quarter of the memory, seams blended."""
        self.vae.use_tiling = tiled
        self.vae.tile_sample_min_size = TILE
        self.vae.tile_latent_min_size = TILE // self.reduction


def load_vae(path: Path, *, dtype: torch.dtype = torch.float32) -> VaeLatents:
    """SD1.5's VAE from its file in diffusers' layout, old or new.

    Raises:
        WeightsError: the file is not that network's.
    """
    weights = {_new_name(name): tensor for name, tensor in read_tensors(path).items()}
    for name, tensor in weights.items():
        if ".attentions.0.to_" in name and tensor.dim() == 4:
            weights[name] = tensor[:, :, 0, 0]
    return VaeLatents(assemble(lambda: AutoencoderKL(**SD15_VAE), weights, path=path, dtype=dtype))


def _new_name(name: str) -> str:
    for old, new in OLD_ATTENTION.items():
        name = name.replace(f".attentions.0.{old}.", f".attentions.0.{new}.")
    return name
