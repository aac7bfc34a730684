"""SwinIR in the public configuration: names, sizes, windows."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from core.errors import WeightsError
from core.restoration.ridfr import swinir
from core.restoration.ridfr.swinir import (
    SwinBlock,
    SwinIr,
    SwinIrSizes,
    join_windows,
    load_swinir,
    relative_positions,
    split_windows,
)

TINY = SwinIrSizes(side=64, channels=12, groups=2, blocks=2, heads=2, window=4)


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch) -> SwinIr:
    """A tiny network; loading builds such ones too."""
    monkeypatch.setattr(swinir, "SwinIrSizes", lambda: TINY)
    torch.manual_seed(0)
    return SwinIr().eval()


def test_the_public_network_has_its_parameters_and_names() -> None:
    with torch.device("meta"):
        network = SwinIr()
    shapes = {name: tuple(tensor.shape) for name, tensor in network.state_dict().items()}
    assert sum(p.numel() for p in network.parameters()) == 15_792_587
    assert shapes["conv_first.1.weight"] == (180, 192, 3, 3)
    assert shapes["patch_embed.norm.weight"] == (180,)
    assert shapes["layers.7.residual_group.blocks.5.attn.relative_position_bias_table"] == (225, 6)
    assert shapes["layers.0.residual_group.blocks.0.mlp.fc1.weight"] == (360, 180)
    assert {"layers.3.conv.weight", "conv_before_upsample.0.weight", "conv_up3.bias"} <= shapes.keys()


@pytest.mark.parametrize("wrapped", [False, True])
def test_published_files_load_plain_or_wrapped(tiny: SwinIr, tmp_path: Path, wrapped: bool) -> None:
    weights = dict(tiny.state_dict())
    # Published files also hold what can be computed.
    weights["layers.0.residual_group.blocks.1.attn_mask"] = torch.zeros(4, 16, 16)
    weights["layers.0.residual_group.blocks.0.attn.relative_position_index"] = relative_positions(4)
    named = {f"module.{name}": tensor for name, tensor in weights.items()}
    torch.save({"state_dict": named, "epoch": 3} if wrapped else weights, tmp_path / "face_swinir_v1.ckpt")
    face = torch.rand(1, 3, 64, 64)
    with torch.no_grad():
        assert torch.equal(load_swinir(tmp_path / "face_swinir_v1.ckpt")(face), tiny(face))


def test_another_network_is_refused(tiny: SwinIr, tmp_path: Path) -> None:
    torch.save({"conv_first.weight": torch.zeros(3)}, tmp_path / "other.pth")
    with pytest.raises(WeightsError, match="another model"):
        load_swinir(tmp_path / "other.pth")


def test_windows_come_together_again() -> None:
    x = torch.randn(2, 8, 12, 3)
    assert torch.equal(join_windows(split_windows(x, 4), 8, 12), x)


def test_relative_positions_tell_every_offset_apart() -> None:
    index = relative_positions(3)
    offsets = {(a // 3 - b // 3, a % 3 - b % 3, int(index[a, b])) for a in range(9) for b in range(9)}
    assert len(offsets) == len({number for *_, number in offsets}) == 25


@torch.no_grad()
def test_shifted_windows_do_not_reach_round_the_edge() -> None:
    torch.manual_seed(1)
    block = SwinBlock(TINY, shift=2)
    x = torch.randn(1, 8, 8, 12)
    changed = x.clone()
    changed[:, -1, -1] += 5
    moved = (block(changed) - block(x)).abs().amax((0, 3)) > 1e-6
    assert moved[-1, -1]
    assert not moved[:2].any()
    assert not moved[:, :2].any()
