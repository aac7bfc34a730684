"""What was restored, as pictures: for `score`, and for eyes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from core.restoration.restorer import Crop
from training.samples import contact_sheet
from training.trials import Trial

SHEET_FACES = 40


def save_pairs(folder: Path, trials: list[Trial], outputs: list[Crop]) -> None:
    """Write input, output and truth of every face, and a contact sheet of the first forty."""
    for kind in ("input", "output", "truth"):
        (folder / kind).mkdir(parents=True, exist_ok=True)
    for trial, output in zip(trials, outputs, strict=True):
        name = picture_name(trial)
        for kind, crop in (("input", trial.degraded), ("output", output), ("truth", trial.truth)):
            Image.fromarray(crop).save(folder / kind / name)
    save_sheet(folder / "sheet.png", trials, [outputs])


def picture_name(trial: Trial) -> str:
    """Name of a face's files: one flat name, whatever folders the data set has."""
    return str(Path(trial.record.name).with_suffix(".png")).replace("/", "_").replace("\\", "_")


def save_sheet(path: Path, trials: list[Trial], outputs: list[list[Crop]]) -> None:
    """Input | results of every restorer | truth | first reference, of faces spread over all trials."""
    shown = sorted({round(i) for i in np.linspace(0, len(trials) - 1, SHEET_FACES)})
    chosen = [trials[i] for i in shown]
    blank = np.zeros_like(chosen[0].truth)
    contact_sheet(
        [
            [trial.degraded for trial in chosen],
            *([results[i] for i in shown] for results in outputs),
            [trial.truth for trial in chosen],
            [trial.references[0] if trial.references else blank for trial in chosen],
        ],
        path,
        panels=4 if len(shown) >= 4 else 1,
    )
