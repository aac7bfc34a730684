"""Measures of a restorer, as decisions.md defines them ("Measuring a restorer").

Fidelity is measured where the truth is known (masked); identity by dlib's centred vector, which
conditions no restorer; every mean comes with a 95 % bootstrap interval over faces.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.special import gamma
from skimage.metrics import structural_similarity

from core.restoration.restorer import Crop

NIQE_PATCH = 64


def psnr(output: Crop, truth: Crop, valid: NDArray[np.bool_]) -> float:
    """Peak signal-to-noise ratio in dB over valid pixels."""
    difference = output[valid].astype(np.float64) - truth[valid]
    return float(10 * np.log10(255**2 / max(float(np.mean(difference**2)), 1e-10)))


def ssim(output: Crop, truth: Crop, valid: NDArray[np.bool_]) -> float:
    """Structural similarity of the luma over valid pixels (Gaussian window, Wang et al. 2004)."""
    luma = [cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY) for crop in (output, truth)]
    _, similarity = structural_similarity(  # type: ignore[no-untyped-call]
        *luma, full=True, data_range=255, gaussian_weights=True, sigma=1.5, use_sample_covariance=False
    )
    return float(similarity[valid].mean())


def sharpness(crop: Crop, valid: NDArray[np.bool_]) -> float:
    """Variance of the Laplacian of the luma over valid pixels."""
    laplacian = cv2.Laplacian(cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY).astype(np.float32), cv2.CV_32F)
    return float(laplacian[valid].var())


def identity_similarity(ours: NDArray[np.float32], theirs: NDArray[np.float32]) -> float:
    """IDS: cosine of two unit vectors."""
    return float(ours @ theirs)


def identity_variance(vectors: NDArray[np.float32]) -> float:
    """1 - |mean|^2 of unit vectors (N, D): results of one face with N references (RIDFR, Table 4)."""
    return float(1 - np.sum(vectors.mean(axis=0) ** 2))


def niqe_features(crops: Sequence[Crop]) -> NDArray[np.float64]:
    """NIQE's 36 features per 64-px patch (Mittal et al. 2013), at full and half size: (P, 36)."""
    features = []
    for crop in crops:
        luma = cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY).astype(np.float64)
        half = cv2.resize(luma, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        maps = [_normalised(luma), _normalised(np.asarray(half, dtype=np.float64))]
        for top in range(0, luma.shape[0] - NIQE_PATCH + 1, NIQE_PATCH):
            for left in range(0, luma.shape[1] - NIQE_PATCH + 1, NIQE_PATCH):
                features.append(_patch_features(maps, top, left))
    return np.asarray(features)


def niqe_distance(outputs: NDArray[np.float64], sharp: NDArray[np.float64]) -> float:
    """Set-level NIQE: distance of one Gaussian over all outputs to one over sharp crops."""
    difference = outputs.mean(axis=0) - sharp.mean(axis=0)
    pooled = (np.cov(outputs, rowvar=False) + np.cov(sharp, rowvar=False)) / 2
    return float(np.sqrt(difference @ np.linalg.pinv(pooled) @ difference))


def _normalised(luma: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean-subtracted, contrast-normalised coefficients."""
    mean = cv2.GaussianBlur(luma, (7, 7), 7 / 6)
    deviation = np.sqrt(np.abs(cv2.GaussianBlur(luma**2, (7, 7), 7 / 6) - mean**2))
    return np.asarray((luma - mean) / (deviation + 1))


def _patch_features(maps: list[NDArray[np.float64]], top: int, left: int) -> NDArray[np.float64]:
    features: list[float] = []
    for level, coefficients in enumerate(maps):
        side, y, x = NIQE_PATCH >> level, top >> level, left >> level
        patch = coefficients[y : y + side, x : x + side]
        shape, left_scale, right_scale = _asymmetric_fit(patch)
        features += [shape, (left_scale + right_scale) / 2]
        for shift in ((0, 1), (1, 0), (1, 1), (1, -1)):
            product = patch * np.roll(patch, shift, axis=(0, 1))
            shape, left_scale, right_scale = _asymmetric_fit(product)
            ratio = _GAMMA_2[np.searchsorted(_SHAPES, shape, side="right") - 1]
            features += [shape, (right_scale - left_scale) * ratio, left_scale, right_scale]
    return np.asarray(features)


def _asymmetric_fit(values: NDArray[np.float64]) -> tuple[float, float, float]:
    """Shape and scales of an asymmetric generalised Gaussian by moment matching."""
    negative, positive = values[values < 0], values[values > 0]
    left = float(np.sqrt(np.mean(negative**2))) if negative.size else 1e-6
    right = float(np.sqrt(np.mean(positive**2))) if positive.size else 1e-6
    ratio = left / right
    moment = float(np.mean(np.abs(values)) ** 2 / max(float(np.mean(values**2)), 1e-12))
    wanted = moment * (ratio**3 + 1) * (ratio + 1) / (ratio**2 + 1) ** 2
    index = int(np.argmin(np.abs(_MOMENTS - wanted)))
    return float(_SHAPES[index]), left * float(_SCALE[index]), right * float(_SCALE[index])


_SHAPES = np.arange(0.2, 10.0, 0.001)
_MOMENTS = gamma(2 / _SHAPES) ** 2 / (gamma(1 / _SHAPES) * gamma(3 / _SHAPES))
_SCALE = np.sqrt(gamma(1 / _SHAPES) / gamma(3 / _SHAPES))
_GAMMA_2 = gamma(2 / _SHAPES) / gamma(1 / _SHAPES)
