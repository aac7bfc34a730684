"""CenterFace: the detector of the `embedded` pack.

Xu et al., "CenterFace: Joint Face Detection and Alignment Using Face as Point" (2019), MIT.
One network gives, on a grid of 4-pixel cells, a heat map of face centres, log sizes,
centre offsets and five landmarks relative to the box.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import onnx
from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from numpy.typing import NDArray
from onnx.tools.update_model_dims import update_inputs_outputs_dims

from core.analysis.analyzer import Detection, Image
from core.analysis.backends.sessions import open_session
from core.analysis.backends.windows import window_around
from core.analysis.boxes import suppress
from core.domain.face import Box, Landmarks
from core.errors import WeightsError

NAME = "centerface-1"

LONG_SIDE = 800
"""Pixels at which detection runs: finds all but the smallest faces in a third of a second."""

STRIDE = 4
"""Image pixels per cell of the network's output."""

MULTIPLE = 32
"""The network halves its input five times and adds the levels again."""

WINDOW_SIDE = 128
"""Pixels of the square window around a face that is looked at a second time."""

FACE_SIDE = 64.0
"""Pixels of a face inside that window; the network places landmarks best at this size."""

_OUTPUTS = {"537": 1, "538": 2, "539": 2, "540": 10}
"""Heat map, log sizes (height, width), offsets (y, x) and landmarks (five times y, x)."""


class CenterFace:
    """Detects faces at a fixed long side; boxes and landmarks come back in image pixels."""

    def __init__(
        self,
        model: bytes,
        source: Path,
        *,
        threads: int | None = None,
        device: str = "auto",
        long_side: int = LONG_SIDE,
        threshold: float = 0.5,
    ) -> None:
        self._session = open_session(model, source=source, threads=threads, device=device)
        self._input = self._session.get_inputs()[0].name
        self._long_side = long_side
        self._threshold = threshold

    @property
    def name(self) -> str:
        return NAME

    def detect(self, image: Image) -> list[Detection]:
        """Faces of an upright RGB image (H, W, 3), best first, with refined landmarks."""
        return [self._refined(image, found) for found in self.detect_at(image, self._long_side)]

    def _refined(self, image: Image, found: Detection) -> Detection:
        """The same face, its landmarks averaged with those of a second look at the best size.

        On large and small faces of real photographs the second look alone lowered the error
        against another detector by about a quarter, on medium ones hardly at all.
        """
        centre = np.asarray(found.box.centre) - 0.5
        scale = FACE_SIDE / max(float(np.sqrt(found.box.area)), 1e-6)
        window = window_around(image, (float(centre[0]), float(centre[1])), scale, WINDOW_SIDE)
        middle = (WINDOW_SIDE - 1) / 2
        near = [face for face in self.detect_at(window, WINDOW_SIDE) if _is_central(face.box)]
        if not near:
            return found
        again = (near[0].landmarks.array - middle) / scale + centre
        return replace(found, landmarks=Landmarks.from_array((found.landmarks.array + again) / 2))

    def detect_at(self, image: Image, long_side: int) -> list[Detection]:
        """One look at the image shrunk to `long_side` (never enlarged)."""
        height, width = image.shape[:2]
        scale = min(1.0, long_side / max(height, width, 1))
        small_height, small_width = max(round(height * scale), 1), max(round(width * scale), 1)
        size = (small_width, small_height)
        small = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
        outputs = self._session.run(list(_OUTPUTS), {self._input: _blob(small)})
        factors = np.array([width / small_width, height / small_height])
        return _decode(outputs, (small_height, small_width), factors, self._threshold)


def _is_central(box: Box) -> bool:
    """Whether a face found in the window is the one that the window was cut around."""
    own = Box((WINDOW_SIDE - FACE_SIDE) / 2, (WINDOW_SIDE - FACE_SIDE) / 2, FACE_SIDE, FACE_SIDE)
    return box.overlap(own) >= 0.4


def _blob(image: Image) -> NDArray[np.float32]:
    """(1, 3, H', W') padded with black at the right and the bottom: keeps the proportions."""
    height, width = image.shape[:2]
    padded = np.zeros((-(-height // MULTIPLE) * MULTIPLE, -(-width // MULTIPLE) * MULTIPLE, 3), np.float32)
    padded[:height, :width] = image
    return np.ascontiguousarray(padded.transpose(2, 0, 1)[None])


def _decode(
    outputs: list[NDArray[np.float32]],
    size: tuple[int, int],
    factors: NDArray[np.float64],
    threshold: float,
) -> list[Detection]:
    heat, sizes, offsets, points = (np.asarray(output[0], dtype=np.float64) for output in outputs)
    rows, columns = np.nonzero(heat[0] > threshold)
    if rows.size == 0:
        return []
    scores = heat[0, rows, columns]
    cell = (slice(None), rows, columns)
    heights, widths = np.exp(sizes[cell]) * STRIDE
    tops = (rows + offsets[cell][0] + 0.5) * STRIDE - heights / 2
    lefts = (columns + offsets[cell][1] + 0.5) * STRIDE - widths / 2
    relative = points[cell].reshape(5, 2, -1)
    xs, ys = relative[:, 1] * widths + lefts, relative[:, 0] * heights + tops
    corners = np.stack([lefts, tops, lefts + widths, tops + heights], axis=1)
    limit = np.array([size[1], size[0], size[1], size[0]], dtype=np.float64)
    corners = np.clip(corners, 0.0, limit)
    return [
        _detection(corners[kept], np.stack([xs[:, kept], ys[:, kept]], axis=1), float(scores[kept]), factors)
        for kept in suppress(corners, scores, overlap=0.3)
    ]


def _detection(
    corners: NDArray[np.float64], points: NDArray[np.float64], score: float, factors: NDArray[np.float64]
) -> Detection:
    # Corners are edges of pixels, landmarks are centres of pixels: they scale differently.
    left, top, right, bottom = (corners.reshape(2, 2) * factors).ravel().tolist()
    landmarks = Landmarks.from_array((points + 0.5) * factors - 0.5)
    return Detection(Box(left, top, right - left, bottom - top), landmarks, min(score, 1.0))


def load(path: Path, *, threads: int | None = None, device: str = "auto") -> CenterFace:
    """CenterFace from a verified `centerface.onnx`.

    Raises:
        WeightsError: the file is not that model.
    """
    if threads is not None:
        cv2.setNumThreads(threads)
    return CenterFace(_with_free_size(path), path, threads=threads, device=device)


def _with_free_size(path: Path) -> bytes:
    """The model with free batch, height and width: the file declares a fixed 10 x 3 x 32 x 32."""
    try:
        model = onnx.load(str(path))
        inputs = {model.graph.input[0].name: ["batch", 3, "height", "width"]}
        outputs = {name: ["batch", depth, "rows", "columns"] for name, depth in _OUTPUTS.items()}
        declared = {entry.name: _dimensions(entry) for entry in model.graph.input} | inputs
        model = update_inputs_outputs_dims(model, declared, outputs)
        return bytes(model.SerializeToString())
    except (DecodeError, ValueError, KeyError, IndexError, OSError) as error:
        raise WeightsError("This is not the CenterFace model; add the pack again.", path=path) from error


def _dimensions(entry: onnx.ValueInfoProto) -> list[int]:
    return [dimension.dim_value for dimension in entry.type.tensor_type.shape.dim]
