"""`python -m training evaluate`: measure a restorer on a data folder, the same trials every time."""

from __future__ import annotations

import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from core.domain.recipe import RestoreRecipe
from core.restoration.restorer import Restorer
from training.config import ConfigError
from training.crops import open_store
from training.evaluation.candidates import CandidateOptions, load_candidate
from training.evaluation.judge import IdentityJudge
from training.evaluation.measuring import Bench
from training.evaluation.pairs import save_pairs
from training.evaluation.protocol import Protocol, ProtocolOptions
from training.evaluation.reports import Report, write_json, write_report
from training.trials import WHOLE, TrialOptions


@dataclass(frozen=True)
class EvaluateOptions:
    """What to measure, and where the figures go."""

    restorer: str
    """Name in ``resources/restorers``, folder of a pack or run, ``plain``, or an ONNX file."""
    data: str
    """Folder of faces in any layout that `training.layouts` reads."""
    cache: str = ""
    """Folder for decoded crops; empty puts it beside the user's temporary files."""
    layout: str = ""
    """Name of the data folder's layout; empty finds out."""
    split: str = "dev"
    degradation: str = "severe"
    references: int = 1
    reference_px: int = WHOLE
    """Side to which reference crops are reduced before use; 512 leaves them, 0 mixes 64 to 512."""
    stranger: bool = False
    limit: int = 0
    steps: int = 0
    """Sampling steps; 0 takes the restorer's default."""
    rule: str = "mean-prediction"
    identity_scale: float = 1.0
    guidance: float = 1.0
    variance: bool = True
    """Measure Identity Variance too, which restores some faces several times."""
    template: str = ""
    """Frame in which ``plain`` and ONNX files are measured."""
    json: str = ""
    markdown: str = ""
    save: str = ""
    """Folder for inputs, outputs, truths and a contact sheet."""
    threads: int = 1
    device: str = ""
    base: str = ""
    """Packs folder, for restorers that need the user's own downloads."""

    protocol: bool = False
    """Make all tables of the papers, into `save`."""
    baselines: tuple[str, ...] = ()
    """Further rows of Table 1: restorers as in `restorer`."""
    before: str = ""
    """The same restorer before alignment learning, for Table 4."""
    naive: str = ""
    """The same restorer after naive fine-tuning, for Table 4."""
    latent: str = ""
    """The same restorer with latent-level concatenation, for Table 3."""

    def __post_init__(self) -> None:
        if self.references < 0 or self.reference_px < 0 or self.limit < 0:
            raise ConfigError("references, reference_px and limit cannot be negative")
        if self.protocol and not self.save:
            raise ConfigError("the tables need save=DIR")


def evaluate(options: EvaluateOptions) -> Report:
    """Measure, write what was asked for and return the report."""
    candidates = CandidateOptions(options.template, options.threads, options.device, options.base)
    restorer = load_candidate(options.restorer, candidates)
    template = restorer.spec.template
    cache = cache_folder(options.cache)
    store = open_store(Path(options.data), cache, template, layout=options.layout)
    bench = Bench(store, IdentityJudge.bundled(template, cache))
    if options.protocol:
        return Protocol(bench, restorer, candidates, protocol_options(options)).run(Path(options.save))
    return report_of(bench, restorer, options)


def report_of(bench: Bench, restorer: Restorer, options: EvaluateOptions) -> Report:
    """One measurement with everything that is known of it."""
    trials, recipe = trial_options(options), recipe_of(options, restorer)
    measured = bench.measure(restorer, trials, recipe)
    more = {"iv": bench.identity_variance(restorer, trials, recipe)} if options.variance else {}
    report = measured.report(**more) | {
        "options": asdict(options),
        "weights": restorer.spec.weights,
        "template": restorer.spec.template.name,
    }
    if options.save:
        save_pairs(Path(options.save), measured.trials, measured.outputs)
        write_json(Path(options.save) / "report.json", report)
    write_report(report, options.json, options.markdown)
    return report


def cache_folder(cache: str) -> Path:
    """Where decoded crops are kept."""
    return Path(cache) if cache else Path(tempfile.gettempdir()) / "ridfr-crops"


def trial_options(options: EvaluateOptions) -> TrialOptions:
    """The trials that these options describe.

    Raises:
        ConfigError: there is no such degradation.
    """
    try:
        return TrialOptions(
            split=options.split,
            degradation=options.degradation,
            references=options.references,
            reference_px=options.reference_px,
            limit=options.limit,
            stranger=options.stranger,
        )
    except ValueError as error:
        raise ConfigError(str(error)) from error


def recipe_of(options: EvaluateOptions, restorer: Restorer) -> RestoreRecipe:
    """The recipe that these options describe.

    Raises:
        ConfigError: a value is out of its range.
    """
    try:
        return RestoreRecipe(
            restorer=restorer.spec.name,
            steps=options.steps,
            reference_rule=options.rule,
            guidance=options.guidance,
            identity_scale=options.identity_scale if options.references else 0.0,
        )
    except ValueError as error:
        raise ConfigError(str(error)) from error


def protocol_options(options: EvaluateOptions) -> ProtocolOptions:
    """The part of the options that the tables share."""
    return ProtocolOptions(
        trials=trial_options(options),
        steps=options.steps,
        baselines=options.baselines,
        before=options.before,
        naive=options.naive,
        latent=options.latent,
    )
