"""A restorer's folder -> a restorer: hashes first, then weights, then one plan.

The folder holds ``config.json`` (format, name, licence, template, sampling and per module its
file, SHA-256 and configuration) and one safetensors file per module.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load as load_safetensors
from torch import nn

from core.domain.alignment import FFHQ_512, LITE_128, AlignmentTemplate
from core.errors import WeightsError
from core.restoration.restorer import Restorer
from core.restoration.ridfr.device import choose_plan
from core.restoration.ridfr.modules import MODULE_CLASSES, RidfrModules, load_weights
from core.restoration.ridfr.parts import RestorerParts
from core.restoration.ridfr.pipeline import RestorerCard, RidfrPipeline
from core.restoration.ridfr.sampling import SamplingSettings
from core.restoration.ridfr.sd15_loading import Sd15Loader

FORMAT = 1
TEMPLATES: dict[str, AlignmentTemplate] = {template.name: template for template in (LITE_128, FFHQ_512)}


def load_restorer(
    folder: Path,
    *,
    threads: int | None = None,
    device: str | None = None,
    parts: RestorerParts | None = None,
) -> Restorer:
    """Load a restorer after checking every file against its recorded hash.

    Args:
        folder: the restorer's folder.
        threads: CPU threads to use; None leaves torch's own number.
        device: "cpu", "cuda" or None for the best there is.
        parts: verified files of other packs, for a restorer of full size.

    Raises:
        WeightsError: a file is missing, has another hash or does not fit.
        DeviceError: the device is not there, or too small.
    """
    return load_pipeline(folder, threads=threads, device=device, parts=parts)


def load_pipeline(
    folder: Path,
    *,
    threads: int | None = None,
    device: str | None = None,
    parts: RestorerParts | None = None,
) -> RidfrPipeline:
    """As `load_restorer`, for those who need the pipeline itself (training)."""
    if threads is not None:
        torch.set_num_threads(threads)
    config = read_config(folder)
    parts = parts or RestorerParts()
    if config.get("configuration") == "sd15":
        return Sd15Loader(folder, config, parts).pipeline(device)
    modules = RidfrModules.from_named(
        {name: load_checked(folder, name, config["modules"][name]) for name in MODULE_CLASSES}
    )
    card = RestorerCard(
        name=config["restorer"],
        weights=weights_digest(config),
        licence=config["licence"],
        template=TEMPLATES[config["template"]],
        sampling=SamplingSettings(**config["sampling"]),
    )
    plan = choose_plan(device)
    return RidfrPipeline(modules.channels_last(), card, plan, ask_for_cpu=parts.ask_for_cpu)


def prepare_restorer(folder: Path, parts: RestorerParts) -> None:
    """Compute and keep what a restorer of full size needs once: the empty prompt and such.

    Raises:
        WeightsError: a part is missing or does not fit.
    """
    config = read_config(folder)
    if config.get("configuration") == "sd15":
        Sd15Loader(folder, config, parts).constants()


def read_config(folder: Path) -> dict[str, Any]:
    """Read and check ``config.json``.

    Raises:
        WeightsError: it is missing, not JSON, of another format or lacks a module.
    """
    path = folder / "config.json"
    try:
        config: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise WeightsError(
            "This restorer is not installed: its config.json is missing.", path=path
        ) from error
    except (OSError, ValueError) as error:
        raise WeightsError(
            "The restorer's config.json cannot be read; install it again.", path=path
        ) from error
    if config.get("format") != FORMAT:
        raise WeightsError("The restorer was made for another version of this program.", path=path)
    own = set() if config.get("configuration") == "sd15" else set(MODULE_CLASSES)
    missing = own - set(config.get("modules", {})) | {"restorer", "licence"} - set(config)
    if missing or config.get("template") not in TEMPLATES:
        raise WeightsError("The restorer's config.json is not complete; install it again.", path=path)
    return config


def load_checked(folder: Path, name: str, entry: dict[str, Any]) -> nn.Module:
    """Load one module as fp32 if its file has the recorded hash."""
    path = folder / entry["file"]
    try:
        content = path.read_bytes()
    except OSError as error:
        raise WeightsError("A weights file is missing; install the restorer again.", path=path) from error
    # The bytes that were checked are the bytes that are parsed: nothing can be exchanged between.
    if hashlib.sha256(content).hexdigest() != entry["sha256"]:
        raise WeightsError(
            "A weights file is damaged or was exchanged (its SHA-256 is not the recorded one); "
            "install the restorer again.",
            path=path,
        )
    module: nn.Module = MODULE_CLASSES[name].from_config(entry["config"])
    try:
        load_weights(module, load_safetensors(content))
    except RuntimeError as error:
        raise WeightsError("A weights file does not fit its configuration.", path=path) from error
    return module


def weights_digest(config: dict[str, Any]) -> str:
    """SHA-256 over the modules' hashes and the sampling settings: all that makes a result but the recipe."""
    hashes = {name: entry["sha256"] for name, entry in config["modules"].items()}
    text = json.dumps([hashes, config["sampling"]], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
