"""Repeated and nested detections go; neighbours stay."""

from __future__ import annotations

import numpy as np

from core.analysis.analyzer import Detection
from core.analysis.boxes import drop_nested, suppress
from core.domain.alignment import ARCFACE_112
from core.domain.face import Box, Landmarks


def detection(score: float, *box: float) -> Detection:
    return Detection(Box(*box), Landmarks.from_array(ARCFACE_112.points), score)


def test_the_best_of_overlapping_boxes_stays() -> None:
    boxes = np.array([[0, 0, 10, 10], [1, 1, 11, 11], [30, 30, 40, 40]], dtype=float)
    assert suppress(boxes, np.array([0.5, 0.9, 0.7]), overlap=0.3).tolist() == [1, 2]


def test_an_eye_taken_for_a_face_goes() -> None:
    kept = drop_nested([detection(0.6, 20, 20, 20, 20), detection(0.9, 0, 0, 100, 100)])
    assert [one.score for one in kept] == [0.9]


def test_a_face_half_behind_another_stays() -> None:
    assert len(drop_nested([detection(0.9, 0, 0, 100, 100), detection(0.8, 60, 0, 100, 100)])) == 2


def test_a_baby_held_before_the_chest_stays_beside_the_smaller_box() -> None:
    assert len(drop_nested([detection(0.9, 0, 0, 40, 40), detection(0.8, 30, 30, 60, 60)])) == 2
