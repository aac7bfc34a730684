"""The eight orientations, for pixels and regions alike."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from core.imaging.orientation import Fraction, upright, upright_fraction, upright_size, valid_orientation

INVERSES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 8, 7: 7, 8: 6}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_pixels_turn_as_pillow_turns_them(orientation: int) -> None:
    picture = Image.fromarray(np.arange(24, dtype=np.uint8).reshape(4, 6))
    picture.getexif()[0x0112] = orientation
    turned = upright(picture, orientation)
    assert np.array_equal(np.asarray(turned), np.asarray(ImageOps.exif_transpose(picture)))
    assert turned.size == upright_size(6, 4, orientation)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_region_turns_with_its_pixels(orientation: int) -> None:
    marked = np.zeros((40, 60), dtype=np.uint8)
    marked[8:16, 6:30] = 255
    turned = np.asarray(upright(Image.fromarray(marked), orientation))
    area = upright_fraction(Fraction(0.1, 0.2, 0.4, 0.2), orientation)
    height, width = turned.shape
    left, top = round(area.x * width), round(area.y * height)
    right, bottom = round((area.x + area.width) * width), round((area.y + area.height) * height)
    assert turned[top:bottom, left:right].all()
    assert turned.sum() == turned[top:bottom, left:right].sum()


@given(st.integers(1, 8), st.floats(0, 0.5), st.floats(0, 0.5), st.floats(0.1, 0.5), st.floats(0.1, 0.5))
def test_turning_there_and_back_is_nothing(
    orientation: int, x: float, y: float, width: float, height: float
) -> None:
    area = Fraction(x, y, width, height)
    back = upright_fraction(upright_fraction(area, orientation), INVERSES[orientation])
    assert np.allclose(
        (back.x, back.y, back.width, back.height), (area.x, area.y, area.width, area.height), atol=1e-12
    )


@pytest.mark.parametrize("value", [0, 9, -1, None, "6", (6, 6), 3.0])
def test_nonsense_means_upright(value: object) -> None:
    assert valid_orientation(value) == 1
