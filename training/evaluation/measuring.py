"""One measurement: restore the trials of a data folder and judge them."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass, replace

import numpy as np

from core.domain.recipe import RestoreRecipe
from core.progress import Progress
from core.restoration.restorer import Crop, Restorer
from training.config import ConfigError
from training.crops import CropStore
from training.evaluation.breakdown import figures_by_kind
from training.evaluation.figures import Figure, figure
from training.evaluation.judge import IdentityJudge, Judged, summarise
from training.evaluation.niqe import niqe_figures
from training.evaluation.reports import Report
from training.metrics import identity_variance
from training.trials import Trial, TrialOptions, make_trials, most_references, restore_trials

VARIANCE_FACES = 40
VARIANCE_REFERENCES = 4


@dataclass(frozen=True)
class Measurement:
    """What one restorer did with one set of trials."""

    trials: list[Trial]
    outputs: list[Crop]
    judged: list[Judged]
    figures: dict[str, Figure]
    seconds: float
    """CPU seconds per face, encoding of the references included."""

    def report(self, **more: Figure) -> Report:
        """Figures as plain values: each with ``mean`` and ``ci95``, and those of every kind of face."""
        records = [trial.record for trial in self.trials]
        kinds = {
            way: {
                kind: {"faces": count} | {name: asdict(value) for name, value in values.items()}
                for kind, (count, values) in split.items()
            }
            for way, split in figures_by_kind(records, self.judged).items()
        }
        return {name: asdict(value) for name, value in (self.figures | more).items()} | {
            "faces": len(records),
            "kinds": kinds,
            "cpu_seconds_per_face": round(self.seconds, 3),
        }


@dataclass(frozen=True)
class Bench:
    """What all rows of a table share: the data and the judge."""

    store: CropStore
    judge: IdentityJudge

    def measure(self, restorer: Restorer, options: TrialOptions, recipe: RestoreRecipe) -> Measurement:
        """Restore and judge every trial.

        Raises:
            ConfigError: the split has no face that could be tried.
        """
        trials = self.trials(options)
        began = time.process_time()
        outputs = restore_trials(restorer, trials, recipe, Progress())
        seconds = (time.process_time() - began) / len(trials)
        judged = [self.judge.compare(trial, output) for trial, output in zip(trials, outputs, strict=True)]
        self.judge.keep_vectors()
        figures = summarise(judged) | niqe_figures(self.store, trials, outputs)
        return Measurement(trials, outputs, judged, figures, seconds)

    def trials(self, options: TrialOptions) -> list[Trial]:
        """The trials of these options, at least one."""
        trials = make_trials(self.store, options)
        if not trials:
            raise ConfigError(f"the {options.split} split has no person with two pictures")
        return trials

    def identity_variance(self, restorer: Restorer, options: TrialOptions, recipe: RestoreRecipe) -> Figure:
        """Identity Variance (RIDFR, Table 4): each face restored with several single references.

        Every face gets the same number of references, for the variance of few is the smaller one;
        people with fewer pictures are left out.  Without references all results are one: 0.
        """
        count = min(VARIANCE_REFERENCES, most_references(self.store, options.split))
        if options.references == 0 or count < 2:
            return figure([0.0])
        wanted = replace(options, references=count, least_references=count, stranger=False)
        limit = min(options.limit or VARIANCE_FACES, VARIANCE_FACES)
        values = [
            self._variance_of(restorer, trial, recipe) for trial in self.trials(replace(wanted, limit=limit))
        ]
        return figure(values)

    def _variance_of(self, restorer: Restorer, trial: Trial, recipe: RestoreRecipe) -> float:
        single = [replace(trial, references=(reference,)) for reference in trial.references]
        outputs = restore_trials(restorer, single, recipe, Progress())
        return identity_variance(np.stack([self.judge.vector(crop, trial.record) for crop in outputs]))
