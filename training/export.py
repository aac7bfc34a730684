"""Run -> restorer folder: fp16 safetensors, ``config.json`` with hashes, and a card.

`lite` brings all its modules; `sd15` its content module, for the rest is the user's own download
(``ridfr packs add sd15 FOLDER``).  The folder is made beside its place and swapped in, so that a
reader finds the old restorer or the new one and never half of one.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from string import Template
from typing import Any

from core.domain.alignment import FFHQ_512, LITE_128
from core.restoration.ridfr.loading import FORMAT, load_pipeline, weights_digest
from core.restoration.ridfr.modules import MODULE_CLASSES
from core.restoration.ridfr.sampling import SD15_SAMPLING, SamplingSettings
from training.checkpoints import read_run
from training.config import ConfigError
from training.evaluation.reports import both, table
from training.trials import WHOLE

LICENCE = "research and personal use, not commercial, not for identification"
CONFIGS = Path(__file__).parent / "configs"
MAX_BYTES = 60_000_000
"""Of `lite`, which lies in the repository."""


@dataclass(frozen=True)
class ExportOptions:
    """What to export, and where."""

    run: str
    """Run folder with the small form."""
    out: str
    """Restorer folder to make or replace."""
    name: str = ""
    """Name of the restorer; empty is that of the model."""
    default_steps: int = 0
    """Sampling steps unless a recipe says otherwise; 0 is the model's own."""
    start_timestep: int = 200
    """t* of `lite`."""
    antithetic_start: bool = True
    """For `lite`."""
    figures: str = ""
    """JSON files of `evaluate`, separated by commas, for the card's table."""
    history: str = ""
    """One line about how the weights were trained, for the card."""


@dataclass(frozen=True)
class Pack:
    """What a restorer's folder is to hold."""

    config: dict[str, Any]
    modules: tuple[str, ...]
    card: str
    """Template in ``training/configs``."""


def export(options: ExportOptions) -> Path:
    """Write the restorer folder, and for `lite` load it once; returns its place.

    Raises:
        ConfigError: the run lacks a module, or the restorer would be too large.
        WeightsError: what was written cannot be loaded.
    """
    run, out = Path(options.run), Path(options.out)
    settings = read_run(run)
    pack = PACKS["sd15" if "sd15" in settings.get("model", "") else "lite"](options, settings)
    fresh = out.with_name(f".{out.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    modules = {name: _copy_module(run, fresh, name) for name in pack.modules}
    config = {"format": FORMAT, "licence": LICENCE, **pack.config, "modules": modules}
    (fresh / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
    if set(modules) == set(MODULE_CLASSES):
        load_pipeline(fresh, device="cpu")
    size = sum(file.stat().st_size for file in fresh.iterdir())
    if config["restorer"] == "lite" and size > MAX_BYTES:
        raise ConfigError(f"the restorer has {size} bytes; {MAX_BYTES} are the limit")
    card = Template((CONFIGS / pack.card).read_text(encoding="utf-8")).substitute(
        name=config["restorer"],
        parameters=f"{_parameters(fresh) / 1e6:.1f}",
        megabytes=f"{size / 1e6:.0f}",
        weights=weights_digest(config),
        condition=config.get("condition", ""),
        settings=json.dumps(settings, indent=1) if settings else "not recorded",
        history=options.history or "not recorded",
        figures=figures_table([Path(name) for name in options.figures.split(",") if name]),
    )
    (fresh / "README.md").write_text(card, encoding="utf-8")
    _swap(fresh, out)
    return out


def _lite_pack(options: ExportOptions, settings: dict[str, Any]) -> Pack:
    del settings
    steps = options.default_steps or SamplingSettings().default_steps
    sampling = SamplingSettings(options.start_timestep, steps, options.antithetic_start)
    config = {
        "restorer": options.name or "lite",
        "template": LITE_128.name,
        "sampling": asdict(sampling),
    }
    return Pack(config, tuple(MODULE_CLASSES), "card.md")


def _sd15_pack(options: ExportOptions, settings: dict[str, Any]) -> Pack:
    sampling = asdict(SD15_SAMPLING) | (
        {"default_steps": options.default_steps} if options.default_steps else {}
    )
    config = {
        "restorer": options.name or "sd15",
        "configuration": "sd15",
        "condition": settings["condition"],
        "template": FFHQ_512.name,
        "sampling": sampling,
    }
    return Pack(config, ("content",), "card-sd15.md")


PACKS: dict[str, Callable[[ExportOptions, dict[str, Any]], Pack]] = {
    "lite": _lite_pack,
    "sd15": _sd15_pack,
}


def _copy_module(run: Path, folder: Path, name: str) -> dict[str, object]:
    """Copy one module's weights; returns its entry in ``config.json``."""
    source = run / f"{name}.safetensors"
    if not source.exists():
        raise ConfigError(f"the run has no {source.name}")
    with source.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    shutil.copyfile(source, folder / source.name)
    return {
        "file": source.name,
        "sha256": digest,
        "config": json.loads((run / f"{name}.json").read_text(encoding="utf-8")),
    }


def _parameters(folder: Path) -> int:
    """Number of fp16 values in the weights of a folder."""
    return sum(file.stat().st_size for file in folder.glob("*.safetensors")) // 2


def _swap(fresh: Path, out: Path) -> None:
    """Put the new folder in the place of the old one."""
    old = out.with_name(f".{out.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    fresh.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def figures_table(files: list[Path]) -> str:
    """Markdown tables of evaluation reports, one row each; then those of kinds of faces, file by file."""
    if not files:
        return "No figures yet."
    reports = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    names = [name for name in CARD_FIGURES if any(name in report for report in reports)]
    heads = ["damage", "references", *names, "faces"]
    rows = []
    for report in reports:
        chosen = report["options"]
        whose = "a stranger's" if chosen["stranger"] else str(chosen["references"])
        size = f" at {chosen['reference_px']} px" if chosen["references"] else ""
        cells = [both(report[name], name) if name in report else "" for name in names]
        rows.append([chosen["degradation"], whose + size, *cells, str(report["faces"])])
    usual = (report for report in reports if _is_usual(report["options"]))
    return "\n\n".join([table(heads, rows), *map(_kinds_table, usual)])


def _is_usual(chosen: dict[str, Any]) -> bool:
    """One good reference of the person: what kinds of faces are told apart for."""
    return chosen["references"] == 1 and chosen["reference_px"] == WHOLE and not chosen["stranger"]


def _kinds_table(report: dict[str, Any]) -> str:
    """One report's identity and fidelity by kind of face."""
    rows = [
        [f"{way}: {kind}", str(values["faces"]), *(both(values[name], name) for name in KIND_FIGURES)]
        for way, kinds in report.get("kinds", {}).items()
        for kind, values in kinds.items()
    ]
    chosen = report["options"]
    title = f"Kinds of faces, {chosen['degradation']}, {chosen['references']} reference(s):"
    return f"{title}\n\n{table(['faces of', 'number', *KIND_FIGURES], rows)}" if rows else ""


CARD_FIGURES = (
    "ids", "ids_input", "iv", "psnr", "psnr_input", "ssim", "ssim_input",
    "niqe", "niqe_input", "sharpness", "failures",
)  # fmt: skip
KIND_FIGURES = ("ids", "ids_input", "psnr", "failures")
