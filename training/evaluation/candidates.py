"""Restorers to be measured, by name: packs of ours, runs, plain upscaling, ONNX files of others."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from core.analysis.backends.sessions import open_session
from core.domain.alignment import FFHQ_512, LITE_128, AlignmentTemplate, Similarity, similarity_to
from core.domain.recipe import ExecutionPlan
from core.paths import RESOURCES
from core.progress import Progress
from core.restoration.restorer import (
    Crop,
    IdentityTokens,
    RestoredFaces,
    Restorer,
    RestoreRequest,
    RestorerSpec,
)
from core.restoration.ridfr.loading import load_restorer
from training.checkpoints import load_run
from training.config import ConfigError
from training.sd15 import restorer_parts

PLAIN = "plain"
TEMPLATES = {template.name: template for template in (LITE_128, FFHQ_512)}
FIDELITY = 0.5
"""CodeFormer's w, its authors' default for aligned faces."""


@dataclass(frozen=True)
class CandidateOptions:
    """Where a candidate runs and in which frame."""

    template: str = ""
    """Name of the frame to measure in; empty takes the candidate's own.  Only plain upscaling and
    ONNX files can be measured in another."""
    threads: int = 1
    device: str = ""
    packs: str = ""
    """Folder of the user's packs, for `sd15` and `sd15-tile`."""


def load_candidate(name: str, options: CandidateOptions) -> Restorer:
    """A restorer by name, folder (pack or run) or ONNX file; ``plain`` changes nothing.

    Raises:
        ConfigError: there is no such restorer.
        WeightsError: its files cannot be used.
    """
    if options.template and options.template not in TEMPLATES:
        raise ConfigError(f"template must be one of {', '.join(TEMPLATES)}, not {options.template!r}")
    if name == PLAIN:
        return PlainUpscaling(TEMPLATES[options.template or LITE_128.name])
    if name.endswith(".onnx"):
        return OnnxRestorer(Path(name), TEMPLATES[options.template or FFHQ_512.name], options.threads)
    named = RESOURCES / "restorers" / name
    folder = named if named.exists() else Path(name)
    if (folder / "state.json").exists():
        return load_run(folder)
    if not folder.exists():
        raise ConfigError(f"there is no restorer {name!r}: give a name, a folder or an .onnx file")
    parts = restorer_parts(Path(options.packs)) if options.packs else None
    return load_restorer(folder, threads=options.threads, device=options.device or None, parts=parts)


class PlainUpscaling:
    """The low-quality face as Eq. 7 enlarged it: what every restorer has to better."""

    def __init__(self, template: AlignmentTemplate) -> None:
        self.spec = _spec(PLAIN, template)

    def encode_reference(self, crop: Crop) -> IdentityTokens:
        """Nothing: references do not help here."""
        del crop
        return np.zeros((0, 0), dtype=np.float16)

    def restore(self, requests: Sequence[RestoreRequest], progress: Progress) -> RestoredFaces:
        """The crops as they are."""
        crops = tuple(request.crop for request in progress.over(list(requests), "face"))
        return RestoredFaces(crops, ExecutionPlan(device="cpu", dtype="uint8", batch_size=1))


class OnnxRestorer:
    """A blind face restorer exported to ONNX: GFPGAN, CodeFormer and what shares their interface.

    One picture input (1, 3, 512, 512), RGB in [-1, 1], aligned to the FFHQ template, the same
    back; a second scalar input is CodeFormer's fidelity.
    """

    def __init__(self, file: Path, template: AlignmentTemplate, threads: int) -> None:
        try:
            model = file.read_bytes()
        except OSError as error:
            raise ConfigError(f"{file} cannot be read; give the path of an ONNX file") from error
        self.session = open_session(model, source=file, threads=threads, device="cpu")
        self.spec = replace(_spec(file.stem, template), weights=hashlib.sha256(model).hexdigest())
        self._enlarging = similarity_to(FFHQ_512, template.points)

    def encode_reference(self, crop: Crop) -> IdentityTokens:
        """Nothing: a blind restorer takes no references."""
        del crop
        return np.zeros((0, 0), dtype=np.float16)

    def restore(self, requests: Sequence[RestoreRequest], progress: Progress) -> RestoredFaces:
        """Restore one crop after the other."""
        crops = tuple(self._restore(request.crop) for request in progress.over(list(requests), "face"))
        return RestoredFaces(crops, ExecutionPlan(device="cpu", dtype="float32", batch_size=1))

    def _restore(self, crop: Crop) -> Crop:
        if self.spec.template == FFHQ_512:
            return self._run(crop)
        return self._leave_frame(self._run(self._enter_frame(crop)))

    def _run(self, crop: Crop) -> Crop:
        feed: dict[str, NDArray[np.floating]] = {}
        for wanted in self.session.get_inputs():
            if len(wanted.shape) == 4:
                feed[wanted.name] = (crop.astype(np.float32) / 127.5 - 1).transpose(2, 0, 1)[None]
            else:
                kind = np.float64 if "double" in wanted.type else np.float32
                feed[wanted.name] = np.full([1] * len(wanted.shape), FIDELITY, dtype=kind)
        picture = np.asarray(self.session.run(None, feed)[0])[0].transpose(1, 2, 0)
        return np.asarray(np.clip((picture + 1) * 127.5, 0, 255).round(), dtype=np.uint8)

    def _enter_frame(self, crop: Crop) -> Crop:
        """From the frame of the measurement to the network's; beyond the edge its last pixels go on."""
        size = (FFHQ_512.size, FFHQ_512.size)
        return _warp(crop, self._enlarging, size)

    def _leave_frame(self, crop: Crop) -> Crop:
        """Back again; what the smaller grid cannot hold is taken away first."""
        sigma = 0.45 * np.sqrt(max(self._enlarging.scale**2 - 1, 1e-6))
        smooth = np.asarray(cv2.GaussianBlur(crop, (0, 0), sigma), dtype=np.uint8)
        size = (self.spec.template.size, self.spec.template.size)
        return _warp(smooth, self._enlarging.inverse(), size)


def _warp(crop: Crop, similarity: Similarity, size: tuple[int, int]) -> Crop:
    warped = cv2.warpAffine(
        crop, similarity.array, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(warped, dtype=np.uint8)


def _spec(name: str, template: AlignmentTemplate) -> RestorerSpec:
    return RestorerSpec(
        name=name,
        weights="",
        template=template,
        reference_template=template,
        default_steps=1,
        max_references=8,
        licence="",
        parameters=0,
    )
