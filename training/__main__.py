"""Command line of training: ``python -m training train|evaluate|verify|export|score key=value…``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from core.errors import RidfrError
from training.config import ConfigError, TrainConfig, load_options

USAGE = """usage: python -m training train CONFIG.toml key=value…
       python -m training evaluate [CONFIG.toml] restorer=NAME data=DIR key=value…
       python -m training verify [CONFIG.toml] restorer=NAME data=DIR key=value…
       python -m training export [CONFIG.toml] run=DIR out=DIR key=value…
       python -m training score DIR
"""


def main(arguments: list[str]) -> int:
    """Run one command; 0 done, 2 not done (with one sentence on standard error)."""
    if not arguments or arguments[0] not in COMMANDS:
        sys.stderr.write(USAGE)
        return 2
    command, *rest = arguments
    named = bool(rest) and "=" not in rest[0]
    try:
        COMMANDS[command](Path(rest[0]) if named else None, rest[1:] if named else rest)
    except (ConfigError, RidfrError, FileNotFoundError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


# The commands import what they need: `evaluate` loads dlib, `train` loads accelerate.


def _train(path: Path | None, overrides: list[str]) -> None:
    config = load_options(TrainConfig, path, overrides)
    from training.runs import use_threads

    use_threads(config.threads)
    if config.stage == "identity_encoder":
        from training.distill import distill

        distill(config)
    else:
        from training.train import train

        train(config)


def _evaluate(path: Path | None, overrides: list[str]) -> None:
    from training.evaluate import EvaluateOptions, evaluate
    from training.evaluation.reports import as_text
    from training.runs import use_threads

    options = load_options(EvaluateOptions, path, overrides)
    use_threads(options.threads)
    sys.stdout.write(as_text(evaluate(options)) + "\n")


def _verify(path: Path | None, overrides: list[str]) -> None:
    from training.evaluation.verification import VerifyOptions, as_table, verify
    from training.runs import use_threads

    options = load_options(VerifyOptions, path, overrides)
    use_threads(options.threads)
    sys.stdout.write(as_table(verify(options)) + "\n")


def _export(path: Path | None, overrides: list[str]) -> None:
    from training.export import ExportOptions, export

    sys.stdout.write(f"{export(load_options(ExportOptions, path, overrides))}\n")


def _score(path: Path | None, overrides: list[str]) -> None:
    from training.evaluation.scores import score

    if path is None or overrides:
        raise ConfigError("score takes one folder, written by evaluate save=DIR")
    try:
        from training.score import metric_of
    except ImportError as error:
        raise ConfigError(f"{error}; score needs pyiqa (training/configs/README.md)") from error
    sys.stdout.write("".join(f"{changed}\n" for changed in score(path, metric_of)))


COMMANDS: dict[str, Callable[[Path | None, list[str]], None]] = {
    "train": _train,
    "evaluate": _evaluate,
    "verify": _verify,
    "export": _export,
    "score": _score,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
