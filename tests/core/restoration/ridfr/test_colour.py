"""Colours of a result brought back to those of its guide."""

from __future__ import annotations

import torch

from core.restoration.ridfr.colour import COLOUR_MATCHES, low_frequencies, match_adain, match_wavelet


def picture(seed: int, side: int = 96) -> torch.Tensor:
    return torch.rand(2, 3, side, side, generator=torch.Generator().manual_seed(seed)) * 2 - 1


def test_a_cast_over_the_whole_picture_is_taken_away() -> None:
    guide = picture(1)
    cast = torch.tensor([0.3, -0.2, 0.1]).reshape(1, 3, 1, 1)
    assert torch.allclose(match_wavelet(guide + cast, guide), guide, atol=1e-5)
    assert torch.allclose(match_adain(guide * 0.5 + cast, guide), guide, atol=1e-4)


def test_the_result_keeps_its_detail_and_takes_the_guides_light() -> None:
    side = 96
    stripes = torch.linspace(0, 1, side).mul(torch.pi * side / 2).sin().expand(1, 3, side, side)
    light = torch.linspace(-0.5, 0.5, side)[:, None].expand(1, 3, side, side)
    matched = match_wavelet(0.2 * stripes, light)
    assert (matched - (0.2 * stripes + low_frequencies(light))).abs().mean() < 0.01


def test_blurring_keeps_even_colour_to_the_edge() -> None:
    even = torch.full((1, 3, 40, 40), 0.7)
    assert torch.allclose(low_frequencies(even), even, atol=1e-6)


def test_adain_gives_every_channel_the_guides_mean_and_spread() -> None:
    matched, guide = match_adain(picture(2) * 0.3, picture(3)), picture(3)
    assert torch.allclose(matched.mean((2, 3)), guide.mean((2, 3)), atol=1e-4)
    assert torch.allclose(matched.std((2, 3)), guide.std((2, 3)), atol=1e-3)


def test_none_changes_nothing() -> None:
    result = picture(4)
    assert COLOUR_MATCHES["none"](result, picture(5)) is result
