"""Measure a restorer on a data folder: one command, the same trials every time, JSON and a sheet."""

from __future__ import annotations

import json
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.analysis.backends import centerface, dlib
from core.domain.alignment import LITE_128, similarity_to
from core.domain.face import Landmarks
from core.domain.recipe import RestoreRecipe
from core.progress import Progress
from core.restoration.restorer import Crop, Restorer
from core.restoration.ridfr.loading import load_pipeline
from core.weights.store import PackStore
from training.config import ConfigError
from training.crops import CropStore, FaceRecord, open_store
from training.metrics import (
    Figure,
    figure,
    identity_similarity,
    identity_variance,
    niqe_distance,
    niqe_features,
    psnr,
    sharpness,
    ssim,
)
from training.samples import contact_sheet
from training.trials import Trial, TrialOptions, make_trials, restore_trials

RESOURCES = Path(__file__).parents[1] / "resources"
SHARP_CROPS = 400
"""Sharpest training crops that set-level NIQE is measured against."""
VARIANCE_FACES = 60
VARIANCE_REFERENCES = 4


@dataclass(frozen=True)
class EvaluateOptions:
    """What to measure."""

    restorer: str
    """Name in ``resources/restorers`` or a folder."""
    data: str
    cache: str = ""
    """Folder for decoded crops; empty puts it beside the user's temporary files."""
    split: str = "dev"
    degradation: str = "severe"
    references: int = 1
    reference_px: int = 512
    stranger: bool = False
    limit: int = 0
    steps: int = 0
    rule: str = "mean-prediction"
    identity_scale: float = 1.0
    variance: bool = True
    """Measure Identity Variance too, which restores some faces several times."""
    json: str = ""
    save: str = ""
    """Folder for the pairs and a contact sheet."""
    threads: int = 2


@dataclass(frozen=True)
class Judged:
    """Figures of one face."""

    ids: float
    ids_input: float
    psnr: float
    psnr_input: float
    ssim: float
    ssim_input: float
    sharpness: float
    improved: float
    """1 when the output is closer in identity to the truth than the input was."""
    failures: float
    """1 when the detector finds no face in the output."""


def evaluate(options: EvaluateOptions) -> dict[str, object]:
    """Restore the trials, judge them and write what was asked for; returns the figures."""
    restorer = load_pipeline(restorer_folder(options.restorer), threads=options.threads)
    store = open_store(Path(options.data), cache_folder(options))
    trials = make_trials(store, trial_options(options, options.references))
    if not trials:
        raise ConfigError(f"the {options.split} split has no person with two pictures")
    recipe = recipe_of(options, restorer)
    began = time.process_time()
    outputs = restore_trials(restorer, trials, recipe, Progress())
    seconds = (time.process_time() - began) / len(trials)
    judge = IdentityJudge()
    judged = [judge.compare(trial, output) for trial, output in zip(trials, outputs, strict=True)]
    figures = summarise(judged)
    figures |= niqe_figures(store, trials, outputs)
    if options.variance and options.references:
        figures["iv"] = figure(variances(restorer, store, options, judge))
    report: dict[str, object] = {name: asdict(value) for name, value in figures.items()}
    report |= {"faces": len(trials), "cpu_seconds_per_face": round(seconds, 3), "options": asdict(options)}
    report["weights"] = restorer.spec.weights
    if options.json:
        Path(options.json).write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    if options.save:
        save_pairs(Path(options.save), trials, outputs)
    return report


def restorer_folder(name: str) -> Path:
    """Folder of a restorer by name or path."""
    named = RESOURCES / "restorers" / name
    return named if named.exists() else Path(name)


def cache_folder(options: EvaluateOptions) -> Path:
    """Where decoded crops are kept."""
    return Path(options.cache) if options.cache else Path(tempfile.gettempdir()) / "ridfr-crops"


def trial_options(options: EvaluateOptions, references: int) -> TrialOptions:
    """The trials that these options describe."""
    return TrialOptions(
        split=options.split,
        degradation=options.degradation,
        references=references,
        reference_px=options.reference_px,
        limit=options.limit,
        stranger=options.stranger,
    )


def recipe_of(options: EvaluateOptions, restorer: Restorer) -> RestoreRecipe:
    """The recipe that these options describe."""
    return RestoreRecipe(
        restorer=restorer.spec.name,
        steps=options.steps,
        reference_rule=options.rule,
        identity_scale=options.identity_scale if options.references else 0.0,
    )


class IdentityJudge:
    """dlib's centred vectors: they condition no restorer, so they may judge one."""

    def __init__(self) -> None:
        pack = PackStore(Path()).locate("embedded")
        weights = pack.path("dlib_face_recognition_resnet_model_v1.dat")
        self.embedder = dlib.load(weights, RESOURCES / "models" / "dlib_mean.json")
        self.detector = centerface.load(pack.path("centerface.onnx"), threads=1, device="cpu")

    def vector(self, crop: Crop, record: FaceRecord) -> NDArray[np.float32]:
        """Unit vector (128,) of a crop, aligned with the landmarks of the clean picture."""
        source = np.asarray(record.landmarks, dtype=np.float64)
        points = similarity_to(LITE_128, source).apply(source)
        landmarks = Landmarks(tuple((float(x), float(y)) for x, y in points))
        return np.asarray(self.embedder.embed(crop, [landmarks])[0], dtype=np.float32)

    def compare(self, trial: Trial, output: Crop) -> Judged:
        """All figures of one face."""
        truth = self.vector(trial.truth, trial.record)
        after = identity_similarity(self.vector(output, trial.record), truth)
        before = identity_similarity(self.vector(trial.degraded, trial.record), truth)
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


def summarise(judged: list[Judged]) -> dict[str, Figure]:
    """Mean and interval of every figure."""
    names = Judged.__dataclass_fields__
    return {name: figure([float(getattr(face, name)) for face in judged]) for name in names}


def niqe_figures(store: CropStore, trials: list[Trial], outputs: list[Crop]) -> dict[str, Figure]:
    """Set-level NIQE of outputs and inputs, over faces whose crop is whole."""
    rows = sorted(store.rows("train"), key=lambda row: -store.records[row].sharpness)
    whole = [row for row in rows[: 20 * SHARP_CROPS] if store.crops[row][..., 3].min() > 0][:SHARP_CROPS]
    inside = [index for index, trial in enumerate(trials) if trial.valid.all()]
    if len(whole) < 20 or len(inside) < 20:
        return {}
    sharp = niqe_features([np.ascontiguousarray(store.crops[row][..., :3]) for row in whole])
    figures = {}
    for name, crops in (("niqe", outputs), ("niqe_input", [trial.degraded for trial in trials])):
        value = niqe_distance(niqe_features([crops[index] for index in inside]), sharp)
        figures[name] = Figure(value, (value, value))
    return figures


def variances(
    restorer: Restorer, store: CropStore, options: EvaluateOptions, judge: IdentityJudge
) -> list[float]:
    """Identity Variance per face: one restoration per reference of the person."""
    trials = [
        trial
        for trial in make_trials(store, trial_options(options, VARIANCE_REFERENCES))
        if len(trial.references) >= 2
    ][:VARIANCE_FACES]
    recipe, values = recipe_of(options, restorer), []
    for trial in trials:
        single = [
            Trial(trial.record, trial.degraded, trial.truth, trial.valid, (reference,))
            for reference in trial.references
        ]
        outputs = restore_trials(restorer, single, recipe, Progress())
        values.append(identity_variance(np.stack([judge.vector(crop, trial.record) for crop in outputs])))
    return values


def save_pairs(folder: Path, trials: list[Trial], outputs: list[Crop]) -> None:
    """Write input, output and truth of every face, and a contact sheet of the first forty."""
    for kind in ("input", "output", "truth"):
        (folder / kind).mkdir(parents=True, exist_ok=True)
    for trial, output in zip(trials, outputs, strict=True):
        name = Path(trial.record.name).with_suffix(".png").name
        for kind, crop in (("input", trial.degraded), ("output", output), ("truth", trial.truth)):
            Image.fromarray(crop).save(folder / kind / name)
    shown = list(zip(trials, outputs, strict=True))[:40]
    blank = np.zeros_like(outputs[0])
    contact_sheet(
        [
            [trial.degraded for trial, _ in shown],
            [output for _, output in shown],
            [trial.truth for trial, _ in shown],
            [trial.references[0] if trial.references else blank for trial, _ in shown],
        ],
        folder / "sheet.png",
        panels=4,
    )
