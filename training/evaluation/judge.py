"""Who judges a result: dlib's centred vector for identity, CenterFace for "is it a face"."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from core.analysis.analyzer import FaceDetector, FaceEmbedder
from core.analysis.backends import centerface, dlib
from core.domain.alignment import AlignmentTemplate, similarity_to
from core.domain.face import Landmarks
from core.paths import RESOURCES
from core.restoration.restorer import Crop
from core.weights.store import PackStore
from training.crops import FaceRecord
from training.evaluation.figures import Figure, figure
from training.metrics import identity_similarity, psnr, sharpness, ssim
from training.trials import Trial


@dataclass(frozen=True)
class Judged:
    """Figures of one face."""

    ids: float
    """Cosine of the output's vector and the truth's."""
    ids_input: float
    psnr: float
    psnr_input: float
    ssim: float
    ssim_input: float
    sharpness: float
    """Variance of the Laplacian as a share of the truth's."""
    improved: float
    """1 when the output is closer in identity to the truth than the input was."""
    failures: float
    """1 when the detector finds no face in the output."""


class IdentityJudge:
    """dlib's centred vectors: they condition no restorer, so they may judge one.

    A vector takes longer than a restoration, and inputs and truths come again in every row and run:
    theirs are kept in a file, by the bytes of the crop and the landmarks.
    """

    def __init__(
        self, template: AlignmentTemplate, embedder: FaceEmbedder, detector: FaceDetector, cache: Path
    ) -> None:
        self.template = template
        self.embedder = embedder
        self.detector = detector
        self._file = cache / f"{embedder.name}-vectors.npz"
        self._known: dict[str, NDArray[np.float32]] = read_vectors(self._file)
        self._kept = len(self._known)

    @classmethod
    def bundled(cls, template: AlignmentTemplate, cache: Path) -> Self:
        """The one whose figures are published: dlib and CenterFace, which come with the program."""
        pack = PackStore(Path()).locate("embedded")
        weights = pack.path("dlib_face_recognition_resnet_model_v1.dat")
        embedder = dlib.load(weights, RESOURCES / "models" / "dlib_mean.json")
        detector = centerface.load(pack.path("centerface.onnx"), threads=1, device="cpu")
        return cls(template, embedder, detector, cache)

    def vector(self, crop: Crop, record: FaceRecord) -> NDArray[np.float32]:
        """Unit vector (128,) of a crop, aligned with the landmarks of the clean picture."""
        source = np.asarray(record.landmarks, dtype=np.float64)
        landmarks = Landmarks.from_array(similarity_to(self.template, source).apply(source))
        return np.asarray(self.embedder.embed(crop, [landmarks])[0], dtype=np.float32)

    def known_vector(self, crop: Crop, record: FaceRecord) -> NDArray[np.float32]:
        """As `vector`, for crops that do not depend on the restorer."""
        place = f"{record.landmarks} {self.template}".encode()
        key = hashlib.sha256(place + crop.tobytes()).hexdigest()
        if key not in self._known:
            self._known[key] = self.vector(crop, record)
        return self._known[key]

    def keep_vectors(self) -> None:
        """Write the vectors of inputs and truths for the next run."""
        if len(self._known) > self._kept:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            part = self._file.with_name(f"{os.getpid()}-{self._file.name}")
            np.savez(part, **self._known)  # type: ignore[arg-type]
            part.replace(self._file)
            self._kept = len(self._known)

    def compare(self, trial: Trial, output: Crop) -> Judged:
        """All figures of one face."""
        truth = self.known_vector(trial.truth, trial.record)
        after = identity_similarity(self.vector(output, trial.record), truth)
        before = identity_similarity(self.known_vector(trial.degraded, trial.record), truth)
        detail = max(sharpness(trial.truth, trial.valid), 1e-6)
        return Judged(
            ids=after,
            ids_input=before,
            psnr=psnr(output, trial.truth, trial.valid),
            psnr_input=psnr(trial.degraded, trial.truth, trial.valid),
            ssim=ssim(output, trial.truth, trial.valid),
            ssim_input=ssim(trial.degraded, trial.truth, trial.valid),
            sharpness=sharpness(output, trial.valid) / detail,
            improved=float(after > before),
            failures=float(not self.detector.detect(output)),
        )


def read_vectors(file: Path) -> dict[str, NDArray[np.float32]]:
    """Vectors that an earlier run has kept; none if the file is not there or not whole."""
    try:
        with np.load(file) as kept:
            return {key: kept[key] for key in kept.files}
    except (OSError, ValueError, zipfile.BadZipFile):
        return {}


def summarise(judged: Sequence[Judged]) -> dict[str, Figure]:
    """Mean and interval of every figure."""
    names = Judged.__dataclass_fields__
    return {name: figure([float(getattr(face, name)) for face in judged]) for name in names}
