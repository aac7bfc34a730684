"""Warps between photo and crop."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from core.domain.alignment import LITE_128, Points, Similarity, similarity_to
from core.imaging.align import enlarged_points, enlarged_similarity, warp, warp_to_template


def ramp(height: int, width: int) -> NDArray[np.float32]:
    """A picture whose value tells the place: x in the first plane, y in the second."""
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    return np.stack([columns, rows], axis=-1)


def similarity(scale: float, degrees: float, x: float, y: float) -> Similarity:
    angle = np.radians(degrees)
    cos, sin = scale * np.cos(angle), scale * np.sin(angle)
    return Similarity.from_array(np.array([[cos, -sin, x], [sin, cos, y]]))


@pytest.mark.parametrize("step", [0.3, 0.9, 1.0, 1.4, 2.0, 3.7, 8.0])
@pytest.mark.parametrize("degrees", [0.0, 33.0, 90.0, 180.0])
def test_every_pixel_comes_from_its_place_to_a_hundredth(step: float, degrees: float) -> None:
    to_source = similarity(step, degrees, 0.0, 0.0).array
    to_source[:, 2] = np.array([250.3, 240.7]) - to_source[:, :2] @ np.array([15.5, 15.5])
    result = warp(ramp(500, 500), to_source, (32, 32))
    rows, columns = np.mgrid[0:32, 0:32]
    wanted = np.stack([columns, rows], axis=-1) @ to_source[:, :2].T + to_source[:, 2]
    assert np.abs(result - wanted)[3:-3, 3:-3].max() < 0.02 * max(step, 1.0)


def test_shrinking_averages_instead_of_skipping() -> None:
    stripes = np.zeros((400, 400, 1), dtype=np.float32)
    stripes[:, ::2] = 255
    small = warp(stripes, similarity(8.0, 0.0, 0.0, 0.0).array, (48, 48))
    assert np.abs(small[4:-4, 4:-4] - 127.5).max() < 2


def test_the_identity_changes_no_pixel(astronaut: NDArray[np.uint8]) -> None:
    crop, valid = warp_to_template(astronaut, similarity(1.0, 0.0, 0.0, 0.0), 512)
    assert np.array_equal(crop, astronaut)
    assert valid.all()


def test_landmarks_land_on_the_template(astronaut: NDArray[np.uint8], face_points: Points) -> None:
    wanted = similarity_to(LITE_128, face_points)
    crop, valid = warp_to_template(astronaut, wanted, LITE_128)
    assert crop.shape == (128, 128, 3)
    assert valid.all()
    # The pupils are the dark spots of the template's eyes.
    left, right = crop[50:59, 41:50].mean(axis=-1), crop[50:59, 79:88].mean(axis=-1)
    assert min(left.min(), right.min()) < 90 < crop[62:70, 60:68].mean()


def test_beyond_the_photo_the_crop_says_so(astronaut: NDArray[np.uint8]) -> None:
    crop, valid = warp_to_template(astronaut, similarity(1.0, 0.0, 64.0, 0.0), 128, fill=(1, 2, 3))
    assert not valid[:, :64].any()
    assert valid[:, 64:].all()
    assert (crop[:, :64] == (1, 2, 3)).all()
    edge, _ = warp_to_template(astronaut, similarity(1.0, 0.0, 64.0, 0.0), 128)
    assert np.array_equal(edge[:, 10], edge[:, 64])


def test_a_crop_wholly_outside_is_all_invalid(astronaut: NDArray[np.uint8]) -> None:
    for scale in (0.2, 1.0, 5.0):
        _, valid = warp_to_template(astronaut, similarity(scale, 10.0, 9999.0, -9999.0), 64)
        assert not valid.any()


@given(st.floats(0.3, 4.0), st.floats(-180, 180), st.floats(1.0, 4.0))
def test_enlarging_the_photo_moves_no_landmark_in_the_crop(
    scale: float, degrees: float, factor: float
) -> None:
    points = np.array([[10.0, 20.0], [300.5, 7.25]])
    before = similarity(scale, degrees, 3.0, -8.0)
    after = enlarged_similarity(before, factor)
    assert np.allclose(after.apply(enlarged_points(points, factor)), before.apply(points), atol=1e-6)
    assert np.isclose(after.scale * factor, before.scale)
