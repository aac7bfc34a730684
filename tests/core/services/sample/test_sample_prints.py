"""Prints: the damage is what it says, and points stay on the picture."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from core.services.sample.prints import PAPER, Damage, Tone, make_print


def noise_picture(width: int = 120, height: int = 90) -> Image.Image:
    pixels = np.random.default_rng(1).integers(40, 200, (height, width, 3), dtype=np.uint8)
    return Image.fromarray(pixels)


def test_the_same_seed_gives_the_same_print_and_another_seed_another() -> None:
    damage = Damage(0.5, noise=9)
    first, again, other = (make_print(noise_picture(), (), damage, seed).picture for seed in (1, 1, 2))
    assert first.tobytes() == again.tobytes() != other.tobytes()


def test_noise_has_the_strength_it_says() -> None:
    grey = Image.new("RGB", (200, 200), (128, 128, 128))
    pixels = np.asarray(make_print(grey, (), Damage(1.0, noise=12), 3).picture, dtype=float)
    assert pixels.std() == pytest.approx(12, rel=0.03)


def test_a_grey_print_has_no_colour_not_even_in_its_noise() -> None:
    pixels = np.asarray(make_print(noise_picture(), (), Damage(0.8, noise=9, tone=Tone.GREY), 1).picture)
    assert (pixels[..., 0] == pixels[..., 1]).all()
    assert (pixels[..., 1] == pixels[..., 2]).all()


def test_a_sepia_print_is_warm() -> None:
    pixels = np.asarray(make_print(noise_picture(), (), Damage(0.8, tone=Tone.SEPIA), 1).picture, dtype=float)
    red, green, blue = pixels.mean(axis=(0, 1))
    assert red > green > blue


def test_a_point_stays_on_its_spot_through_border_and_skew() -> None:
    source = Image.new("RGB", (200, 140), (90, 90, 90))
    source.paste((255, 0, 0), (150, 30, 159, 39))
    damage = Damage(0.5, border=0.1, skew=7.0)
    printed = make_print(source, ((154.0, 34.0),), damage, 1)
    red = np.asarray(printed.picture, dtype=float) @ [1.0, -0.5, -0.5]
    rows, columns = np.nonzero(red > red.max() / 2)
    assert printed.points[0] == pytest.approx((columns.mean(), rows.mean()), abs=0.3)


def test_a_scanned_print_lies_on_paper() -> None:
    printed = make_print(noise_picture(), (), Damage(1.0, border=0.1, skew=2.0), 1).picture
    assert printed.size == (144, 114)
    assert printed.getpixel((0, 0)) == PAPER


@pytest.mark.parametrize("values", [{"scale": 1.5}, {"scale": 0.0}, {"scale": 1.0, "fading": 1.0}])
def test_impossible_damage_is_refused(values: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"print|fading"):
        Damage(**values)
