"""dlib's face ResNet, centred: the embedder of the `embedded` pack and of the identity guard.

King, `dlib_face_recognition_resnet_model_v1` (CC0): 128 numbers for an aligned 150-pixel chip.
Its raw vectors all point the same way (two strangers reach a cosine of 0.83); after taking
away the mean of many faces the cosine tells people apart. The mean is a small constant of
ours, `resources/models/dlib_mean.json`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import dlib
import numpy as np
from numpy.typing import NDArray

from core.analysis.analyzer import Image
from core.analysis.backends.dlib_process import DlibProcess, serve
from core.analysis.backends.windows import warped
from core.domain.alignment import AlignmentTemplate, similarity_to
from core.domain.face import Embedding, Landmarks
from core.errors import WeightsError

NAME = "dlib-resnet-centred-1"
DIMENSIONS = 128

CHIP = AlignmentTemplate(
    "dlib-150",
    150,
    ((46.7, 44.4), (102.3, 44.4), (74.5, 76.4), (50.1, 101.2), (98.9, 101.2)),
)
"""Where eye centres, nose and mouth corners fall in chips that dlib cuts itself.

Medians over 400 faces whose chips were placed by dlib's own five-point predictor (eye
corners), made symmetric: the chips are the same without running that predictor.
"""

SAME_PERSON = 0.40
"""Equally likely one person or two, of 7,000 genuine pairs (mean 0.70) and 5 million others."""

IMPOSTOR = 0.58
"""Reached by one pair of different people in a thousand; 84 in 100 genuine pairs lie above it."""


class DlibEmbedder:
    """Centred unit vectors of dlib's face ResNet. dlib runs on one CPU thread."""

    def __init__(self, network: Any, mean: NDArray[np.float64]) -> None:
        self._network = network
        self._mean = mean

    @property
    def name(self) -> str:
        return NAME

    @property
    def dimensions(self) -> int:
        return DIMENSIONS

    @property
    def same_person(self) -> float:
        return SAME_PERSON

    @property
    def impostor(self) -> float:
        return IMPOSTOR

    def embed(self, image: Image, landmarks: Sequence[Landmarks]) -> list[Embedding]:
        """Unit vectors (128,) of the faces at `landmarks` in an upright RGB image."""
        return [self._centred(self.describe(cut_chip(image, one))) for one in landmarks]

    def describe(self, chip: Image) -> NDArray[np.float64]:
        """dlib's raw vector (128,) of an aligned chip (150, 150, 3), neither centred nor unit."""
        return np.array(self._network.compute_face_descriptor(chip), dtype=np.float64)

    def _centred(self, raw: NDArray[np.float64]) -> Embedding:
        centred = raw - self._mean
        return np.asarray(centred / max(float(np.linalg.norm(centred)), 1e-9), dtype=np.float32)


def cut_chip(image: Image, landmarks: Landmarks) -> Image:
    """The aligned chip (150, 150, 3) of one face, black beyond the edge of the image as in dlib."""
    return warped(image, similarity_to(CHIP, landmarks.array).array, CHIP.size)


def load(path: Path, mean: Path | NDArray[np.float64], *, apart: bool = False) -> DlibEmbedder:
    """The embedder from a verified `.dat` file and the mean (128,), given or as its JSON file.

    Args:
        apart: compute in a process of its own, so that a window of ours goes on meanwhile.

    Raises:
        WeightsError: one of the files is not what it should be.
        DeviceError: no process can be started.
    """
    try:
        network = DlibProcess(path) if apart else dlib.face_recognition_model_v1(str(path))
    except RuntimeError as error:
        raise WeightsError("This is not dlib's face model; add the pack again.", path=path) from error
    return DlibEmbedder(network, read_mean(mean) if isinstance(mean, Path) else np.asarray(mean, np.float64))


def read_mean(path: Path) -> NDArray[np.float64]:
    """The mean raw vector (128,) from its JSON file.

    Raises:
        WeightsError: the file is missing or holds something else.
    """
    try:
        mean = np.asarray(json.loads(path.read_text(encoding="utf-8"))["mean"], dtype=np.float64)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WeightsError("The mean of dlib's vectors cannot be read; reinstall.", path=path) from error
    if mean.shape != (DIMENSIONS,):
        raise WeightsError("The mean of dlib's vectors needs {count} numbers.", count=DIMENSIONS, path=path)
    return mean


if __name__ == "__main__":
    serve(dlib.face_recognition_model_v1(sys.argv[1]), sys.stdin.buffer, sys.stdout.buffer)
