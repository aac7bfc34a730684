"""Similarity transforms and templates: exact where mathematics says so."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.alignment import (
    ARCFACE_112,
    FFHQ_512,
    LITE_128,
    AlignmentTemplate,
    Similarity,
    eye_distance,
    similarity_to,
)

TEMPLATES = [ARCFACE_112, FFHQ_512, LITE_128]

turns = st.floats(-180, 180)
scales = st.floats(0.02, 50)
shifts = st.floats(-5000, 5000)


def made(angle: float, scale: float, x: float, y: float) -> Similarity:
    cosine, sine = scale * np.cos(np.radians(angle)), scale * np.sin(np.radians(angle))
    return Similarity.from_array(np.array([[cosine, -sine, x], [sine, cosine, y]]))


@given(turns, scales, shifts, shifts)
def test_the_inverse_brings_every_point_back(angle: float, scale: float, x: float, y: float) -> None:
    there = made(angle, scale, x, y)
    points = np.array([[0.0, 0.0], [511.0, 3.5], [12.25, 900.0]])
    np.testing.assert_allclose(there.inverse().apply(there.apply(points)), points, atol=1e-6)


@given(turns, scales, shifts, shifts)
def test_a_turned_template_is_found_again(angle: float, scale: float, x: float, y: float) -> None:
    there = made(angle, scale, x, y)
    face = there.inverse().apply(LITE_128.points)
    found = similarity_to(LITE_128, face)
    np.testing.assert_allclose(found.apply(face), LITE_128.points, atol=1e-5)
    assert found.scale == pytest.approx(scale, rel=1e-6)
    # A turn of 180 degrees may be called -180: compare the directions.
    assert np.cos(np.radians(found.angle - angle)) == pytest.approx(1.0, abs=1e-9)


@given(st.integers(0, 2**32 - 1))
def test_noisy_landmarks_never_mirror_a_face(seed: int) -> None:
    noise = np.random.default_rng(seed).normal(0, 8, (5, 2))
    matrix = similarity_to(ARCFACE_112, ARCFACE_112.points * 3 + noise).array
    assert np.linalg.det(matrix[:, :2]) > 0


def test_a_mirrored_face_is_turned_not_mirrored() -> None:
    mirrored = LITE_128.points * [-1, 1]
    assert np.linalg.det(similarity_to(LITE_128, mirrored).array[:, :2]) > 0


@pytest.mark.parametrize("point", [[3.0, 4.0], [np.nan, 1.0]])
def test_landmarks_in_one_point_are_refused(point: list[float]) -> None:
    with pytest.raises(ValueError, match="one point"):
        similarity_to(LITE_128, np.tile(point, (5, 1)))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.name)
def test_a_larger_template_frames_the_same(template: AlignmentTemplate) -> None:
    double = template.at(template.size * 2)
    np.testing.assert_allclose((double.points + 0.5) / 2, template.points + 0.5)
    back = double.at(template.size)
    np.testing.assert_allclose(back.points, template.points)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.name)
def test_templates_hold_a_face_upright_inside_the_crop(template: AlignmentTemplate) -> None:
    left, right, nose, mouth_left, mouth_right = template.points
    assert left[0] < nose[0] < right[0]
    assert left[1] < nose[1] < mouth_left[1]
    assert mouth_left[0] < mouth_right[0]
    assert ((template.points > 0) & (template.points < template.size - 1)).all()


def test_the_lite_template_has_the_eye_distance_it_says() -> None:
    assert LITE_128.eye_distance == pytest.approx(38.0)
    assert eye_distance(LITE_128.points) == pytest.approx(38.0)
