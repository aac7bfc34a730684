"""The analyzer: full-size coordinates, vectors only where they mean something."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image, ImageFilter

from core.analysis.analyzer import Detection
from core.analysis.pipeline import Analyzer
from core.domain.alignment import ARCFACE_112
from core.domain.face import Box, Embedding, Landmarks


class FixedDetector:
    """Answers what it was told."""

    name = "fixed"

    def __init__(self, *found: Detection) -> None:
        self._found = list(found)

    def detect(self, image: np.ndarray) -> list[Detection]:
        return self._found


class OnesEmbedder:
    """The same unit vector for every face."""

    name = "ones"
    dimensions = 4
    same_person = 0.4
    impostor = 0.6

    def embed(self, image: np.ndarray, landmarks: Sequence[Landmarks]) -> list[Embedding]:
        return [np.full(4, 0.5, dtype=np.float32) for _ in landmarks]


def face(size: float, at: float = 0.0) -> Detection:
    """A face of this template scale, its landmarks in a box of 112 times that."""
    points = Landmarks.from_array(ARCFACE_112.points * size + at)
    return Detection(Box(at, at, 112 * size, 112 * size), points, 0.9)


def test_boxes_landmarks_and_sizes_are_of_the_full_size_photo(
    analyzer: Analyzer, astronaut: np.ndarray
) -> None:
    [small] = analyzer.analyze(astronaut)
    [large] = analyzer.analyze(astronaut, scale=3.0)
    assert large.box.x == pytest.approx(small.box.x * 3)
    assert large.landmarks.array + 0.5 == pytest.approx((small.landmarks.array + 0.5) * 3)
    assert large.quality.eye_distance == pytest.approx(small.quality.eye_distance * 3)


def test_a_clear_face_is_good_and_a_blurred_one_is_not(analyzer: Analyzer, astronaut: np.ndarray) -> None:
    blurred = np.asarray(Image.fromarray(astronaut).filter(ImageFilter.GaussianBlur(4)))
    [clear], [poor] = analyzer.analyze(astronaut), analyzer.analyze(blurred)
    assert clear.quality.score > 0.8
    assert poor.quality.score < 0.5
    assert poor.quality.sharpness < 0.2


@pytest.mark.parametrize(("size", "embedded"), [(0.15, False), (0.5, True)])
def test_faces_too_small_are_found_but_not_embedded(size: float, embedded: bool) -> None:
    image = np.zeros((200, 200, 3), dtype=np.uint8)
    [found] = Analyzer(FixedDetector(face(size, 40.0)), OnesEmbedder()).analyze(image)
    assert (found.embedding is not None) is embedded


def test_an_extreme_profile_is_not_embedded() -> None:
    points = ARCFACE_112.points
    points[:, 0] = [60.0, 62.0, 20.0, 55.0, 60.0]
    turned = Detection(Box(0, 0, 112, 112), Landmarks.from_array(points), 0.9)
    image = np.zeros((200, 200, 3), dtype=np.uint8)
    [found] = Analyzer(FixedDetector(turned), OnesEmbedder()).analyze(image)
    assert found.quality.yaw < -65
    assert found.embedding is None


def test_detections_without_shape_are_dropped() -> None:
    point = Detection(Box(0, 0, 10, 10), Landmarks(((5.0, 5.0),) * 5), 0.9)
    image = np.zeros((50, 50, 3), dtype=np.uint8)
    assert Analyzer(FixedDetector(point), OnesEmbedder()).analyze(image) == []


def test_nested_detections_are_dropped() -> None:
    image = np.zeros((300, 300, 3), dtype=np.uint8)
    nested = Detection(face(0.3, 40.0).box, face(0.3, 40.0).landmarks, 0.6)
    assert len(Analyzer(FixedDetector(face(2.0, 10.0), nested), OnesEmbedder()).analyze(image)) == 1


@pytest.mark.parametrize("value", [0.0, np.nan, np.inf])
def test_a_vector_without_direction_is_none(value: float) -> None:
    class Broken(OnesEmbedder):
        def embed(self, image: np.ndarray, landmarks: Sequence[Landmarks]) -> list[Embedding]:
            return [np.full(4, value, dtype=np.float32) for _ in landmarks]

    image = np.zeros((200, 200, 3), dtype=np.uint8)
    [found] = Analyzer(FixedDetector(face(0.5, 40.0)), Broken()).analyze(image)
    assert found.embedding is None


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_detections_with_landmarks_that_are_no_numbers_are_dropped(value: float) -> None:
    points = face(0.5, 40.0).landmarks.array
    points[4, 1] = value
    broken = Detection(face(0.5, 40.0).box, Landmarks.from_array(points), 0.9)
    image = np.zeros((200, 200, 3), dtype=np.uint8)
    assert Analyzer(FixedDetector(broken), OnesEmbedder()).analyze(image) == []
