"""How good a face is as evidence and as a reference, from pixels and landmarks alone.

Every part lies in [0, 1]. Sharpness counts fine detail above the noise, so a noisy print
of a blurred face is not called sharp, and relative to contrast, so a dark one is not
called blurred.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.domain.alignment import Points, eye_distance
from core.domain.face import FaceQuality

SHARP = 0.7
"""`sharpness` from which a face at its size needs no restoration."""

Luminance = NDArray[np.float64]
"""(H, W) in [0, 255]."""


def luminance_of(crop: NDArray[np.uint8]) -> Luminance:
    """Rec. 601 luma of an RGB crop (H, W, 3)."""
    weighted = np.asarray(crop, dtype=np.float64) * np.array([0.299, 0.587, 0.114])
    return np.asarray(weighted.sum(axis=2), dtype=np.float64)


def sharpness_of(crop: NDArray[np.uint8]) -> float:
    """Sharpness in [0, 1] of an aligned RGB crop (S, S, 3) of a face.

    Natural pictures carry equal energy in every octave of detail, so that the measure says
    the same of a crop of any size: 1 when it shows all that its pixels can show.
    """
    clean = 1.0 - 0.5 * _ramp(noise_of(crop), *_NOISE_RANGE)
    return _log_ramp(detail_of(crop), *_SHARPNESS_RANGE) * clean


def detail_of(crop: NDArray[np.uint8]) -> float:
    """Fine detail above the noise, relative to the contrast of the face; about 0.2 when sharp.

    Standard deviation of the smoothed Laplacian (a band that noise and JPEG hardly reach),
    less its median magnitude: detail sits in few places, noise everywhere.
    """
    face = _central(luminance_of(crop))
    response = _laplacian(_smooth(face))
    floor = float(np.median(np.abs(response))) * _MEDIAN_TO_DEVIATION
    above = max(float(np.mean(response**2)) - floor**2, 0.0)
    return float(np.sqrt(above)) / max(float(face.std()), _LEAST_CONTRAST)


def noise_of(crop: NDArray[np.uint8]) -> float:
    """Standard deviation of the noise in grey levels (Immerkær's mask, median for robustness)."""
    face = _central(luminance_of(crop))
    second = face[:, :-2] - 2 * face[:, 1:-1] + face[:, 2:]
    both = second[:-2] - 2 * second[1:-1] + second[2:]
    return float(np.median(np.abs(both))) * _MEDIAN_TO_DEVIATION / 6.0


def quality_of(
    crop: NDArray[np.uint8], landmarks: Points, detection: float, scale: float = 1.0
) -> FaceQuality:
    """Quality of a face from its crop aligned to `ARCFACE_112` and its landmarks (5, 2).

    Args:
        crop: (112, 112, 3).
        landmarks: in pixels of the picture the crop was cut from.
        detection: the detector's score in [0, 1].
        scale: full-size pixels per pixel of that picture.
    """
    distance = eye_distance(landmarks) * scale
    yaw = yaw_of(landmarks)
    size = _log_ramp(distance, 8.0, 64.0)
    sharpness = sharpness_of(crop)
    frontal = 1.0 - _ramp(abs(yaw), 10.0, 70.0)
    light = light_of(crop)
    seen = _ramp(detection, 0.4, 0.85)
    detail = max(sharpness, 0.02) ** 0.3
    score = size**0.3 * detail * (0.25 + 0.75 * frontal) * (0.5 + 0.5 * light) * (0.4 + 0.6 * seen)
    return FaceQuality(
        score=float(np.clip(score, 0.0, 1.0)),
        eye_distance=float(distance),
        size=size,
        sharpness=sharpness,
        frontal=frontal,
        yaw=yaw,
        light=light,
        detection=float(np.clip(detection, 0.0, 1.0)),
    )


def yaw_of(landmarks: Points) -> float:
    """Rough turn of the head in degrees, [-90, 90], negative when it looks to the left of the image.

    Where the nose lies between the eyes, along the line of the eyes, tells the turn: the tip
    stands about half an eye distance before the eyes.
    """
    points = np.asarray(landmarks, dtype=np.float64)
    eyes = (points[0] + points[1]) / 2
    mouth = (points[3] + points[4]) / 2
    down = (mouth - eyes) / max(float(np.hypot(*(mouth - eyes))), 1e-6)
    across = np.array([down[1], -down[0]])
    # Face height does not shrink when the head turns, unlike the distance between the eyes.
    height = max(float(np.hypot(*(mouth - eyes))), 1e-6)
    offset = float((points[2] - eyes) @ across) / height
    return float(np.degrees(np.arcsin(np.clip(offset / _NOSE_DEPTH, -1.0, 1.0))))


def light_of(crop: NDArray[np.uint8]) -> float:
    """1 for a well lit face, towards 0 when too dark, burnt out, flat, or lit from one side only."""
    face = _central(luminance_of(crop))
    middle = face.shape[1] // 2
    exposure = _ramp(float(face.mean()), 20.0, 70.0) * (1.0 - _ramp(float(face.mean()), 200.0, 245.0))
    contrast = _ramp(float(face.std()), 6.0, 24.0)
    left, right = float(face[:, :middle].mean()), float(face[:, middle:].mean())
    evenness = 1.0 - _ramp(abs(left - right) / max(float(face.mean()), 1.0), 0.25, 1.0)
    return exposure * contrast * evenness


_SHARPNESS_RANGE = (0.05, 0.22)
"""`detail_of` of a face blurred by 2 px at 112 px, and of a clean press photo."""

_NOISE_RANGE = (5.0, 15.0)
"""Grey levels between which noise takes away half of the sharpness."""

_LEAST_CONTRAST = 12.0
"""Grey levels; a flatter face would divide by next to nothing."""

_MEDIAN_TO_DEVIATION = 1.4826
"""Of a normal distribution: from the median magnitude to the standard deviation."""

_NOSE_DEPTH = 0.62
"""Height of the nose's tip over the plane of eyes and mouth, in eye-to-mouth heights."""


def _central(image: Luminance) -> Luminance:
    """The inner 70 %: eyes, nose and mouth, not hair or background."""
    height, width = image.shape
    top, left = round(height * 0.2), round(width * 0.15)
    return image[top : height - round(height * 0.1), left : width - left]


def _smooth(image: Luminance) -> Luminance:
    """Binomial filter (1 2 1) in both directions."""
    rows = image[:-2] + 2 * image[1:-1] + image[2:]
    return np.asarray((rows[:, :-2] + 2 * rows[:, 1:-1] + rows[:, 2:]) / 16, dtype=np.float64)


def _laplacian(image: Luminance) -> Luminance:
    inner = image[1:-1, 1:-1]
    return np.asarray(
        image[:-2, 1:-1] + image[2:, 1:-1] + image[1:-1, :-2] + image[1:-1, 2:] - 4 * inner, dtype=np.float64
    )


def _ramp(value: float, low: float, high: float) -> float:
    return float(np.clip((value - low) / (high - low), 0.0, 1.0))


def _log_ramp(value: float, low: float, high: float) -> float:
    return _ramp(float(np.log(max(value, low))), float(np.log(low)), float(np.log(high)))
