"""Boxes: overlap and scaling for any rectangle."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.face import Box, Landmarks

coordinates = st.floats(-1e4, 1e4)
sides = st.floats(0, 1e4)
boxes = st.builds(Box, coordinates, coordinates, sides, sides)
solid = st.builds(Box, coordinates, coordinates, st.floats(0.5, 1e4), st.floats(0.5, 1e4))


@given(boxes, boxes)
def test_overlap_is_a_share_and_the_same_both_ways(one: Box, other: Box) -> None:
    assert 0.0 <= one.overlap(other) <= 1.0 + 1e-9
    assert one.overlap(other) == pytest.approx(other.overlap(one))


@given(solid)
def test_a_box_overlaps_itself_wholly(box: Box) -> None:
    assert box.overlap(box) == pytest.approx(1.0)


@given(solid)
def test_boxes_side_by_side_do_not_overlap(box: Box) -> None:
    beside = Box(box.x + box.width * 1.01 + 1, box.y, box.width, box.height)
    assert box.overlap(beside) == 0.0


def test_half_over_half_is_a_third() -> None:
    assert Box(0, 0, 2, 2).overlap(Box(1, 0, 2, 2)) == pytest.approx(1 / 3)


def test_empty_boxes_overlap_nothing() -> None:
    assert Box(0, 0, 0, 0).overlap(Box(0, 0, 0, 0)) == 0.0
    assert Box(0, 0, -5, 3).area == 0.0


@given(boxes, st.floats(0.01, 100))
def test_scaling_keeps_the_centre_in_proportion(box: Box, factor: float) -> None:
    expected = tuple(value * factor for value in box.centre)
    assert box.scaled(factor).centre == pytest.approx(expected, abs=1e-5, rel=1e-9)


@given(st.lists(st.tuples(coordinates, coordinates), min_size=5, max_size=5))
def test_landmarks_keep_their_points(points: list[tuple[float, float]]) -> None:
    kept = Landmarks.from_array(np.array(points))
    assert kept.points == tuple(points)
    assert kept.eye_distance == pytest.approx(float(np.hypot(*np.subtract(points[1], points[0]))))
