"""Contact sheets: what a restorer does, to be looked at."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from core.domain.recipe import RestoreRecipe
from core.progress import Progress
from core.restoration.restorer import Crop, Restorer
from training.crops import CropStore
from training.trials import Trial, TrialOptions, make_trials, restore_trials


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
    """Input | without reference | with reference | truth | reference, half severe, half moderate."""
    trials: list[Trial] = []
    for degradation in ("severe", "moderate"):
        options = TrialOptions(degradation=degradation, limit=faces // 2)
        trials += make_trials(store, options)
    recipe = RestoreRecipe(restorer=restorer.spec.name)
    without = RestoreRecipe(restorer=restorer.spec.name, identity_scale=0.0)
    contact_sheet(
        [
            [trial.degraded for trial in trials],
            restore_trials(restorer, trials, without, Progress()),
            restore_trials(restorer, trials, recipe, Progress()),
            [trial.truth for trial in trials],
            [trial.references[0] for trial in trials],
        ],
        path,
    )
