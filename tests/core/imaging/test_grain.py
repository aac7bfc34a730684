"""Measuring grain and making it."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from core.imaging.align import as_bytes
from core.imaging.blend import enlarge
from core.imaging.grain import STRONGEST, UNIT_BANDS, bands, make, measure, missing, white_noise
from core.imaging.tone import luma_of


def test_noise_is_noise() -> None:
    noise = white_noise((400, 300), (0, 0), 5)
    assert abs(noise.mean()) < 0.01
    assert noise.std() == pytest.approx(1.0, abs=0.01)
    for shifted in (noise[1:] * noise[:-1], noise[:, 1:] * noise[:, :-1], noise[1:, 1:] * noise[:-1, :-1]):
        assert abs(shifted.mean()) < 0.01
    assert abs((noise * white_noise((400, 300), (0, 0), 6)).mean()) < 0.01


def test_grain_sticks_to_the_photo() -> None:
    whole, part = white_noise((50, 60), (100, 200), 3), white_noise((10, 12), (130, 220), 3)
    assert np.array_equal(whole[30:40, 20:32], part)


@pytest.mark.parametrize("level", [1.0, 3.0, 8.0])
def test_white_noise_is_measured_right(level: float) -> None:
    noise = np.random.default_rng(1).standard_normal((256, 256)).astype(np.float32) * level
    assert np.allclose(measure(128 + noise), np.array(UNIT_BANDS) * level, rtol=0.15)


def test_made_grain_measures_as_ordered() -> None:
    wanted = np.array([3.0, 1.0, 0.4])
    again = measure(make(wanted, (256, 256), (0, 0), 9))
    assert np.allclose(again[:2], wanted[:2], rtol=0.25)


def test_grain_of_an_enlarged_photo_is_coarser() -> None:
    noise = np.random.default_rng(1).standard_normal((100, 100, 1)) * 6 * np.ones(3)
    large = enlarge(as_bytes(128 + noise), 3.0)
    fine, middle, coarse = measure(luma_of(large.astype(np.float32)))
    assert fine < middle
    assert coarse > 0.5


def test_detail_is_not_taken_for_grain(astronaut: NDArray[np.uint8]) -> None:
    assert measure(luma_of(astronaut.astype(np.float32)))[0] < 1.5


def test_grain_is_bounded_and_none_is_none() -> None:
    assert make(np.array([30.0, 9.0, 2.0]), (200, 200), (0, 0), 1).std() < STRONGEST * 1.2
    assert not make(np.zeros(3), (20, 20), (0, 0), 1).any()
    assert not missing(np.array([1.0]), np.array([2.0])).any()


def test_a_picture_too_small_to_measure_has_none() -> None:
    assert not measure(np.ones((5, 5), np.float32)).any()
    assert not measure(np.ones((50, 50), np.float32), np.zeros((50, 50), dtype=bool)).any()


def test_bands_add_up_to_the_detail() -> None:
    plane = np.random.default_rng(0).uniform(0, 255, (64, 64)).astype(np.float32)
    rest = plane - np.sum(bands(plane), axis=0)
    assert rest.std() < plane.std() / 5
