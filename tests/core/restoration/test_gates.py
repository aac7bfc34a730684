"""Gates: what is left alone, what waits for a look, what goes on."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest

from core.domain.alignment import LITE_128
from core.domain.face import Box, Face, FaceQuality, FaceSource, FaceState, Landmarks
from core.restoration.gates import Verdict, gate
from core.restoration.restorer import RestorerSpec

SPEC = RestorerSpec("lite", "", LITE_128, LITE_128, 20, 4, "", 0)
QUALITY = FaceQuality(
    score=0.5,
    eye_distance=20.0,
    size=0.5,
    sharpness=0.2,
    frontal=1.0,
    yaw=5.0,
    light=1.0,
    detection=0.9,
)


def face(eye_distance: float = 20.0, **changes: Any) -> Face:
    points = LITE_128.points * eye_distance / LITE_128.eye_distance
    basis = Face(
        id=1,
        photo_id=1,
        box=Box(0, 0, 100, 100),
        landmarks=Landmarks.from_array(points),
        state=FaceState.CONFIRMED,
        source=FaceSource.MODEL,
        person_id=1,
        probability=None,
        detector="d",
        embedder="e",
        score=0.9,
        quality=QUALITY,
    )
    return dataclasses.replace(basis, **changes)


def with_quality(**parts: float) -> FaceQuality:
    return dataclasses.replace(QUALITY, **parts)


def test_a_small_blurred_confirmed_face_is_restored() -> None:
    answer = gate(face(), SPEC)
    assert (answer.verdict, answer.reason) == (Verdict.ALLOWED, "")


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (face(11.0), "too small"),
        (face(60.0, quality=with_quality(sharpness=0.9)), "already"),
        (face(state=FaceState.REJECTED), "not a face"),
        (face(state=FaceState.IGNORED), "ignore"),
        (face(restored_photo=True), "original"),
        (face(landmarks=None), "aligned"),
    ],
)
def test_faces_left_alone_say_why(one: Face, words: str) -> None:
    answer = gate(one, SPEC)
    assert answer.left_alone
    assert words in answer.reason


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (face(quality=with_quality(yaw=-60.0)), "side"),
        (face(state=FaceState.SUGGESTED, probability=0.6), "certain"),
    ],
)
def test_faces_that_need_a_look_say_why(one: Face, words: str) -> None:
    answer = gate(one, SPEC)
    assert answer.held
    assert words in answer.reason


def test_a_strong_suggestion_is_good_enough() -> None:
    assert gate(face(state=FaceState.SUGGESTED, probability=0.97), SPEC).allowed


def test_a_large_but_blurred_face_is_restored() -> None:
    assert gate(face(60.0), SPEC).allowed


def test_the_crop_decides_on_sharpness_when_it_is_given(astronaut: np.ndarray) -> None:
    crop = astronaut[44:172, 158:286]
    large = face(60.0, quality=with_quality(sharpness=0.0))
    assert gate(large, SPEC, crop=crop).left_alone
    assert gate(large, SPEC, crop=np.full_like(crop, 90)).allowed
