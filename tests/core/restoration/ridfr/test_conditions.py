"""What of the low-quality picture the content module is given."""

from __future__ import annotations

import torch

from core.restoration.ridfr.conditions import LatentCondition, PictureCondition, PixelCondition


def test_pixels_are_averaged_and_not_picked() -> None:
    """A board of single pixels is grey at an eighth of its size; picking would show one colour."""
    board = (torch.arange(512)[:, None] + torch.arange(512)).remainder(2).float() * 2 - 1
    small = PixelCondition()(board.expand(1, 3, 512, 512), torch.empty(1, 4, 64, 64))
    assert small.shape == (1, 3, 64, 64)
    assert small.abs().max() < 2e-3


def test_pixels_keep_light_and_place() -> None:
    ramp = torch.linspace(-1, 1, 512).expand(1, 3, 512, 512)
    small = PixelCondition()(ramp, torch.empty(1, 4, 64, 64))
    middle = ramp.reshape(1, 3, 512, 64, 8).mean(-1)[:, :, :64]
    assert (small - middle)[..., 2:-2].abs().max() < 1e-4


def test_the_whole_picture_is_given_from_0_to_1() -> None:
    picture = torch.tensor([-1.0, 0.0, 1.0]).reshape(1, 1, 1, 3)
    assert PictureCondition()(picture, torch.empty(0)).flatten().tolist() == [0.0, 0.5, 1.0]


def test_latents_are_given_as_they_are() -> None:
    latents = torch.randn(1, 4, 8, 8)
    assert LatentCondition()(torch.empty(0), latents) is latents
