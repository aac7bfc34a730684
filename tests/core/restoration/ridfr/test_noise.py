from __future__ import annotations

import pytest
import torch
from torch import Tensor
from torch.nn import functional

from core.restoration.ridfr.noise import STRONG, noise_level, without_strong_noise


def smooth() -> Tensor:
    """A picture (1, 3, 128, 128) without noise, in [-0.6, 0.6]."""
    rough = torch.randn(1, 3, 5, 5, generator=torch.Generator().manual_seed(1))
    return (0.3 * functional.interpolate(rough, (128, 128), mode="bicubic")).clamp(-0.6, 0.6)


def noisy(level: float) -> Tensor:
    """The same with grain of this deviation in grey levels."""
    grain = torch.randn(1, 1, 128, 128, generator=torch.Generator().manual_seed(2))
    return smooth() + level / 127.5 * grain


@pytest.mark.parametrize("level", [5.0, 12.0, 25.0])
def test_the_level_of_grain_is_told_within_a_tenth(level: float) -> None:
    assert noise_level(noisy(level)).item() == pytest.approx(level, rel=0.1)


def test_faint_noise_is_left_to_the_prior() -> None:
    faint = noisy(0.7 * STRONG)
    assert torch.equal(without_strong_noise(faint), faint)


def test_strong_noise_is_taken_out_and_the_light_stays() -> None:
    quiet = without_strong_noise(noisy(20))
    left = (quiet - smooth())[..., 8:-8, 8:-8] * 127.5
    assert left.std() < 6
    assert abs(left.mean()) < 1


def test_a_noisy_face_does_not_change_what_becomes_of_the_others() -> None:
    both = without_strong_noise(torch.cat([smooth(), noisy(20)]))
    assert torch.equal(both[:1], smooth())
    assert torch.equal(both[1:], without_strong_noise(noisy(20)))
