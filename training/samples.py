"""Contact sheets: what a restorer does, to be looked at."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from core.domain.recipe import RestoreRecipe
from core.progress import Progress
from core.restoration.restorer import Crop, Restorer
from training.crops import CropStore
from training.trials import Trial, TrialOptions, make_trials, restore_trials

SHOWN_SPLITS = ("dev", "val", "test", "train")


def contact_sheet(columns: list[list[Crop]], path: Path, *, panels: int = 2) -> None:
    """Write columns of equal crops as one picture, cut into `panels` beside each other."""
    rows = [np.hstack(row) for row in zip(*columns, strict=True)]
    height = -(-len(rows) // panels)
    blank = np.full_like(rows[0], 255)
    rows += [blank] * (height * panels - len(rows))
    sheet = np.hstack([np.vstack(rows[start : start + height]) for start in range(0, len(rows), height)])
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(sheet).save(path)


def sample_sheet(restorer: Restorer, store: CropStore, path: Path, faces: int = 12) -> None:
    """Input | without reference | with reference | truth | reference, half severe, half moderate.

    Of people never trained on, where the data has them; a face of nobody has no reference.
    """
    split = next((name for name in SHOWN_SPLITS if store.rows(name)), "all")
    trials: list[Trial] = []
    for degradation in ("severe", "moderate"):
        options = TrialOptions(split=split, degradation=degradation, limit=max(1, faces // 2))
        trials += make_trials(store, options) or make_trials(store, replace(options, least_references=0))
    recipe = RestoreRecipe(restorer=restorer.spec.name)
    without = RestoreRecipe(restorer=restorer.spec.name, identity_scale=0.0)
    blank = np.zeros_like(trials[0].truth)
    contact_sheet(
        [
            [trial.degraded for trial in trials],
            restore_trials(restorer, trials, without, Progress()),
            restore_trials(restorer, trials, recipe, Progress()),
            [trial.truth for trial in trials],
            [trial.references[0] if trial.references else blank for trial in trials],
        ],
        path,
    )
