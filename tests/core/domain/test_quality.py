"""Quality parts: sharp is sharp, noise is not detail, a turned head is not frontal."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageFilter

from core.domain.alignment import ARCFACE_112
from core.domain.quality import SHARP, light_of, noise_of, quality_of, sharpness_of, yaw_of


@pytest.fixture(scope="module")
def crop(astronaut: np.ndarray) -> np.ndarray:
    """The astronaut's face, about as ARCFACE_112 frames it."""
    return np.asarray(Image.fromarray(astronaut).crop((155, 38, 295, 178)).resize((112, 112)))


def blurred(crop: np.ndarray, radius: float) -> np.ndarray:
    return np.asarray(Image.fromarray(crop).filter(ImageFilter.GaussianBlur(radius)))


def noisy(crop: np.ndarray, sigma: float) -> np.ndarray:
    noise = np.random.default_rng(0).normal(0, sigma, crop.shape)
    return np.clip(crop + noise, 0, 255).astype(np.uint8)


def test_a_clean_face_is_sharp_and_a_blurred_one_is_not(crop: np.ndarray) -> None:
    assert sharpness_of(crop) >= SHARP
    assert sharpness_of(blurred(crop, 3)) < 0.2


def test_sharpness_falls_with_blur(crop: np.ndarray) -> None:
    values = [sharpness_of(blurred(crop, radius)) for radius in (0, 1, 1.5, 2, 3)]
    assert values == sorted(values, reverse=True)


def test_noise_over_blur_is_not_detail(crop: np.ndarray) -> None:
    assert sharpness_of(noisy(blurred(crop, 2.5), 20)) < 0.2


def test_a_dark_face_is_as_sharp_as_a_bright_one(crop: np.ndarray) -> None:
    dark = (crop * 0.5).astype(np.uint8)
    assert sharpness_of(dark) == pytest.approx(sharpness_of(crop), abs=0.15)


def test_noise_is_measured_in_grey_levels() -> None:
    flat = np.full((112, 112, 3), 128, dtype=np.uint8)
    grain = np.repeat(np.random.default_rng(0).normal(0, 8, (112, 112, 1)), 3, axis=2)
    assert noise_of(np.clip(flat + grain, 0, 255).astype(np.uint8)) == pytest.approx(8, rel=0.15)


@pytest.mark.parametrize("value", [0, 128, 255])
def test_a_flat_picture_has_no_quality_and_no_error(value: int) -> None:
    quality = quality_of(np.full((112, 112, 3), value, dtype=np.uint8), ARCFACE_112.points, 0.9)
    assert quality.sharpness == 0.0
    assert quality.light == 0.0
    assert 0.0 <= quality.score < 0.3


def test_the_template_looks_into_the_camera() -> None:
    assert yaw_of(ARCFACE_112.points) == pytest.approx(0.0, abs=3.0)


@pytest.mark.parametrize("tilt", [-35.0, 0.0, 35.0])
def test_yaw_follows_the_nose_however_the_head_is_tilted(tilt: float) -> None:
    points = ARCFACE_112.points.copy()
    points[2, 0] -= 14.0
    angle = np.radians(tilt)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    assert yaw_of((points - 56) @ turn.T + 56) == pytest.approx(yaw_of(points), abs=1e-6)
    assert yaw_of(points) < -20.0


def test_light_from_one_side_and_darkness_count_against_a_face(crop: np.ndarray) -> None:
    shadow = crop * np.linspace(0.1, 1.0, 112)[None, :, None]
    assert light_of(crop) > 0.8
    assert light_of(shadow.astype(np.uint8)) < light_of(crop)
    assert light_of((crop * 0.1).astype(np.uint8)) < 0.2


def test_every_part_lies_between_zero_and_one(crop: np.ndarray) -> None:
    quality = quality_of(crop, ARCFACE_112.points, 1.7, scale=100.0)
    parts = (
        quality.score,
        quality.size,
        quality.sharpness,
        quality.frontal,
        quality.light,
        quality.detection,
    )
    assert all(0.0 <= part <= 1.0 for part in parts)
    assert quality.eye_distance == pytest.approx(3524, rel=0.01)
