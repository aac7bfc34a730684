"""Checkpoint -> restorer folder: fp16 safetensors, ``config.json`` with hashes, and a card.

The folder is made beside its place and swapped in, so that a reader finds the old restorer or
the new one and never half of one.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from string import Template

from core.domain.alignment import LITE_128
from core.restoration.ridfr.loading import FORMAT, load_pipeline
from core.restoration.ridfr.modules import MODULE_CLASSES
from core.restoration.ridfr.sampling import SamplingSettings
from training.config import ConfigError

LICENCE = "research and personal use, not commercial, not for identification"
CARD = Path(__file__).parent / "configs" / "card.md"
MAX_BYTES = 60_000_000


@dataclass(frozen=True)
class ExportOptions:
    """What to export, and where."""

    run: str
    """Run folder with the module form of all modules."""
    out: str
    """Restorer folder to make or replace."""
    name: str = "lite"
    default_steps: int = 6
    start_timestep: int = 200
    antithetic_start: bool = True
    figures: str = ""
    """JSON files of `evaluate`, separated by commas, for the card's table."""
    history: str = ""
    """One line about how the weights were trained, for the card."""


def export(options: ExportOptions) -> Path:
    """Write the restorer folder and load it once; returns its place."""
    run, out = Path(options.run), Path(options.out)
    fresh = out.with_name(f".{out.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    modules = {name: _copy_module(run, fresh, name) for name in MODULE_CLASSES}
    config = {
        "format": FORMAT,
        "restorer": options.name,
        "licence": LICENCE,
        "template": LITE_128.name,
        "sampling": asdict(
            SamplingSettings(options.start_timestep, options.default_steps, options.antithetic_start)
        ),
        "modules": modules,
    }
    (fresh / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
    spec = load_pipeline(fresh, device="cpu").spec
    size = sum(file.stat().st_size for file in fresh.iterdir())
    if size > MAX_BYTES:
        raise ConfigError(f"the restorer has {size} bytes; {MAX_BYTES} are the limit")
    card = Template(CARD.read_text(encoding="utf-8")).substitute(
        parameters=f"{spec.parameters / 1e6:.1f}",
        megabytes=f"{size / 1e6:.0f}",
        weights=spec.weights,
        history=options.history or "not recorded",
        figures=figures_table([Path(name) for name in options.figures.split(",") if name]),
    )
    (fresh / "README.md").write_text(card, encoding="utf-8")
    _swap(fresh, out)
    return out


def _copy_module(run: Path, folder: Path, name: str) -> dict[str, object]:
    """Copy one module's weights; returns its entry in ``config.json``."""
    source = run / f"{name}.safetensors"
    if not source.exists():
        raise ConfigError(f"the run has no {source.name}")
    content = source.read_bytes()
    (folder / source.name).write_bytes(content)
    return {
        "file": source.name,
        "sha256": hashlib.sha256(content).hexdigest(),
        "config": json.loads((run / f"{name}.json").read_text(encoding="utf-8")),
    }


def _swap(fresh: Path, out: Path) -> None:
    """Put the new folder in the place of the old one."""
    old = out.with_name(f".{out.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    fresh.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def figures_table(files: list[Path]) -> str:
    """Markdown table of evaluation reports, one row each."""
    if not files:
        return "No figures yet."
    lines = [
        "| damage | references | IDS | IDS input | improved "
        "| PSNR (input) | SSIM (input) | sharpness | faces |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for file in files:
        report = json.loads(file.read_text(encoding="utf-8"))
        chosen, value = (
            report["options"],
            {k: v for k, v in report.items() if isinstance(v, dict) and "mean" in v},
        )
        low, high = value["ids"]["ci95"]
        references = "stranger's" if chosen["stranger"] else chosen["references"]
        lines.append(
            f"| {chosen['degradation']} | {references} at {chosen['reference_px']} px "
            f"| {value['ids']['mean']:.3f} [{low:.3f}, {high:.3f}] | {value['ids_input']['mean']:.3f} "
            f"| {value['improved']['mean']:.0%} "
            f"| {value['psnr']['mean']:.2f} ({value['psnr_input']['mean']:.2f}) "
            f"| {value['ssim']['mean']:.3f} ({value['ssim_input']['mean']:.3f}) "
            f"| {value['sharpness']['mean']:.2f} | {report['faces']} |"
        )
    return "\n".join(lines)
