"""SwinIR (Liang et al. 2021) in the one configuration that cleans faces: DifFace's, used by DiffBIR.

A 512-px face is unshuffled by 8 into 64 x 64 places of 192 channels, passes eight groups of six
shifted-window attention blocks (180 channels, 6 heads, windows of 8), and is enlarged again by
three nearest-neighbour doublings with convolutions: 15.8 M parameters, RGB in [0, 1] in and out.
RIDFR uses it before its own restoration only "for fair comparison": it is optional.

The names of the weights are those of the public checkpoints (`face_swinir_v1.ckpt`,
`General_Face_ffhq512.pth`), their relative-position indices and attention masks among them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from core.restoration.ridfr.tensor_files import assemble, read_tensors

MEAN = (0.4488, 0.4371, 0.4040)
"""RGB mean that the network takes away and adds again."""
FEATURES = 64
"""Channels of the enlarging convolutions."""
LEAK, TRUNK_LEAK = 0.2, 0.01
"""Negative slopes; the first convolution after the trunk keeps PyTorch's default."""


@dataclass(frozen=True)
class SwinIrSizes:
    """Sizes of the network; the defaults are the published ones."""

    side: int = 512
    unshuffle: int = 8
    channels: int = 180
    groups: int = 8
    blocks: int = 6
    heads: int = 6
    window: int = 8
    expansion: int = 2

    @property
    def places(self) -> int:
        """Places along a side inside the network."""
        return self.side // self.unshuffle


def load_swinir(path: Path) -> SwinIr:
    """The published network from its checkpoint, plain or wrapped.

    Raises:
        WeightsError: the file is not that network's.
    """
    tensors = read_tensors(path)
    # What can be computed is computed: old and new releases differ in which of these they hold.
    weights = {name: tensor for name, tensor in tensors.items() if not name.endswith(COMPUTED)}
    return assemble(SwinIr, weights, path=path).prepare()


COMPUTED = ("attn_mask", "relative_position_index")


class SwinIr(nn.Module):
    """Cleans faces: (B, 3, S, S) in [0, 1] -> the same, S a multiple of 64."""

    def __init__(self, sizes: SwinIrSizes | None = None) -> None:
        super().__init__()
        self.sizes = sizes = sizes or SwinIrSizes()
        inside, width = 3 * sizes.unshuffle**2, sizes.channels
        self.conv_first = nn.Sequential(nn.PixelUnshuffle(sizes.unshuffle), _convolution(inside, width))
        self.patch_embed = _Normalised(width)
        self.layers = nn.ModuleList(ResidualGroup(sizes) for _ in range(sizes.groups))
        self.norm = nn.LayerNorm(width)
        self.conv_after_body = _convolution(width, width)
        self.conv_before_upsample = nn.Sequential(_convolution(width, FEATURES), nn.LeakyReLU(TRUNK_LEAK))
        self.conv_up1, self.conv_up2, self.conv_up3 = (_convolution(FEATURES, FEATURES) for _ in range(3))
        self.conv_hr = _convolution(FEATURES, FEATURES)
        self.conv_last = _convolution(FEATURES, 3)

    def prepare(self) -> SwinIr:
        """Compute the indices of relative positions, where the module was made without numbers."""
        for module in self.modules():
            if isinstance(module, WindowAttention):
                module.relative_position_index = relative_positions(self.sizes.window)
        return self

    def forward(self, picture: Tensor) -> Tensor:
        """Clean a batch of faces."""
        mean = picture.new_tensor(MEAN).reshape(1, 3, 1, 1)
        shallow = self.conv_first(picture - mean)
        x = self.patch_embed.norm(shallow.permute(0, 2, 3, 1))
        for layer in self.layers:
            x = layer(x)
        deep = self.conv_after_body(self.norm(x).permute(0, 3, 1, 2)) + shallow
        x = self.conv_before_upsample(deep)
        for convolution in (self.conv_up1, self.conv_up2, self.conv_up3):
            enlarged = functional.interpolate(x, scale_factor=2, mode="nearest")
            x = functional.leaky_relu(convolution(enlarged), LEAK)
        output: Tensor = self.conv_last(functional.leaky_relu(self.conv_hr(x), LEAK)) + mean
        return output


class _Normalised(nn.Module):
    """In the seat of the original's patch embedding, which is a normalisation only."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(width)


class ResidualGroup(nn.Module):
    """Swin blocks, plain and shifted in turn, and a convolution, around a residual: (B, H, W, C)."""

    def __init__(self, sizes: SwinIrSizes) -> None:
        super().__init__()
        # A sequence inside a dictionary: so the published weights are named.
        blocks = (
            SwinBlock(sizes, shift=sizes.window // 2 if number % 2 else 0) for number in range(sizes.blocks)
        )
        self.residual_group = nn.ModuleDict({"blocks": nn.Sequential(*blocks)})
        self.conv = _convolution(sizes.channels, sizes.channels)

    def forward(self, x: Tensor) -> Tensor:
        attended = self.residual_group["blocks"](x)
        output: Tensor = self.conv(attended.permute(0, 3, 1, 2)).permute(0, 2, 3, 1) + x
        return output


class SwinBlock(nn.Module):
    """Attention inside windows, shifted by half a window in every second block, then an MLP."""

    def __init__(self, sizes: SwinIrSizes, shift: int) -> None:
        super().__init__()
        width = sizes.channels
        self.window, self.shift = sizes.window, shift
        self.norm1 = nn.LayerNorm(width)
        self.attn = WindowAttention(width, sizes.heads, sizes.window)
        self.norm2 = nn.LayerNorm(width)
        self.mlp = nn.ModuleDict(
            {
                "fc1": nn.Linear(width, sizes.expansion * width),
                "fc2": nn.Linear(sizes.expansion * width, width),
            }
        )

    def forward(self, x: Tensor) -> Tensor:
        """(B, H, W, C), H and W multiples of the window."""
        _, height, width, _ = x.shape
        attended = self.norm1(x)
        mask = None
        if self.shift:
            attended = torch.roll(attended, (-self.shift, -self.shift), (1, 2))
            mask = shifted_window_mask(height, width, self.window, self.shift, x)
        attended = join_windows(self.attn(split_windows(attended, self.window), mask), height, width)
        if self.shift:
            attended = torch.roll(attended, (self.shift, self.shift), (1, 2))
        x = x + attended
        output: Tensor = x + self.mlp["fc2"](functional.gelu(self.mlp["fc1"](self.norm2(x))))
        return output


class WindowAttention(nn.Module):
    """Self-attention among the places of one window, with a learnt bias per relative position."""

    relative_position_index: Tensor
    """(w^2, w^2) row of the bias table for each pair of places."""

    def __init__(self, width: int, heads: int, window: int) -> None:
        super().__init__()
        self.heads = heads
        self.relative_position_bias_table = nn.Parameter(torch.zeros((2 * window - 1) ** 2, heads))
        self.register_buffer("relative_position_index", relative_positions(window), persistent=False)
        self.qkv = nn.Linear(width, 3 * width)
        self.proj = nn.Linear(width, width)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Windows (B, n, w^2, C) and the mask (n, w^2, w^2) of places that must not meet."""
        batch, count, places, width = x.shape
        query, key, value = self.qkv(x).reshape(batch, count, places, 3, self.heads, -1).unbind(3)
        bias = self.relative_position_bias_table[self.relative_position_index].permute(2, 0, 1)
        if mask is not None:
            bias = bias + mask[:, None]
        query, key, value = (part.transpose(2, 3) for part in (query, key, value))
        attended = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias.to(x.dtype))
        output: Tensor = self.proj(attended.transpose(2, 3).reshape(batch, count, places, width))
        return output


def relative_positions(window: int) -> Tensor:
    """(w^2, w^2) number of the offset between each pair of places of a window."""
    axis = torch.arange(window, device="cpu")
    y, x = (part.flatten() for part in torch.meshgrid(axis, axis, indexing="ij"))
    down = y[:, None] - y[None] + window - 1
    right = x[:, None] - x[None] + window - 1
    return down * (2 * window - 1) + right


def shifted_window_mask(height: int, width: int, window: int, shift: int, like: Tensor) -> Tensor:
    """(n, w^2, w^2) of 0 and -100: places that met only by rolling round the edge."""
    region = torch.zeros(1, height, width, 1, device=like.device)
    edges = (slice(0, -window), slice(-window, -shift), slice(-shift, None))
    for number, (rows, columns) in enumerate((a, b) for a in edges for b in edges):
        region[:, rows, columns] = number
    places = split_windows(region, window)[0, :, :, 0]
    apart = places[:, None] != places[:, :, None]
    return torch.where(apart, -100.0, 0.0).to(like.dtype)


def split_windows(x: Tensor, window: int) -> Tensor:
    """(B, H, W, C) -> (B, n, w^2, C), windows row by row."""
    batch, height, width, channels = x.shape
    x = x.reshape(batch, height // window, window, width // window, window, channels)
    return x.transpose(2, 3).reshape(batch, -1, window**2, channels)


def join_windows(x: Tensor, height: int, width: int) -> Tensor:
    """The inverse of `split_windows`."""
    batch, _, places, channels = x.shape
    window = round(places**0.5)
    x = x.reshape(batch, height // window, width // window, window, window, channels)
    return x.transpose(2, 3).reshape(batch, height, width, channels)


def _convolution(inside: int, outside: int) -> nn.Conv2d:
    return nn.Conv2d(inside, outside, 3, padding=1)
