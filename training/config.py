"""What a training run is: one flat, frozen dataclass that refuses what it does not know.

A run is described by a TOML file; ``key=value`` on the command line overrides single keys.
"""

from __future__ import annotations

import tomllib
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

STAGES = (
    "identity_encoder",
    "prior_content",
    "identity_adapter",
    "content",
    "alignment",
    "naive_fine_tuning",
)
"""`lite` is made in the order encoder, prior and content, adapter, alignment; `sd15` has a prior and an
identity module already and begins with the content module.  Each stage starts from the modules of
the one before.  Naive fine-tuning is alignment's comparison: the same pairs without L_align."""
PRECISIONS = ("no", "bf16")


class ConfigError(ValueError):
    """A configuration file or an override cannot be used; the message says why."""


@dataclass(frozen=True)
class TrainConfig:
    """Every setting of one training run."""

    stage: str
    data: str
    """Folder of faces in any layout that `training.layouts` reads."""
    cache: str
    """Folder outside the repository for the decoded crops."""
    out: str
    """Folder of this run: checkpoints, log and sample sheets."""
    start: str = ""
    """Folder of modules to start from: another run's ``out`` or a restorer pack."""
    encoder: str = ""
    """Folder that holds the identity encoder, when it is not in `start`."""
    resume: str = ""
    """Folder with the small form of a run to go on with: its step and its place in the data are
    taken over, the optimiser is warmed up again."""
    base: str = ""
    """Packs folder with Stable Diffusion 1.5, its identity module and encoders, for `sd15`."""
    condition: str = "pixels"
    """What `sd15`'s content module is given: "pixels" (the paper's), "latents" (Table 3)."""
    layout: str = ""
    """Name of the data folder's layout; empty finds out."""

    steps: int = 0
    """Steps of the whole run, which then set the learning rate; 0 lets the time set it."""
    budget_minutes: float = 30.0
    """The sitting ends cleanly, with a checkpoint, when this time is over."""
    batch_size: int = 16
    """Samples per process and pass."""
    accumulate: int = 1
    """Passes per step; their gradients are averaged."""
    precision: str = "no"
    """"no" computes in fp32, "bf16" under autocast."""
    learning_rate: float = 4e-4
    final_learning_rate: float = 0.05
    """Share of the learning rate that is left at the end (cosine over the budget)."""
    warmup_steps: int = 100
    weight_decay: float = 0.01
    ema_decay: float = 0.999
    seed: int = 0
    workers: int = 0
    """Processes that make samples; 0 makes them in the training process."""
    threads: int = 1
    """CPU threads per process; 1 is right whenever something else runs on the machine."""
    save_minutes: float = 5.0
    log_steps: int = 50
    sheet_steps: int = 0
    """Steps between sample sheets; 0 makes one at every save."""
    sheet_faces: int = 12
    labelled_only: bool = False
    """Learn from people with other pictures alone: every sample has a reference."""
    limit: int = 0
    """Use only the first so many rows; 0 uses all."""

    train_modules: tuple[str, ...] = ()
    """Modules that learn; the others stay frozen."""
    model: str = "lite"
    """Name of the model in `training.models`."""
    reference_dropout: float = 0.3
    reference_sides: tuple[int, ...] = (24, 128)
    presets: tuple[str, ...] = ("severe", "moderate", "light")
    preset_shares: tuple[float, ...] = (0.4, 0.4, 0.2)
    """Share of each preset; what is left to 1 stays clean."""
    archive_damage: bool = True
    """Add what old prints and scans have: grain, sepia, lost colour."""

    diffusion_weight: float = 1.0
    """Weight of L_diff."""
    perceptual_weight: float = 0.0
    identity_weight: float = 0.0
    """Weight of RefID's hard-example identity loss."""
    hard_example_share: float = 0.5
    """lambda of that loss: how much the reference counts beside the truth."""
    alignment_weight: float = 0.0
    """lambda of L_align, Eq. 6."""
    detail_weight: float = 0.0
    """Weight of the detail injection's own loss, which is then all that is learnt."""
    relation_weight: float = 1.0
    """Weight of the pairwise-similarity term of the encoder's distillation."""
    classification_weight: float = 0.0
    """Weight of the encoder's large-margin classification of the labelled people."""

    def __post_init__(self) -> None:
        if self.stage not in STAGES:
            raise ConfigError(f"stage must be one of {', '.join(STAGES)}, not {self.stage!r}")
        if self.batch_size < 1 or self.steps < 0 or self.budget_minutes <= 0:
            raise ConfigError("batch_size and budget_minutes must be positive")
        if len(self.preset_shares) != len(self.presets) or sum(self.preset_shares) > 1 + 1e-9:
            raise ConfigError("preset_shares are one number per preset that sum to at most 1")
        if self.condition not in ("pixels", "latents"):
            raise ConfigError(f"condition is pixels or latents, not {self.condition!r}")
        if self.precision not in PRECISIONS:
            raise ConfigError(f"precision must be one of {', '.join(PRECISIONS)}, not {self.precision!r}")
        if self.accumulate < 1 or self.workers < 0 or self.log_steps < 1 or self.sheet_steps < 0:
            raise ConfigError(
                "accumulate and log_steps must be positive, workers and sheet_steps not negative"
            )
        if not 0 <= self.hard_example_share <= 1:
            raise ConfigError("hard_example_share lies between 0 and 1")
        if len(self.reference_sides) != 2:
            raise ConfigError("reference_sides are the smallest and the largest side")
        if (self.stage == "alignment") != (self.alignment_weight > 0):
            raise ConfigError(
                "the alignment stage needs alignment_weight > 0 (the paper has 1.0), the others 0"
            )
        if self.resume and self.start:
            raise ConfigError("give resume= to go on with a run or start= to begin a stage, not both")

    @property
    def out_folder(self) -> Path:
        return Path(self.out)

    @property
    def start_folder(self) -> Path | None:
        return Path(self.start) if self.start else None

    @property
    def resume_folder(self) -> Path | None:
        return Path(self.resume) if self.resume else None

    @property
    def pairs(self) -> bool:
        """Whether two references per sample are compared."""
        return self.stage in ("alignment", "naive_fine_tuning")

    @property
    def encoder_folder(self) -> Path | None:
        return Path(self.encoder) if self.encoder else None


Options = TypeVar("Options")


def load_options(kind: type[Options], path: Path | None, overrides: list[str]) -> Options:
    """Read a TOML file and ``key=value`` overrides as a dataclass of options.

    Raises:
        ConfigError: a key is unknown, missing or has a value of the wrong kind.
    """
    values: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8")) if path else {}
    kinds = get_type_hints(kind)
    for override in overrides:
        key, separator, text = override.partition("=")
        if not separator:
            raise ConfigError(f"an override is key=value, not {override!r}")
        values[key] = _parse(text, kinds.get(key, str), key)
    unknown = sorted(set(values) - set(kinds))
    if unknown:
        raise ConfigError(f"unknown key: {', '.join(unknown)}")
    required = (field.name for field in fields(kind) if field.default is MISSING)  # type: ignore[arg-type]
    missing = sorted(set(required) - set(values))
    if missing:
        raise ConfigError(f"missing key: {', '.join(missing)}")
    return kind(**{key: _check(value, kinds[key], key) for key, value in values.items()})


def _parse(text: str, kind: Any, key: str) -> Any:
    """An override's text as the kind of its key."""
    if kind is str:
        return text
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{key} cannot be {text!r}") from error


def _check(value: Any, kind: Any, key: str) -> Any:
    if get_origin(kind) is tuple and isinstance(value, list):
        inner = get_args(kind)[0]
        return tuple(_check(item, inner, key) for item in value)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, kind if isinstance(kind, type) else ()) and not (
        kind is int and isinstance(value, bool)
    ):
        return value
    raise ConfigError(f"{key} cannot be {value!r}")
